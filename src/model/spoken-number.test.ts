import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { constantFrom, assert as holds, integer, property, record } from 'fast-check';
import { type Piece, spokenCall } from './spoken-number.ts';

const voice = new URL('../../public/voice/', import.meta.url);
const said = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('clip' in piece ? piece.clip.replace(/^(zh|en)\//u, '') : '|')).join(' ');

const anyCall = record({
  letter: constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  value: integer({ min: 1, max: 9_999 }),
  counter: integer({ min: 1, max: 99 }),
  language: constantFrom('zh-Hans' as const, 'en' as const),
}).map(({ letter, value, ...rest }) => ({ ...rest, number: `${letter}${String(value).padStart(3, '0')}` }));

describe('spokenCall', () => {
  it('says the number digit by digit and the counter as a number, in Mandarin', () => {
    assert.equal(
      said(spokenCall({ number: 'A012', counter: 3, language: 'zh-Hans' })),
      'please letter-a 0 1 2 hao | to 3 hao-counter',
    );
    const counters = [10, 12, 20, 35].map((counter) =>
      said(spokenCall({ number: 'B1000', counter, language: 'zh-Hans' })).replace(/.*to /u, ''),
    );
    assert.deepEqual(counters, [
      'ten hao-counter',
      'ten 2 hao-counter',
      '2 ten hao-counter',
      '3 ten 5 hao-counter',
    ]);
  });

  it('says it in English', () => {
    assert.equal(
      said(spokenCall({ number: 'A012', counter: 3, language: 'en' })),
      'number letter-a 0 1 2 | please-go-to-counter 3',
    );
    assert.match(said(spokenCall({ number: 'A012', counter: 17, language: 'en' })), /counter 17$/u);
    assert.match(said(spokenCall({ number: 'A012', counter: 42, language: 'en' })), /counter 40 2$/u);
  });

  it('sends to the counter where its number is not known, and is silent for what is no number', () => {
    assert.match(said(spokenCall({ number: 'A012', language: 'zh-Hans' })), /to the-counter$/u);
    assert.match(said(spokenCall({ number: 'A012', counter: 140, language: 'en' })), /go-to-the-counter$/u);
    assert.deepEqual(spokenCall({ number: '王秀英', counter: 3, language: 'zh-Hans' }), []);
  });

  it('has a clip for every piece of every call', () => {
    holds(
      property(anyCall, (call) => {
        for (const piece of spokenCall(call))
          if ('clip' in piece) assert.ok(existsSync(new URL(`${piece.clip}.wav`, voice)), piece.clip);
      }),
      { numRuns: 2_000 },
    );
  });

  it('names every sign of the number in order, and the same counter', () => {
    holds(
      property(anyCall, (call) => {
        const names = said(spokenCall(call));
        const signs = [...call.number].map((sign) =>
          /\d/u.test(sign) ? sign : `letter-${sign.toLowerCase()}`,
        );
        assert.ok(names.includes(` ${signs.join(' ')} `), names);
      }),
    );
  });
});

describe('the clips', () => {
  it('hold speech of a sensible length, all alike loud, in less than 900 kB', async () => {
    let total = 0;
    for (const folder of ['zh', 'en'])
      for (const name of await readdir(new URL(`${folder}/`, voice))) {
        const bytes = await readFile(new URL(`${folder}/${name}`, voice));
        total += bytes.length;
        const samples = [...bytes.subarray(58)].map(fromMuLaw);
        const seconds = samples.length / bytes.readUInt32LE(24);
        const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
        assert.ok(seconds > 0.2 && seconds < 2, `${name}: ${seconds} s`);
        assert.ok(level > 0.08 && level < 0.15, `${name}: ${level} of full scale`);
      }
    assert.ok(total < 900_000, `${total} bytes`);
  });
});

/** A sample of ITU-T G.711, µ-law, as -1 to 1. */
function fromMuLaw(code: number): number {
  const bits = ~code & 255;
  const magnitude = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return ((bits & 128) === 0 ? magnitude : -magnitude) / 32_768;
}
