import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPass } from '../../src/model/pass.ts';
import type { SlotId } from '../../src/model/schema/booking.ts';
import { TestHall, serviceOn } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  bookCommand,
  bookingCode,
  bookingId,
  cancelCommand,
  commandOf,
} from '../../test/support/site.ts';
import { lapseDue } from './lapse.ts';
import { offerDue } from './offer.ts';

const hubs = new TestHubs();
let hall: TestHall;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs, [
    serviceOn('meal', { waitingList: true, offerMinutes: 30, minNoticeMinutes: 15 }),
    serviceOn('plain', {}),
  ]);
});

const waitFor = (slot: SlotId) =>
  commandOf('wait', { booking: bookingId(), code: bookingCode(), slot, who: {} }, hall.nowMs);

/** A full slot with so many people waiting, in the order in which they came. */
async function fullSlot(waiting: number, startsInMs = 3 * HOUR_MS) {
  const slot = await hall.slot({ capacity: 1, startsInMs });
  const first = bookCommand(slot);
  await hall.answer(first);
  const line = [];
  for (let count = 0; count < waiting; count += 1) {
    const one = waitFor(slot);
    assert.equal(await hall.heard(one), 'waiting');
    line.push(one);
    hall.pass(1_000);
  }
  return { slot, first, line };
}

const statusOf = async (booking: string) =>
  (await hall.hub.db.query<{ status: string }>('select status from booking where id = $1', [booking]))[0]
    ?.status;

test('a place that comes free is offered to the first in line, who takes it', async () => {
  const { slot, first, line } = await fullSlot(2);
  await hall.answer(cancelCommand(first.body.booking));
  assert.equal(await hall.heard(bookCommand(slot)), 'slot.full', 'it is theirs who wait');
  assert.deepEqual(await offerDue(hall.hub.db, hall.nowMs), ['hall']);
  assert.equal(await statusOf(line[0]?.body.booking ?? ''), 'offered');
  assert.equal(await statusOf(line[1]?.body.booking ?? ''), 'waiting');
  const yes = commandOf('accept', { booking: line[0]?.body.booking ?? bookingId() });
  assert.equal(await hall.heard(yes), 'confirmed');
  assert.deepEqual(await hall.count(slot), { taken: 1, escrow: 0, waiting: 1, room: null, booked: 1 });
});

test('an offer that nobody takes goes to the next', async () => {
  const { first, line } = await fullSlot(2);
  await hall.answer(cancelCommand(first.body.booking));
  await offerDue(hall.hub.db, hall.nowMs);
  hall.pass(31 * 60_000);
  await lapseDue(hall.hub.db, hall.nowMs);
  await offerDue(hall.hub.db, hall.nowMs);
  assert.deepEqual(await Promise.all(line.map(({ body }) => statusOf(body.booking))), ['lapsed', 'offered']);
  assert.equal(
    await hall.heard(commandOf('accept', { booking: line[0]?.body.booking ?? bookingId() })),
    'booking.lapsed',
  );
});

test('two hubs that offer at once give one place to one person', async () => {
  const { slot, first, line } = await fullSlot(3);
  await hall.answer(cancelCommand(first.body.booking));
  await Promise.all(Array.from({ length: 4 }, () => offerDue(hall.hub.db, hall.nowMs)));
  const states = await Promise.all(line.map(({ body }) => statusOf(body.booking)));
  assert.deepEqual(states, ['offered', 'waiting', 'waiting']);
  assert.equal((await hall.count(slot)).waiting, 2);
});

test('who leaves the line, or says no, is not counted any more', async () => {
  const { slot, first, line } = await fullSlot(2);
  assert.equal(await hall.heard(cancelCommand(line[0]?.body.booking ?? bookingId())), 'cancelled');
  await hall.answer(cancelCommand(first.body.booking));
  await offerDue(hall.hub.db, hall.nowMs);
  assert.equal(await hall.heard(cancelCommand(line[1]?.body.booking ?? bookingId())), 'cancelled');
  assert.deepEqual(await hall.count(slot), { taken: 0, escrow: 0, waiting: 0, room: null, booked: 0 });
  assert.equal(await hall.heard(bookCommand(slot)), 'confirmed');
});

test('a wait ends when its time begins', async () => {
  const { slot, line } = await fullSlot(1, 30 * 60_000);
  hall.pass(31 * 60_000);
  await lapseDue(hall.hub.db, hall.nowMs);
  assert.equal(await statusOf(line[0]?.body.booking ?? ''), 'lapsed');
  assert.equal((await hall.count(slot)).waiting, 0);
});

test('a person who waits has a pass that opens it; nobody waits where there is room or no list', async () => {
  const { slot } = await fullSlot(0);
  const one = waitFor(slot);
  const [outcome] = await hall.answer(one);
  const pass = outcome?.status === 'done' && outcome.pass ? readPass(outcome.pass) : undefined;
  assert.ok(pass?.ok && pass.value.claims.booking === one.body.booking);
  assert.equal(await hall.heard(waitFor(await hall.slot())), 'slot.has-room');
  const unlisted = await hall.slot({ service: 'plain', capacity: 1 });
  await hall.answer(bookCommand(unlisted));
  assert.equal(await hall.heard(waitFor(unlisted)), 'waiting-list.none');
  assert.equal(await hall.heard(commandOf('accept', { booking: one.body.booking })), 'booking.not-offered');
});
