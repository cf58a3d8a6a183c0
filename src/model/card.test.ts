import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isTrivialPin, packWay, unpackWay } from './card.ts';
import type { CardWay } from './schema/card.ts';

const ways: fc.Arbitrary<CardWay> = fc
  .record({
    textStep: fc.integer({ min: 0, max: 3 }),
    contrast: fc.constantFrom('normal' as const, 'high' as const),
    voice: fc.boolean(),
    language: fc.constantFrom(undefined, 'zh-Hans' as const, 'en' as const),
  })
  .map(({ language, ...way }) => (language === undefined ? way : { ...way, language }));

test('how the screen turns is read from a code as it was written, in one byte', () => {
  fc.assert(
    fc.property(ways, (way) => {
      const packed = packWay(way);
      assert.ok(packed >= 0 && packed <= 0xff);
      assert.deepEqual(unpackWay(packed), way);
    }),
  );
});

for (const pin of ['0000', '111111', '1234', '4321', '890123', '109876', '1212', '123123', '0101'])
  test(`${pin} is what a finder tries first`, () => assert.ok(isTrivialPin(pin)));

for (const pin of ['2580', '1948', '19480', '135792', '1122', '7410'])
  test(`${pin} is not`, () => assert.ok(!isTrivialPin(pin)));
