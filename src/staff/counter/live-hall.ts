import type { StaffAnswer } from '../../api/staff-client.ts';
import type { HallView } from '../../model/schema/staff-hall.ts';

/** What is known of the hall. `stale`: asked since, and not answered. */
export interface HallReading {
  readonly hall: HallView;
  /** On the page's monotonic clock, milliseconds. */
  readonly readAtMs: number;
  readonly stale: boolean;
}

export interface LiveHallOptions {
  readonly read: () => StaffAnswer<HallView>;
  /** Calls back when something changed at the hall. @returns ends it */
  readonly listen: (onChanged: () => void) => () => void;
  /** Undefined where the hub never answered so far. */
  readonly onReading: (reading: HallReading | undefined) => void;
  /** Milliseconds that nobody can set back. */
  readonly monotonic: () => number;
}

/** The stream says when there is news; this is for where it does not come through. */
const LOOK_MS = 10_000;
const RETRY_MS = 3_000;
/** Several bells within this are one look. */
const GATHER_MS = 120;

/** Keeps what is known of a hall up to date, for as long as its page is open. */
export class LiveHall {
  readonly #options: LiveHallOptions;
  #reading: HallReading | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #deaf: (() => void) | undefined;
  /** The read that is under way; an answer that a later read overtook is dropped. */
  #latest = 0;

  constructor(options: LiveHallOptions) {
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
    if (answer.ok) this.#reading = { hall: answer.value, readAtMs: this.#options.monotonic(), stale: false };
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
