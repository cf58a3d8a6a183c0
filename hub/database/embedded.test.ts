import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PlainError } from '../plain-error.ts';
import { openDatabase } from './database.ts';
import { readConnection, startEmbedded } from './embedded.ts';

let root: string;
before(() => {
  root = mkdtempSync(join(tmpdir(), 'linli-embedded-'));
  chmodSync(root, 0o755);
});
after(() => rmSync(root, { recursive: true, force: true }));

const project = join(import.meta.dirname, '../..');

/** A hub as the operator starts it. `said` resolves once its output holds the words. */
function runHub(environment: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', join(project, 'hub/main.ts')], {
    cwd: project,
    env: { ...process.env, LINLI_SITES: join(project, 'kiosk-config'), HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      output += data.toString();
      for (const look of waiting) look();
    });
  const ended = new Promise<number | string>((done) =>
    child.once('exit', (code, signal) => done(code ?? signal ?? '')),
  );
  return {
    child,
    ended,
    output: () => output,
    said: (words: string) =>
      new Promise<void>((done, failed) => {
        const look = () => output.includes(words) && (waiting.delete(look), done());
        waiting.add(look);
        look();
        void ended.then(() => failed(new Error(`the hub ended without saying "${words}":\n${output}`)));
      }),
  };
}

const query = async (connectionString: string, sql: string): Promise<object[]> => {
  const db = openDatabase(connectionString, 1);
  return db.query(sql).finally(db.close);
};

test('what was committed is there again after a stop, and the password is for nobody else to read', async () => {
  const data = join(root, 'plain');
  const first = await startEmbedded(data);
  await query(first.connectionString, 'create table kept as select 42 as answer');
  assert.equal(statSync(join(data, 'connection')).mode & 0o777, 0o600);
  assert.equal(statSync(join(data, 'postgres')).mode & 0o777, 0o700);
  const [{ fsync } = { fsync: '' }] = (await query(first.connectionString, 'show fsync')) as {
    fsync: string;
  }[];
  assert.equal(fsync, 'on');
  await first.stop();
  const second = await startEmbedded(data);
  assert.deepEqual(await query(second.connectionString, 'select answer from kept'), [{ answer: 42 }]);
  await second.stop();
});

test('a second hub on the same data is refused in plain words, and the first goes on', async () => {
  const data = join(root, 'twice');
  const first = await startEmbedded(data);
  await assert.rejects(
    startEmbedded(data),
    (error) => error instanceof PlainError && /already running/u.test(error.message),
  );
  assert.deepEqual(await query(first.connectionString, 'select 1 as one'), [{ one: 1 }]);
  await first.stop();
});

test('a path too long for a socket, with spaces and Chinese in it, works as well', async () => {
  const data = join(root, '邻里 数据', 'x'.repeat(90));
  const server = await startEmbedded(data);
  assert.match(server.connectionString, /127\.0\.0\.1/u);
  assert.deepEqual(await query(readConnection(data) ?? '', 'select 1 as one'), [{ one: 1 }]);
  const stranger = server.connectionString.replace(/linli:[0-9a-f]+/u, 'linli:guess');
  await assert.rejects(query(stranger, 'select 1'), /password/u);
  await server.stop();
});

test('a database that crashes is started again', async () => {
  const data = join(root, 'crash');
  let crashed: (words: string) => void = () => undefined;
  const heard = new Promise<string>((done) => (crashed = done));
  const server = await startEmbedded(data, crashed);
  const [row] = (await query(
    server.connectionString,
    `select pid from pg_stat_activity where application_name = 'linli-guard'`,
  )) as { pid: number }[];
  assert.ok(row);
  const [main] = (await query(
    server.connectionString,
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid`,
  )) as { pid: number }[];
  assert.ok(main);
  process.kill(main.pid, 'SIGKILL');
  assert.match(await heard, /ended by itself/u);
  let back: object[] = [];
  while (back.length === 0) back = await query(server.connectionString, 'select 1 as one').catch(() => []);
  await server.stop();
});

test('a hub that was killed starts again on its data, its orphaned PostgreSQL and all', async () => {
  const environment = { LINLI_DATA: join(root, 'killed'), PORT: '18171' };
  const first = runHub(environment);
  await first.said('Linli is running');
  await query(readConnection(environment.LINLI_DATA) ?? '', `insert into setting values ('kept', 'yes')`);
  first.child.kill('SIGKILL');
  assert.equal(await first.ended, 'SIGKILL');

  const second = runHub(environment);
  await second.said('Linli is running');
  const kept = await query(
    readConnection(environment.LINLI_DATA) ?? '',
    `select value from setting where key = 'kept'`,
  );
  assert.deepEqual(kept, [{ value: 'yes' }]);

  const third = runHub({ ...environment, PORT: '18172' });
  assert.equal(await third.ended, 1);
  assert.match(third.output(), /Another hub is already running/u);

  const stream = await fetch('http://127.0.0.1:18171/api/sites/wenzhou/events');
  second.child.kill('SIGTERM');
  assert.equal(await second.ended, 0, 'an open event stream does not keep it from stopping');
  assert.match(await stream.text(), /changed/u);
  await assert.rejects(
    query(readConnection(environment.LINLI_DATA) ?? '', 'select 1'),
    'PostgreSQL went with it',
  );
});

test('a port in use, and a database that is not there, are said in plain words', async () => {
  const holder = createServer();
  await new Promise<void>((done) => holder.listen(18173, '127.0.0.1', done));
  const hub = runHub({ LINLI_DATA: join(root, 'port'), PORT: '18173' });
  assert.equal(await hub.ended, 1);
  assert.match(hub.output(), /Port 18173 is in use/u);
  await new Promise((done) => holder.close(done));
  const lost = runHub({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:18174/none', PORT: '18175' });
  assert.equal(await lost.ended, 1);
  assert.match(lost.output(), /DATABASE_URL/u);
  assert.ok(!lost.output().includes('secret'));
});
