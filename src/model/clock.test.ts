import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CLOCK_ERROR_MS, CLOCK_HOLDS_MS, CLOCK_JUMP_MS, type ClockSync, clockTrust } from './clock.ts';

const hubMs = Date.parse('2026-11-22T01:00:00Z');
const sync: ClockSync = { hubMs, wallMs: hubMs - 7_000_000, monotonicMs: 5_000 };
/** Both clocks so much later. */
const after = (ms: number, movedMs = 0) => ({
  wallMs: sync.wallMs + ms + movedMs,
  monotonicMs: sync.monotonicMs + ms,
});

describe('what a terminal may believe of its clock', () => {
  test('nothing after a restart, until it has heard from the hub', () => {
    assert.deepEqual(clockTrust(undefined, after(0)), { trusted: false, why: 'restart' });
  });

  test('the hub’s time, carried on, whatever the machine’s own clock says', () => {
    assert.deepEqual(clockTrust(sync, after(60_000)), { trusted: true, nowMs: hubMs + 60_000 });
  });

  test('nothing once somebody moved a clock, or the machine slept', () => {
    for (const movedMs of [CLOCK_JUMP_MS + 1, -CLOCK_JUMP_MS - 1, 86_400_000, -hubMs])
      assert.deepEqual(clockTrust(sync, after(60_000, movedMs)), { trusted: false, why: 'jump' });
    assert.equal(clockTrust(sync, after(60_000, CLOCK_JUMP_MS)).trusted, true);
  });

  test('nothing after ten days without the hub', () => {
    assert.equal(clockTrust(sync, after(CLOCK_HOLDS_MS)).trusted, true);
    assert.deepEqual(clockTrust(sync, after(CLOCK_HOLDS_MS + 1)), { trusted: false, why: 'too-long' });
  });

  test('a trusted time is never off by more than is promised, with the cheapest of crystals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 * 86_400_000 }),
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: -30_000, max: 30_000 }),
        fc.integer({ min: -40_000, max: 40_000 }),
        (trueElapsedMs, driftPpm, exchangeErrorMs, movedMs) => {
          const counted = trueElapsedMs * (1 + driftPpm / 1_000_000);
          const trust = clockTrust({ ...sync, hubMs: hubMs + exchangeErrorMs }, after(counted, movedMs));
          if (trust.trusted)
            assert.ok(Math.abs(trust.nowMs - (hubMs + trueElapsedMs)) <= CLOCK_ERROR_MS, `${trust.nowMs}`);
        },
      ),
    );
  });
});
