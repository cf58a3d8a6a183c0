import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type NumberSpan, nextOfBand, withNumber } from './band.ts';
import { endOfDayMs } from './time.ts';

const ranges = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })
  .map((cuts) => cuts.sort((one, other) => one - other))
  .map((cuts) =>
    Array.from({ length: Math.floor(cuts.length / 2) }, (_, index) => ({
      first: cuts[index * 2] ?? 0,
      last: cuts[index * 2 + 1] ?? 0,
    })),
  );

const numbersOf = (spans: readonly NumberSpan[]): readonly number[] =>
  spans.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));

/** Gives out numbers until there are none. */
function exhaust(of: readonly NumberSpan[], before: readonly NumberSpan[]) {
  let given = before;
  const numbers: number[] = [];
  for (;;) {
    const number = nextOfBand([...of], given);
    if (number === undefined) return { numbers, given };
    numbers.push(number);
    given = withNumber(given, number);
  }
}

describe('a band of numbers', () => {
  test('gives each of its numbers once, in order', () => {
    fc.assert(
      fc.property(ranges, (band) => {
        assert.deepEqual(exhaust(band, []).numbers, numbersOf(band));
      }),
    );
  });

  test('gives no number twice, whatever ranges a hub names that comes back from a copy', () => {
    fc.assert(
      fc.property(ranges, ranges, (before, after) => {
        const first = exhaust(before, []);
        const second = exhaust(after, first.given);
        const all = [...first.numbers, ...second.numbers];
        assert.equal(new Set(all).size, all.length);
        const named = numbersOf([...before, ...after]);
        assert.deepEqual(new Set(all), new Set(named));
      }),
    );
  });

  test('remembers a day in few words', () => {
    const { given } = exhaust(
      [
        { first: 1, last: 30 },
        { first: 31, last: 50 },
        { first: 101, last: 120 },
      ],
      [],
    );
    assert.deepEqual(given, [
      { first: 1, last: 50 },
      { first: 101, last: 120 },
    ]);
  });
});

describe('the end of a day', () => {
  const cases = [
    ['2026-11-22', 'Asia/Shanghai', '2026-11-22T16:00:00.000Z'],
    ['2026-11-22', 'UTC', '2026-11-23T00:00:00.000Z'],
    // The clocks are set forward in the night of this day, and back in that one: 23 and 25 hours.
    ['2026-03-08', 'America/New_York', '2026-03-09T04:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-02T05:00:00.000Z'],
  ] as const;
  for (const [day, zone, end] of cases)
    test(`${day} in ${zone}`, () => assert.equal(new Date(endOfDayMs(day, zone)).toISOString(), end));
});
