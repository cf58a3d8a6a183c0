import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPass } from '../../src/model/pass.ts';
import type { SlotId } from '../../src/model/schema/booking.ts';
import type { Problem } from '../../src/model/schema/hub.ts';
import { TestHall, word } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  MORNING_MS,
  bookCommand,
  bookingId,
  cancelCommand,
  checkInCommand,
  testService,
} from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';

const hubs = new TestHubs();
let hall: TestHall;
after(hubs.end);

before(async () => {
  hall = await TestHall.open(hubs, [
    testService('meal'),
    testService('named', { asks: { name: 'required', phone: 'no' } }),
  ]);
});

const counted = async (slot: SlotId) => {
  const { taken, booked } = await hall.count(slot);
  return { taken, booked };
};

test('a booking gets a pass that names its slot and itself', async () => {
  const slot = await hall.slot();
  const command = bookCommand(slot);
  const [outcome] = await hall.answer(command);
  assert.ok(outcome?.status === 'done' && outcome.pass !== undefined);
  assert.ok(outcome.pass.length <= 150);
  const pass = readPass(outcome.pass);
  assert.ok(pass.ok);
  assert.equal(pass.value.claims.booking, command.body.booking);
  assert.deepEqual(await counted(slot), { taken: 1, booked: 1 });
});

test('each command delivered 2 to 5 times, shuffled and at once, has one effect and one outcome', async () => {
  const slot = await hall.slot({ capacity: 4 });
  const commands = Array.from({ length: 6 }, () => bookCommand(slot));
  const deliveries = commands.flatMap((command, index) =>
    Array.from({ length: 2 + (index % 4) }, () => command),
  );
  // A fixed shuffle: the same order on every run.
  const shuffled = deliveries
    .map((command, index) => ({ command, at: (index * 7919) % 31 }))
    .sort((a, b) => a.at - b.at);
  const outcomes = (await Promise.all(shuffled.map(({ command }) => hall.answer(command)))).flat();
  for (const command of commands) {
    const same = outcomes.filter((outcome) => outcome.command === command.id);
    assert.equal(
      new Set(same.map((outcome) => JSON.stringify(outcome))).size,
      1,
      'one outcome for all deliveries',
    );
  }
  assert.equal(
    commands.filter(({ id }) => word(outcomes.find(({ command }) => command === id)) === 'confirmed').length,
    4,
  );
  assert.deepEqual(await counted(slot), { taken: 4, booked: 4 });
});

test('32 bookers and few places: never more bookings than places, and one winner each', async () => {
  const slot = await hall.slot({ capacity: 3 });
  const other = await hubs.make({ db: hall.hub.db });
  const there = await TestTerminal.paired(other.app, 'hall');
  const sent = Array.from({ length: 32 }, (_, index) =>
    (index % 2 ? hall.terminal : there).send(bookCommand(slot)),
  );
  const words = (await Promise.all(sent)).map(({ body }) => word(body.outcomes[0]));
  assert.equal(words.filter((one) => one === 'confirmed').length, 3);
  assert.equal(words.filter((one) => one === 'slot.full').length, 29);
  assert.deepEqual(await counted(slot), { taken: 3, booked: 3 });
});

test('a request refused for its slot is kept without the person', async () => {
  const slot = await hall.slot({ capacity: 1 });
  await hall.answer(bookCommand(slot));
  const late = bookCommand(slot);
  assert.equal(await hall.heard(late), 'slot.full');
  const [row] = await hall.hub.db.query<object>('select status, name, phone from booking where id = $1', [
    late.body.booking,
  ]);
  assert.deepEqual(row, { status: 'refused', name: null, phone: null });
  assert.equal(await hall.heard(cancelCommand(late.body.booking)), 'booking.unknown');
  assert.deepEqual(await counted(slot), { taken: 1, booked: 1 });
});

test('bookings are refused with the reason', async () => {
  assert.equal(await hall.heard(bookCommand('none.20261123T1000' as SlotId)), 'slot.unknown');
  assert.equal(
    await hall.heard(bookCommand(await hall.slot({ startsInMs: -60_000 }))),
    'slot.started',
    'requested offline, arrived late',
  );
  const closed = await hall.slot();
  await hall.hub.db.query(`update slot set status = 'closed' where id = $1`, [closed]);
  assert.equal(await hall.heard(bookCommand(closed)), 'slot.closed');
  const slot = await hall.slot();
  const first = bookCommand(slot);
  await hall.answer(first);
  assert.equal(await hall.heard(bookCommand(slot, { booking: first.body.booking })), 'booking.id-taken');
  assert.deepEqual(await counted(slot), { taken: 1, booked: 1 });
});

test('a service that asks for a name is not booked without one', async () => {
  const slot = await hall.slot({ service: 'named' });
  const [outcome] = await hall.answer(bookCommand(slot, { who: {} }));
  assert.ok(outcome?.status === 'refused');
  assert.deepEqual([outcome.error.code, outcome.error.field], ['command.invalid', 'body.who.name']);
});

test('cancelling gives the place back once, and twice is told', async () => {
  const slot = await hall.slot({ capacity: 1 });
  const booked = bookCommand(slot);
  await hall.answer(booked);
  const [one, other] = [cancelCommand(booked.body.booking), cancelCommand(booked.body.booking)];
  const [first, again, rival] = await Promise.all([hall.heard(one), hall.heard(one), hall.heard(other)]);
  assert.equal(first, again);
  assert.deepEqual([first, rival].toSorted(), ['booking.cancelled', 'cancelled']);
  assert.deepEqual(await counted(slot), { taken: 0, booked: 0 });
  assert.equal(await hall.heard(bookCommand(slot)), 'confirmed', 'the place is free again');
  assert.equal(await hall.heard(cancelCommand(bookingId())), 'booking.unknown');
});

test('a check-in counts at its own time, within the window of the site', async () => {
  const slot = await hall.slot();
  const startMs = MORNING_MS + 2 * HOUR_MS;
  const [early, late, offline] = [bookCommand(slot), bookCommand(slot), bookCommand(slot)];
  await hall.answer(early, late, offline);
  hall.hub.clock.nowMs = startMs + 5 * HOUR_MS;
  try {
    assert.equal(
      await hall.heard(checkInCommand(early.body.booking, startMs - 31 * 60_000)),
      'check-in.too-early',
    );
    assert.equal(
      await hall.heard(checkInCommand(late.body.booking, startMs + 60 * 60_000)),
      'check-in.too-late',
    );
    assert.equal(
      await hall.heard(checkInCommand(offline.body.booking, startMs + 59 * 60_000)),
      'checked-in',
      'delivered hours later',
    );
    assert.equal(
      await hall.heard(checkInCommand(offline.body.booking, startMs)),
      'booking.already-checked-in',
    );
    assert.equal(await hall.heard(cancelCommand(offline.body.booking)), 'booking.already-checked-in');
    assert.equal(await hall.heard(checkInCommand(bookingId(), startMs)), 'booking.unknown');
  } finally {
    hall.hub.clock.nowMs = MORNING_MS;
  }
});

test('a clock that runs ahead does not open the window', async () => {
  const command = bookCommand(await hall.slot());
  await hall.answer(command);
  assert.equal(
    await hall.heard(checkInCommand(command.body.booking, MORNING_MS + 2 * HOUR_MS)),
    'check-in.too-early',
  );
});

test('one bad command stops nobody, is told its field, and is not echoed', async () => {
  const slot = await hall.slot();
  const good = bookCommand(slot);
  const bad = { ...bookCommand(slot), body: { booking: 'SECRET-INPUT' } };
  const foreign = { ...bookCommand(slot), kind: 'toString' };
  const outcomes = await hall.answer(bad, foreign, good);
  assert.deepEqual(outcomes.map(word), ['command.invalid', 'command.unknown-kind', 'confirmed']);
  assert.ok(outcomes[0]?.status === 'refused' && outcomes[0].error.field === 'body.booking');
  assert.ok(!JSON.stringify(outcomes).includes('SECRET-INPUT'));
  assert.deepEqual(
    await hall.answer(bad),
    [outcomes[0]],
    'the refusal is the outcome of that command for good',
  );
});

test('a value the database cannot hold is refused instead of coming back for ever', async () => {
  assert.equal(
    await hall.heard(bookCommand(await hall.slot(), { who: { name: 'a\u0000b' } })),
    'command.invalid',
  );
});

test('a command without a usable id turns the whole delivery away', async () => {
  const slot = await hall.slot();
  const { status, body } = await hall.terminal.send(bookCommand(slot), {
    ...bookCommand(slot),
    id: 'not-a-uuid',
  });
  assert.equal(status, 400);
  assert.deepEqual(
    [(body as unknown as Problem).code, (body as unknown as Problem).field],
    ['request.invalid', 'commands.1.id'],
  );
  assert.deepEqual(await counted(slot), { taken: 0, booked: 0 });
});

test('an id used for something else is refused, and the first outcome stays', async () => {
  const slot = await hall.slot();
  const command = bookCommand(slot);
  const [first] = await hall.answer(command);
  assert.equal(await hall.heard({ ...bookCommand(slot), id: command.id }), 'command.id-reused');
  const thief = await TestTerminal.paired(hall.hub.app, 'hall');
  assert.equal(
    word((await thief.send(command)).body.outcomes[0]),
    'command.id-reused',
    'another terminal learns nothing',
  );
  assert.deepEqual(await hall.answer(command), [first]);
});

test('keys in another order are the same command', async () => {
  const command = bookCommand(await hall.slot());
  const [first] = await hall.answer(command);
  const { id, at, kind, body } = command;
  assert.deepEqual(
    await hall.answer({
      body: { who: body.who, slot: body.slot, code: body.code, booking: body.booking },
      kind,
      at,
      id,
    }),
    [first],
  );
});

test('what fails unexpectedly gets no outcome, holds back its own booking only, and works the next time', async () => {
  const [broken, fine] = [bookCommand(await hall.slot()), bookCommand(await hall.slot())];
  await hall.hub.db.query(
    `create function fail() returns trigger language plpgsql as $$ begin raise exception 'disk on fire'; end $$`,
  );
  await hall.hub.db.query(
    `create trigger fail before insert on booking for each row when (new.id = '${broken.body.booking}') execute function fail()`,
  );
  const batch = [broken, cancelCommand(broken.body.booking), fine];
  const outcomes = await hall.answer(...batch);
  assert.deepEqual(
    outcomes.map(({ command }) => command),
    [fine.id],
    'the cancellation does not overtake its booking',
  );
  const alone = await hall.terminal.send(broken);
  assert.deepEqual([alone.status, (alone.body as unknown as Problem).code], [500, 'hub.failed']);
  await hall.hub.db.query('drop trigger fail on booking');
  assert.deepEqual((await hall.answer(...batch)).map(word), ['confirmed', 'cancelled', 'confirmed']);
});

test('too large and too many are refused before anything is done', async () => {
  const large = await hall.terminal.send({ ...bookCommand(await hall.slot()), padding: 'x'.repeat(300_000) });
  assert.deepEqual([large.status, (large.body as unknown as Problem).code], [413, 'request.too-large']);
  const many = await hall.terminal.send(...Array.from({ length: 101 }, () => cancelCommand(bookingId())));
  assert.deepEqual([many.status, (many.body as unknown as Problem).code], [400, 'request.invalid']);
});
