import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { hubJobs } from '../../hub/jobs/jobs.ts';
import { ensureSlots } from '../../hub/publish/slots.ts';
import type { SlotId } from '../../src/model/schema/booking.ts';
import { TestHall, serviceOn } from '../support/hall.ts';
import { TestHubs } from '../support/hub.ts';
import { TEST_SECRETS } from '../support/keys.ts';
import { HOUR_MS, bookCommand, bookingId, cancelCommand, checkInCommand } from '../support/site.ts';
import { countPlaces } from './support/check.ts';

/** What reaches a hub although it should not, or long after it should have. */
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

const hubs = new TestHubs();
let hall: TestHall;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs, [
    serviceOn('meal', { waitingList: true }),
    serviceOn('capped', { perDay: 1 }, { asks: { name: 'optional', phone: 'required' } }),
  ]);
});
beforeEach(() => (hall.hub.clock.nowMs = Date.parse('2026-11-23T01:00:00Z')));

const setStatus = (slot: SlotId, status: string): Promise<unknown> =>
  hall.hub.db.query(`update slot set status = $2 where site = 'hall' and id = $1`, [slot, status]);

const placesAddUp = async (): Promise<void> => assert.deepEqual(await countPlaces(hall.hub.db, 'hall'), []);

const leased = (slot: SlotId, more: Parameters<typeof bookCommand>[1] = {}) =>
  bookCommand(slot, { leased: true, ...more });

describe('a slot that is not to be had', () => {
  test('in the past, closed, withdrawn, unknown: each has its word, and takes no place', async () => {
    const past = await hall.slot({ startsInMs: HOUR_MS });
    const closed = await hall.slot();
    const withdrawn = await hall.slot();
    await setStatus(closed, 'closed');
    await setStatus(withdrawn, 'withdrawn');
    hall.pass(HOUR_MS + 1);
    assert.equal(await hall.heard(bookCommand(past)), 'slot.started');
    assert.equal(await hall.heard(bookCommand(closed)), 'slot.closed');
    assert.equal(await hall.heard(bookCommand(withdrawn)), 'slot.withdrawn');
    assert.equal(await hall.heard(bookCommand('meal.20300101T1000' as SlotId)), 'slot.unknown');
    assert.equal(await hall.heard(leased('meal.20300101T1000' as SlotId)), 'slot.unknown');
    await placesAddUp();
  });

  test('a booking in it stands, and may always leave a withdrawn one', async () => {
    const slot = await hall.slot({ startsInMs: HOUR_MS });
    const one = bookCommand(slot);
    const other = bookCommand(slot);
    assert.equal(await hall.heard(one), 'confirmed');
    assert.equal(await hall.heard(other), 'confirmed');
    await setStatus(slot, 'withdrawn');
    assert.equal(await hall.heard(cancelCommand(one.body.booking)), 'cancelled');
    assert.deepEqual(await hall.count(slot), { taken: 1, escrow: 0, waiting: 0, room: null, booked: 1 });
  });

  test('moved to another place: the booking goes along, and the slot shrinks no further than what is promised', async () => {
    const slot = await hall.slot({ capacity: 5 });
    const command = bookCommand(slot);
    await hall.heard(command);
    await hall.lease(slot, 3);
    const { db } = hall.hub;
    const [row] = await db.query<{ starts_at: Date; ends_at: Date }>(
      `select starts_at, ends_at from slot where site = 'hall' and id = $1`,
      [slot],
    );
    assert.ok(row);
    const wanted = {
      id: slot,
      service: 'meal',
      place: 'library',
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      capacity: 1,
      demo: true,
    };
    await ensureSlots(db, 'hall', [wanted], hall.nowMs);
    assert.deepEqual(await hall.count(slot), { taken: 1, escrow: 3, waiting: 0, room: null, booked: 1 });
    assert.equal(await hall.heard(leased(slot)), 'confirmed', 'the word of a terminal stands');
    await placesAddUp();
  });
});

describe('a lease', () => {
  test('of another terminal, of none, and more than it has places', async () => {
    const slot = await hall.slot({ capacity: 4 });
    const other = await hall.another();
    assert.equal(await hall.heard(leased(slot)), 'lease.unknown');
    await hall.lease(slot, 2);
    assert.equal(await hall.heard(leased(slot), other), 'lease.unknown');
    assert.equal(await hall.heard(leased(slot)), 'confirmed');
    assert.equal(await hall.heard(leased(slot)), 'confirmed');
    assert.equal(await hall.heard(leased(slot)), 'lease.spent');
    assert.deepEqual(await hall.count(slot), { taken: 2, escrow: 0, waiting: 0, room: null, booked: 2 });
  });

  test('replayed: the same command by the same terminal has its one outcome, by another it is another', async () => {
    const slot = await hall.slot({ capacity: 4 });
    await hall.lease(slot, 2);
    const command = leased(slot);
    const [first] = await hall.answer(command);
    assert.deepEqual(await hall.answer(command, command), [first, first]);
    assert.equal(await hall.heard(command, await hall.another()), 'command.id-reused');
    assert.equal(await hall.heard({ ...command, id: leased(slot).id }), 'booking.id-taken');
    assert.deepEqual(await hall.count(slot), { taken: 1, escrow: 1, waiting: 0, room: null, booked: 1 });
  });

  test('given back twice, or more of it than there is', async () => {
    const slot = await hall.slot({ capacity: 4 });
    await hall.lease(slot, 3);
    const { id, at } = leased(slot);
    const back = { id, at, kind: 'return-lease', body: { slot, places: 2 } };
    assert.equal(await hall.heard(back), 'done');
    assert.equal(await hall.heard(back), 'done');
    assert.equal(await hall.heard({ ...back, id: leased(slot).id }), 'lease.spent');
    assert.equal(await hall.heard(leased(slot)), 'confirmed');
    await placesAddUp();
  });

  test('used offline for a week: honoured when it arrives, although the hub has tidied up since', async () => {
    const slot = await hall.slot({ startsInMs: HOUR_MS, capacity: 3 });
    await hall.lease(slot, 3);
    const command = leased(slot);
    hall.pass(WEEK_MS);
    for (const job of hubJobs(hall.hub.db, TEST_SECRETS.keys)) await job.run(hall.nowMs);
    assert.equal(await hall.heard(command), 'confirmed');
    assert.equal(await hall.heard(leased(slot)), 'confirmed');
    await placesAddUp();
  });
});

test('a clock a day off is not believed: the hub’s own time counts', async () => {
  const slot = await hall.slot({ startsInMs: HOUR_MS });
  const ahead = bookCommand(slot, {}, hall.nowMs + DAY_MS);
  assert.equal(await hall.heard(ahead), 'confirmed', 'a wrong clock does not stop a booking');
  assert.equal(
    await hall.heard(checkInCommand(ahead.body.booking, hall.nowMs + DAY_MS)),
    'check-in.too-early',
    'nobody is let in for tomorrow',
  );
  hall.pass(2 * HOUR_MS);
  assert.equal(await hall.heard(bookCommand(slot, {}, hall.nowMs - DAY_MS)), 'slot.started');
  const { id } = bookCommand(slot);
  const hold = { id, at: new Date(hall.nowMs - DAY_MS).toISOString(), kind: 'hold' };
  const next = await hall.slot();
  assert.equal(await hall.heard({ ...hold, body: { booking: bookingId(), slot: next } }), 'hold.stale');
});

test('one person has one cap, from whatever terminal and however the number is written', async () => {
  const [one, two] = [
    await hall.slot({ service: 'capped' }),
    await hall.slot({ service: 'capped', startsInMs: 4 * HOUR_MS }),
  ];
  // Slots that a test makes are of services of their own name; the cap is the service's.
  await hall.hub.db.query(`update slot set service = 'capped' where site = 'hall' and id = any($1)`, [
    [one, two],
  ]);
  const by = (slot: SlotId, phone: string) => bookCommand(slot, { who: { phone } });
  const first = by(one, '13800001111');
  assert.equal(await hall.heard(first), 'confirmed');
  const other = await hall.another();
  assert.equal(await hall.heard(by(two, '13800001111'), other), 'booking.too-many-today');
  assert.equal(await hall.heard(by(two, '+8613800001111'), other), 'booking.too-many-today');
  // Another number is another person: without accounts nobody can know better.
  assert.equal(await hall.heard(by(two, '13900002222'), other), 'confirmed');
  assert.equal(await hall.heard(cancelCommand(first.body.booking)), 'cancelled');
  assert.equal(await hall.heard(by(two, '13800001111'), other), 'confirmed', 'who gives up may book again');
});

describe('commands of an older terminal', () => {
  test('book, cancel and check in as they were first written', async () => {
    const slot = await hall.slot({ startsInMs: HOUR_MS / 4 });
    const at = new Date(hall.nowMs).toISOString();
    const claim = () => {
      const { id, body } = bookCommand(slot);
      return { id, body: { booking: body.booking, code: body.code, slot, who: { name: '王秀英' } } };
    };
    const [one, two] = [claim(), claim()];
    assert.equal(await hall.heard({ ...one, kind: 'book', at }), 'confirmed');
    assert.equal(await hall.heard({ ...two, kind: 'book', at }), 'confirmed');
    const cancel = { id: claim().id, kind: 'cancel', at, body: { booking: one.body.booking } };
    assert.equal(await hall.heard(cancel), 'cancelled');
    const arrive = { id: claim().id, kind: 'check-in', at };
    const body = { booking: two.body.booking, by: 'code', told: 'welcome' };
    assert.equal(await hall.heard({ ...arrive, body }), 'checked-in');
  });
});
