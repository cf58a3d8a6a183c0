import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DeskSlot } from '../../model/schema/staff-bookings.ts';
import type { ShownBooking } from './expected.ts';
import { presentTimes, timesAfter, withTimes } from './moving.ts';

const NOW_MS = Date.parse('2026-11-23T01:00:00Z');

const slot = (service: string, minutes: number, more: object = {}): DeskSlot =>
  ({
    id: `${service}.${minutes}`,
    service,
    place: 'canteen',
    startsAt: new Date(NOW_MS + minutes * 60_000).toISOString(),
    endsAt: new Date(NOW_MS + (minutes + 30) * 60_000).toISOString(),
    status: 'open',
    free: 1,
    ...more,
  }) as unknown as DeskSlot;

const [meal, later, talk, talkLater] = [
  slot('meal', 60),
  slot('meal', 180),
  slot('talk', 90),
  slot('talk', 210),
];
const single = { id: 'a', slot: meal.id, status: 'confirmed' } as unknown as ShownBooking;
const visit = { ...single, also: [talk.id] };
const after = (booking: ShownBooking, from: DeskSlot, to: DeskSlot, slots: readonly DeskSlot[]) =>
  timesAfter(booking, from, to, slots, NOW_MS);

describe('where a booking can be put', () => {
  test('one matter goes to a time of its own service with a place', () => {
    assert.deepEqual(after(single, meal, later, [meal, later]), { slot: later.id });
    for (const to of [
      meal,
      talkLater,
      slot('meal', 180, { free: 0 }),
      slot('meal', 180, { status: 'withdrawn' }),
      slot('meal', -60),
    ])
      assert.equal(after(single, meal, to, [meal, to]), undefined, to.id);
  });

  test('who waits, or is under way already, goes nowhere', () => {
    assert.equal(after({ ...single, status: 'waiting' }, meal, later, [meal, later]), undefined);
    assert.equal(after({ ...single, pending: true }, meal, later, [meal, later]), undefined);
  });

  test('a visit of two matters goes as a whole, by whichever of them it is taken', () => {
    const slots = [meal, later, talk, talkLater];
    const both = { slot: later.id, also: [talkLater.id] };
    assert.deepEqual(after(visit, meal, later, slots), both);
    assert.deepEqual(after(visit, talk, talkLater, slots), both);
  });

  test('not where the other matter has no place, no time, or is not known', () => {
    const full = slot('talk', 210, { free: 0 });
    assert.equal(after(visit, meal, later, [meal, later, talk, full]), undefined);
    assert.equal(after(visit, meal, later, [meal, later, talk]), undefined);
    assert.equal(after(visit, meal, later, [meal, later, talkLater]), undefined);
  });

  test('a place of its own is free for it, full as that time may be', () => {
    const [one, two, three] = [slot('meal', 60), slot('meal', 90, { free: 0 }), slot('meal', 120)];
    const row = { ...single, slot: one.id, also: [two.id] };
    assert.deepEqual(after(row, one, two, [one, two, three]), { slot: two.id, also: [three.id] });
  });
});

test('the way back is where it was', () => {
  const there = withTimes(visit, { slot: later.id, also: [talkLater.id] });
  assert.deepEqual(presentTimes(withTimes(there, presentTimes(visit))), presentTimes(visit));
  assert.equal(withTimes(visit, { slot: later.id }).also, undefined);
});
