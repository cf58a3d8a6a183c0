import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { Slot, SlotId } from '../../../model/schema/booking.ts';
import { NOW_MS, sampleSlot } from '../testing/sample-slot.ts';
import { availability, byDay, nearest } from './slot-list.ts';

const MINUTE_MS = 60_000;
const TERMS = { minNoticeMinutes: 30, waitingList: false };
const NONE = new Map<SlotId, number>();

const slot = (minutesAhead: number, more: Partial<Slot> = {}): Slot =>
  sampleSlot(NOW_MS + minutesAhead * MINUTE_MS, more);

const kind = (one: Slot, terms = TERMS, own: ReadonlyMap<SlotId, number> = NONE): string =>
  availability(one, terms, NOW_MS, own).kind;

describe('what can be done about a time', () => {
  test('free, full, past, too late, closed, called off', () => {
    assert.equal(kind(slot(60)), 'free');
    assert.equal(kind(slot(60, { remaining: 0 })), 'full');
    assert.equal(kind(slot(-10)), 'gone');
    assert.equal(kind(slot(29)), 'gone');
    assert.equal(kind(slot(60, { status: 'closed' })), 'gone');
    assert.equal(kind(slot(60, { status: 'withdrawn' })), 'withdrawn');
    assert.equal(kind(slot(-10, { status: 'withdrawn' })), 'gone');
  });

  test('a full time can be waited for where there is a line, also where somebody waits already', () => {
    const line = { ...TERMS, waitingList: true };
    assert.deepEqual(availability(slot(60, { remaining: 0, waiting: 2 }), line, NOW_MS, NONE), {
      kind: 'wait',
      before: 2,
    });
    assert.equal(kind(slot(60, { remaining: 1, waiting: 1 }), line), 'wait');
  });

  test('places of this terminal’s own count where nobody else has any', () => {
    const full = slot(60, { remaining: 0 });
    assert.deepEqual(availability(full, TERMS, NOW_MS, new Map([[full.id, 2]])), { kind: 'free', places: 2 });
  });

  test('places for the last minute are said with the time they open at', () => {
    const opensAt = new Date(NOW_MS + 30 * MINUTE_MS).toISOString();
    const late = slot(120, { remaining: 2, lastMinute: { places: 2, opensAt } });
    assert.deepEqual(availability(late, TERMS, NOW_MS, NONE), {
      kind: 'later',
      opensAtMs: Date.parse(opensAt),
    });
    assert.equal(availability(late, TERMS, Date.parse(opensAt), NONE).kind, 'free');
  });
});

describe('lists of times', () => {
  test('days are those of the site’s wall clock', () => {
    const beforeMidnight = slot(3 * 60 + 30);
    const afterMidnight = slot(4 * 60 + 30);
    const days = byDay([afterMidnight, beforeMidnight], 'Asia/Shanghai');
    assert.deepEqual([...days.keys()], ['2026-11-22', '2026-11-23']);
  });

  test('the nearest are the nearest, in order of time', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 500 })),
        fc.integer({ min: 0, max: 500 }),
        (ahead, wanted) => {
          const slots = ahead.map((minutes) => slot(minutes));
          const wantedMs = NOW_MS + wanted * MINUTE_MS;
          const found = nearest(slots, wantedMs, 3).map(({ startsAt }) => Date.parse(startsAt));
          assert.equal(found.length, Math.min(3, slots.length));
          assert.deepEqual(
            found,
            found.toSorted((one, other) => one - other),
          );
          const farthest = Math.max(0, ...found.map((ms) => Math.abs(ms - wantedMs)));
          const left = slots.map(({ startsAt }) => Date.parse(startsAt)).filter((ms) => !found.includes(ms));
          assert.ok(left.every((ms) => Math.abs(ms - wantedMs) >= farthest));
        },
      ),
    );
  });
});
