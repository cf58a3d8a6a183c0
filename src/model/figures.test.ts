import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WAIT_MINUTES, addBuckets, percentOf, quantile, shown, shownSum } from './figures.ts';

test('one to four are not told apart', () => {
  assert.deepEqual([0, 1, 4, 5, 120].map(shown), [0, 'few', 'few', 5, 120]);
});

test('a sum gives no hidden part away', () => {
  assert.equal(shownSum([10, 20]), 30);
  assert.equal(shownSum([10, 3]), 15);
  assert.equal(shownSum([1, 1]), 'few');
  assert.equal(shownSum([]), 0);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 5, max: 50 })), fc.integer({ min: 1, max: 4 }), (open, hidden) => {
      // Whoever subtracts the open parts from the sum does not learn the hidden one: it is the same for several.
      const sums = [1, 2, 3, 4].map((other) => shownSum([...open, other]));
      const mine = shownSum([...open, hidden]);
      assert.ok(mine === 'few' || mine % 5 === 0);
      assert.ok(new Set(sums).size <= 2);
    }),
  );
});

test('percent of too few is not said', () => {
  assert.equal(percentOf(1, 4), undefined);
  assert.equal(percentOf(2, 5), 40);
});

test('half waited no longer, and nine of ten', () => {
  const buckets = [0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  assert.equal(quantile(buckets, WAIT_MINUTES, 0.5), 3.5);
  assert.equal(quantile([1, 1], WAIT_MINUTES, 0.5), undefined);
  // What took longer than the last limit is said as "at least".
  assert.equal(quantile([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], WAIT_MINUTES, 0.9), 120);
});

test('more people never make a quantile smaller than their own', () => {
  const bucket = fc.array(fc.nat(30), { minLength: 11, maxLength: 11 });
  fc.assert(
    fc.property(bucket, bucket, (one, other) => {
      const [a, b, both] = [one, other, addBuckets(one, other)].map((all) =>
        quantile(all, WAIT_MINUTES, 0.5),
      );
      if (a === undefined || b === undefined || both === undefined) return;
      assert.ok(both >= Math.min(a, b) - 1e-9 && both <= Math.max(a, b) + 1e-9);
    }),
  );
});
