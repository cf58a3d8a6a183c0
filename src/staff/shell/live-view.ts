import type { StaffAnswer } from '../../api/staff-client.ts';

/** What was read of the hub. `stale`: asked since, and not answered. */
export interface Reading<T> {
  readonly value: T;
  /** On the page's monotonic clock, milliseconds. */
  readonly readAtMs: number;
  readonly stale: boolean;
}

export interface LiveViewOptions<T> {
  readonly read: () => StaffAnswer<T>;
  /** Calls back when something changed at the site. @returns ends it */
  readonly listen: (onChanged: () => void) => () => void;
  /** Undefined where the hub never answered so far. */
  readonly onReading: (reading: Reading<T> | undefined) => void;
  /** Milliseconds that nobody can set back. */
  readonly monotonic: () => number;
}

/** The stream says when there is news; this is for where it does not come through. */
const LOOK_MS = 10_000;
const RETRY_MS = 3_000;
/** Several bells within this are one look. */
const GATHER_MS = 120;

/** Keeps what a desk shows of a site up to date, for as long as its page is open. */
export class LiveView<T> {
  readonly #options: LiveViewOptions<T>;
  #reading: Reading<T> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #deaf: (() => void) | undefined;
  /** The read that is under way; an answer that a later read overtook is dropped. */
  #latest = 0;

  constructor(options: LiveViewOptions<T>) {
    this.#options = options;
  }

  start(): void {
    this.#deaf ??= this.#options.listen(() => this.#within(GATHER_MS));
    void this.readNow();
  }

  stop(): void {
    this.#deaf?.();
    this.#deaf = undefined;
    clearTimeout(this.#timer);
    this.#latest += 1;
  }

  async readNow(): Promise<void> {
    clearTimeout(this.#timer);
    const number = (this.#latest += 1);
    const answer = await this.#options.read();
    if (number !== this.#latest) return;
    if (answer.ok) this.#reading = { value: answer.value, readAtMs: this.#options.monotonic(), stale: false };
    else if (this.#reading) this.#reading = { ...this.#reading, stale: true };
    this.#options.onReading(this.#reading);
    this.#within(answer.ok ? LOOK_MS : RETRY_MS);
  }

  #within(ms: number): void {
    if (this.#deaf === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.readNow(), ms);
  }
}
