import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { TestHall } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, MORNING_MS, bookCommand } from '../../test/support/site.ts';
import { staffWith } from '../../test/support/staff.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { openDatabase } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { backup } from './backup.ts';
import { type Lock, type Opener, isLocked, newBackupKey, unlocked } from './envelope.ts';
import { restore } from './restore.ts';

const hubs = new TestHubs();
after(hubs.end);

/** Signs that a line, a field or a program could trip over. */
const AWKWARD = 'a\tb\\n\u2028c\r\nd\\.';

async function taken(db: Database, lock?: Lock): Promise<Buffer> {
  const out = new PassThrough();
  const [file] = await Promise.all([buffer(out), backup(db.connectionString, out, MORNING_MS, lock)]);
  return file;
}

/** A file as it is read, as often as it is asked for. */
const of = (file: Buffer, opener?: Opener) => async (): Promise<Readable> =>
  opener ? unlocked(Readable.from([file]), opener) : Readable.from([file]);

/** Every row of every table that a backup keeps, but by which transaction it was written. */
async function everything(db: Database): Promise<Readonly<Record<string, unknown>>> {
  const tables = await db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'
        and tablename not in ('staff_session', 'migration') order by 1`,
  );
  const all: Record<string, unknown> = {};
  for (const { name } of tables) {
    const rows = await db.query<{ row: string }>(
      `select (to_jsonb(t) - 'changed')::text as row from ${name} t order by 1`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

async function hallWithAPast(): Promise<TestHall> {
  const hall = await TestHall.open(hubs);
  const slot = await hall.slot({ startsInMs: 2 * HOUR_MS, capacity: 3 });
  for (const name of ['王秀英', AWKWARD.replaceAll(/[\r\n\t]/gu, ' '), '陈 \\N'])
    await hall.terminal.send(bookCommand(slot, { who: { name } }));
  await hall.hub.db.query(`update site set body = jsonb_set(body, '{summary,zh}', to_jsonb($1::text))`, [
    AWKWARD,
  ]);
  await staffWith(hall.hub, [{ site: '*', role: 'admin' }]);
  return hall;
}

test('what is restored is what was there, and the hall goes on with it', async () => {
  const hall = await hallWithAPast();
  const before = await everything(hall.hub.db);
  const file = await taken(hall.hub.db);
  const address = await hubs.databases.freshAddress();
  const done = await restore(address, of(file));
  assert.ok(done.rows > 10);
  const db = openDatabase(address);
  assert.deepEqual(await everything(db), before);

  // A hub on the copy: the terminal is known, reads all anew, and books on.
  const hub = await hubs.make({ db });
  const jwk = hall.terminal.jwk;
  assert.deepEqual(await db.query('select status from terminal where jwk = $1', [jwk]), [
    { status: 'paired' },
  ]);
  const newcomer = await TestTerminal.paired(hub.app, 'hall');
  const { changes } = await newcomer.allChanges();
  assert.ok(changes.some(({ kind }) => kind === 'slot'));
  assert.equal(changes.filter(({ kind, body }) => kind === 'booking' && body).length, 3);
  // What the database counts by itself goes on behind what was there.
  await db.query(`insert into staff_audit (site, at, event) values ('*', now(), 'sign-in')`);
  assert.deepEqual(await db.query('select from staff_session'), []);
});

test('a backup is of one moment, while the hall goes on', async () => {
  const hall = await hallWithAPast();
  const stop = { now: false };
  const writing = (async () => {
    for (let at = 0; !stop.now; at += 1)
      await hall.hub.db.transaction(async (query) => {
        // Together or not at all: a backup that saw one of them would be torn.
        await query(`insert into setting (key, value) values ($1, 'x')`, [`one-${at}`]);
        await query(`insert into job (name, ran_at) values ($1, now())`, [`one-${at}`]);
      });
  })();
  const file = await taken(hall.hub.db);
  stop.now = true;
  await writing;
  const address = await hubs.databases.freshAddress();
  await restore(address, of(file));
  const db = openDatabase(address);
  const [row] = await db.query<{ torn: number }>(
    `select count(*)::int as torn from (select key from setting where key like 'one-%') s
       full join (select name from job where name like 'one-%') j on j.name = s.key where s.key is null or j.name is null`,
  );
  await db.close();
  assert.equal(row?.torn, 0);
});

test('a file that is none, or was cut off, changes nothing', async () => {
  const hall = await hallWithAPast();
  const file = await taken(hall.hub.db);
  const text = gunzipSync(file);
  for (const broken of [
    Buffer.from('no gzip'),
    gzipSync('{"form": "another"}\n'),
    gzipSync(text.subarray(0, text.length >> 1)),
    file.subarray(0, file.length >> 1),
    gzipSync(Buffer.concat([Buffer.from('-- {}\n'), text])),
  ]) {
    const address = await hubs.databases.freshAddress();
    await assert.rejects(restore(address, of(broken)), /no backup|not a whole one/u);
    const db = openDatabase(address);
    assert.deepEqual(await db.query(`select from pg_tables where schemaname = 'public'`), []);
    await db.close();
  }
});

test('a database that holds something is left alone, and a backup of a newer program is refused', async () => {
  const hall = await hallWithAPast();
  const file = await taken(hall.hub.db);
  await assert.rejects(restore(hall.hub.db.connectionString, of(file)), /not empty/u);
  const newer = gzipSync(
    gunzipSync(file).toString().replace('"migrations":[', '"migrations":["999-from-tomorrow.sql",'),
  );
  await assert.rejects(
    restore(await hubs.databases.freshAddress(), of(newer)),
    /newer version \(999-from-tomorrow[.]sql\)/u,
  );
});

test('the key that seals the hub’s secrets is in no backup, and a restore says which one it was', async () => {
  const hall = await hallWithAPast();
  await hall.hub.runJobs();
  const text = gunzipSync(await taken(hall.hub.db)).toString();
  assert.ok(!text.includes('A'.repeat(43)), 'the key of hubs in tests');
  assert.doesNotMatch(text, /"d":/u, 'no private half of a key stands open');
  const done = await restore(await hubs.databases.freshAddress(), of(gzipSync(text)));
  const [current] = await hall.hub.db.query<{ value: string }>(
    `select value from setting where key = 'hub-key'`,
  );
  assert.equal(done.key, current?.value);
});

test('an encrypted backup restores the same rows with its key, and nothing with another', async () => {
  const hall = await hallWithAPast();
  const before = await everything(hall.hub.db);
  const [own, other] = [await newBackupKey(), await newBackupKey()];
  const passphrase = 'kettle behind the third door';
  const identities = (...keys: readonly { readonly identity: string }[]): Opener => ({
    kind: 'identities',
    identities: keys.map(({ identity }) => identity),
  });
  const cases: readonly (readonly [Lock, Opener, Opener])[] = [
    [{ kind: 'recipients', recipients: [own.recipient] }, identities(other, own), identities(other)],
    [
      { kind: 'passphrase', passphrase },
      { kind: 'passphrase', passphrase },
      { kind: 'passphrase', passphrase: 'kettle' },
    ],
  ];
  for (const [lock, right, wrong] of cases) {
    const file = await taken(hall.hub.db, lock);
    assert.ok(isLocked(file));
    assert.ok(!file.includes('linli backup'), 'nothing of it stands open');
    const address = await hubs.databases.freshAddress();
    await assert.rejects(restore(address, of(file, wrong)), /does not open this backup/u);
    const db = openDatabase(address);
    assert.deepEqual(await db.query(`select from pg_tables where schemaname = 'public'`), []);
    await restore(address, of(file, right));
    assert.deepEqual(await everything(db), before);
    await db.close();
  }
});

test('an encrypted backup that was changed or cut off changes nothing', async () => {
  const hall = await hallWithAPast();
  const key = await newBackupKey();
  const opener: Opener = { kind: 'identities', identities: [key.identity] };
  const file = await taken(hall.hub.db, { kind: 'recipients', recipients: [key.recipient] });
  const changed = Buffer.from(file);
  const place = changed.length - 40;
  changed[place] = (changed[place] ?? 0) ^ 1;
  const address = await hubs.databases.freshAddress();
  for (const broken of [changed, file.subarray(0, file.length - 1), file.subarray(0, file.length >> 1)])
    await assert.rejects(restore(address, of(broken, opener)), /no backup|not a whole one/u);
  const db = openDatabase(address);
  assert.deepEqual(await db.query(`select from pg_tables where schemaname = 'public'`), []);
  await db.close();
});
