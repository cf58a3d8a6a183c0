/** A long press: long enough that nobody means to push the page along. */
const PRESS_MS = 400;
/** So far a finger trembles. */
const SLACK_PX = 10;
const FELT_MS = 30;
/** A click comes within this after what it is of. */
const CLICK_MS = 300;
/** So near its edge the calendar goes along, so fast a picture. */
const EDGE_PX = 44;
const STEP_PX = 10;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface FingerOptions {
  /** What is pushed along when the finger comes to its edge. */
  readonly frame: () => Element | null;
  readonly onMove: (x: number, y: number) => void;
  /** @param at where it was lifted; undefined where it was called off */
  readonly onEnd: (at: Point | undefined) => void;
}

/** A finger or pen that was pressed long, and where it is since. A second finger, Escape or the browser calls it off. */
export class Finger {
  readonly #options: FingerOptions;
  #pointer: number | undefined;
  #from: Point = { x: 0, y: 0 };
  #at: Point | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pushing = 0;

  constructor(options: FingerOptions) {
    this.#options = options;
  }

  /** True from the first touch on, before it is known whether it stays. */
  get isDown(): boolean {
    return this.#pointer !== undefined;
  }

  /** Where it is, once it was pressed long. */
  get at(): Point | undefined {
    return this.#at;
  }

  press({ pointerType, pointerId, isPrimary, clientX, clientY }: PointerEvent, onLong: () => void): void {
    if (pointerType === 'mouse' || !isPrimary) return;
    this.leave();
    this.#pointer = pointerId;
    this.#from = { x: clientX, y: clientY };
    this.#listen(true);
    this.#timer = setTimeout(() => {
      this.#at = this.#from;
      // Phones and tablets say in the hand that it has been taken up.
      (navigator as Partial<Pick<Navigator, 'vibrate'>>).vibrate?.(FELT_MS);
      onLong();
      this.#pushing = requestAnimationFrame(this.#onFrame);
    }, PRESS_MS);
  }

  /** Forgets it. */
  leave(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#pushing);
    this.#pointer = undefined;
    this.#at = undefined;
    this.#listen(false);
  }

  #listen(on: boolean): void {
    const each = on ? 'addEventListener' : 'removeEventListener';
    window[each]('pointermove', this.#onMove as EventListener);
    window[each]('pointerup', this.#onUp as EventListener);
    window[each]('pointercancel', this.#onCancel as EventListener);
    window[each]('pointerdown', this.#onOther as EventListener, true);
    window[each]('keydown', this.#onKey as EventListener, true);
    window[each]('contextmenu', this.#onMenu, true);
  }

  #end(at: Point | undefined): void {
    const wasLong = this.#at !== undefined;
    this.leave();
    if (wasLong) this.#options.onEnd(at);
  }

  readonly #onMove = ({ pointerId, clientX, clientY }: PointerEvent): void => {
    if (pointerId !== this.#pointer) return;
    if (this.#at) {
      this.#at = { x: clientX, y: clientY };
      this.#options.onMove(clientX, clientY);
    } else if (Math.hypot(clientX - this.#from.x, clientY - this.#from.y) > SLACK_PX) this.leave();
  };

  readonly #onFrame = (): void => {
    const [at, frame] = [this.#at, this.#options.frame()];
    if (!at || !frame) return;
    const { left, right, top, bottom } = frame.getBoundingClientRect();
    const by = (px: number, from: number, to: number): number =>
      px < from || px > to ? 0 : px < from + EDGE_PX ? -STEP_PX : px > to - EDGE_PX ? STEP_PX : 0;
    const [x, y] = [by(at.x, left, right), by(at.y, top, bottom)];
    if (x !== 0 || y !== 0) {
      frame.scrollBy(x, y);
      this.#options.onMove(at.x, at.y);
    }
    this.#pushing = requestAnimationFrame(this.#onFrame);
  };

  readonly #onUp = ({ pointerId, clientX, clientY }: PointerEvent): void => {
    if (pointerId !== this.#pointer) return;
    // What was pressed is not also opened.
    if (this.#at) window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, true), CLICK_MS);
    this.#end({ x: clientX, y: clientY });
  };

  readonly #onCancel = ({ pointerId }: PointerEvent): void => {
    if (pointerId === this.#pointer) this.#end(undefined);
  };

  readonly #onOther = ({ pointerId }: PointerEvent): void => {
    if (pointerId !== this.#pointer) this.#end(undefined);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#end(undefined);
  };

  /** The menu of a long press. */
  readonly #onMenu = (event: Event): void => event.preventDefault();
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
