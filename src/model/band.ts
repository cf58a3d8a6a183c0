import type { NumberBand } from './schema/ticket.ts';

/**
 * The band of numbers that one terminal gives out by itself. What it gave out it remembers as spans of numbers and not
 * as a count: a hub that comes back from a copy may name other ranges, and no number is ever given twice all the same.
 */
export interface NumberSpan {
  readonly first: number;
  readonly last: number;
}

/** @returns the next number of the band, its ranges in order; undefined where all are given out */
export function nextOfBand(ranges: NumberBand['ranges'], given: readonly NumberSpan[]): number | undefined {
  for (const { first, last } of ranges) {
    let number = first;
    // Spans are sorted and apart, so each is met once on the way up.
    for (const span of given) if (span.first <= number && number <= span.last) number = span.last + 1;
    if (number <= last) return number;
  }
  return undefined;
}

/** @returns the spans with one more number in them, sorted, and neighbours joined */
export function withNumber(given: readonly NumberSpan[], number: number): readonly NumberSpan[] {
  const joined: NumberSpan[] = [];
  for (const span of [...given, { first: number, last: number }].sort(
    (one, other) => one.first - other.first,
  )) {
    const before = joined[joined.length - 1];
    if (before && span.first <= before.last + 1)
      joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, span.last) };
    else joined.push(span);
  }
  return joined;
}
