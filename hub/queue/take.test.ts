import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readToken } from '../../src/model/token.ts';
import type { BookingId } from '../../src/model/schema/booking.ts';
import type { QueueId } from '../../src/model/schema/queue.ts';
import { TestHubs } from '../../test/support/hub.ts';
import {
  QUEUES,
  QueueHall,
  TODAY,
  numberOf,
  queueContent,
  testQueue,
  ticketId,
  wordOf,
} from '../../test/support/queue.ts';
import { HOUR_MS, MORNING_MS, bookCommand, checkInCommand, wantedSlot } from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { publishSite } from '../publish/publish.ts';
import { ensureSlots } from '../publish/slots.ts';
import { grantBands } from './bands.ts';

const hubs = new TestHubs();
let hall: QueueHall;
after(hubs.end);
before(async () => {
  hall = await QueueHall.open(hubs);
});

const MINUTE_MS = 60_000;
let slots = 0;

/** Somebody with a booking of a meal that begins after so many minutes, checked in or not. */
async function booked(inMinutes: number, arrives = true): Promise<BookingId> {
  const slot = wantedSlot(0, {
    id: `meal.20261123T09${String((slots += 1)).padStart(2, '0')}`,
    startsAt: new Date(hall.nowMs + inMinutes * MINUTE_MS).toISOString(),
    endsAt: new Date(hall.nowMs + inMinutes * MINUTE_MS + HOUR_MS).toISOString(),
  });
  await ensureSlots(hall.hub.db, 'hall', [slot], MORNING_MS - 1);
  const command = bookCommand(slot.id as never, {}, hall.nowMs);
  await hall.send(command);
  if (arrives) {
    const outcome = await hall.send(checkInCommand(command.body.booking, hall.nowMs));
    assert.equal(outcome.status, 'done', JSON.stringify(outcome));
  }
  return command.body.booking;
}

const minutesLater = (text: string): number => (Date.parse(text) - hall.nowMs) / MINUTE_MS;

test('a number of the terminal’s own band is kept as it was shown', async () => {
  const [first, second] = await hall.band('general');
  assert.ok(first && second);
  const atMs = hall.nowMs - 3 * HOUR_MS;
  const outcome = await hall.take({ queue: 'general' as QueueId, number: second }, { atMs });
  assert.deepEqual([wordOf(outcome), numberOf(outcome)], ['waiting', second]);
  assert.ok(outcome.status === 'done' && outcome.pass === undefined, 'the terminal signs it itself');
  const kept = await hall.ticket(outcome.ticket?.id as never);
  assert.equal(Date.parse(kept.takenAt), atMs, 'delivered hours later it counts from when it was taken');
  assert.equal(kept.takenAt, kept.standsAt);
  assert.equal(
    wordOf(await hall.take({ queue: 'general' as QueueId, number: first })),
    'waiting',
    'in any order',
  );
});

test('a number that is not the terminal’s own, or that somebody has, is refused', async () => {
  const [own] = (await hall.band('general')).slice(5);
  const other = await TestTerminal.paired(hall.hub.app, 'hall');
  const [foreign] = await hall.band('general', other);
  assert.ok(own && foreign);
  const take = (number: typeof own) => hall.take({ queue: 'general' as QueueId, number }).then(wordOf);
  assert.equal(await take(foreign), 'ticket.number-taken');
  assert.equal(await take(own), 'waiting');
  assert.equal(await take(own), 'ticket.number-taken', 'for the second person');
  assert.equal(
    wordOf(await hall.take({ queue: 'general' as QueueId, number: foreign }, { terminal: other })),
    'waiting',
  );
  assert.equal(
    wordOf(await hall.take({ queue: 'general' as QueueId, number: own, day: '2026-11-25' })),
    'ticket.number-taken',
    'a day nobody has numbers of yet',
  );
});

test('the same delivery twice at once takes one number', async () => {
  const command = hall.command('take-ticket', {
    ticket: ticketId(),
    queue: 'general' as QueueId,
    day: TODAY,
  });
  const before = (await hall.tickets()).length;
  const outcomes = await Promise.all([hall.send(command), hall.send(command), hall.send(command)]);
  assert.equal(new Set(outcomes.map((one) => JSON.stringify(one))).size, 1);
  assert.equal((await hall.tickets()).length, before + 1);
});

test('a number the hub gives is signed, and nobody’s else', async () => {
  const outcome = await hall.take({ queue: 'general' as QueueId });
  assert.ok(outcome.status === 'done' && outcome.ticket && outcome.pass);
  const token = readToken(outcome.pass);
  assert.ok(token.ok && token.value.claims.kind === 'ticket');
  assert.deepEqual(
    [token.value.claims.id, token.value.claims.subject],
    [outcome.ticket.id, outcome.ticket.number],
  );
  assert.ok(!(await hall.band('general')).includes(outcome.ticket.number));
});

test('what cannot be given is said with the reason', async () => {
  assert.equal(wordOf(await hall.take({ queue: 'nowhere' as QueueId })), 'queue.unknown');
  assert.equal(wordOf(await hall.take({ queue: 'visits' as QueueId })), 'queue.closed');
  assert.equal(wordOf(await hall.take({ queue: 'general' as QueueId, day: '2026-11-22' })), 'queue.closed');
  const booking = 'ffffffffffff' as BookingId;
  assert.equal(wordOf(await hall.take({ queue: 'general' as QueueId, booking })), 'booking.unknown');
});

test('a number already shown is kept where the queue is for appointments, and where it vanished', async () => {
  const [shown] = await hall.band('visits');
  assert.ok(shown);
  assert.equal(wordOf(await hall.take({ queue: 'visits' as QueueId, number: shown })), 'waiting');
  const here = await QueueHall.open(
    hubs,
    'gone',
    queueContent('gone', [...QUEUES, testQueue('old', 'Z')]),
    hall.hub,
  );
  await publishSite(hall.hub.db, queueContent('gone'), hall.nowMs);
  assert.equal(wordOf(await here.take({ queue: 'old' as QueueId, number: 'Z001' as never })), 'waiting');
  assert.equal(wordOf(await here.take({ queue: 'old' as QueueId })), 'queue.unknown');
});

test('a number of a day that is over is kept as cancelled: nothing is lost, nobody is called', async () => {
  const [shown] = (await hall.band('meals')).slice(8);
  assert.ok(shown);
  const atMs = hall.nowMs;
  hall.pass(72 * HOUR_MS);
  try {
    await hall.hub.db.query(`delete from number_band where day < '2026-11-25'`);
    const outcome = await hall.take({ queue: 'meals' as QueueId, number: shown }, { atMs });
    assert.deepEqual([wordOf(outcome), numberOf(outcome)], ['cancelled', shown]);
    assert.equal(
      wordOf(await hall.take({ queue: 'meals' as QueueId, number: shown }, { atMs })),
      'ticket.number-taken',
    );
  } finally {
    hall.hub.clock.nowMs = MORNING_MS;
    await grantBands(hall.hub.db, MORNING_MS);
  }
});

test('a clock that runs ahead, or stood still for days, gains nothing', async () => {
  for (const atMs of [hall.nowMs + HOUR_MS, hall.nowMs - 30 * HOUR_MS]) {
    const ticket = await hall.taken('general', {}, atMs);
    assert.equal(Date.parse(ticket.takenAt), hall.nowMs);
  }
});

test('where somebody stands: by appointment, by group, or as they came', async () => {
  const inTime = await hall.taken('meals', { booking: await booked(20) });
  assert.equal(minutesLater(inTime.standsAt), 10, 'ten minutes before the appointment');
  assert.equal(minutesLater(inTime.appointmentAt ?? ''), 20);
  assert.equal(inTime.service, 'meal');
  const notIn = await hall.taken('meals', { booking: await booked(20, false) });
  assert.deepEqual([minutesLater(notIn.standsAt), notIn.appointmentAt], [0, undefined]);
  const elder = await hall.taken('general', { priority: 'elder' });
  assert.deepEqual([minutesLater(elder.standsAt), elder.priority], [-20, 'elder']);
  const stranger = await hall.taken('general', { priority: 'boss' });
  assert.deepEqual([minutesLater(stranger.standsAt), stranger.priority], [0, undefined]);
});

test('a second number of the same booking is merged into the first', async () => {
  const booking = await booked(25);
  const first = await hall.taken('meals', { booking });
  const [shown] = (await hall.band('meals')).slice(3);
  assert.ok(shown);
  const outcome = await hall.take({ queue: 'meals' as QueueId, booking, number: shown });
  assert.deepEqual([wordOf(outcome), numberOf(outcome)], ['merged', shown]);
  const second = await hall.ticket(outcome.status === 'done' ? (outcome.ticket?.id as never) : ('' as never));
  assert.equal(second.into, first.id);
  const asked = await hall.take({ queue: 'meals' as QueueId, booking });
  assert.deepEqual([wordOf(asked), asked.status === 'done' ? asked.pass : 'x'], ['merged', undefined]);
});

test('two terminals at once with the same booking: one number stands, the other leads to it', async () => {
  const booking = await booked(25);
  const other = await TestTerminal.paired(hall.hub.app, 'hall');
  const numbers = [(await hall.band('meals')).at(-1), (await hall.band('meals', other)).at(-1)];
  const outcomes = await Promise.all(
    [hall.terminal, other].map((terminal, at) =>
      hall.take({ queue: 'meals' as QueueId, booking, number: numbers[at] }, { terminal }),
    ),
  );
  assert.deepEqual(outcomes.map(wordOf).sort(), ['merged', 'waiting']);
});

test('who was called in vain and takes another number is back in the line; who was served stands anew', async () => {
  const booking = await booked(28);
  const first = await hall.taken('meals', { booking });
  await hall.act(first.id, 'call', { counter: 'c2' });
  await hall.act(first.id, 'miss', { counter: 'c2' });
  assert.equal(wordOf(await hall.take({ queue: 'meals' as QueueId, booking })), 'merged');
  assert.equal((await hall.ticket(first.id)).status, 'waiting');
  await hall.act(first.id, 'call', { counter: 'c2' });
  await hall.act(first.id, 'finish', { counter: 'c2' });
  const anew = await hall.taken('meals', { booking });
  assert.deepEqual([anew.status, anew.appointmentAt, anew.booking], ['waiting', undefined, undefined]);
});

test('a card links a number only where the hub knows the card, and never in the feed', async () => {
  const card = 'abcdefabcdef' as never;
  const cardOf = async (id: string) =>
    (await hall.hub.db.query<{ card: string | null }>('select card from ticket where id = $1', [id]))[0]
      ?.card;
  const stranger = await hall.taken('general', { card });
  assert.equal(await cardOf(stranger.id), null);
  await hall.hub.db.query(
    `insert into card (site, id, way, pin_hash, created_at, created_by, expires_at)
     values ('hall', $1, '{}', 'x', $2, 'staff:a', $3)`,
    [card, new Date(hall.nowMs), new Date(hall.nowMs + HOUR_MS)],
  );
  const known = await hall.taken('general', { card });
  assert.equal(await cardOf(known.id), card);
  assert.ok(!JSON.stringify((await hall.terminal.allChanges()).changes).includes(card));
});

test('a number that fails unexpectedly holds back what comes after it about the same number', async () => {
  const ticket = ticketId();
  await hall.hub.db.query(
    `create function fail() returns trigger language plpgsql as $$ begin raise exception 'disk on fire'; end $$`,
  );
  await hall.hub.db.query(
    `create trigger fail before insert on ticket for each row when (new.id = '${ticket}') execute function fail()`,
  );
  const batch = [
    hall.command('take-ticket', { ticket, queue: 'general' as QueueId, day: TODAY }),
    hall.command('leave-queue', { ticket }),
    hall.command('take-ticket', { ticket: ticketId(), queue: 'general' as QueueId, day: TODAY }),
  ];
  const heard = async () =>
    (await hall.terminal.send(...batch)).body.outcomes.map(
      (one) => `${wordOf(one)} ${batch.findIndex(({ id }) => id === one.command)}`,
    );
  assert.deepEqual(await heard(), ['waiting 2']);
  await hall.hub.db.query('drop trigger fail on ticket');
  assert.deepEqual(await heard(), ['waiting 0', 'cancelled 1', 'waiting 2']);
});
