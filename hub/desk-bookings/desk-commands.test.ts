import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BookingId, SlotId } from '../../src/model/schema/booking.ts';
import type { Command, Outcome } from '../../src/model/schema/command.ts';
import { readPass } from '../../src/model/pass.ts';
import type { BookingView } from '../../src/model/schema/phone.ts';
import { offerDue } from '../bookings/offer.ts';
import { TestHall, serviceOn, word } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, bookCommand, cancelCommand, commandOf } from '../../test/support/site.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';

const hubs = new TestHubs();
let hall: TestHall;
let clerk: StaffCaller;
after(hubs.end);
before(async () => {
  const asks = { name: 'optional', phone: 'optional' } as const;
  hall = await TestHall.open(hubs, [
    serviceOn('meal', { cutOffMinutes: 60, minNoticeMinutes: 120, waitingList: true }, { asks }),
    serviceOn('other', {}),
    serviceOn('capped', { perDay: 1 }, { asks: { name: 'optional', phone: 'required' } }),
  ]);
  clerk = await staffWith(hall.hub, [{ site: 'hall', role: 'clerk' }]);
});

async function deskAnswer(commands: readonly Command[], by = clerk): Promise<readonly Outcome[]> {
  const answer = await by.post('/api/sites/hall/staff/commands', { commands });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ outcomes: Outcome[] }>().outcomes;
}
const desk = async (command: Command, by = clerk): Promise<string | undefined> =>
  word((await deskAnswer([command], by))[0]);

/** A resident's booking, made at the terminal. */
async function booked(slot: SlotId, who: object = { name: '王秀英', phone: '13912345678' }) {
  const [outcome] = await hall.answer(bookCommand(slot, { who }, hall.nowMs));
  assert.ok(outcome?.status === 'done' && outcome.pass);
  const [row] = await hall.hub.db.query<{ id: BookingId }>(
    `select id from booking where slot = $1 order by created_at desc, id limit 1`,
    [slot],
  );
  const read = readPass(outcome.pass);
  assert.ok(read.ok && row);
  return { booking: read.value.claims.booking, pass: outcome.pass };
}
const far = (): Promise<SlotId> => hall.slot({ startsInMs: 5 * HOUR_MS });
const onPhone = async (pass: string): Promise<BookingView> =>
  (
    await hall.hub.app.inject({ method: 'POST', url: '/api/sites/hall/passes', payload: { pass } })
  ).json<BookingView>();

test('a clerk moves past the cut-off and into a time that has begun; the phone page hears it from the hall', async () => {
  const from = await hall.slot({ startsInMs: 3 * HOUR_MS });
  const { booking, pass } = await booked(from);
  hall.pass(2.5 * HOUR_MS);
  const to = await hall.slot({ startsInMs: -60_000 });
  assert.equal(await hall.heard(commandOf('change', { booking, slot: to })), 'booking.too-late-to-change');
  assert.equal(await desk(commandOf('change', { booking, slot: to, desk: { sequence: 0 } })), 'confirmed');
  assert.deepEqual([(await hall.count(from)).taken, (await hall.count(to)).taken], [0, 1]);
  const view = await onPhone(pass);
  assert.equal(view.slot.id, to);
  assert.deepEqual([view.news[0]?.event, view.news[0]?.byHall], ['changed', true]);
});

test('what only a clerk may say, nobody else may, and a clerk says it always', async () => {
  const [from, to] = [await far(), await far()];
  const { booking, pass } = await booked(from);
  const change = commandOf('change', { booking, slot: to, desk: {} });
  assert.equal(await hall.heard(change), 'command.not-yours');
  assert.equal(await desk(commandOf('change', { booking, slot: to })), 'command.not-yours');
  assert.equal(await hall.heard(commandOf('no-show', { booking, desk: {} })), 'command.not-yours');
  const byPhone = commandOf('change', { booking, slot: to, by: 'pass', desk: {} });
  const answer = await hall.hub.app.inject({
    method: 'POST',
    url: '/api/sites/hall/passes/commands',
    payload: { pass, command: byPhone },
  });
  assert.equal(word(answer.json<{ outcome: Outcome }>().outcome), 'command.not-yours');
  assert.equal((await hall.count(from)).taken, 1);
});

test('two clerks move the same booking: one does, the other hears that it was moved, and a repeat changes nothing', async () => {
  const slots = [await far(), await far(), await far()] as const;
  const { booking } = await booked(slots[0]);
  const other = await staffWith(hall.hub);
  const one = commandOf('change', { booking, slot: slots[1], desk: { sequence: 0 } });
  const two = commandOf('change', { booking, slot: slots[2], desk: { sequence: 0 } });
  const heard = await Promise.all([desk(one), desk(two, other)]);
  assert.deepEqual([...heard].sort(), ['booking.moved-on', 'confirmed']);
  assert.equal(await desk(one), heard[0]);
  const counts = await Promise.all(slots.map((slot) => hall.count(slot)));
  assert.equal(
    counts.reduce((sum, { taken }) => sum + taken, 0),
    1,
  );
});

test('many moves at once into a time with three places: three get there, nobody is lost', async () => {
  const to = await hall.slot({ startsInMs: 6 * HOUR_MS, capacity: 3 });
  const from = await hall.slot({ startsInMs: 5 * HOUR_MS, capacity: 10 });
  const bookings = [];
  for (let count = 0; count < 8; count += 1) bookings.push(await booked(from));
  const heard = await Promise.all(
    bookings.map(({ booking }) => desk(commandOf('change', { booking, slot: to, desk: { sequence: 0 } }))),
  );
  assert.equal(heard.filter((one) => one === 'confirmed').length, 3);
  assert.equal(heard.filter((one) => one === 'slot.full').length, 5);
  const [left, right] = [await hall.count(from), await hall.count(to)];
  assert.deepEqual([left.taken, left.booked, right.taken, right.booked], [5, 5, 3, 3]);
});

test('a move that frees a place offers it to who waits, and the way back is then full', async () => {
  const [from, to] = [await hall.slot({ startsInMs: 5 * HOUR_MS, capacity: 1 }), await far()];
  const { booking } = await booked(from);
  const waits = bookCommand(from, {}, hall.nowMs).body;
  assert.equal(await hall.heard(commandOf('wait', waits)), 'waiting');
  assert.equal(await desk(commandOf('change', { booking, slot: to, desk: { sequence: 0 } })), 'confirmed');
  const back = () => commandOf('change', { booking, slot: from, desk: { sequence: 1 } });
  assert.equal(await desk(back()), 'slot.full');
  await offerDue(hall.hub.db, hall.nowMs);
  assert.deepEqual([(await hall.count(from)).taken, (await hall.count(from)).waiting], [1, 0]);
  assert.equal(await desk(back()), 'slot.full');
  assert.equal(await desk(commandOf('accept', { booking: waits.booking, desk: {} })), 'confirmed');
});

test('undo leads back while nobody else touched it', async () => {
  const [from, to] = [await far(), await far()];
  const { booking } = await booked(from);
  await desk(commandOf('change', { booking, slot: to, desk: { sequence: 0 } }));
  assert.equal(await desk(commandOf('change', { booking, slot: from, desk: { sequence: 1 } })), 'confirmed');
  assert.deepEqual([(await hall.count(from)).taken, (await hall.count(to)).taken], [1, 0]);
});

test('a time that was withdrawn or closed takes nobody, from a clerk either; who stands there can be moved away', async () => {
  const [gone, shut, to] = [await far(), await far(), await far()];
  const { booking } = await booked(gone);
  await hall.hub.db.query(
    `update slot set status = case id when $1 then 'withdrawn' else 'closed' end where id in ($1, $2)`,
    [gone, shut],
  );
  assert.equal(await desk(bookCommand(gone, { desk: {} })), 'slot.withdrawn');
  assert.equal(await desk(bookCommand(shut, { desk: {} })), 'slot.closed');
  assert.equal(await desk(commandOf('change', { booking, slot: to, desk: {} })), 'confirmed');
});

test('the terms of one person a day hold at the desk, too, unless a reason is stated; the trail keeps it', async () => {
  const [one, two] = [await hall.slot({ service: 'capped' }), await hall.slot({ service: 'capped' })];
  const who = { phone: '13700000001' };
  assert.equal(await desk(bookCommand(one, { who, desk: {} })), 'confirmed');
  assert.equal(await desk(bookCommand(two, { who, desk: {} })), 'booking.too-many-today');
  assert.equal((await hall.count(two)).taken, 0);
  const beyond = bookCommand(two, { who, desk: { overCap: 'shared-phone' } });
  assert.equal(await desk(beyond), 'confirmed');
  const rows = await hall.hub.db.query('select detail from trail where booking = $1', [beyond.body.booking]);
  assert.deepEqual(rows, [{ detail: { why: 'shared-phone' } }]);
});

test('a cancellation says why on the phone page, and an id-card number cannot be in it', async () => {
  const slot = await far();
  const { booking, pass } = await booked(slot);
  const cancel = (reason: string) => commandOf('cancel', { booking, desk: { sequence: 0, reason } });
  assert.equal(await desk(cancel('证件 330106195001011234 不对')), 'command.invalid');
  assert.equal(await desk(cancel('老师请假，下周再约')), 'cancelled');
  const [news] = (await onPhone(pass)).news;
  assert.deepEqual([news?.event, news?.byHall, news?.reason], ['cancelled', true, '老师请假，下周再约']);
  const own = await booked(slot);
  assert.equal(await hall.heard(cancelCommand(own.booking, hall.nowMs)), 'cancelled');
  assert.equal((await onPhone(own.pass)).news[0]?.byHall, undefined);
});

test('a clerk checks in whenever the day is right, marks who did not come, and lets a late one in after all', async () => {
  const slot = await hall.slot({ startsInMs: 3 * HOUR_MS });
  const { booking } = await booked(slot);
  const checkIn = () => commandOf('check-in', { booking, by: 'desk', told: 'welcome', desk: {} }, hall.nowMs);
  assert.equal(await desk(commandOf('no-show', { booking, desk: { sequence: 0 } })), 'booking.not-begun');
  hall.pass(3.2 * HOUR_MS);
  assert.equal(await desk(commandOf('no-show', { booking, desk: { sequence: 0 } })), 'no-show');
  assert.equal(await desk(checkIn()), 'checked-in');
  assert.equal(await desk(checkIn()), 'booking.already-checked-in');
  const tomorrow = await booked(await hall.slot({ startsInMs: 26 * HOUR_MS }));
  const early = commandOf(
    'check-in',
    { booking: tomorrow.booking, by: 'desk', told: 'welcome', desk: {} },
    hall.nowMs,
  );
  assert.equal(await desk(early), 'check-in.too-early');
});

test('each act of a clerk stands in the audit with ids alone, a resident’s does not', async () => {
  const [from, to] = [await far(), await far()];
  const { booking } = await booked(from);
  await desk(commandOf('change', { booking, slot: to, desk: { sequence: 0 } }));
  await desk(commandOf('cancel', { booking, desk: { sequence: 1, reason: '王阿姨来电' } }));
  const rows = await hall.hub.db.query<{ event: string; detail: object; of_site: string }>(
    `select event, detail, of_site from staff_audit where staff = $1 and detail->>'booking' = $2 order by id`,
    [clerk.id, booking],
  );
  assert.deepEqual(rows, [
    { event: 'booking.moved', detail: { booking, from: [from], to: [to] }, of_site: 'hall' },
    { event: 'booking.cancelled', detail: { booking, slot: to }, of_site: 'hall' },
  ]);
});
