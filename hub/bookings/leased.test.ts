import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TestHall, serviceOn } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, bookCommand, checkInCommand, commandOf } from '../../test/support/site.ts';

const hubs = new TestHubs();
let hall: TestHall;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs, [
    serviceOn('meal', { lease: { policy: 'fixed', places: 2 } }),
    serviceOn('capped', { perDay: 1 }, { asks: { name: 'optional', phone: 'required' } }),
  ]);
});

const leased = (slot: Parameters<typeof bookCommand>[0], more: object = {}) =>
  bookCommand(slot, { leased: true, ...more });

test('what is set aside is nobody else’s, and what the terminal confirmed of it stands', async () => {
  const slot = await hall.slot({ capacity: 2 });
  await hall.lease(slot, 2);
  assert.equal(await hall.heard(bookCommand(slot)), 'slot.full');
  assert.equal(await hall.heard(leased(slot)), 'confirmed');
  assert.deepEqual(await hall.count(slot), { taken: 1, escrow: 1, waiting: 0, room: null, booked: 1 });
});

test('a booking from a lease is honoured days later, on a slot that is closed and over', async () => {
  const slot = await hall.slot({ capacity: 1 });
  await hall.lease(slot, 1);
  const promised = leased(slot);
  await hall.hub.db.query(`update slot set status = 'withdrawn' where id = $1`, [slot]);
  hall.pass(7 * 24 * HOUR_MS);
  assert.equal(await hall.heard(promised), 'confirmed');
});

test('more than the lease holds, a lease of another terminal, and none at all are refused', async () => {
  const slot = await hall.slot({ capacity: 5 });
  await hall.lease(slot, 1);
  const stranger = await hall.another();
  assert.equal(await hall.heard(leased(slot), stranger), 'lease.unknown');
  assert.equal(await hall.heard(leased(slot)), 'confirmed');
  assert.equal(await hall.heard(leased(slot)), 'lease.spent');
  assert.equal(await hall.heard(leased(await hall.slot())), 'lease.unknown');
  assert.deepEqual(await hall.count(slot), { taken: 1, escrow: 0, waiting: 0, room: null, booked: 1 });
});

test('the same leased booking, replayed, uses the lease once', async () => {
  const slot = await hall.slot({ capacity: 5 });
  await hall.lease(slot, 3);
  const promised = leased(slot);
  await Promise.all(Array.from({ length: 4 }, () => hall.answer(promised)));
  assert.deepEqual(await hall.count(slot), { taken: 1, escrow: 2, waiting: 0, room: null, booked: 1 });
});

test('what a terminal gives back is everybody’s, and it cannot give back what it used', async () => {
  const slot = await hall.slot({ capacity: 2 });
  await hall.lease(slot, 2);
  await hall.answer(leased(slot));
  assert.equal(await hall.heard(commandOf('return-lease', { slot, places: 2 })), 'lease.spent');
  assert.equal(await hall.heard(commandOf('return-lease', { slot, places: 1 })), 'done');
  assert.equal(await hall.heard(bookCommand(slot)), 'confirmed');
  assert.deepEqual(await hall.count(slot), { taken: 2, escrow: 0, waiting: 0, room: null, booked: 2 });
});

test('a lease written off is honoured while there is room, and refused where others have the places', async () => {
  const slot = await hall.slot({ capacity: 2 });
  await hall.lease(slot, 2);
  await hall.hub.db.query(`update lease set written_off_at = now() where slot = $1`, [slot]);
  await hall.hub.db.query(`update slot set escrow = 0 where id = $1`, [slot]);
  await hall.answer(bookCommand(slot));
  assert.equal(await hall.heard(leased(slot)), 'confirmed');
  assert.equal(await hall.heard(leased(slot)), 'lease.written-off');
});

test('a cap does not take a given word back; staff find it in the trail', async () => {
  const slot = await hall.slot({ service: 'capped' });
  await hall.lease(slot, 2);
  const who = { phone: '13900000001' };
  assert.equal(await hall.heard(bookCommand(await hall.slot({ service: 'capped' }), { who })), 'confirmed');
  const promised = leased(slot, { who });
  assert.equal(await hall.heard(promised), 'confirmed');
  const rows = await hall.hub.db.query(`select from trail where booking = $1 and event = 'over-cap'`, [
    promised.body.booking,
  ]);
  assert.equal(rows.length, 1);
});

test('a visit of two matters confirmed from two leases takes one place of each', async () => {
  const first = await hall.slot({ startsInMs: 2 * HOUR_MS, capacity: 1 });
  const second = await hall.slot({ startsInMs: 3 * HOUR_MS, capacity: 1 });
  for (const slot of [first, second]) await hall.lease(slot, 1);
  assert.equal(await hall.heard(leased(first, { also: [second] })), 'confirmed');
  assert.deepEqual([(await hall.count(first)).booked, (await hall.count(second)).booked], [1, 1]);
  assert.deepEqual([(await hall.count(first)).escrow, (await hall.count(second)).escrow], [0, 0]);
});

test('who showed the pass before the booking had arrived is checked in when it does', async () => {
  const slot = await hall.slot({ startsInMs: 10 * 60_000 });
  await hall.lease(slot, 1);
  const promised = leased(slot);
  const other = await hall.another();
  assert.equal(await hall.heard(checkInCommand(promised.body.booking, hall.nowMs), other), 'booking.unknown');
  assert.equal(await hall.heard(promised), 'checked-in');
  assert.deepEqual((await hall.count(slot)).booked, 1);
});
