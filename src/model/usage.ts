import type { UsageReport } from './schema/usage.ts';

/** What is counted, before it is told: by hour and key, and by hour and word. */
export interface UsageCounts {
  readonly counts: Readonly<Record<string, number>>;
  readonly unfound: Readonly<Record<string, number>>;
}

export const nothingCounted: UsageCounts = { counts: {}, unfound: {} };

/** Beyond so many entries the rest is let go: a terminal that was cut off for months must not fill its storage. */
const MOST_COUNTS = 2_000;
const MOST_UNFOUND = 200;

const HAN = /^\p{Script=Han}{2,8}$/u;
const LATIN = /^[a-z][a-z -]{2,18}$/u;

const hourOf = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 13);

function add(counts: Readonly<Record<string, number>>, key: string, n: number, most: number) {
  const known = counts[key];
  return known === undefined && Object.keys(counts).length >= most
    ? counts
    : { ...counts, [key]: (known ?? 0) + n };
}

/** @returns the counts with one more of this key in the hour of `nowMs` (milliseconds since 1970) */
export const counted = (all: UsageCounts, key: string, nowMs: number): UsageCounts => ({
  ...all,
  counts: add(all.counts, `${hourOf(nowMs)} ${key}`, 1, MOST_COUNTS),
});

/**
 * The words somebody looked for in vain, where they can be said in a figure: nothing with digits in it, nothing long.
 * @returns the word as it is counted, or undefined where it is none
 */
export function unfoundWord(query: string): string | undefined {
  const text = query.normalize('NFKC').trim().toLowerCase();
  return HAN.test(text) || LATIN.test(text) ? text : undefined;
}

/** @returns the counts with one more search in vain for this word; unchanged where the word is none */
export function notFound(all: UsageCounts, query: string, nowMs: number): UsageCounts {
  const text = unfoundWord(query);
  return text === undefined
    ? all
    : { ...all, unfound: add(all.unfound, `${hourOf(nowMs)} ${text}`, 1, MOST_UNFOUND) };
}

const merge = (
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
  most: number,
): Readonly<Record<string, number>> =>
  Object.entries(other).reduce((all, [key, n]) => add(all, key, n, most), one);

export const togetherCounted = (one: UsageCounts, other: UsageCounts): UsageCounts => ({
  counts: merge(one.counts, other.counts, MOST_COUNTS),
  unfound: merge(one.unfound, other.unfound, MOST_UNFOUND),
});

export const isNothing = ({ counts, unfound }: UsageCounts): boolean =>
  Object.keys(counts).length === 0 && Object.keys(unfound).length === 0;

/** The counts as a terminal tells them. */
export function reportOf(batch: string, { counts, unfound }: UsageCounts): UsageReport {
  const lines = (all: Readonly<Record<string, number>>) =>
    Object.entries(all).map(([at, n]) => ({ hour: at.slice(0, 13), rest: at.slice(14), n }));
  return {
    batch,
    counts: lines(counts).map(({ hour, rest, n }) => ({ hour, key: rest, n })),
    unfound: lines(unfound).map(({ hour, rest, n }) => ({ hour, text: rest, n })),
  };
}
