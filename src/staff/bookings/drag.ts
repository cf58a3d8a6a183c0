import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { DraggingEvent } from './calendar-events.ts';
import { Finger } from './finger.ts';
import type { ShownBooking } from './expected.ts';
import type { DeskSlot } from '../../model/schema/staff-bookings.ts';

/** A name under way, and the time it comes from. */
export interface Dragged {
  readonly booking: ShownBooking;
  readonly from: DeskSlot;
}

export interface DragOptions {
  /** Whether what is dragged may be put into this time. */
  readonly may: (dragged: Dragged, to: DeskSlot) => boolean;
  readonly onDrop: (dragged: Dragged, to: DeskSlot) => void;
  /** The calendar's frame, which goes along at its edges. */
  readonly frame: () => Element | null;
  /** The time under a point of the screen. */
  readonly slotAt: (x: number, y: number) => DeskSlot | undefined;
}

type DragHost = ReactiveControllerHost & HTMLElement;

/**
 * Names that are dragged to another time: by mouse as browsers drag things, by touch after a long press, so that a finger that
 * pushes the page along drags nobody. A library that sorts lists moves the elements themselves, which are Lit's here.
 */
export class Drag implements ReactiveController {
  readonly #host: DragHost;
  readonly #options: DragOptions;
  #dragged: Dragged | undefined;
  #over: string | undefined;
  readonly #finger: Finger;

  constructor(host: DragHost, options: DragOptions) {
    this.#host = host;
    this.#options = options;
    this.#finger = new Finger({
      frame: () => this.#options.frame(),
      onMove: (x, y) => this.#hover(this.#options.slotAt(x, y)),
      onEnd: (at) => this.#drop(at && this.#options.slotAt(at.x, at.y)),
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#finger.leave();
    this.#end();
  }

  /** What is under way. */
  get dragged(): Dragged | undefined {
    return this.#dragged;
  }

  /** The time it would be put into now. */
  get over(): string | undefined {
    return this.#over;
  }

  /** Where the finger is; undefined while a mouse drags. */
  get finger(): { readonly x: number; readonly y: number } | undefined {
    return this.#dragged && this.#finger.at;
  }

  mayDrop(to: DeskSlot): boolean {
    return this.#dragged !== undefined && this.#options.may(this.#dragged, to);
  }

  /** By mouse. */
  onStart(event: DragEvent, dragged: Dragged): void {
    // A browser's own long press would take the finger away.
    if (this.#finger.isDown) {
      event.preventDefault();
      return;
    }
    event.dataTransfer?.setData('text/plain', dragged.booking.id);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
    this.#begin(dragged);
  }

  onOver(event: DragEvent, slot: DeskSlot): void {
    if (!this.mayDrop(slot)) return;
    event.preventDefault();
    this.#hover(slot);
  }

  readonly onOut = (): void => this.#hover(undefined);

  onDrop(event: DragEvent, to: DeskSlot): void {
    if (this.mayDrop(to)) event.preventDefault();
    this.#drop(to);
  }

  readonly onEnd = (): void => this.#end();

  /** By touch or pen. */
  onPress(event: PointerEvent, dragged: Dragged): void {
    this.#finger.press(event, () => this.#begin(dragged));
  }

  /** Once a name hangs on the finger, the finger no longer pushes the page along. */
  readonly onTouch = (event: TouchEvent): void => {
    if (this.finger && event.cancelable) event.preventDefault();
  };

  #begin(dragged: Dragged): void {
    this.#dragged = dragged;
    this.#host.dispatchEvent(new DraggingEvent(true));
    this.#host.requestUpdate();
  }

  #hover(slot: DeskSlot | undefined): void {
    const over = slot && this.mayDrop(slot) ? slot.id : undefined;
    if (over === this.#over && !this.#finger.at) return;
    this.#over = over;
    this.#host.requestUpdate();
  }

  /** @param to undefined where it was let go beside the times: nobody moves */
  #drop(to: DeskSlot | undefined): void {
    const dragged = this.#dragged;
    const may = to !== undefined && this.mayDrop(to);
    this.#end();
    if (dragged && may) this.#options.onDrop(dragged, to);
  }

  #end(): void {
    this.#over = undefined;
    if (!this.#dragged) return;
    this.#dragged = undefined;
    this.#host.dispatchEvent(new DraggingEvent(false));
    this.#host.requestUpdate();
  }
}
