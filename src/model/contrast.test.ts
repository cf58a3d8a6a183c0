import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrastRatio } from './contrast.ts';

test('black on white is 21:1, and known greys stand on their side of 4.5:1', () => {
  assert.equal(contrastRatio('#000000', '#ffffff'), 21);
  // The two neighbours that WCAG's own examples turn on.
  assert.ok(contrastRatio('#767676', '#ffffff') >= 4.5);
  assert.ok(contrastRatio('#777777', '#ffffff') < 4.5);
});

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`);

test('a ratio lies between 1 and 21, either way round, in any case of letters', () => {
  fc.assert(
    fc.property(colour, colour, (one, other) => {
      const ratio = contrastRatio(one, other);
      assert.ok(ratio >= 1 && ratio <= 21);
      assert.equal(ratio, contrastRatio(other.toUpperCase(), one));
    }),
  );
  assert.equal(contrastRatio('#123456', '#123456'), 1);
});
