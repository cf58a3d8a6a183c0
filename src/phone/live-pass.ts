import type { CallFailure } from '../api/client.ts';
import type { Result } from '../model/result.ts';
import type { PassView } from '../model/schema/phone.ts';

/** Why there is nothing to show, or nothing newer. */
export type Trouble = 'unreachable' | 'not-yet' | 'invalid' | 'expired' | 'busy' | 'failed';

/** What is known of the pass at this moment. */
export type PassReading =
  | { readonly kind: 'reading' }
  /** `stale`: asked since, and not answered. `readAtMs`: on the page's monotonic clock. */
  | { readonly kind: 'known'; readonly view: PassView; readonly readAtMs: number; readonly stale: boolean }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

export interface LivePassOptions {
  readonly read: () => Promise<Result<PassView, CallFailure>>;
  /** Calls back when something changed at the hall. @returns ends it */
  readonly listen: (onChanged: () => void) => () => void;
  readonly onReading: (reading: PassReading) => void;
  /** Milliseconds that nobody can set back. */
  readonly monotonic: () => number;
  /** 0 to 1, so that all phones of a hall do not ask in the same moment. */
  readonly random: () => number;
}

/** The stream says when there is news; this is for where it does not come through. */
const LOOK_MS = 60_000;
/** After a failure, and while the booking has not arrived. */
const RETRY_MS = 15_000;
/** "Something changed" is seldom about this booking, and never worth asking more often than this. */
const SPREAD_MS = 4_000;
const BUSY_MS = 60_000;

function troubleOf(failure: CallFailure): Trouble {
  if (failure.kind === 'unreachable') return 'unreachable';
  switch (failure.status) {
    case 403:
    case 400:
      return 'invalid';
    case 410:
      return 'expired';
    case 429:
      return 'busy';
    default:
      return failure.problem.code === 'booking.unknown' ? 'not-yet' : 'failed';
  }
}

/** Keeps what is known of a pass up to date, for as long as somebody looks at it. */
export class LivePass {
  readonly #options: LivePassOptions;
  #reading: PassReading = { kind: 'reading' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueMs = Infinity;
  #deaf: (() => void) | undefined;
  /** The read that is under way; an answer that a later read overtook is dropped. */
  #latest = 0;

  constructor(options: LivePassOptions) {
    this.#options = options;
  }

  get reading(): PassReading {
    return this.#reading;
  }

  /** Somebody looks: reads now and goes on listening. */
  start(): void {
    this.#deaf ??= this.#options.listen(() => this.#within(500 + this.#options.random() * SPREAD_MS));
    void this.readNow();
  }

  /** Nobody looks: asks nothing more. */
  stop(): void {
    this.#deaf?.();
    this.#deaf = undefined;
    this.#forgetTimer();
    this.#latest += 1;
  }

  async readNow(): Promise<void> {
    this.#forgetTimer();
    const number = (this.#latest += 1);
    const result = await this.#options.read();
    if (number !== this.#latest) return;
    if (result.ok) {
      this.#set({ kind: 'known', view: result.value, readAtMs: this.#options.monotonic(), stale: false });
      return this.#within(LOOK_MS);
    }
    const trouble = troubleOf(result.error);
    const before = this.#reading;
    // What was once known is better than nothing, unless the hub itself says that the pass is worth nothing any more.
    const ends = trouble === 'expired' || trouble === 'invalid';
    this.#set(before.kind === 'known' && !ends ? { ...before, stale: true } : { kind: 'trouble', trouble });
    if (ends) return this.stop();
    this.#within(trouble === 'busy' ? BUSY_MS : RETRY_MS);
  }

  #set(reading: PassReading): void {
    this.#reading = reading;
    this.#options.onReading(reading);
  }

  /** Reads after so many milliseconds, unless that is to happen sooner. */
  #within(ms: number): void {
    const dueMs = this.#options.monotonic() + ms;
    if (this.#deaf === undefined || dueMs >= this.#dueMs) return;
    this.#forgetTimer();
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => void this.readNow(), ms);
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#dueMs = Infinity;
  }
}
