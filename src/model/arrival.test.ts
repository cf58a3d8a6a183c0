import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeArrival, passExpiry } from './arrival.ts';
import type { Slot } from './schema/booking.ts';

const slot = {
  id: 'elder-meal.20261122T1100',
  startsAt: '2026-11-22T03:00:00Z',
  endsAt: '2026-11-22T03:30:00Z',
} as unknown as Slot;
const start = Date.parse(slot.startsAt);
const minutes = (count: number) => count * 60_000;
const limits = { checkInEarlyMinutes: 60, checkInLateMinutes: 30 };

const judge = (nowMs: number, booking?: Parameters<typeof judgeArrival>[1], known: Slot | undefined = slot) =>
  judgeArrival(known, booking, passExpiry(slot), limits, nowMs);

describe('the verdict at the door', () => {
  test('from an hour before the start until half an hour after it', () => {
    assert.equal(judge(start - minutes(60) - 1).kind, 'too-early');
    assert.equal(judge(start - minutes(60)).kind, 'welcome');
    assert.equal(judge(start + minutes(30) - 1).kind, 'welcome');
    assert.equal(judge(start + minutes(30)).kind, 'too-late');
  });

  test('too early names the time from which it works', () => {
    assert.deepEqual(judge(start - minutes(300)), { kind: 'too-early', slot, fromMs: start - minutes(60) });
  });

  test('a pass ends an hour after its slot', () => {
    assert.equal(judge(start + minutes(90) - 1).kind, 'too-late');
    assert.equal(judge(start + minutes(90)).kind, 'expired');
  });

  test('what happened to the booking comes before any time', () => {
    for (const nowMs of [start - minutes(600), start, start + minutes(600)]) {
      assert.equal(judge(nowMs, { status: 'cancelled' }).kind, 'cancelled');
      assert.equal(judge(nowMs, { status: 'refused' }).kind, 'refused');
      assert.equal(judge(nowMs, { status: 'checked-in' }).kind, 'already-used');
    }
  });

  test('says when it was used', () => {
    const verdict = judge(start, { status: 'checked-in', checkedInAt: '2026-11-22T02:50:00Z' });
    assert.deepEqual(verdict, { kind: 'already-used', slot, atMs: start - minutes(10) });
  });

  test('a good pass for a time this terminal has not heard of is noted, and the person sent to the staff', () => {
    assert.equal(
      judgeArrival(undefined, undefined, passExpiry(slot), limits, start).kind,
      'welcome-unlisted',
    );
    assert.equal(
      judgeArrival(undefined, undefined, passExpiry(slot), limits, start + minutes(90)).kind,
      'expired',
    );
  });
});
