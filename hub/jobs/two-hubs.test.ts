import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { testDatabases } from '../../test/support/database.ts';
import { TEST_KEYS } from '../../test/support/keys.ts';
import { bookingId } from '../../test/support/site.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { type Hub, buildHub } from '../hub.ts';
import { publishSites } from '../publish/publish-sites.ts';

const databases = testDatabases();
const root = join(import.meta.dirname, '../..');
const SITE = 'wenzhou';
let sites = '';
after(async () => {
  await databases.end();
  await rm(sites, { recursive: true, force: true });
});
before(async () => {
  sites = await mkdtemp(join(tmpdir(), 'linli-hubs-'));
  for (const part of ['catalogues', SITE, 'fujian'])
    await cp(join(root, 'kiosk-config', part), join(sites, part), { recursive: true });
});

/** A hold whose time is over, on a slot of its own. */
let holds = 0;
async function makeStaleHold(db: Database): Promise<string> {
  holds += 1;
  const slot = `test.20260101T${String(1000 + holds)}`;
  await db.query(
    `insert into slot (site, id, service, place, starts_at, ends_at, capacity, taken, status, demo)
     values ($1, $2, 'test', 'hall', now() + interval '1 day', now() + interval '25 hours', 1, 1, 'open', true)`,
    [SITE, slot],
  );
  const id = bookingId();
  await db.query(
    `insert into booking (site, id, slot, status, terminal, created_at, until)
     values ($1, $2, $3, 'held', 't', now(), now() - interval '1 hour')`,
    [SITE, id, slot],
  );
  return id;
}

interface Lapsed {
  readonly status: string;
  readonly sequence: number;
  readonly taken: number;
}

/** What became of a hold, once it is not held any more. */
async function untilLapsed(db: Database, id: string): Promise<Lapsed> {
  for (;;) {
    const [row] = await db.query<Lapsed>(
      `select booking.status, booking.sequence, slot.taken
         from booking join slot on slot.site = booking.site and slot.id = booking.slot where booking.id = $1`,
      [id],
    );
    if (row && row.status !== 'held') return row;
    await wait(100);
  }
}

test('two hubs that start at once on an empty database agree, and work as one', async () => {
  const address = await databases.freshAddress();
  const dbs = [openDatabase(address), openDatabase(address)];
  const failures: unknown[] = [];
  const hubs: Hub[] = [];
  try {
    hubs.push(
      ...(await Promise.all(
        dbs.map((db) =>
          buildHub({ db, webRoot: '/nowhere', keys: TEST_KEYS, onFailure: (error) => failures.push(error) }),
        ),
      )),
    );
    const published = await Promise.all(
      hubs.map(({ bell }, at) => publishSites(dbs[at] as Database, bell, sites, Date.now)),
    );
    for (const report of published.flat()) assert.equal(report.state, 'live');
    const [db] = dbs;
    assert.ok(db);
    await Promise.all(hubs.map((hub) => hub.runJobs()));
    const counts = await db.query<{ keys: number; epochs: number }>(
      `select (select count(*)::int from pass_key) as keys, (select count(*)::int from setting where key = 'epoch') as epochs`,
    );
    assert.deepEqual(counts, [{ keys: 2, epochs: 1 }], 'one key for each site');

    const hold = await makeStaleHold(db);
    const heard = hubs.map(
      ({ bell }) => new Promise<string>((done) => bell.listen((site) => site === SITE && done(site))),
    );
    for (const hub of hubs) hub.startJobs();
    assert.deepEqual(await untilLapsed(db, hold), { status: 'lapsed', sequence: 1, taken: 0 });
    assert.deepEqual(await Promise.all(heard), [SITE, SITE], 'the terminals of both are told');
    assert.deepEqual(failures, []);
  } finally {
    for (const hub of hubs) await hub.close();
    for (const db of dbs) await db.close();
  }
});

/** Starts a hub as a process of its own, on a port that is free. @returns it and its address, once it listens */
async function startHub(
  databaseUrl: string,
): Promise<{ process: ChildProcess; url: string; said: string[] }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'hub/main.ts')], {
    env: { ...process.env, DATABASE_URL: databaseUrl, LINLI_SITES: sites, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => said.push(line));
  const url = await new Promise<string>((listening, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      const address = /^ +(http:\/\/127\.0\.0\.1:\d+)\/$/u.exec(line)?.[1];
      if (address) listening(address);
    });
    child.once('exit', () => failed(new Error(`the hub ended: ${said.join('\n')}`)));
  });
  return { process: child, url, said };
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => (child.exitCode !== null ? done(child.exitCode) : child.once('exit', done)));

test('when one of two hub processes is killed, the other goes on with all there is to do', async () => {
  const address = await databases.freshAddress();
  const db = openDatabase(address, 2);
  const children: ChildProcess[] = [];
  try {
    const [first, second] = await Promise.all([startHub(address), startHub(address)]);
    children.push(first.process, second.process);
    const before = await makeStaleHold(db);
    assert.deepEqual(await untilLapsed(db, before), { status: 'lapsed', sequence: 1, taken: 0 });

    first.process.kill('SIGKILL');
    await ended(first.process);
    const afterwards = await makeStaleHold(db);
    assert.deepEqual(await untilLapsed(db, afterwards), { status: 'lapsed', sequence: 1, taken: 0 });
    assert.equal((await fetch(`${second.url}/healthz`)).status, 200);

    second.process.kill('SIGTERM');
    assert.equal(await ended(second.process), 0, 'it stops in order');
    assert.deepEqual([first.said, second.said], [[], []], 'neither had a failure to report');
  } finally {
    for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
    await db.close();
  }
});
