import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type {
  BookingsView,
  NamesView,
  OpenedBooking,
  TimesView,
} from '../../src/model/schema/staff-bookings.ts';
import { TestHall, serviceOn } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, bookCommand, commandOf } from '../../test/support/site.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';

const hubs = new TestHubs();
let hall: TestHall;
let clerk: StaffCaller;
after(hubs.end);
before(async () => {
  const asks = { name: 'optional', phone: 'optional' } as const;
  hall = await TestHall.open(hubs, [serviceOn('meal', { waitingList: true }, { asks })]);
  clerk = await staffWith(hall.hub, [{ site: 'hall', role: 'clerk' }]);
});

const PATH = '/api/sites/hall/staff/bookings';
const TODAY = '2026-11-23';

async function read<T>(path: string): Promise<T> {
  const answer = await clerk.get(`${PATH}${path}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<T>();
}
async function search(body: object): Promise<BookingsView> {
  const answer = await clerk.post(`${PATH}/search`, body);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<BookingsView>();
}
async function booked(startsInMs = 2 * HOUR_MS, phone = '13912345678') {
  const slot = await hall.slot({ startsInMs });
  const command = bookCommand(slot, { who: { name: '欧阳小明', phone } }, hall.nowMs);
  const [outcome] = await hall.answer(command);
  assert.ok(outcome?.status === 'done' && outcome.pass);
  return { ...command.body, pass: outcome.pass };
}
const opened = () =>
  hall.hub.db.query<{ detail: object }>(
    `select detail from staff_audit where event = 'booking.opened' order by id`,
  );

test('a day shows who booked with covered names, and how full each time is', async () => {
  const { booking, slot } = await booked();
  await hall.lease(slot, 2);
  const view = await read<BookingsView>(`/calendar?from=${TODAY}`);
  const row = view.bookings.find(({ id }) => id === booking);
  assert.deepEqual([row?.name, row?.digits, row?.sequence], ['欧＊＊', '5678', 0]);
  assert.equal(JSON.stringify(view).includes('小明'), false);
  const time = view.slots.find(({ id }) => id === slot);
  assert.deepEqual([time?.taken, time?.setAside, time?.free, time?.capacity], [1, 2, 7, 10]);
  assert.equal((await read<BookingsView>('/calendar?from=2026-11-24')).slots.length, 0);
});

test('pass, code, last digits and name lead to a booking; a strange pass does not', async () => {
  const { booking, code, pass } = await booked(3 * HOUR_MS, '13800004321');
  for (const body of [
    { by: 'pass', pass },
    { by: 'code', code },
    { by: 'digits', digits: '4321' },
    { by: 'id', id: booking },
  ])
    assert.deepEqual(
      (await search(body)).bookings.map(({ id }) => id),
      [booking],
      body.by,
    );
  assert.ok((await search({ by: 'name', name: '小明' })).bookings.some(({ id }) => id === booking));
  assert.equal((await search({ by: 'name', name: '%' })).bookings.length, 0);
  const strange = await clerk.post(`${PATH}/search`, { by: 'pass', pass: `${pass.slice(0, -2)}00` });
  assert.deepEqual([strange.statusCode, strange.json<{ code: string }>().code], [403, 'pass.invalid']);
  assert.deepEqual(await opened(), [], 'what is found is covered, and nothing was opened');
});

test('opening a booking shows all of it, and leaves a line with its id and nothing else', async () => {
  const { booking } = await booked();
  const answer = await clerk.post(`${PATH}/${booking}/open`);
  const body = answer.json<OpenedBooking>();
  assert.deepEqual([body.name, body.phone], ['欧阳小明', '13912345678']);
  assert.ok(body.pass);
  assert.deepEqual(await opened(), [{ detail: { booking } }]);
  assert.equal((await clerk.post(`${PATH}/0123456789ab/open`)).statusCode, 404);
});

test('the list with full names is given out once it is noted', async () => {
  const { booking } = await booked();
  const { names } = (await clerk.post(`${PATH}/names`, { day: TODAY, service: 'meal' })).json<NamesView>();
  assert.equal(names.find((one) => one.booking === booking)?.name, '欧阳小明');
  const [line] = await hall.hub.db.query<{ detail: object }>(
    `select detail from staff_audit where event = 'booking.list-opened'`,
  );
  assert.deepEqual(line?.detail, { day: TODAY, service: 'meal', bookings: names.length });
});

test('tomorrow’s bookings with a number are to be called, and who was called stays ticked', async () => {
  const { booking } = await booked(25 * HOUR_MS);
  const silent = bookCommand(await hall.slot({ startsInMs: 25 * HOUR_MS }), { who: {} }, hall.nowMs);
  await hall.answer(silent);
  const calls = async () =>
    (await read<BookingsView>('/calls')).bookings.map(({ id, phoned }) => ({ id, phoned }));
  assert.deepEqual(await calls(), [{ id: booking, phoned: false }]);
  const tick = (phoned: boolean) =>
    clerk.post('/api/sites/hall/staff/commands', { commands: [commandOf('phoned', { booking, phoned })] });
  await tick(true);
  assert.deepEqual(await calls(), [{ id: booking, phoned: true }]);
  await tick(false);
  assert.deepEqual(await calls(), [{ id: booking, phoned: false }]);
});

test('the next times of a service begin with the one that is on, full ones among them', async () => {
  const own = await TestHall.open(hubs, [serviceOn('talk', {})]);
  const staff = await staffWith(own.hub);
  const over = await own.slot({ service: 'talk', startsInMs: -2 * HOUR_MS });
  const on = await own.slot({ service: 'talk', startsInMs: -60_000, capacity: 1 });
  const next = await own.slot({ service: 'talk', startsInMs: HOUR_MS });
  await staff.post('/api/sites/hall/staff/commands', { commands: [bookCommand(on, { desk: {} })] });
  const { slots } = (await staff.get(`${PATH}/times?service=talk`)).json<TimesView>();
  assert.deepEqual(
    slots.map(({ id, free }) => ({ id, free })),
    [
      { id: on, free: 0 },
      { id: next, free: 10 },
    ],
  );
  assert.ok(!slots.some(({ id }) => id === over));
  const far = await own.slot({ service: 'talk', startsInMs: 48 * HOUR_MS });
  const later = (await staff.get(`${PATH}/times?service=talk&from=2026-11-24`)).json<TimesView>();
  assert.deepEqual(
    later.slots.map(({ id }) => id),
    [far],
  );
});

test('a clerk of another site sees nothing', async () => {
  const stranger = await staffWith(hall.hub, [{ site: 'elsewhere', role: 'clerk' }]);
  const { booking } = await booked();
  assert.equal((await stranger.get(`${PATH}/calendar`)).statusCode, 403);
  assert.equal((await stranger.post(`${PATH}/${booking}/open`)).statusCode, 403);
  assert.equal((await stranger.post(`${PATH}/search`, { by: 'digits', digits: '5678' })).statusCode, 403);
  const editor = await staffWith(hall.hub, [{ site: 'hall', role: 'editor' }]);
  assert.equal((await editor.get(`${PATH}/calls`)).statusCode, 403);
});

test('whoever leafs through the bookings is stopped', async () => {
  const curious = await staffWith(hall.hub);
  const { booking } = await booked();
  const answers = [];
  for (let count = 0; count < 61; count += 1)
    answers.push((await curious.post(`${PATH}/${booking}/open`)).statusCode);
  assert.equal(answers.at(-1), 429);
  assert.equal(answers.filter((status) => status === 200).length, 60);
});
