import type { Call } from './board.ts';

/** Who was called longer ago is shown and not spoken: they have read it, or are gone. */
export const SPOKEN_WITHIN_MS = 60_000;
/** More than these at once nobody can follow: the others are shown. */
export const MOST_AT_ONCE = 3;

export interface ToSpeak {
  /** In the order in which they were called. */
  readonly say: readonly Call[];
  /** The calls that need not be spoken any more, for the next time. */
  readonly done: ReadonlySet<string>;
}

/**
 * @param called who is called now
 * @param done what was said before, or was let go
 * @param nowMs by the hub's clock
 */
export function whatToSpeak(called: readonly Call[], done: ReadonlySet<string>, nowMs: number): ToSpeak {
  const say = called
    .filter(({ key, calledAtMs }) => !done.has(key) && nowMs - calledAtMs < SPOKEN_WITHIN_MS)
    .sort((one, other) => one.calledAtMs - other.calledAtMs)
    .slice(-MOST_AT_ONCE);
  return { say, done: new Set(called.map(({ key }) => key)) };
}
