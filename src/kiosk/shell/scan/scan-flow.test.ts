import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DecodedCode } from '../../../devices/decoder/codes.ts';
import { issueToken } from '../../../model/token.ts';
import { phoneLink } from '../pass/phone-link.ts';
import { type ScanOutcome, beginScan, isOurs, onPicture, onScan } from './scan-flow.ts';

const CODE = '123456789';
const OTHER = '987654321';
const at = (text: string, x = 0.5): DecodedCode => ({ text, centre: { x, y: 0.5 }, extent: 0.4 });

/** What is told about a row of pictures, 100 ms apart. */
function film(pictures: readonly (readonly DecodedCode[])[]): (ScanOutcome | undefined)[] {
  let flow = beginScan;
  return pictures.map((codes, index) => {
    const step = onPicture(flow, codes, 16 / 9, index * 100);
    flow = step.flow;
    return step.outcome;
  });
}

const payment: ScanOutcome = { kind: 'noted', note: { kind: 'other', code: 'payment' } };
const several: ScanOutcome = { kind: 'noted', note: { kind: 'several' } };

describe('what this hall itself gives out', () => {
  it('is every token and the address that holds one, nine digits, and nothing else', async () => {
    const sign = () => Promise.resolve(new Uint8Array(64));
    const token = await issueToken(
      { kind: 'ticket', id: '0123456789ab', subject: 'A012', expiresAtMs: 2e12 },
      '0000',
      sign,
    );
    assert.ok(isOurs(token));
    assert.ok(isOurs(phoneLink('https://hub.example', 'wenzhou', token)));
    assert.ok(isOurs('123 456 789'));
    for (const text of ['', '12345678', '1234567890', 'https://example.com/phone/#x.YWJj', 'wxp://a'])
      assert.ok(!isOurs(text), text);
  });
});

describe('what the camera sees', () => {
  it('is read in the first picture that shows a code of ours, and once', () => {
    assert.deepEqual(film([[], [at(CODE)], [at(CODE)], [at(CODE)]]), [
      undefined,
      { kind: 'read', text: CODE },
      undefined,
      undefined,
    ]);
  });

  it('is a foreign code only when it is seen twice, and is told once', () => {
    const shown = at('wxp://a');
    assert.deepEqual(film([[shown], [shown], [shown]]), [undefined, payment, undefined]);
  });

  it('is the pass that lies beside a foreign code', () => {
    assert.deepEqual(film([[at('wxp://a', 0.5), at(CODE, 0.8)]]), [{ kind: 'read', text: CODE }]);
  });

  it('is neither of two that are meant equally, also where a picture shows but one of them', () => {
    const both = [at(CODE, 0.35), at(OTHER, 0.66)];
    assert.deepEqual(film([both, [at(CODE, 0.35)], both]), [several, undefined, several]);
  });

  it('is read again when one of the two is gone for a second', () => {
    const pictures = [[at(CODE, 0.35), at(OTHER, 0.66)], ...Array.from({ length: 11 }, () => [at(CODE)])];
    assert.deepEqual(film(pictures).at(-2), { kind: 'read', text: CODE });
  });
});

describe('what a hand scanner reads', () => {
  it('is cut off before anybody looks at it', () => {
    const { outcome } = onScan(beginScan, 'a'.repeat(100_000), 0, (text) => text.length <= 4_096);
    assert.deepEqual(outcome, { kind: 'read', text: 'a'.repeat(4_096) });
  });

  it('is named by its kind and goes no further', () => {
    assert.deepEqual(onScan(beginScan, 'wxp://a', 0).outcome, payment);
  });

  it('pauses when too much comes at once', () => {
    let flow = beginScan;
    const outcomes = 'ABCDEFG'.split('').map((text, index) => {
      const step = onScan(flow, text, index);
      flow = step.flow;
      return step.outcome;
    });
    assert.deepEqual(outcomes.at(-1), { kind: 'noted', note: { kind: 'pause' } });
  });
});
