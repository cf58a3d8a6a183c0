import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TestHubs } from '../../test/support/hub.ts';
import { QUEUES, QueueHall, TODAY, queueContent, testQueue, wordOf } from '../../test/support/queue.ts';
import { HOUR_MS, MORNING_MS } from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { forget } from '../jobs/forget.ts';
import { publishSite } from '../publish/publish.ts';
import { grantBands } from './bands.ts';
import { closeDay } from './close-day.ts';
import { learnPaces } from './pace.ts';

const hubs = new TestHubs();
let first: QueueHall;
after(hubs.end);
before(async () => {
  first = await QueueHall.open(hubs);
});

const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;
const TOMORROW = '2026-11-24';
let halls = 0;
const emptyHall = () => {
  const site = `hall-${(halls += 1)}`;
  return QueueHall.open(hubs, site, queueContent(site), first.hub);
};

/** Everything that is numbered of a site: to whom which numbers belong. */
const bandsOf = (site: string) =>
  first.hub.db.query<{
    terminal: string;
    queue: string;
    day: string;
    size: number;
    used: number;
    numbers: number[];
  }>(
    `select terminal, queue, day::text as day, size, used,
            (select array_agg(number order by number) from jsonb_to_recordset(ranges) as r(first int, last int),
                    generate_series(r.first, r.last) as number) as numbers
       from number_band where site = $1 order by queue, day, terminal`,
    [site],
  );

test('a terminal that is let in has twenty numbers of each queue for today and ten for tomorrow', async () => {
  const hall = await emptyHall();
  for (const queue of ['general', 'meals', 'visits']) {
    assert.equal((await hall.band(queue)).length, 20);
    assert.equal((await hall.band(queue, hall.terminal, TOMORROW)).length, 10);
  }
  const cursor = (await hall.terminal.allChanges()).cursor;
  assert.deepEqual(await grantBands(hall.hub.db, hall.nowMs), [], 'and no more as long as it gives none');
  assert.deepEqual((await hall.terminal.allChanges(500, cursor)).changes, []);
});

test('nobody has a number that somebody else has, however many ask at once', async () => {
  const hall = await emptyHall();
  const terminals = await Promise.all(
    Array.from({ length: 6 }, () => TestTerminal.paired(hall.hub.app, hall.site)),
  );
  await Promise.all([
    grantBands(hall.hub.db, hall.nowMs),
    grantBands(hall.hub.db, hall.nowMs),
    ...terminals.map((terminal) => hall.take({ queue: 'general' as never }, { terminal })),
  ]);
  const bands = await bandsOf(hall.site);
  assert.equal(bands.length, 7 * 3 * 2);
  for (const queue of QUEUES.map(({ id }) => id))
    for (const day of [TODAY, TOMORROW]) {
      const all = bands.filter((one) => one.queue === queue && one.day === day);
      const numbers = all.flatMap((one) => one.numbers);
      assert.equal(new Set(numbers).size, numbers.length);
      assert.ok(all.every(({ size, numbers: own }) => size === own.length && size >= 10));
    }
  const given = (await hall.tickets()).map(({ number }) => Number(number.slice(1)));
  const aside = bands
    .filter(({ queue, day }) => queue === 'general' && day === TODAY)
    .flatMap((one) => one.numbers);
  assert.equal(given.filter((number) => aside.includes(number)).length, 0, 'nor one that the hub gave');
});

test('a band that is used up is added to at once, and a busy one by more', async () => {
  const hall = await emptyHall();
  const begun = await hall.band('general');
  const give = async (number: string) =>
    assert.equal(wordOf(await hall.take({ queue: 'general' as never, number: number as never })), 'waiting');
  for (const number of begun.slice(0, 10)) await give(number);
  assert.deepEqual(await hall.band('general'), begun, 'ten are left');
  await give(begun[10] as string);
  const more = await hall.band('general');
  assert.deepEqual(more.slice(0, 20), begun, 'what it had stays as it was');
  assert.equal(more.length - 11, 20);
  for (const number of more.slice(11)) await give(number);
  for (let index = 31; index < 90; index += 1) await give((await hall.band('general'))[index] as string);
  const left = (await hall.band('general')).length - 90;
  assert.ok(left >= 22 && left <= 46, `${left} left after 90`);
});

test('only kiosks that were heard of in the last day number; a new queue is numbered, too', async () => {
  const hall = await emptyHall();
  const other = await TestTerminal.paired(hall.hub.app, hall.site);
  await hall.hub.db.query(`update terminal set use = 'display' where thumbprint = $1`, [
    await other.thumbprint(),
  ]);
  const content = queueContent(hall.site, [...QUEUES, testQueue('new', 'N')]);
  await publishSite(hall.hub.db, content, hall.nowMs);
  assert.deepEqual(await grantBands(hall.hub.db, hall.nowMs), [hall.site]);
  const named = (await bandsOf(hall.site)).filter(({ queue }) => queue === 'new');
  assert.deepEqual([...new Set(named.map(({ terminal }) => terminal))], [await hall.terminal.thumbprint()]);
  assert.deepEqual(await grantBands(hall.hub.db, hall.nowMs + 2 * DAY_MS), [], 'nobody was heard of since');
});

test('where a day’s numbers run out terminals get none and the hub numbers on', async () => {
  const hall = await emptyHall();
  await hall.hub.db.query(
    `update queue_day set next = 8990 where site = $1 and queue = 'general' and day = $2`,
    [hall.site, TODAY],
  );
  const other = await TestTerminal.paired(hall.hub.app, hall.site);
  assert.deepEqual(await hall.band('general', other), []);
  assert.equal((await hall.band('meals', other)).length, 20);
  assert.equal((await hall.taken()).number, 'A8990');
  await hall.hub.db.query(`update queue_day set next = 10000 where site = $1 and queue = 'general'`, [
    hall.site,
  ]);
  assert.equal(wordOf(await hall.take({ queue: 'general' as never })), 'queue.closed');
});

test('what a day left over is cancelled, and old calls for help are closed', async () => {
  const hall = await emptyHall();
  const [one, two, three] = [await hall.taken(), await hall.taken(), await hall.taken()];
  await hall.act(one.id, 'call');
  await hall.act(two.id, 'park');
  await hall.act(three.id, 'call', { counter: 'c2' });
  await hall.act(three.id, 'finish', { counter: 'c2' });
  const help = (id: string, minutes: number) =>
    hall.hub.db.query(
      `insert into help_call (site, id, terminal, screen, status, at) values ($1, $2, 't', 'home', 'open', $3)`,
      [hall.site, id, new Date(hall.nowMs - minutes * MINUTE_MS)],
    );
  await help('old', 31);
  await help('young', 29);
  assert.deepEqual(await closeDay(hall.hub.db, hall.nowMs), [hall.site]);
  const calls = await hall.hub.db.query(`select id, status from help_call where site = $1 order by id`, [
    hall.site,
  ]);
  assert.deepEqual(calls, [
    { id: 'old', status: 'closed' },
    { id: 'young', status: 'open' },
  ]);
  const statuses = async () => {
    const all = new Map((await hall.tickets()).map(({ id, status }) => [id, status]));
    return [one, two, three].map(({ id }) => all.get(id));
  };
  assert.deepEqual(await statuses(), ['called', 'parked', 'done'], 'the day is not over');
  const midnight = Date.parse('2026-11-24T00:00:00+08:00');
  await closeDay(hall.hub.db, midnight - 1);
  assert.deepEqual(await statuses(), ['called', 'parked', 'done']);
  assert.ok((await closeDay(hall.hub.db, midnight)).includes(hall.site));
  assert.deepEqual(await statuses(), ['cancelled', 'cancelled', 'done']);
  assert.deepEqual(await closeDay(hall.hub.db, midnight), []);
});

test('after a day a number says nothing of whose it was; after five weeks it is gone', async () => {
  const hall = await emptyHall();
  const booking = 'abcdabcdabcd';
  const ticket = await hall.taken('general', { priority: 'elder' });
  await hall.hub.db.query('update ticket set booking = $2, card = $2 where id = $1', [ticket.id, booking]);
  const links = async () =>
    hall.hub.db.query('select booking, card, priority from ticket where id = $1', [ticket.id]);
  const whose = { booking, card: booking, priority: 'elder' };
  await forget(hall.hub.db, hall.nowMs + DAY_MS);
  assert.deepEqual(await links(), [whose]);
  await forget(hall.hub.db, hall.nowMs + DAY_MS + 1);
  assert.deepEqual(await links(), [{ booking: null, card: null, priority: null }]);
  await forget(hall.hub.db, hall.nowMs + 35 * DAY_MS - 1);
  assert.equal((await links()).length, 1, 'the pace is learned from it');
  await forget(hall.hub.db, hall.nowMs + 35 * DAY_MS + 1);
  assert.equal((await links()).length, 0);
});

test('bands and counts go after two days; calls, hand-offs and adults after one; a card a month after its end', async () => {
  const hall = await emptyHall();
  const { db } = hall.hub;
  const at = new Date(hall.nowMs);
  await db.query(
    `insert into help_call (site, id, terminal, screen, status, at) values ($1, 'a', 't', 'home', 'open', $2)`,
    [hall.site, at],
  );
  await db.query(
    `insert into hand_off (site, id, terminal, status, until) values ($1, 'a', 't', 'open', $2)`,
    [hall.site, at],
  );
  await db.query(
    `insert into card (site, id, way, pin_hash, created_at, created_by, expires_at, revoked_at)
     values ($1, 'a', '{}', 'x', $2, 'c', $2, null), ($1, 'b', '{}', 'x', $2, 'c', $3, $2)`,
    [hall.site, at, new Date(hall.nowMs + 365 * DAY_MS)],
  );
  const left = async () => {
    const [row] = await db.query<Record<string, number>>(
      `select (select count(*)::int from help_call where site = $1) as calls, (select count(*)::int from hand_off where site = $1) as "handOffs",
              (select count(*)::int from number_band where site = $1) as bands, (select count(*)::int from queue_day where site = $1) as days,
              (select count(*)::int from card where site = $1) as cards`,
      [hall.site],
    );
    return row;
  };
  await forget(db, hall.nowMs + DAY_MS);
  assert.deepEqual(await left(), { calls: 1, handOffs: 1, bands: 6, days: 6, cards: 2 });
  await forget(db, hall.nowMs + DAY_MS + 1);
  assert.deepEqual(await left(), { calls: 0, handOffs: 0, bands: 6, days: 6, cards: 2 });
  await forget(db, hall.nowMs + 3 * DAY_MS);
  assert.deepEqual(await left(), { calls: 0, handOffs: 0, bands: 3, days: 3, cards: 2 });
  await forget(db, hall.nowMs + 30 * DAY_MS + 1);
  assert.deepEqual(
    await left(),
    { calls: 0, handOffs: 0, bands: 0, days: 0, cards: 1 },
    'a revoked one stays known',
  );
});

/** People who were called in the last minutes before `endsMs`, and had waited so long. */
let number = 3_000;
async function waited(hall: QueueHall, count: number, minutes: number, endsMs = hall.nowMs): Promise<void> {
  await hall.hub.db.query(
    `insert into ticket (site, id, day, number, queue, status, taken_at, stands_at, ahead, first_called_at, ended_at, taken_by)
     select $1, md5(($6::int + nth)::text || $1), ($5::timestamptz at time zone 'Asia/Shanghai')::date, 'A' || ($6::int + nth), 'general', 'done', at, at, 0,
            at + make_interval(mins => $3), $4, 't'
       from (select nth, $4::timestamptz - make_interval(mins => $3) - make_interval(secs => nth) as at from generate_series(1, $2) as nth) people`,
    [hall.site, count, minutes, new Date(endsMs), new Date(endsMs).toISOString(), number],
  );
  number += count;
}

/** Whether the pace of a hall is news. */
const learn = async (hall: QueueHall, nowMs: number): Promise<readonly string[]> =>
  (await learnPaces(hall.hub.db, nowMs)).filter((site) => site === hall.site);

const paceOf = async (hall: QueueHall) => {
  const { changes } = await hall.terminal.allChanges();
  const found = changes.flatMap((one) => (one.kind === 'pace' && one.body ? [one.body] : []));
  return found.at(-1);
};

test('the pace is learned from today where enough people were called, else from four weeks', async () => {
  const hall = await emptyHall();
  await waited(hall, 11, 10);
  assert.deepEqual(await learn(hall, hall.nowMs), [], 'eleven people tell nothing');
  await waited(hall, 40, 30, hall.nowMs - 3 * DAY_MS);
  assert.deepEqual(await learn(hall, hall.nowMs), [hall.site]);
  const both = await paceOf(hall);
  assert.deepEqual([both?.samples, both?.low, both?.middle, both?.high], [51, 600, 1_800, 1_800]);
  await waited(hall, 2, 10, hall.nowMs + MINUTE_MS);
  assert.deepEqual(await learn(hall, hall.nowMs + MINUTE_MS), [hall.site]);
  const today = await paceOf(hall);
  assert.deepEqual([today?.samples, today?.low, today?.high], [13, 600, 600]);
});

test('a pace that hardly changed is no news; the next day begins with four weeks again', async () => {
  const hall = await emptyHall();
  await waited(hall, 20, 20);
  assert.deepEqual(await learn(hall, hall.nowMs), [hall.site]);
  const { cursor } = await hall.terminal.allChanges();
  await waited(hall, 3, 21, hall.nowMs + MINUTE_MS);
  assert.deepEqual(await learn(hall, hall.nowMs + MINUTE_MS), []);
  const { changes } = await hall.terminal.allChanges(500, cursor);
  assert.deepEqual(
    changes.filter(({ kind }) => kind === 'pace'),
    [],
  );
  await waited(hall, 200, 60, hall.nowMs - 5 * DAY_MS);
  assert.deepEqual(
    await learn(hall, hall.nowMs + 10 * MINUTE_MS),
    [],
    'today is enough, and nobody was called',
  );
  assert.deepEqual(await learn(hall, MORNING_MS + DAY_MS), [hall.site]);
  assert.equal((await paceOf(hall))?.middle, 3_600);
  assert.deepEqual(await learn(hall, MORNING_MS + DAY_MS + MINUTE_MS), [], 'looked at once');
});

test('who came by appointment, or was passed on, teaches nothing', async () => {
  const hall = await emptyHall();
  await waited(hall, 20, 20);
  const some = (await hall.tickets()).slice(0, 9).map(({ id }) => id);
  await hall.hub.db.query('update ticket set appointment_at = taken_at where id <> all($1) and site = $2', [
    some,
    hall.site,
  ]);
  await hall.hub.db.query(`update ticket set number = 'B' || substr(number, 2) where id = any($1)`, [some]);
  assert.deepEqual(await learn(hall, hall.nowMs), []);
});
