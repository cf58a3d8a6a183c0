import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Child, NO_LEAVING_MS, judgeInside, judgePickUp, stayMinutes } from './attendance.ts';
import type { BookingId, BookingStatus, Slot } from './schema/booking.ts';

const ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 16:30 in Shanghai. */
const START_MS = Date.parse('2026-11-23T08:30:00Z');

const slotAt = (startMs: number): Slot =>
  ({
    id: `class.${startMs}`,
    startsAt: new Date(startMs).toISOString(),
    endsAt: new Date(startMs + 2 * HOUR_MS).toISOString(),
  }) as unknown as Slot;
const slot = slotAt(START_MS);

let children = 0;
const child = (status: BookingStatus, more: Partial<Child> = {}): Child => {
  children += 1;
  return { booking: String(children).padStart(12, '0') as BookingId, status, slot, ...more };
};
const pickUp = (all: readonly Child[], nowMs = START_MS + HOUR_MS, sure = true) =>
  judgePickUp(all, { nowMs, timeZone: ZONE, sure });

describe('who was checked in', () => {
  test('cannot leave by a second scan within five minutes, and can from then on', () => {
    const at = (afterMs: number) =>
      judgeInside('hours', slot, { cameMs: START_MS }, START_MS + afterMs)?.kind;
    assert.equal(at(0), undefined);
    assert.equal(at(NO_LEAVING_MS - 1), undefined);
    assert.equal(at(NO_LEAVING_MS), 'may-leave');
  });

  test('is told when they left, and never leaves twice', () => {
    const stay = { cameMs: START_MS, leftMs: START_MS + HOUR_MS };
    assert.deepEqual(judgeInside('hours', slot, stay, START_MS + 2 * HOUR_MS), {
      kind: 'left',
      slot,
      ...stay,
    });
  });

  test('leaves a class with an adult only, whatever the hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY_MS }), (afterMs) => {
        const verdict = judgeInside('pick-up', slot, { cameMs: START_MS }, START_MS + afterMs);
        assert.equal(verdict?.kind, 'in-care');
      }),
    );
    const gone = judgeInside('pick-up', slot, { leftMs: START_MS }, START_MS + HOUR_MS);
    assert.equal(gone?.kind, 'collected');
  });

  test('of any other service has the plain word', () => {
    assert.equal(judgeInside('in', slot, { cameMs: START_MS }, START_MS + HOUR_MS), undefined);
  });
});

test('hours are whole minutes, and none where the clocks disagree', () => {
  assert.equal(stayMinutes(START_MS, START_MS + 135 * 60_000 + 59_999), 135);
  assert.equal(stayMinutes(START_MS, START_MS - 1), 0);
});

describe('an adult', () => {
  test('picks up whoever is here today, siblings together', () => {
    const [one, two, absent] = [child('checked-in'), child('checked-in'), child('confirmed')];
    const { verdict, going } = pickUp([one, absent, two]);
    assert.deepEqual(verdict, { kind: 'pick-up', slot, children: 2 });
    assert.deepEqual(going, [one.booking, two.booking]);
  });

  test('hears that the child did not come yet, was picked up and when, or is to come another day', () => {
    assert.equal(pickUp([child('confirmed')]).verdict.kind, 'pick-up-not-in');
    const leftMs = START_MS + HOUR_MS;
    assert.deepEqual(pickUp([child('checked-out', { leftMs })]).verdict, {
      kind: 'pick-up-done',
      slot,
      leftMs,
    });
    const [passed, next] = [slotAt(START_MS - DAY_MS), slotAt(START_MS + DAY_MS)];
    const other = pickUp([child('checked-out', { slot: passed }), child('confirmed', { slot: next })]);
    assert.deepEqual(other.verdict, { kind: 'pick-up-not-today', slot: next });
    assert.deepEqual(pickUp([]).verdict, { kind: 'pick-up-unknown' });
  });

  test('picks nobody up of another day, but where the day itself is in doubt', () => {
    const yesterday = child('checked-in', { slot: slotAt(START_MS - DAY_MS) });
    assert.deepEqual(pickUp([yesterday]).going, []);
    assert.deepEqual(pickUp([yesterday], START_MS, false).going, [yesterday.booking]);
  });

  test('never takes anybody along who is not in', () => {
    const status = fc.constantFrom<BookingStatus>('confirmed', 'checked-in', 'checked-out', 'no-show');
    const day = fc.integer({ min: -2, max: 2 });
    fc.assert(
      fc.property(fc.array(fc.tuple(status, day)), fc.boolean(), (all, sure) => {
        const made = all.map(([each, days]) => child(each, { slot: slotAt(START_MS + days * DAY_MS) }));
        const { going, verdict } = pickUp(made, START_MS, sure);
        for (const id of going)
          assert.equal(made.find(({ booking }) => booking === id)?.status, 'checked-in');
        assert.equal(verdict.kind === 'pick-up', going.length > 0);
      }),
    );
  });
});
