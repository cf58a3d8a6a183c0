import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Admission, admit, openGate } from './scan-gate.ts';

/** What is said to each text at its time. */
function play(scans: readonly (readonly [text: string, atMs: number])[]): Admission[] {
  let gate = openGate;
  return scans.map(([text, atMs]) => {
    const step = admit(gate, text, atMs);
    gate = step.gate;
    return step.admission;
  });
}

describe('a flood of scans', () => {
  it('tells a code that is held up once, however long it is held', () => {
    const held = Array.from({ length: 100 }, (_, frame) => ['A', frame * 200] as const);
    assert.deepEqual(new Set(play(held).slice(1)), new Set(['repeat']));
    assert.equal(play(held)[0], 'new');
  });

  it('tells it again when it comes back after three seconds', () => {
    assert.deepEqual(
      play([
        ['A', 0],
        ['A', 2_999],
        ['A', 6_000],
      ]),
      ['new', 'repeat', 'new'],
    );
  });

  it('lets five different texts through in ten seconds and pauses at the sixth', () => {
    const scans = ['A', 'B', 'C', 'D', 'E', 'F'].map((text, index) => [text, index * 1_000] as const);
    assert.deepEqual(play(scans), ['new', 'new', 'new', 'new', 'new', 'flood']);
  });

  it('reads again when the pause is over, also what was shown while it lasted', () => {
    const scans = ['A', 'B', 'C', 'D', 'E', 'F'].map((text, index) => [text, index * 10] as const);
    assert.deepEqual(play([...scans, ['F', 3_000], ['F', 5_050]]).slice(5), ['flood', 'flood', 'new']);
  });

  it('leaves a person alone who shows one code after the other', () => {
    const scans = Array.from({ length: 30 }, (_, index) => [`code ${index}`, index * 2_500] as const);
    assert.deepEqual(new Set(play(scans)), new Set(['new']));
  });

  it('never lets more than five different texts through in any ten seconds', () => {
    const scan = fc.tuple(fc.constantFrom(...'ABCDEFGHIJ'), fc.integer({ min: 0, max: 4_000 }));
    fc.assert(
      fc.property(fc.array(scan, { maxLength: 80 }), (steps) => {
        let nowMs = 0;
        const scans = steps.map(([text, gapMs]) => [text, (nowMs += gapMs)] as const);
        const passed = scans.filter((_, index) => play(scans)[index] === 'new');
        for (const [, fromMs] of passed) {
          const within = passed.filter(([, atMs]) => atMs >= fromMs && atMs < fromMs + 10_000);
          assert.ok(new Set(within.map(([text]) => text)).size <= 5);
        }
      }),
    );
  });
});
