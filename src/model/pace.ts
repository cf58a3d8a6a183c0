import type { Pace } from './schema/queue.ts';

/** Somebody who was called: how many were ahead when they came, and how long they waited. */
export interface Waited {
  readonly ahead: number;
  readonly seconds: number;
}

/** How long somebody is likely to wait, in whole minutes; `unknown` where this hall has too little to go by. */
export type Estimate =
  | { readonly known: false }
  /** Three of five people wait between `from` and `to`. */
  | { readonly known: true; readonly fromMinutes: number; readonly toMinutes: number };

/** Fewer people than this tell nothing. */
export const FEWEST_SAMPLES = 12;
const STEP_MINUTES = 5;

/** The value below which a share of sorted values lies, between neighbours in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/**
 * Learns from a hall's own people how long each one ahead makes the next one wait. Whatever slows a queue is in it: how
 * many counters are open, who was put first, who did not come.
 * @returns seconds for each person ahead (oneself counted), or undefined where there were too few people
 */
export function learnPace(
  people: readonly Waited[],
): Pick<Pace, 'samples' | 'low' | 'middle' | 'high'> | undefined {
  if (people.length < FEWEST_SAMPLES) return undefined;
  const each = people.map(({ ahead, seconds }) => Math.max(0, seconds) / (ahead + 1)).sort((a, b) => a - b);
  return {
    samples: people.length,
    low: quantile(each, 0.2),
    middle: quantile(each, 0.5),
    high: quantile(each, 0.8),
  };
}

/**
 * @param ahead how many people are called before
 * @returns the span rounded outwards to five minutes, so that it never says more than is known
 */
export function estimateWait(ahead: number, pace: Pace | undefined): Estimate {
  if (!pace || pace.samples < FEWEST_SAMPLES) return { known: false };
  const minutes = (secondsEach: number): number => (secondsEach * (ahead + 1)) / 60;
  const fromMinutes = Math.floor(minutes(pace.low) / STEP_MINUTES) * STEP_MINUTES;
  const toMinutes = Math.ceil(minutes(pace.high) / STEP_MINUTES) * STEP_MINUTES;
  return { known: true, fromMinutes, toMinutes: Math.max(toMinutes, fromMinutes + STEP_MINUTES) };
}
