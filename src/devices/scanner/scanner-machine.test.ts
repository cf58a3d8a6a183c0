import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeBase45 } from '../../model/base45.ts';
import {
  type ScannerInput,
  type ScannerRules,
  type ScannerState,
  defaultRules,
  idle,
  nextScannerStep,
} from './scanner-machine.ts';

/** Plays keys and, at the end, lets time pass; says what was scanned and which keys were kept from the page. */
function play(inputs: readonly ScannerInput[], rules: ScannerRules = defaultRules) {
  const scanned: string[] = [];
  const swallowed: number[] = [];
  const restored: number[] = [];
  let state: ScannerState = idle;
  const end: ScannerInput = { kind: 'tick', atMs: (inputs.at(-1)?.atMs ?? 0) + 10_000 };
  for (const [index, input] of [...inputs, end].entries()) {
    const step = nextScannerStep(state, input, rules);
    state = step.state;
    if (step.swallow) swallowed.push(index);
    if (step.field === 'recognised') restored.push(index);
    if (step.scanned !== undefined) scanned.push(step.scanned);
  }
  return { scanned, swallowed, restored, state };
}

/** Keys of a text, one for each gap, from a moment on. */
function keys(text: string, gapsMs: readonly number[], fromMs: number): ScannerInput[] {
  let atMs = fromMs;
  return [...text].map((character, index) => {
    atMs += index === 0 ? 0 : (gapsMs[(index - 1) % gapsMs.length] ?? 0);
    return { kind: 'character', character, atMs };
  });
}

const lastMs = (inputs: readonly ScannerInput[]): number => inputs.at(-1)?.atMs ?? 0;

const passText = fc.uint8Array({ minLength: 8, maxLength: 100 }).map((bytes) => encodeBase45(bytes));
const humanGaps = fc.array(fc.integer({ min: 60, max: 2_000 }), { minLength: 1, maxLength: 30 });
const scannerGaps = fc.array(fc.integer({ min: 0, max: 45 }), { minLength: 1, maxLength: 30 });
const humanText = fc.string({ minLength: 1, maxLength: 40 });

describe('telling a scanner from a person', () => {
  it('never takes a person typing for a scanner, and keeps no key from the page', () => {
    fc.assert(
      fc.property(humanText, humanGaps, fc.boolean(), (text, gaps, enter) => {
        const typed = keys(text, gaps, 0);
        if (enter) typed.push({ kind: 'end-key', atMs: lastMs(typed) + 60 });
        const { scanned, swallowed } = play(typed);
        assert.deepEqual(scanned, []);
        assert.deepEqual(swallowed, []);
      }),
    );
  });

  it('leaves a person alone who strikes up to five keys at once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 5 }), fc.integer({ min: 60, max: 900 })), {
          maxLength: 20,
        }),
        (strikes) => {
          const typed: ScannerInput[] = [];
          for (const [text, restMs] of strikes) typed.push(...keys(text, [5], lastMs(typed) + restMs));
          const { scanned, swallowed } = play(typed);
          assert.deepEqual(scanned, []);
          assert.deepEqual(swallowed, []);
        },
      ),
    );
  });

  it('reads every burst exactly once, with its end key or without', () => {
    fc.assert(
      fc.property(passText, scannerGaps, fc.boolean(), (text, gaps, enter) => {
        const burst = keys(text, gaps, 500);
        if (enter) burst.push({ kind: 'end-key', atMs: lastMs(burst) + 5 });
        const { scanned, swallowed, restored } = play(burst);
        assert.deepEqual(scanned, [text]);
        // Everything from the moment of certainty on, the end key included.
        assert.deepEqual(swallowed, burst.map((_, index) => index).slice(defaultRules.minCharacters - 1));
        assert.deepEqual(restored, [defaultRules.minCharacters - 1]);
      }),
    );
  });

  it('keeps apart what a person types before and after a scan', () => {
    fc.assert(
      fc.property(
        humanText,
        passText,
        humanText,
        humanGaps,
        scannerGaps,
        (before, text, after, slow, fast) => {
          const first = keys(before, slow, 0);
          const burst = keys(text, fast, lastMs(first) + 400);
          const rest = keys(after, slow, lastMs(burst) + 400);
          const { scanned, swallowed } = play([...first, ...burst, ...rest]);
          assert.deepEqual(scanned, [text]);
          const from = first.length + defaultRules.minCharacters - 1;
          assert.deepEqual(
            swallowed,
            Array.from({ length: first.length + burst.length - from }, (_, index) => from + index),
          );
        },
      ),
    );
  });

  it('reads two scans that follow each other without a pause between the end key and the next one', () => {
    const first = keys('HELLO1', [5], 0);
    const between: ScannerInput = { kind: 'end-key', atMs: lastMs(first) + 5 };
    const second = keys('HELLO2', [5], lastMs(first) + 10);
    assert.deepEqual(play([...first, between, ...second]).scanned, ['HELLO1', 'HELLO2']);
  });

  it('lets Enter through when nothing was scanned', () => {
    const { swallowed } = play([...keys('123', [100], 0), { kind: 'end-key', atMs: 320 }]);
    assert.deepEqual(swallowed, []);
  });

  it('rides out a hiccup once it is certain', () => {
    assert.deepEqual(play(keys('ABCDEFGH', [5, 5, 5, 5, 5, 110, 5], 0)).scanned, ['ABCDEFGH']);
  });

  it('drops a scan into which somebody presses another key', () => {
    const burst = keys('ABCDEFGH', [5], 0);
    assert.deepEqual(play([...burst, { kind: 'other-key', atMs: lastMs(burst) + 5 }]).scanned, []);
  });

  it('asks for the prefix where one is set, and takes it off', () => {
    const rules = { ...defaultRules, prefix: '~~' };
    assert.deepEqual(play(keys('~~ABCDEF', [5], 0), rules).scanned, ['ABCDEF']);
    const bare = play(keys('ABCDEFGH', [5], 0), rules);
    assert.deepEqual(bare.scanned, []);
    assert.deepEqual(bare.swallowed, []);
  });

  it('passes on the first 4,096 characters of a text without end', () => {
    const long = 'A'.repeat(5_000);
    assert.deepEqual(play(keys(long, [5], 0)).scanned, [long.slice(0, 4_096)]);
  });
});
