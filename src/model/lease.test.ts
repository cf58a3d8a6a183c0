import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CLOCK_ERROR_MS, type ClockTrust } from './clock.ts';
import { type LeaseUse, leaseEndsMs, mayConfirm, placesToReturn, unusedPlaces } from './lease.ts';
import type { Lease, Slot, SlotId } from './schema/booking.ts';

const slot: Pick<Slot, 'startsAt' | 'status'> = { startsAt: '2026-11-22T03:00:00.000Z', status: 'open' };
const start = Date.parse(slot.startsAt);
const untilMs = leaseEndsMs(slot);
const lease: Lease = {
  slot: 'elder-meal.20261122T1100' as SlotId,
  places: 2,
  keep: 2,
  until: new Date(untilMs).toISOString(),
};
const none: LeaseUse = { used: 0, returned: 0 };
const terms = { minNoticeMinutes: 0 };
const at = (nowMs: number): ClockTrust => ({ trusted: true, nowMs });

describe('may a terminal confirm by itself', () => {
  test('each reason has its own code', () => {
    const answer = (...args: Parameters<typeof mayConfirm>) => {
      const may = mayConfirm(...args);
      return may.ok ? 'yes' : may.error;
    };
    const now = at(untilMs - 1);
    assert.equal(answer(slot, lease, none, terms, now), 'yes');
    assert.equal(answer(slot, undefined, none, terms, now), 'no-lease');
    assert.equal(answer(slot, lease, { used: 1, returned: 1 }, terms, now), 'no-lease');
    for (const why of ['restart', 'jump', 'too-long'] as const)
      assert.equal(answer(slot, lease, none, terms, { trusted: false, why }), `clock.${why}`);
    assert.equal(answer({ ...slot, status: 'withdrawn' }, lease, none, terms, now), 'slot.withdrawn');
    assert.equal(answer(undefined, lease, none, terms, now), 'slot.unknown');
    assert.equal(answer(slot, lease, none, terms, at(untilMs)), 'slot.too-late');
    assert.equal(answer(slot, lease, none, { minNoticeMinutes: 60 }, now), 'slot.too-late');
  });

  test('a yes comes before the start in truth, however wrong a trusted clock is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3_600_000, max: 3_600_000 }),
        fc.integer({ min: -CLOCK_ERROR_MS, max: CLOCK_ERROR_MS }),
        (offsetMs, errorMs) => {
          const trueMs = start + offsetMs;
          if (mayConfirm(slot, lease, none, terms, at(trueMs + errorMs)).ok) assert.ok(trueMs < start);
        },
      ),
    );
  });
});

describe('what a terminal counts of a lease', () => {
  type Step = 'confirm' | 'return' | 'grant' | { readonly keep: number };
  const steps = fc.array(
    fc.oneof(
      fc.constantFrom<Step>('confirm', 'return', 'grant'),
      fc.record({ keep: fc.integer({ min: 0, max: 4 }) }),
    ),
    { maxLength: 60 },
  );

  test('used and given back are never more than what was set aside, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(steps, (happened) => {
        let now: Lease = { ...lease, places: 0, keep: 0 };
        let use = none;
        for (const step of happened) {
          if (step === 'grant') now = { ...now, places: now.places + 1 };
          else if (step === 'confirm') {
            const may = mayConfirm(slot, now, use, terms, at(untilMs - 1));
            assert.equal(may.ok, unusedPlaces(now, use) > 0);
            if (may.ok) use = { ...use, used: use.used + 1 };
          } else if (step === 'return') {
            const places = placesToReturn(now, use, untilMs - 1);
            use = { ...use, returned: use.returned + places };
            assert.ok(unusedPlaces(now, use) <= now.keep);
          } else now = { ...now, keep: step.keep };
          assert.ok(use.used + use.returned <= now.places);
        }
        const rest = placesToReturn(now, use, untilMs);
        assert.equal(use.used + use.returned + rest, now.places);
      }),
    );
  });

  test('what was given back is not given back again', () => {
    const use = { used: 1, returned: placesToReturn({ ...lease, keep: 0 }, { used: 1, returned: 0 }, 0) };
    assert.deepEqual(use, { used: 1, returned: 1 });
    assert.equal(placesToReturn({ ...lease, keep: 0 }, use, untilMs), 0);
  });
});
