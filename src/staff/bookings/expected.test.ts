import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BookingId, SlotId } from '../../model/schema/booking.ts';
import type { BookingsView, DeskBooking, DeskSlot } from '../../model/schema/staff-bookings.ts';
import { commandOf } from '../../../test/support/site.ts';
import { expected } from './expected.ts';

const [nine, ten] = ['meal.20261123T0900', 'meal.20261123T1000'] as [SlotId, SlotId];
const id = '0123456789ab' as BookingId;

const slot = (own: SlotId, taken: number): DeskSlot =>
  ({ id: own, service: 'meal', capacity: 3, taken, free: 3 - taken, setAside: 0 }) as unknown as DeskSlot;
const view = (status: DeskBooking['status'] = 'confirmed'): BookingsView =>
  ({
    slots: [slot(nine, 1), slot(ten, 0)],
    bookings: [{ id, slot: nine, status, sequence: 4, phoned: false }],
  }) as unknown as BookingsView;

test('a move lies where it was put, with its place, until the hub has answered', () => {
  const move = commandOf('change', { booking: id, slot: ten, desk: { sequence: 4 } });
  const shown = expected(view(), [], [move]);
  assert.deepEqual(
    shown.bookings.map((one) => [one.slot, one.sequence, one.pending]),
    [[ten, 5, true]],
  );
  assert.deepEqual(
    shown.slots.map(({ taken, free }) => [taken, free]),
    [
      [0, 3],
      [1, 2],
    ],
  );
  assert.equal(expected(view(), [move], []).bookings[0]?.pending, undefined);
});

test('two acts on one booking go on from each other', () => {
  const there = commandOf('change', { booking: id, slot: ten, desk: { sequence: 4 } });
  const back = commandOf('change', { booking: id, slot: nine, desk: { sequence: 5 } });
  const shown = expected(view(), [there], [back]);
  assert.deepEqual([shown.bookings[0]?.slot, shown.bookings[0]?.sequence], [nine, 6]);
  assert.deepEqual(
    shown.slots.map(({ taken }) => taken),
    [1, 0],
  );
});

test('what is cancelled is gone with its place; who waited had none', () => {
  const cancel = commandOf('cancel', { booking: id, desk: { sequence: 4, reason: '场地临时不能用' } });
  assert.equal(expected(view(), [], [cancel]).slots[0]?.taken, 0);
  const waited = expected(view('waiting'), [], [cancel]);
  assert.deepEqual([waited.bookings.length, waited.slots[0]?.taken], [0, 1]);
});

test('a tick changes nothing that another act would have to know', () => {
  const shown = expected(view(), [], [commandOf('phoned', { booking: id, phoned: true })]);
  assert.deepEqual([shown.bookings[0]?.phoned, shown.bookings[0]?.sequence], [true, 4]);
});

test('what is about others leaves the page as it is', () => {
  const other = commandOf('cancel', { booking: 'ffffffffffff' as BookingId, desk: {} });
  assert.deepEqual(expected(view(), [other], [other]), view());
});

test('a visit of two matters takes a place in each of its times, and moves both', () => {
  const [eleven, noon] = ['talk.20261123T1100', 'talk.20261123T1200'] as [SlotId, SlotId];
  const visit = {
    slots: [slot(nine, 1), slot(ten, 0), slot(eleven, 1), slot(noon, 0)],
    bookings: [{ id, slot: nine, also: [eleven], status: 'confirmed', sequence: 4, phoned: false }],
  } as unknown as BookingsView;
  const move = commandOf('change', { booking: id, slot: ten, also: [noon], desk: { sequence: 4 } });
  const shown = expected(visit, [], [move]);
  assert.deepEqual([shown.bookings[0]?.slot, shown.bookings[0]?.also], [ten, [noon]]);
  assert.deepEqual(
    shown.slots.map(({ taken }) => taken),
    [0, 1, 0, 1],
  );
});
