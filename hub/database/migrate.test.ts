import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testDatabases } from '../../test/support/database.ts';
import { openDatabase } from './database.ts';
import { MIGRATIONS, migrate } from './migrate.ts';
import { readSettings } from './settings.ts';

const databases = testDatabases();
after(databases.end);

test('hubs that start together bring the tables up to date once', async () => {
  const db = openDatabase(await databases.freshAddress());
  const applied = await Promise.all([migrate(db), migrate(db), migrate(db)]);
  assert.deepEqual(applied.map(({ length }) => length > 0).toSorted(), [false, false, true]);
  assert.deepEqual(await migrate(db), []);
  await db.close();
});

test('a step that fails leaves everything as it was, and works once it is mended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-migrations-'));
  const db = openDatabase(await databases.freshAddress());
  try {
    await cp(join(import.meta.dirname, 'migrations'), folder, { recursive: true });
    await writeFile(join(folder, '900-broken.sql'), 'create table half (id int); select broken;');
    await assert.rejects(migrate(db, folder), /broken/u);
    assert.deepEqual(await db.query(`select tablename from pg_tables where schemaname = 'public'`), []);
    await writeFile(join(folder, '900-broken.sql'), 'create table half (id int);');
    assert.equal((await migrate(db, folder)).at(-1), '900-broken.sql');
  } finally {
    await db.close();
    await rm(folder, { recursive: true });
  }
});

test('terminals that are there before they hear of themselves hear it once: their rows are newer than what they read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-migrations-'));
  const db = openDatabase(await databases.freshAddress());
  try {
    await cp(MIGRATIONS, folder, { recursive: true, filter: (path) => !path.endsWith('015-targets.sql') });
    await migrate(db, folder);
    await db.query(`insert into site (id, status) values ('hall', 'live')`);
    await db.query(
      `insert into terminal (site, thumbprint, jwk, status) values ('hall', 'old', '{}', 'paired')`,
    );
    const [read] = await db.query<{ xid: string }>('select pg_current_xact_id()::text as xid');
    await migrate(db);
    const newer = await db.query('select from terminal where changed > $1::xid8', [read?.xid]);
    assert.equal(newer.length, 1);
  } finally {
    await db.close();
    await rm(folder, { recursive: true });
  }
});

test('a slot cannot hold more than its capacity, nor less than nothing', async () => {
  const db = await databases.fresh();
  await db.query(`insert into site (id, status) values ('hall', 'live')`);
  await db.query(
    `insert into slot (site, id, service, place, starts_at, ends_at, capacity, status, demo)
     values ('hall', 'meal.1', 'meal', 'canteen', now(), now() + interval '1 hour', 2, 'open', true)`,
  );
  await assert.rejects(db.query('update slot set taken = 3'), /check constraint/u);
  await assert.rejects(db.query('update slot set taken = -1'), /check constraint/u);
});

test('the settings are the same for every hub, and a copy of the database elsewhere begins a new life', async () => {
  const db = await databases.fresh();
  const [first, second] = await Promise.all([readSettings(db), readSettings(db)]);
  assert.deepEqual(first, second);
  await db.query(`update setting set value = 'another server' where key = 'home'`);
  const moved = await readSettings(db);
  assert.notEqual(moved.epoch, first.epoch);
  assert.equal(moved.nonceSecret, first.nonceSecret);
});
