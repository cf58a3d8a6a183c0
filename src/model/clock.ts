/**
 * What a terminal may believe of its own clock while it is cut off. The hub's time is carried on by the monotonic
 * clock, which nobody can set; the wall clock is only the witness: where the two disagree, one of them was moved or
 * stood still, and the terminal promises nothing until it has heard from the hub again.
 */

/** Both clocks of a machine at one moment, in milliseconds. */
export interface ClockReading {
  /** Milliseconds since 1970, by the machine's own clock. */
  readonly wallMs: number;
  /** Milliseconds since the page was started; never set back. */
  readonly monotonicMs: number;
}

/** The last exchange with the hub in this run of the page. */
export interface ClockSync extends ClockReading {
  /** The hub's clock at that moment, milliseconds since 1970. */
  readonly hubMs: number;
}

/** How far a trusted terminal's idea of the hub's time may be off. */
export const CLOCK_ERROR_MS = 120_000;
/** How far the two clocks may drift apart before somebody must have moved one. */
export const CLOCK_JUMP_MS = 30_000;
/** Cheap quartz is off by 100 parts in a million: after this long it could have used up most of the error allowed. */
export const CLOCK_HOLDS_MS = 10 * 86_400_000;

export type ClockTrust =
  | { readonly trusted: true; readonly nowMs: number }
  /** `restart`: not heard from the hub since the page was started. */
  | { readonly trusted: false; readonly why: 'restart' | 'jump' | 'too-long' };

/**
 * @param sync the last exchange with the hub in this run; undefined where there was none
 * @returns the hub's time, off by `CLOCK_ERROR_MS` at most; or why it cannot be told
 */
export function clockTrust(sync: ClockSync | undefined, now: ClockReading): ClockTrust {
  if (!sync) return { trusted: false, why: 'restart' };
  const elapsedMs = now.monotonicMs - sync.monotonicMs;
  if (Math.abs(now.wallMs - sync.wallMs - elapsedMs) > CLOCK_JUMP_MS) return { trusted: false, why: 'jump' };
  if (elapsedMs > CLOCK_HOLDS_MS) return { trusted: false, why: 'too-long' };
  return { trusted: true, nowMs: sync.hubMs + elapsedMs };
}
