import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type DecodedCode, chooseCode, codeAt } from './codes.ts';

const WIDE = 16 / 9;
const at = (text: string, x: number, y = 0.5): DecodedCode => ({ text, centre: { x, y }, extent: 0.4 });
const isOurs = (text: string): boolean => text.startsWith('ours');

describe('where a code is', () => {
  it('is told in shares of the picture', () => {
    const corners = [
      { x: 100, y: 100 },
      { x: 300, y: 100 },
      { x: 300, y: 300 },
      { x: 100, y: 300 },
    ];
    const code = codeAt('a', corners, { width: 800, height: 400 });
    assert.deepEqual(code.centre, { x: 0.25, y: 0.5 });
    assert.ok(Math.abs(code.extent - Math.SQRT1_2) < 0.001);
  });
});

describe('which of several codes is meant', () => {
  it('is none where there is none', () => {
    assert.deepEqual(chooseCode([], isOurs, WIDE), { kind: 'none' });
  });

  it('is one of ours, wherever the others are', () => {
    const codes = [at('shop', 0.5), at('ours', 0.1), at('wifi', 0.45)];
    assert.deepEqual(chooseCode(codes, isOurs, WIDE), { kind: 'one', text: 'ours', ours: true });
  });

  it('is the one in the middle, where it is clearly nearer', () => {
    const codes = [at('left', 0.2), at('middle', 0.52)];
    assert.deepEqual(chooseCode(codes, isOurs, WIDE), { kind: 'one', text: 'middle', ours: false });
  });

  it('cannot be told where two lie about equally near', () => {
    assert.deepEqual(chooseCode([at('left', 0.35), at('right', 0.66)], isOurs, WIDE), { kind: 'several' });
    assert.deepEqual(chooseCode([at('ours 1', 0.35), at('ours 2', 0.66)], isOurs, WIDE), { kind: 'several' });
  });

  it('is one where the same text stands on two labels', () => {
    const codes = [at('ours', 0.35), at('ours', 0.66)];
    assert.deepEqual(chooseCode(codes, isOurs, WIDE), { kind: 'one', text: 'ours', ours: true });
  });

  it('does not depend on the order in which they were found', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const text = fc.constantFrom('ours 1', 'ours 2', 'shop', 'wifi');
    const code = fc.tuple(text, share, share).map(([what, x, y]) => at(what, x, y));
    fc.assert(
      fc.property(fc.array(code, { maxLength: 4 }), (codes) => {
        assert.deepEqual(chooseCode(codes, isOurs, WIDE), chooseCode([...codes].reverse(), isOurs, WIDE));
      }),
    );
  });

  it('is never a foreign one while one of ours is there', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share), { maxLength: 4 }), share, share, (places, x, y) => {
        const codes = [
          ...places.map(([left, top], index) => at(`shop ${index}`, left, top)),
          at('ours', x, y),
        ];
        assert.deepEqual(chooseCode(codes, isOurs, WIDE), { kind: 'one', text: 'ours', ours: true });
      }),
    );
  });
});
