import { lastOf } from './last.ts';

/** How figures are made of counts: what took how long, and what is too rare to be shown. */

/** Upper ends of the buckets in minutes; a last one holds what took longer. */
export const WAIT_MINUTES = [2, 5, 10, 15, 20, 30, 45, 60, 90, 120] as const;

/** The same for answers to calls for help, in seconds. */
export const HELP_SECONDS = [15, 30, 60, 120, 180, 300, 600] as const;

/** Fewer than so many could be recognised by somebody who was there. */
export const FEWEST_SHOWN = 5;

/** A count as it is shown: `few` stands for one to four. */
export type Shown = number | 'few';

export const shown = (n: number): Shown => (n > 0 && n < FEWEST_SHOWN ? 'few' : n);

/**
 * A sum beside its parts: where a part is hidden, the sum is rounded to fives, or it would give the part away.
 */
export function shownSum(parts: readonly number[]): Shown {
  const sum = parts.reduce((all, n) => all + n, 0);
  const hidden = parts.some((n) => shown(n) === 'few');
  return hidden && sum >= FEWEST_SHOWN ? Math.round(sum / FEWEST_SHOWN) * FEWEST_SHOWN : shown(sum);
}

/** @returns parts of the whole in percent, or undefined where the whole is too small to say */
export const percentOf = (part: number, whole: number): number | undefined =>
  whole < FEWEST_SHOWN ? undefined : Math.round((part / whole) * 100);

/** Buckets of several days or queues, put together. */
export const addBuckets = (one: readonly number[], other: readonly number[]): readonly number[] =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, at) => (one[at] ?? 0) + (other[at] ?? 0));

/**
 * The time within which a share of all was done, by straight lines within a bucket.
 * @param limits the upper ends of the buckets; the last bucket has none, and counts as its lower end
 * @param share 0.5 for the middle
 * @returns undefined where there are too few to say
 */
export function quantile(
  buckets: readonly number[],
  limits: readonly number[],
  share: number,
): number | undefined {
  const all = buckets.reduce((sum, n) => sum + n, 0);
  if (all < FEWEST_SHOWN) return undefined;
  const wanted = all * share;
  let before = 0;
  for (const [at, n] of buckets.entries()) {
    const lower = limits[at - 1] ?? 0;
    const upper = limits[at];
    if (before + n >= wanted)
      return upper === undefined ? lower : lower + ((upper - lower) * (wanted - before)) / n;
    before += n;
  }
  return lastOf(limits);
}
