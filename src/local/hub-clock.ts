import {
  CLOCK_JUMP_MS,
  type ClockReading,
  type ClockSync,
  type ClockTrust,
  clockTrust,
} from '../model/clock.ts';

/** Both clocks of this machine now. */
export const readClocks = (): ClockReading => ({ wallMs: Date.now(), monotonicMs: performance.now() });

/** An exchange that took longer says too little: it may have been answered at its beginning or at its end. */
const LONGEST_EXCHANGE_MS = 60_000;

/**
 * Sets the hub's time against this machine's clocks, in the middle of an exchange.
 * @param hubMs what the hub's clock said in its answer
 * @returns undefined where the machine slept in between, or the answer was too long under way
 */
export function exchanged(before: ClockReading, after: ClockReading, hubMs: number): ClockSync | undefined {
  const elapsedMs = after.monotonicMs - before.monotonicMs;
  const sleptMs = Math.abs(after.wallMs - before.wallMs - elapsedMs);
  if (elapsedMs > LONGEST_EXCHANGE_MS || sleptMs > CLOCK_JUMP_MS || Number.isNaN(hubMs)) return undefined;
  return { hubMs, wallMs: after.wallMs - elapsedMs / 2, monotonicMs: after.monotonicMs - elapsedMs / 2 };
}

/** What one tab tells another of the hub's time. */
export interface ClockWord {
  /** The hub's time when it was said, and the machine's own, milliseconds since 1970. */
  readonly hubMs: number;
  readonly wallMs: number;
}

/** A word that was longer under way was held up in a sleeping tab, and tells nothing about now. */
const WORD_HOLDS_MS = 1_000;

/** The hub's time, carried on by this machine's clocks for as long as they can be trusted. */
export class HubClock {
  #sync: ClockSync | undefined;

  /** Takes the time of an exchange with the hub. */
  heard(sync: ClockSync): void {
    this.#sync = sync;
  }

  /** What another tab of this machine is to be told; undefined where nothing is known for sure. */
  word(): ClockWord | undefined {
    const trust = this.trust();
    return trust.trusted ? { hubMs: trust.nowMs, wallMs: Date.now() } : undefined;
  }

  /** Hears another tab. Both share the machine's wall clock, which tells how long the word was under way. */
  hear(word: ClockWord): void {
    const now = readClocks();
    if (Math.abs(now.wallMs - word.wallMs) < WORD_HOLDS_MS) this.heard({ ...now, hubMs: word.hubMs });
  }

  trust(): ClockTrust {
    return clockTrust(this.#sync, readClocks());
  }
}
