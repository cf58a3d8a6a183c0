import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TestHall, serviceOn, word } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, bookCommand, bookingId, commandOf } from '../../test/support/site.ts';
import { lapseDue } from './lapse.ts';

const MINUTE_MS = 60_000;
const hubs = new TestHubs();
let hall: TestHall;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs, [serviceOn('meal', { minNoticeMinutes: 30 })]);
});

const hold = (slot: Parameters<typeof bookCommand>[0], booking = bookingId()) =>
  commandOf('hold', { booking, slot }, hall.nowMs);

test('a held place is nobody else’s, and becomes the booking without taking another', async () => {
  const slot = await hall.slot({ capacity: 1 });
  const kept = hold(slot);
  const [outcome] = await hall.answer(kept);
  assert.ok(outcome?.status === 'done' && outcome.until !== undefined);
  assert.equal(Date.parse(outcome.until), hall.nowMs + 5 * MINUTE_MS);
  assert.equal(await hall.heard(bookCommand(slot)), 'slot.full');
  assert.equal(await hall.heard(hold(slot)), 'slot.full');
  assert.equal(await hall.heard(bookCommand(slot, { booking: kept.body.booking })), 'confirmed');
  assert.deepEqual(await hall.count(slot), { taken: 1, escrow: 0, waiting: 0, room: null, booked: 1 });
});

test('a hold that nobody takes up lapses, and its place is free again', async () => {
  const slot = await hall.slot({ capacity: 1 });
  await hall.answer(hold(slot));
  hall.pass(5 * MINUTE_MS);
  await lapseDue(hall.hub.db, hall.nowMs);
  assert.equal((await hall.count(slot)).taken, 1, 'a touch in the last second may still be on its way');
  hall.pass(MINUTE_MS);
  assert.deepEqual(await lapseDue(hall.hub.db, hall.nowMs), ['hall']);
  assert.equal((await hall.count(slot)).taken, 0);
  assert.deepEqual(await lapseDue(hall.hub.db, hall.nowMs), []);
});

test('a person whose hold ran out gets the place all the same while there is one', async () => {
  const slot = await hall.slot({ capacity: 1 });
  const kept = hold(slot);
  await hall.answer(kept);
  hall.pass(6 * MINUTE_MS);
  await lapseDue(hall.hub.db, hall.nowMs);
  assert.equal(await hall.heard(bookCommand(slot, { booking: kept.body.booking }, hall.nowMs)), 'confirmed');
});

test('a hold that ran out on a slot that others filled is refused, and says so at any terminal', async () => {
  const slot = await hall.slot({ capacity: 1 });
  const kept = hold(slot);
  await hall.answer(kept);
  hall.pass(6 * MINUTE_MS);
  await lapseDue(hall.hub.db, hall.nowMs);
  await hall.answer(bookCommand(slot));
  assert.equal(await hall.heard(bookCommand(slot, { booking: kept.body.booking })), 'slot.full');
  const [row] = await hall.hub.db.query<{ status: string }>('select status from booking where id = $1', [
    kept.body.booking,
  ]);
  assert.equal(row?.status, 'refused');
});

test('a hold is drawn out, but not for ever', async () => {
  const slot = await hall.slot({ startsInMs: 4 * HOUR_MS });
  const { booking } = hold(slot).body;
  let end = '';
  for (let minute = 0; minute < 24; minute += 4) {
    const [outcome] = await hall.answer(hold(slot, booking));
    assert.ok(outcome?.status === 'done');
    end = outcome.until ?? '';
    hall.pass(4 * MINUTE_MS);
  }
  assert.ok(Date.parse(end) <= hall.nowMs, 'four periods are the most');
  assert.equal((await hall.count(slot)).taken, 1);
});

test('choosing another time moves the hold', async () => {
  const [first, second] = [await hall.slot(), await hall.slot()];
  const { booking } = hold(first).body;
  await hall.answer(hold(first, booking), hold(second, booking));
  assert.deepEqual([(await hall.count(first)).taken, (await hall.count(second)).taken], [0, 1]);
  assert.equal(await hall.heard(commandOf('release', { booking })), 'lapsed');
  assert.equal((await hall.count(second)).taken, 0);
});

test('a hold that comes late is refused, and one for a time that cannot be booked', async () => {
  const slot = await hall.slot();
  const late = hold(slot);
  hall.pass(2 * MINUTE_MS);
  assert.equal(await hall.heard(late), 'hold.stale');
  assert.equal(await hall.heard(hold(await hall.slot({ startsInMs: 20 * MINUTE_MS }))), 'slot.too-late');
  assert.equal(await hall.heard(commandOf('release', { booking: bookingId() })), 'booking.unknown');
});

test('the notice a service asks is kept when the hold begins: the form may take its time', async () => {
  const slot = await hall.slot({ startsInMs: 32 * MINUTE_MS });
  const kept = hold(slot);
  await hall.answer(kept);
  hall.pass(4 * MINUTE_MS);
  assert.equal(await hall.heard(bookCommand(slot, { booking: kept.body.booking })), 'confirmed');
});

test('the same hold delivered again and at once is one hold', async () => {
  const slot = await hall.slot({ capacity: 3 });
  const kept = hold(slot);
  const answers = await Promise.all(Array.from({ length: 5 }, () => hall.answer(kept)));
  assert.deepEqual(new Set(answers.map(([outcome]) => JSON.stringify(outcome))).size, 1);
  assert.equal(word(answers[0]?.[0]), 'held');
  assert.equal((await hall.count(slot)).taken, 1);
});
