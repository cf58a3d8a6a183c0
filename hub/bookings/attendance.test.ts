import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TestHall, serviceOn, word } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  bookCommand,
  bookingCode,
  bookingId,
  checkInCommand,
  commandOf,
} from '../../test/support/site.ts';
import type { TestTerminal } from '../../test/support/terminal.ts';
import type { AdultId, Booking, BookingId } from '../../src/model/schema/booking.ts';
import type { CommandBody } from '../../src/model/schema/command.ts';
import { readToken } from '../../src/model/token.ts';
import { groupOf } from '../desk/group.ts';

const MINUTE_MS = 60_000;
const hubs = new TestHubs();
let hall: TestHall;
let other: TestTerminal;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs, [
    serviceOn('duty', { attendance: 'hours' }),
    serviceOn('after-school', { attendance: 'pick-up', people: 3 }),
    serviceOn('tour', { people: 3, perDay: 2 }, { asks: { name: 'optional', phone: 'required' } }),
  ]);
  other = await hall.another();
});

const adultId = (): AdultId => bookingId() as string as AdultId;

/** Somebody who was checked in at the very beginning of their time. */
async function cameTo(service: string): Promise<{ readonly booking: BookingId; readonly slot: string }> {
  const slot = await hall.slot({ service, startsInMs: MINUTE_MS });
  const made = bookCommand(slot, {}, hall.nowMs);
  assert.equal(await hall.heard(made), 'confirmed');
  hall.pass(MINUTE_MS);
  assert.equal(await hall.heard(checkInCommand(made.body.booking, hall.nowMs)), 'checked-in');
  return { booking: made.body.booking, slot };
}

const checkOutCommand = (
  booking: BookingId,
  body: Partial<CommandBody<'check-out'>> = {},
  atMs = hall.nowMs,
) => commandOf('check-out', { booking, by: 'pass', told: 'goodbye', ...body }, atMs);

async function named(booking: BookingId, relation: CommandBody<'name-adult'>['relation'] = 'mother') {
  const adult = adultId();
  const [outcome] = await hall.answer(commandOf('name-adult', { booking, adult, relation }, hall.nowMs));
  assert.ok(outcome?.status === 'done' && outcome.pass, JSON.stringify(outcome));
  return { adult, pass: outcome.pass };
}

async function documentOf(booking: BookingId): Promise<Booking> {
  const { changes } = await hall.terminal.allChanges();
  const found = changes.filter(({ kind, id }) => kind === 'booking' && id === booking).at(-1);
  assert.ok(found?.body);
  return found.body as Booking;
}

const eventsOf = async (booking: BookingId): Promise<readonly string[]> =>
  (
    await hall.hub.db.query<{ event: string }>(`select event from trail where booking = $1 order by number`, [
      booking,
    ])
  ).map(({ event }) => event);

test('hours end when the person left, however late that is delivered, and only once', async () => {
  const { booking } = await cameTo('duty');
  const cameMs = hall.nowMs;
  hall.pass(3 * HOUR_MS);
  const leaving = checkOutCommand(booking, {}, cameMs + 135 * MINUTE_MS);
  assert.equal(await hall.heard(leaving), 'checked-out');
  const document = await documentOf(booking);
  assert.equal(document.status, 'checked-out');
  assert.equal(document.checkedOutAt, new Date(cameMs + 135 * MINUTE_MS).toISOString());
  assert.equal(await hall.heard(leaving), 'checked-out', 'the same command has the same outcome');
  assert.equal(await hall.heard(checkOutCommand(booking)), 'check-out.done');
  assert.deepEqual((await eventsOf(booking)).filter((event) => event === 'checked-out').length, 1);
});

test('a check-out ahead of the hub’s clock is not believed, and nobody leaves before they came', async () => {
  const ahead = await cameTo('duty');
  hall.pass(HOUR_MS);
  assert.equal(
    await hall.heard(checkOutCommand(ahead.booking, {}, hall.nowMs + 24 * HOUR_MS)),
    'checked-out',
  );
  assert.equal((await documentOf(ahead.booking)).checkedOutAt, new Date(hall.nowMs).toISOString());
  const behind = await cameTo('duty');
  assert.equal(await hall.heard(checkOutCommand(behind.booking, {}, hall.nowMs - HOUR_MS)), 'checked-out');
  const document = await documentOf(behind.booking);
  assert.equal(document.checkedOutAt, document.checkedInAt);
});

test('who is not in cannot leave', async () => {
  const slot = await hall.slot({ service: 'duty' });
  const made = bookCommand(slot, {}, hall.nowMs);
  assert.equal(await hall.heard(made), 'confirmed');
  assert.equal(await hall.heard(checkOutCommand(made.body.booking)), 'check-out.not-in');
  assert.equal(await hall.heard(checkOutCommand(bookingId())), 'booking.unknown');
});

test('two terminals at once are one check-out', async () => {
  const { booking } = await cameTo('duty');
  hall.pass(HOUR_MS);
  const words = await Promise.all([
    hall.heard(checkOutCommand(booking)),
    hall.heard(checkOutCommand(booking), other),
  ]);
  assert.deepEqual([...words].sort(), ['check-out.done', 'checked-out']);
});

test('only a named adult picks a child up: neither its own pass nor a stranger', async () => {
  const { booking } = await cameTo('after-school');
  const { adult, pass } = await named(booking);
  const read = readToken(pass);
  assert.ok(read.ok && read.value.claims.kind === 'adult' && read.value.claims.id === adult);
  assert.deepEqual((await documentOf(booking)).adults, [adult]);
  assert.equal(await hall.heard(checkOutCommand(booking)), 'adult.unknown');
  assert.equal(await hall.heard(checkOutCommand(booking, { by: 'adult' })), 'adult.unknown');
  assert.equal(
    await hall.heard(checkOutCommand(booking, { by: 'adult', adult: adultId() })),
    'adult.unknown',
  );
  assert.equal(await hall.heard(checkOutCommand(booking, { by: 'adult', adult })), 'checked-out');
});

test('an adult is named for every day of a row, until an hour after its end; one more than six is refused', async () => {
  const slots = [
    await hall.slot({ service: 'after-school', startsInMs: HOUR_MS }),
    await hall.slot({ service: 'after-school', startsInMs: 25 * HOUR_MS }),
  ];
  const first = bookingId();
  const lastEndsAt = new Date(hall.nowMs + 26 * HOUR_MS).toISOString();
  const series = { first, lastEndsAt };
  const code = bookingCode();
  const days = slots.map((slot, index) =>
    bookCommand(slot, { code, series, ...(index === 0 ? { booking: first } : {}) }, hall.nowMs),
  );
  for (const day of days) assert.equal(await hall.heard(day), 'confirmed');
  const { adult, pass } = await named(first);
  const read = readToken(pass);
  assert.ok(read.ok);
  assert.equal(read.value.claims.expiresAtMs, Date.parse(lastEndsAt) + HOUR_MS);
  for (const { body } of days) assert.deepEqual((await documentOf(body.booking)).adults, [adult]);
  for (let more = 0; more < 5; more += 1) await named(first, 'relative');
  const tooMany = commandOf(
    'name-adult',
    { booking: first, adult: adultId(), relation: 'other' },
    hall.nowMs,
  );
  assert.equal(await hall.heard(tooMany), 'adult.too-many');
  // Said twice by different commands it is the same adult.
  const again = commandOf('name-adult', { booking: first, adult, relation: 'mother' }, hall.nowMs);
  assert.equal(await hall.heard(again), 'done');
  assert.equal((await documentOf(first)).adults?.length, 6);
  const drop = commandOf('drop-adult', { booking: days[1]?.body.booking ?? first, adult }, hall.nowMs);
  assert.equal(await hall.heard(drop), 'done');
  for (const { body } of days) assert.ok(!(await documentOf(body.booking)).adults?.includes(adult));
  assert.equal(
    await hall.heard({ ...again, id: commandOf('cancel', { booking: first }).id }),
    'adult.unknown',
  );
});

test('two adults at two terminals that were cut off: the first by time counts, the other is marked', async () => {
  const { booking } = await cameTo('after-school');
  const [mother, father] = [await named(booking), await named(booking, 'father')];
  const cameMs = hall.nowMs;
  hall.pass(2 * HOUR_MS);
  const at = (adult: AdultId, minutes: number) =>
    checkOutCommand(booking, { by: 'adult', adult }, cameMs + minutes * MINUTE_MS);
  // The later one is delivered first.
  assert.equal(await hall.heard(at(father.adult, 70)), 'checked-out');
  assert.equal(await hall.heard(at(mother.adult, 60), other), 'checked-out');
  assert.equal((await documentOf(booking)).checkedOutAt, new Date(cameMs + 60 * MINUTE_MS).toISOString());
  const marked = await hall.hub.db.query<{ adult: string; at: Date }>(
    `select detail->>'adult' as adult, at from trail where booking = $1 and event = 'picked-up-twice'`,
    [booking],
  );
  assert.deepEqual(marked, [{ adult: father.adult, at: new Date(cameMs + 70 * MINUTE_MS) }]);
});

test('of two adults the later is refused and marked; the same touch sent twice is not', async () => {
  const { booking, slot } = await cameTo('after-school');
  const [mother, father] = [await named(booking), await named(booking, 'grandparent')];
  hall.pass(HOUR_MS);
  const first = checkOutCommand(booking, { by: 'adult', adult: mother.adult });
  assert.equal(await hall.heard(first), 'checked-out');
  assert.equal(
    await hall.heard(checkOutCommand(booking, { by: 'adult', adult: mother.adult })),
    'check-out.done',
  );
  assert.ok(!(await eventsOf(booking)).includes('picked-up-twice'));
  hall.pass(MINUTE_MS);
  const second = checkOutCommand(booking, { by: 'adult', adult: father.adult });
  assert.equal(await hall.heard(second, other), 'check-out.done');
  assert.ok((await eventsOf(booking)).includes('picked-up-twice'));
  const [child] = await groupOf(hall.hub.db, 'hall', slot);
  assert.deepEqual(
    [child?.status, child?.relation, child?.marks],
    ['checked-out', 'mother', ['picked-up-twice']],
  );
});

test('who was taken off the list meanwhile went with the child all the same, and staff hear of it', async () => {
  const { booking } = await cameTo('after-school');
  const { adult } = await named(booking);
  hall.pass(HOUR_MS);
  assert.equal(await hall.heard(commandOf('drop-adult', { booking, adult }, hall.nowMs)), 'done');
  hall.pass(MINUTE_MS);
  assert.equal(await hall.heard(checkOutCommand(booking, { by: 'adult', adult }), other), 'checked-out');
  assert.ok((await eventsOf(booking)).includes('picked-up-by-dropped'));
});

test('several people on one pass: a booking each in the same slot, checked in one by one, once each', async () => {
  const slot = await hall.slot({ service: 'tour', startsInMs: MINUTE_MS, capacity: 2 });
  const ids = [bookingId(), bookingId(), bookingId()];
  const series = { first: ids[0]!, lastEndsAt: new Date(hall.nowMs + MINUTE_MS + HOUR_MS).toISOString() };
  const code = bookingCode();
  const who = { phone: '13900000007' };
  const commands = ids.map((booking) => bookCommand(slot, { booking, code, series, who }, hall.nowMs));
  const outcomes = await hall.answer(...commands);
  // Each has a place of its own, and each counts under the cap of the day.
  assert.deepEqual(outcomes.map(word), ['confirmed', 'confirmed', 'slot.full']);
  assert.deepEqual((await hall.count(slot)).taken, 2);
  const [capped] = await hall.hub.db.query<{ used: number }>(
    `select used from cap_use where service = 'tour'`,
  );
  assert.equal(capped?.used, 2);
  hall.pass(MINUTE_MS);
  const both = ids.slice(0, 2).map((booking) => checkInCommand(booking, hall.nowMs));
  assert.deepEqual((await hall.answer(...both)).map(word), ['checked-in', 'checked-in']);
  assert.deepEqual((await hall.answer(...both)).map(word), ['checked-in', 'checked-in']);
  assert.equal((await documentOf(ids[1]!)).usedTwice, false);
  const seen = await hall.hub.app.inject({
    method: 'POST',
    url: '/api/sites/hall/passes',
    payload: { pass: outcomes[0]?.status === 'done' ? outcomes[0].pass : '' },
  });
  assert.equal(seen.statusCode, 200, 'the phone page has an answer where one slot is there twice');
});

test('a card that nobody knows is left out, and the booking stands', async () => {
  const card = bookingId() as string as NonNullable<CommandBody<'book'>['card']>;
  const slot = await hall.slot({ service: 'duty' });
  const stranger = bookCommand(slot, { card }, hall.nowMs);
  assert.equal(await hall.heard(stranger), 'confirmed');
  await hall.hub.db.query(
    `insert into card (site, id, way, pin_hash, created_at, created_by, expires_at)
     values ('hall', $1, '{}', 'x', $2, 'staff:a', $3)`,
    [card, new Date(hall.nowMs), new Date(hall.nowMs + HOUR_MS)],
  );
  const known = bookCommand(slot, { card }, hall.nowMs);
  await hall.lease(slot, 1);
  const leased = bookCommand(slot, { card, leased: true }, hall.nowMs);
  assert.deepEqual((await hall.answer(known, leased)).map(word), ['confirmed', 'confirmed']);
  const rows = await hall.hub.db.query<{ id: string; card: string | null }>(
    'select id, card from booking where slot = $1',
    [slot],
  );
  const cardOf = (id: BookingId) => rows.find((row) => row.id === id)?.card;
  assert.equal(cardOf(stranger.body.booking), null);
  assert.equal(cardOf(known.body.booking), card);
  assert.equal(cardOf(leased.body.booking), card);
  assert.ok(!JSON.stringify(await documentOf(known.body.booking)).includes(card), 'it is not in the feed');
});

test('a terminal in doubt of the hour had staff look: its check-in counts, and days ahead it does not', async () => {
  const unsure = (booking: BookingId, atMs: number) =>
    commandOf('check-in', { booking, by: 'pass', told: 'ask-staff', unsure: true }, atMs);
  const slot = await hall.slot({ service: 'duty', startsInMs: MINUTE_MS });
  const made = bookCommand(slot, {}, hall.nowMs);
  assert.equal(await hall.heard(made), 'confirmed');
  // A clock that stands a day behind.
  assert.equal(await hall.heard(unsure(made.body.booking, hall.nowMs - 24 * HOUR_MS)), 'checked-in');
  const ahead = bookCommand(await hall.slot({ service: 'duty', startsInMs: 72 * HOUR_MS }), {}, hall.nowMs);
  assert.equal(await hall.heard(ahead), 'confirmed');
  assert.equal(await hall.heard(unsure(ahead.body.booking, hall.nowMs)), 'check-in.too-early');
});
