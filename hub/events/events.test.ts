import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { bookCommand, publishTestSite } from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';

const hubs = new TestHubs();
/** Two hub processes on one database, as far as the database can tell. */
let here: TestHub;
let there: TestHub;
after(hubs.end);
before(async () => {
  here = await hubs.make();
  there = await hubs.make({ db: here.db });
  await publishTestSite(here.db, 'hall');
  await publishTestSite(here.db, 'other');
});

/** An open event stream; `next` waits for the following event's text. */
async function listen(hub: TestHub, site = 'hall', query = '') {
  const response = await hub.app.inject({
    method: 'GET',
    url: `/api/sites/${site}/events${query}`,
    payloadAsStream: true,
  });
  const events = response.stream()[Symbol.asyncIterator]();
  return {
    status: response.statusCode,
    type: response.headers['content-type'],
    next: async (): Promise<string | undefined> => {
      const { value, done } = (await events.next()) as { value: Buffer; done: boolean };
      return done ? undefined : value.toString();
    },
  };
}

const CHANGED = 'event: changed\ndata: {}\n\n';
const EDITED = 'event: edited\ndata: {}\n\n';

test('a stream begins with "changed" and says it again when another hub process booked', async () => {
  const stream = await listen(here);
  assert.deepEqual([stream.status, stream.type], [200, 'text/event-stream; charset=utf-8']);
  assert.equal(await stream.next(), CHANGED);
  const [slot] = await publishTestSite(here.db, 'hall');
  assert.ok(slot);
  const terminal = await TestTerminal.paired(there.app, 'hall');
  await terminal.send(bookCommand(slot));
  assert.equal(await stream.next(), CHANGED);
});

test('news held back by an older transaction is announced once it can be read', async () => {
  const slow = new pg.Client({ connectionString: here.db.connectionString });
  await slow.connect();
  await slow.query('begin');
  await slow.query('select pg_current_xact_id()');
  const stream = await listen(here);
  await stream.next();
  const [slot] = await publishTestSite(here.db, 'hall');
  const terminal = await TestTerminal.paired(here.app, 'hall');
  const before = await terminal.allChanges();
  assert.ok(slot);
  await terminal.send(bookCommand(slot));
  assert.equal(await stream.next(), CHANGED);
  assert.deepEqual((await terminal.allChanges(500, before.cursor)).changes, []);
  await slow.query('rollback');
  await slow.end();
  assert.equal(await stream.next(), CHANGED);
  assert.notDeepEqual((await terminal.allChanges(500, before.cursor)).changes, []);
});

test('the listening connection comes back by itself', async () => {
  const stream = await listen(there);
  await stream.next();
  await here.db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'linli-bell'`,
  );
  assert.equal(await stream.next(), CHANGED, 'said once it listens again, for what it missed');
  here.bell.ring('hall');
  assert.equal(await stream.next(), CHANGED);
});

test('other sites are not told, and unknown ones are refused', async () => {
  const [hall, other] = [await listen(here, 'hall'), await listen(here, 'other')];
  await hall.next();
  await other.next();
  here.bell.ring('hall');
  assert.equal(await hall.next(), CHANGED);
  here.bell.ring('other');
  assert.equal(await other.next(), CHANGED);
  const unknown = await here.app.inject('/api/sites/nowhere/events');
  assert.deepEqual([unknown.statusCode, unknown.json<{ code: string }>().code], [404, 'site.unknown']);
});

test('pages of staff and phones are told, too, and counted apart from terminals', async () => {
  const hub = await hubs.make({ db: here.db });
  const pages = await Promise.all(Array.from({ length: 200 }, () => listen(hub, 'hall', '?for=staff')));
  for (const page of pages) assert.equal(await page.next(), CHANGED);
  const more = await hub.app.inject('/api/sites/hall/events?for=staff');
  assert.deepEqual([more.statusCode, more.json<{ code: string }>().code], [429, 'request.too-many']);
  for (const query of ['', '?for=phone']) assert.equal((await listen(hub, 'hall', query)).status, 200);
  hub.bell.ring('hall');
  for (const page of pages) assert.equal(await page.next(), CHANGED);
  await hub.app.close();
  assert.equal(await pages[0]?.next(), undefined);
});

test('that a draft was edited is told to the staff alone', async () => {
  const [staff, terminal] = [await listen(here, 'hall', '?for=staff'), await listen(here, 'hall')];
  for (const stream of [staff, terminal]) assert.equal(await stream.next(), CHANGED);
  there.bell.ring('hall', 'editors');
  assert.equal(await staff.next(), EDITED);
  // The terminal hears of what concerns it next, and of nothing before that.
  there.bell.ring('hall');
  assert.equal(await terminal.next(), CHANGED);
  assert.equal(await staff.next(), CHANGED);
});

test('streams end when the hub stops', async () => {
  const hub = await hubs.make({ db: here.db });
  const stream = await listen(hub);
  await stream.next();
  await hub.app.close();
  assert.equal(await stream.next(), undefined);
});
