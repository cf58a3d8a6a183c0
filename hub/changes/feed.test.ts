import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import pg from 'pg';
import type { Change } from '../../src/model/schema/document.ts';
import { documentBodies } from '../../src/model/schema/document.ts';
import type { Problem } from '../../src/model/schema/hub.ts';
import { changeSettings } from '../fleet/terminals.ts';
import { nameTerminal } from '../help/desk.ts';
import { publishSite } from '../publish/publish.ts';
import { forget } from '../jobs/forget.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  MORNING_MS,
  bookCommand,
  checkInCommand,
  publishTestSite,
  testContent,
  testService,
  wantedSlot,
} from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';

const hubs = new TestHubs();
let hub: TestHub;
let terminal: TestTerminal;
let site: string;
let count = 0;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
});
beforeEach(async () => {
  count += 1;
  site = `hall-${count}`;
  hub.clock.nowMs = MORNING_MS;
  await publishTestSite(hub.db, site, [wantedSlot(2 * HOUR_MS)]);
  terminal = await TestTerminal.paired(hub.app, site);
});

const keys = (changes: readonly Change[]): string[] => changes.map(({ kind, id }) => `${kind}/${id}`);
const own = (changes: readonly Change[]): readonly Change[] =>
  changes.filter(({ kind }) => kind !== 'pass-key' && kind !== 'terminal');

async function inFlight(sql: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: hub.db.connectionString });
  await client.connect();
  await client.query('begin');
  await client.query(sql);
  return client;
}

const notice = (id: string): string =>
  `insert into document (site, kind, id, body) values ('${site}', 'notice', '${id}', '{"id": "${id}"}')`;

test('a first reading brings every kind, each body as its schema has it', async () => {
  const [slot] = await publishTestSite(hub.db, site);
  assert.ok(slot);
  await terminal.send(bookCommand(slot));
  const { changes } = await terminal.allChanges();
  assert.deepEqual(
    new Set(changes.map(({ kind }) => kind)),
    new Set(['site', 'service', 'slot', 'booking', 'pass-key', 'terminal']),
  );
  for (const { kind, body } of changes) assert.ok(documentBodies[kind].safeParse(body).success, kind);
  const booked = changes.find(({ kind }) => kind === 'slot')?.body;
  assert.ok(booked && 'remaining' in booked && booked.remaining === 9);
});

test('a booking in the feed has no name and no phone number', async () => {
  const [slot] = await publishTestSite(hub.db, site);
  assert.ok(slot);
  const command = bookCommand(slot, { who: { name: '李桂兰' } });
  await terminal.send(command);
  const text = JSON.stringify(await terminal.allChanges());
  assert.ok(text.includes(command.body.booking));
  assert.ok(!text.includes('李桂兰') && !text.includes(command.body.code));
});

test('a transaction that commits late is not skipped', async () => {
  const start = await terminal.allChanges();
  const slow = await inFlight(notice('slow'));
  const fast = await inFlight(notice('fast'));
  await fast.query('commit');
  const between = await terminal.allChanges(500, start.cursor);
  assert.deepEqual(keys(between.changes), [], 'held back while an older transaction runs');
  await slow.query('commit');
  const then = await terminal.allChanges(500, between.cursor);
  assert.deepEqual(keys(then.changes), ['notice/slow', 'notice/fast']);
  await slow.end();
  await fast.end();
});

test('pages that end in the middle of a large transaction leave nothing out and bring nothing twice', async () => {
  const services = Array.from({ length: 250 }, (_, index) => testService(`meal-${index}`));
  await publishSite(hub.db, testContent(site, services), MORNING_MS);
  const { changes } = await terminal.allChanges(7);
  const all = keys(changes);
  assert.equal(new Set(all).size, all.length);
  assert.equal(all.filter((key) => key.startsWith('service/meal-')).length, 250);
  const whole = await terminal.allChanges(2_000);
  assert.deepEqual(keys(whole.changes), all);
});

test('what vanished is told to who had it, and not to a newcomer', async () => {
  const before = await terminal.allChanges();
  await publishSite(hub.db, testContent(site, []), MORNING_MS);
  const { changes } = await terminal.allChanges(500, before.cursor);
  assert.deepEqual(changes, [{ kind: 'service', id: 'meal', body: null }]);
  assert.ok(!keys((await terminal.allChanges()).changes).includes('service/meal'));
});

test('what vanishes between the pages of a first reading is told as well', async () => {
  let page = (await terminal.changes('?limit=1')).body;
  while (page.changes[0]?.kind !== 'service')
    page = (await terminal.changes(`?limit=1&cursor=${page.cursor}`)).body;
  await publishSite(hub.db, testContent(site, []), MORNING_MS);
  const rest = await terminal.allChanges(1, page.cursor);
  assert.ok(rest.changes.some(({ id, body }) => id === 'meal' && body === null));
});

test('a cursor of another life of the database reads all anew, and the page says which life it is', async () => {
  const before = await terminal.allChanges();
  const other = await hubs.make({ db: hub.db });
  await hub.db.query(`update setting set value = 'elsewhere' where key = 'home'`);
  const moved = await hubs.make({ db: hub.db });
  assert.ok(other.app && moved.app);
  const there = await TestTerminal.paired(moved.app, site);
  const page = await there.allChanges(500, before.cursor);
  assert.notEqual(page.epoch, before.epoch);
  assert.ok(keys(page.changes).includes('service/meal'));
});

test('a cursor that is none is refused with its mend', async () => {
  const { status, body } = await terminal.changes('?cursor=rubbish');
  assert.equal(status, 400);
  assert.deepEqual(
    [(body as unknown as Problem).code, (body as unknown as Problem).field],
    ['request.invalid', 'cursor'],
  );
});

test('a terminal hears what it is called and where it stands, of itself alone, and again only when that changed', async () => {
  const id = await terminal.thumbprint();
  const other = await TestTerminal.paired(hub.app, site);
  const ofTerminals = ({ changes }: { readonly changes: readonly Change[] }) =>
    changes.filter(({ kind }) => kind === 'terminal');
  const called = `T-${id.slice(0, 4).toUpperCase()}`;
  const first = await terminal.allChanges();
  assert.deepEqual(ofTerminals(first), [{ kind: 'terminal', id, body: { id, name: called } }]);
  const otherFirst = await other.allChanges();

  const put = (name: string, place: string, note = '') =>
    changeSettings(hub.db, site, id, { name, place, note });
  await put('门口', 'east-hall');
  const second = await terminal.allChanges(500, first.cursor);
  assert.deepEqual(second.changes, [
    { kind: 'terminal', id, body: { id, name: '门口', place: 'east-hall' } },
  ]);
  assert.ok(documentBodies.terminal.safeParse(second.changes[0]?.body).success);
  assert.deepEqual((await other.allChanges(500, otherFirst.cursor)).changes, []);

  await put('门口', 'east-hall', '电梯旁');
  await hub.db.query(`update terminal set seen_at = now() where site = $1`, [site]);
  assert.deepEqual((await terminal.allChanges(500, second.cursor)).changes, [], 'a note is for staff');

  await put('门口', '');
  const third = await terminal.allChanges(500, second.cursor);
  assert.deepEqual(third.changes, [{ kind: 'terminal', id, body: { id, name: '门口' } }]);
  await nameTerminal(hub.db, site, id, '大厅');
  const fourth = await terminal.allChanges(500, third.cursor);
  assert.deepEqual(fourth.changes, [{ kind: 'terminal', id, body: { id, name: '大厅' } }]);
});

test('where a terminal stands at another site is nothing of this one', async () => {
  const here = await terminal.allChanges();
  await publishTestSite(hub.db, `${site}-next`, []);
  await hub.db.query(
    `insert into terminal (site, thumbprint, jwk, status, name, place)
     select $2, thumbprint, jwk, status, '那边', 'there' from terminal where site = $1`,
    [site, `${site}-next`],
  );
  const { changes } = await terminal.allChanges(500, here.cursor);
  assert.deepEqual(
    changes.filter(({ kind }) => kind === 'terminal'),
    [],
  );
});

test('past slots and old bookings are not read by a newcomer; a late change of an old booking takes it away', async () => {
  const [slot] = await publishTestSite(hub.db, site);
  assert.ok(slot);
  const command = bookCommand(slot);
  await terminal.send(command);
  const before = await terminal.allChanges();
  hub.clock.nowMs = MORNING_MS + 28 * HOUR_MS;
  assert.deepEqual(keys(own((await terminal.allChanges()).changes)).toSorted(), [
    'service/meal',
    `site/${site}`,
  ]);
  await terminal.send(checkInCommand(command.body.booking, MORNING_MS + 2 * HOUR_MS));
  const { changes } = await terminal.allChanges(500, before.cursor);
  assert.deepEqual(changes, [{ kind: 'booking', id: command.body.booking, body: null }]);
});

test('a day after its slot a booking has forgotten the person, and slots nobody booked are gone', async () => {
  const [booked] = await publishTestSite(hub.db, site, [wantedSlot(2 * HOUR_MS), wantedSlot(4 * HOUR_MS)]);
  assert.ok(booked);
  await terminal.send(bookCommand(booked));
  await forget(hub.db, MORNING_MS + 30 * HOUR_MS);
  assert.deepEqual(await hub.db.query('select id from slot where site = $1', [site]), [{ id: booked }]);
  const people = await hub.db.query('select name, phone from booking where site = $1', [site]);
  assert.deepEqual(people, [{ name: null, phone: null }]);
});
