import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Delivered } from '../../src/model/schema/hub.ts';
import { type HallView, hallView } from '../../src/model/schema/staff-hall.ts';
import { TEST_SECRETS } from '../../test/support/keys.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { QUEUES, QueueHall, queueContent, testCounter, testQueue } from '../../test/support/queue.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';
import { Office } from '../bookings/office.ts';
import { type App, createApp } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { staffCommandRoutes } from './commands.ts';
import { makeStaffDoor, prepareStaffDoor } from './door.ts';
import { staffHallRoutes } from './hall.ts';

const hubs = new TestHubs();
let hall: QueueHall;
let app: App;
let clerk: StaffCaller;
let rung = 0;
after(async () => {
  await app.close();
  await hubs.end();
});
before(async () => {
  const queues = [...QUEUES, testQueue('annex', 'D', { place: 'annex' })];
  const counters = [testCounter(2, ['general', 'meals']), testCounter(1, ['general'])];
  const annex = { ...testCounter(9, ['annex']), place: 'annex' };
  hall = await QueueHall.open(hubs, 'hall', queueContent('hall', queues, [...counters, annex]));
  const { db, clock } = hall.hub;
  app = await createApp({ version: '0', trustProxy: false, onFailure: () => undefined });
  await prepareStaffDoor(app, []);
  const bell = { ...hall.hub.bell, ring: () => (rung += 1) };
  const context = { db, office: new Office(db, TEST_SECRETS), bell, now: clock.now } as unknown as Context;
  const door = makeStaffDoor(context);
  staffHallRoutes(app, context, door);
  staffCommandRoutes(app, context, door, () => undefined);
  await app.ready();
  clerk = await staffWith({ ...hall.hub, app }, [{ site: 'hall', role: 'clerk' }], '小李');
});

const read = async (query = '', who = clerk): Promise<HallView> => {
  const answer = await who.get(`/api/sites/hall/staff/hall${query}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return hallView.parse(answer.json());
};

const send = async (kind: string, body: object, id: string = randomUUID()) => {
  const at = new Date(hall.nowMs).toISOString();
  const answer = await clerk.post('/api/sites/hall/staff/commands', { commands: [{ id, at, kind, body }] });
  return { status: answer.statusCode, body: answer.json<Delivered>() };
};

test('a hall as a clerk sees it', async () => {
  const [one, two, three] = [await hall.taken(), await hall.taken('meals'), await hall.taken()];
  await hall.send(hall.command('leave-queue', { ticket: three.id }));
  const view = await read();
  assert.deepEqual(view.you, { id: clerk.id, name: '小李' });
  assert.equal(view.day, '2026-11-23');
  assert.deepEqual([view.site.id, view.site.timeZone, view.site.demo], ['hall', 'Asia/Shanghai', true]);
  assert.deepEqual(
    view.queues.map(({ letter }) => letter),
    ['A', 'B', 'C', 'D'],
  );
  assert.deepEqual(
    view.counters.map(({ number }) => number),
    [1, 2, 9],
  );
  assert.deepEqual(new Set(view.waiting.map(({ number }) => number)), new Set([one.number, two.number]));
  assert.deepEqual(
    view.ended.map(({ number, status }) => [number, status]),
    [[three.number, 'cancelled']],
  );
  assert.deepEqual(view.services, [{ id: 'meal', name: { zh: '老年助餐', en: 'Meals' } }]);
  assert.equal(view.terminals[0]?.id, await hall.terminal.thumbprint());
  assert.equal(view.waiting[0]?.takenBy, view.terminals[0]?.id);
});

test('an act is answered at once, told to everybody, and shown with who did it and until when it can be undone', async () => {
  const before = rung;
  const { body } = await send('call-next', { counter: 'c1' });
  const [outcome] = body.outcomes;
  assert.ok(outcome?.status === 'done' && outcome.ticket?.status === 'called');
  assert.equal(rung, before + 1);
  const [called] = (await read()).open;
  assert.deepEqual([called?.id, called?.counter, called?.handledBy], [outcome.ticket.id, 'c1', '小李']);
  assert.equal(called?.undoUntil, new Date(hall.nowMs + 300_000).toISOString());
  const other = await staffWith({ ...hall.hub, app }, [{ site: 'hall', role: 'admin' }]);
  const [seen] = (await read('', other)).open;
  assert.deepEqual([seen?.handledBy, seen?.undoUntil], ['小李', undefined], 'only whoever did it may');
  hall.pass(300_000);
  assert.equal((await read()).open[0]?.undoUntil, undefined);
});

test('the same command again has the same outcome', async () => {
  const id = randomUUID();
  const first = await send('call-next', { counter: 'c2' }, id);
  const again = await send('call-next', { counter: 'c2' }, id);
  assert.deepEqual(again.body.outcomes, first.body.outcomes);
});

test('what only terminals send, and what is no command, is refused', async () => {
  const { body } = await send('leave-queue', { ticket: 'ffffffffffff' });
  assert.ok(body.outcomes[0]?.status === 'refused' && body.outcomes[0].error.code === 'command.not-yours');
  const many = { commands: Array.from({ length: 21 }, () => ({})) };
  assert.equal((await clerk.post('/api/sites/hall/staff/commands', many)).statusCode, 400);
});

test('nobody without the role comes in', async () => {
  const stranger = await staffWith({ ...hall.hub, app }, [{ site: 'elsewhere', role: 'clerk' }]);
  assert.equal((await stranger.get('/api/sites/hall/staff/hall')).statusCode, 403);
  assert.equal((await stranger.post('/api/sites/hall/staff/commands', { commands: [{}] })).statusCode, 403);
  assert.equal((await app.inject('/api/sites/hall/staff/hall')).statusCode, 401);
});

test('narrowed to one of the site’s halls', async () => {
  const there = await hall.taken('annex');
  const here = await hall.taken('general');
  const view = await read('?place=annex');
  assert.deepEqual(
    view.queues.map(({ id }) => id),
    ['annex'],
  );
  assert.deepEqual(
    view.counters.map(({ id }) => id),
    ['c9'],
  );
  assert.deepEqual(
    view.waiting.map(({ id }) => id),
    [there.id],
  );
  await hall.act(here.id, { does: 'pass-on', queue: 'general', counter: 'c9' } as never);
  assert.equal(
    (await read('?place=annex')).waiting.length,
    2,
    'who was passed on to a counter there is shown there',
  );
});

test('calls for help, paces and the last thirty that are over', async () => {
  const { db } = hall.hub;
  await db.query(
    `insert into help_call (site, id, terminal, screen, status, at)
     values ('hall', 'aaaaaaaaaaaa', $1, 'home', 'open', $2), ('hall', 'bbbbbbbbbbbb', $1, 'home', 'closed', $2)`,
    [await hall.terminal.thumbprint(), new Date(hall.nowMs)],
  );
  await db.query(
    `insert into pace (site, queue, samples, low, middle, high, at) values ('hall', 'general', 20, 60, 90, 120, $1)`,
    [new Date(hall.nowMs)],
  );
  for (let index = 0; index < 32; index += 1) {
    hall.pass(1_000);
    const { id } = await hall.taken();
    await hall.send(hall.command('leave-queue', { ticket: id }));
  }
  const view = await read();
  assert.deepEqual(
    view.help.map(({ id }) => id),
    ['aaaaaaaaaaaa'],
  );
  assert.match(view.help[0]?.name ?? '', /^T-/u);
  assert.deepEqual(
    view.paces.map(({ queue, middle }) => [queue, middle]),
    [['general', 90]],
  );
  assert.equal(view.ended.length, 30);
  assert.equal(view.ended[0]?.endedAt, new Date(hall.nowMs).toISOString(), 'the latest first');
});
