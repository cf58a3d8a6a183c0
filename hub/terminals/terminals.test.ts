import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { Pairing, Problem } from '../../src/model/schema/hub.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { publishTestSite } from '../../test/support/site.ts';
import { type Answer, TestTerminal } from '../../test/support/terminal.ts';
import { ensureTerminalKeys, withNewKid } from './keys.ts';
import { MOST_WAITING } from './terminals.ts';

const hubs = new TestHubs();
/** A hub as in a hall: terminals are confirmed. */
let hub: TestHub;
after(hubs.end);
before(async () => {
  hub = await hubs.make({ pairLocal: false });
  await publishTestSite(hub.db, 'hall');
  await publishTestSite(hub.db, 'other');
});

const refusal = ({ status, body }: Answer<unknown>): string => `${status} ${(body as Problem).code}`;

async function admitted(): Promise<TestTerminal> {
  const demo = await hubs.make({ db: hub.db });
  const terminal = await TestTerminal.paired(demo.app, 'hall');
  return terminal;
}

const pairTool = (...words: string[]): Promise<{ code: number; out: string }> =>
  promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, '../../tools/pair.ts'), ...words],
    {
      env: { ...process.env, DATABASE_URL: hub.db.connectionString },
    },
  ).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: unknown) => {
      const { code, stderr } = error as { code: number; stderr: string };
      return { code, out: stderr };
    },
  );

test('a call without a proof is refused, and is given a nonce for the next one', async () => {
  const terminal = await TestTerminal.make(hub.app, 'hall');
  const answer = await terminal.raw('GET', '/api/sites/hall/changes', {});
  assert.equal(refusal(answer), '401 proof.missing');
  assert.ok(answer.nonce);
});

test('a proof that is not for this call, this key or this time is refused', async () => {
  const terminal = await admitted();
  const stranger = await TestTerminal.make(hub.app, 'hall');
  const spoiled = (changes: object) => terminal.once('GET', 'changes', undefined, changes);
  assert.equal(refusal(await spoiled({ htm: 'POST' })), '401 proof.invalid');
  assert.equal(
    refusal(await spoiled({ htu: 'https://hub.example/api/sites/other/changes' })),
    '401 proof.invalid',
  );
  assert.equal(refusal(await spoiled({ jwk: stranger.jwk })), '401 proof.invalid', 'signed by another key');
  assert.equal(refusal(await spoiled({ typ: 'jwt' })), '401 proof.invalid');
  assert.equal(refusal(await spoiled({ nonce: 'made-up' })), '401 proof.nonce');
  assert.equal(
    refusal(await terminal.raw('GET', '/api/sites/hall/changes', { dpop: 'a.b.c' })),
    '401 proof.invalid',
  );
  assert.equal((await spoiled({})).status, 200);
});

test('the origin in a proof does not matter: the hub stands behind whatever proxy', async () => {
  const terminal = await admitted();
  const { status } = await terminal.once('GET', 'changes', undefined, {
    htu: 'http://10.0.0.7:8080/api/sites/hall/changes',
  });
  assert.equal(status, 200);
});

test('a proof counts once', async () => {
  const terminal = await admitted();
  const jti = 'the-same-proof-twice';
  assert.equal((await terminal.once('GET', 'changes', undefined, { jti })).status, 200);
  assert.equal(refusal(await terminal.once('GET', 'changes', undefined, { jti })), '401 proof.nonce');
});

test('a nonce lasts 5 to 10 minutes, whichever hub process gave it', async () => {
  const own = await hubs.make({ db: hub.db });
  const terminal = await TestTerminal.paired(own.app, 'hall');
  const nonce = terminal.nonce ?? '';
  own.clock.nowMs += 5 * 60_000 - 1;
  assert.equal((await terminal.once('GET', 'changes', undefined, { nonce })).status, 200);
  own.clock.nowMs += 5 * 60_000 + 1;
  assert.equal(refusal(await terminal.once('GET', 'changes', undefined, { nonce })), '401 proof.nonce');
});

test('from stranger to paired to revoked, through the operator’s tool', async () => {
  // The operator's tool goes by the real clock.
  const today = await hubs.make({ db: hub.db, pairLocal: false, now: Date.now });
  const terminal = await TestTerminal.make(today.app, 'hall');
  assert.equal(refusal(await terminal.call('GET', 'changes')), '403 terminal.unknown');
  const { body: asked } = await terminal.pair();
  assert.equal(asked.status, 'waiting');
  assert.match(asked.code ?? '', /^[A-HJKMNP-TV-Z2-9]{4}-[A-HJKMNP-TV-Z2-9]{4}$/u);
  assert.equal((await terminal.pair()).body.code, asked.code, 'asking again does not change the code');
  assert.equal(refusal(await terminal.call('GET', 'changes')), '403 terminal.waiting');

  assert.equal(
    (await pairTool('--site', 'other', asked.code ?? '')).code,
    1,
    'the code is good for its own site',
  );
  const confirmed = await pairTool('--site', 'hall', (asked.code ?? '').toLowerCase());
  assert.deepEqual([confirmed.code, confirmed.out.includes(asked.terminal)], [0, true], confirmed.out);
  assert.equal((await terminal.pair()).body.status, 'paired');
  assert.equal((await terminal.call('GET', 'changes')).status, 200);
  assert.ok((await pairTool('--list')).out.includes(asked.terminal));
  assert.deepEqual(await keysOf(asked.terminal), [{ ...publicHalf(terminal), revoked: false }]);

  assert.equal((await pairTool('--revoke', asked.terminal)).code, 0);
  assert.deepEqual(await keysOf(asked.terminal), [{ ...publicHalf(terminal), revoked: true }]);
  assert.equal(refusal(await terminal.call('GET', 'changes')), '403 terminal.revoked');
  assert.equal((await terminal.pair()).body.status, 'revoked');
});

/** The keys of a terminal that the hub publishes. */
const keysOf = (thumbprint: string) =>
  hub.db.query<{ site: string; jwk: object; private: object | null; revoked: boolean }>(
    `select site, public_jwk as jwk, private_jwk as private, revoked from pass_key where terminal = $1`,
    [thumbprint],
  );
const publicHalf = (terminal: TestTerminal) => ({ site: 'hall', jwk: terminal.jwk, private: null });

test('a terminal let in at once has its key published, once', async () => {
  const terminal = await admitted();
  const { body } = await terminal.pair();
  assert.deepEqual(await keysOf(body.terminal), [{ ...publicHalf(terminal), revoked: false }]);
  const [key] = await hub.db.query<{ kid: string }>('select kid from pass_key where terminal = $1', [
    body.terminal,
  ]);
  assert.match(key?.kid ?? '', /^[0-9a-f]{4}$/u);
  const other = await admitted();
  const { changes } = await other.allChanges();
  assert.ok(
    changes.some(({ kind, body: key }) => kind === 'pass-key' && key?.terminal === body.terminal),
    'every terminal of the site can judge its passes',
  );
});

test('terminals paired before terminals signed get their keys, in two processes at once', async () => {
  const terminals = [await admitted(), await admitted(), await admitted()];
  const ids = [];
  for (const terminal of terminals) ids.push((await terminal.pair()).body.terminal);
  await hub.db.query('delete from pass_key where terminal = any($1)', [ids]);
  await Promise.all([ensureTerminalKeys(hub.db), ensureTerminalKeys(hub.db)]);
  for (const id of ids) assert.equal((await keysOf(id)).length, 1);
  assert.deepEqual(await ensureTerminalKeys(hub.db), [], 'nothing is left to do');
});

test('a kid that the site has already is not given again', async () => {
  const wanted = ['aaaa', 'aaaa', 'bbbb'];
  const tried: string[] = [];
  const insert = (kid: string) =>
    hub.db.query(`insert into pass_key (site, kid, public_jwk, terminal) values ('other', $1, '{}', $2)`, [
      kid,
      `terminal-${tried.length}`,
    ]);
  const next = () =>
    withNewKid(() => {
      const kid = wanted[tried.length] ?? '';
      tried.push(kid);
      return insert(kid);
    });
  await next();
  await next();
  assert.deepEqual(tried, wanted);
  await hub.db.query(`delete from pass_key where site = 'other' and terminal is not null`);
});

test('a terminal of one site is a stranger at another', async () => {
  const terminal = await admitted();
  const url = '/api/sites/other/changes';
  assert.equal(
    refusal(await terminal.raw('GET', url, { dpop: await terminal.proof('GET', url) })),
    '403 terminal.unknown',
  );
  const none = '/api/sites/nowhere/changes';
  assert.equal(
    refusal(await terminal.raw('GET', none, { dpop: await terminal.proof('GET', none) })),
    '404 site.unknown',
  );
});

test('a code that ran out is replaced', async () => {
  const terminal = await TestTerminal.make(hub.app, 'hall');
  const { body: first } = await terminal.pair();
  hub.clock.nowMs += 15 * 60_000;
  const { body: second } = await terminal.pair();
  assert.notEqual(second.code, first.code);
});

test('the key in the body must be the one that signed', async () => {
  const [terminal, other] = [
    await TestTerminal.make(hub.app, 'hall'),
    await TestTerminal.make(hub.app, 'hall'),
  ];
  assert.equal(refusal(await terminal.call('POST', 'terminals', { jwk: other.jwk })), '400 request.invalid');
});

test('demo mode lets in only terminals on the hub’s own machine', async () => {
  const demo = await hubs.make({ db: hub.db, trustProxy: true });
  const far = await TestTerminal.make(demo.app, 'hall');
  await far.pair();
  const url = '/api/sites/hall/terminals';
  const fresh = await TestTerminal.make(demo.app, 'hall');
  fresh.nonce = far.nonce;
  const headers = { dpop: await fresh.proof('POST', url), 'x-forwarded-for': '192.168.1.20' };
  assert.equal((await fresh.raw<Pairing>('POST', url, headers, { jwk: fresh.jwk })).body.status, 'waiting');
});

test('nobody fills the table with strangers', async () => {
  await hub.db.query(
    `insert into terminal (site, thumbprint, jwk, status, code, code_expires_at)
     select 'other', 'stranger-' || n, '{}', 'waiting', 'CODE-' || n, $2 from generate_series(1, $1::int) n`,
    [MOST_WAITING, new Date(hub.clock.nowMs + 60_000)],
  );
  const terminal = await TestTerminal.make(hub.app, 'other');
  assert.equal(refusal(await terminal.pair()), '429 request.too-many');
});

test('an address that asks without end is slowed down', async () => {
  const own = await hubs.make({ db: hub.db, pairLocal: false });
  const terminal = await TestTerminal.make(own.app, 'hall');
  const answers = [];
  for (let ask = 0; ask < 125; ask += 1)
    answers.push(refusal(await terminal.raw('POST', '/api/sites/hall/terminals', {})));
  assert.equal(answers[0], '401 proof.missing');
  assert.equal(answers.at(-1), '429 request.too-many');
});
