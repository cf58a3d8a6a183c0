import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { after, before, test } from 'node:test';
import { encodeBase64url } from '../../src/model/base64url.ts';
import { openSealed, sealFor } from '../../src/model/hand-off-seal.ts';
import type { Outcome } from '../../src/model/schema/command.ts';
import type { HandOff, HandOffId } from '../../src/model/schema/hand-off.ts';
import type { Problem } from '../../src/model/schema/hub.ts';
import type { HandOffTaken } from '../../src/model/schema/phone.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { MORNING_MS, commandOf, publishTestSite } from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';

const MINUTE_MS = 60_000;
const SECRET = '王秀英 13800001111';
const utf8 = { to: new TextEncoder(), from: new TextDecoder() };
const random = (length: number) => webcrypto.getRandomValues(new Uint8Array(length));
const newName = (): string => encodeBase64url(random(16));

const hubs = new TestHubs();
let hub: TestHub;
let terminal: TestTerminal;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
  await publishTestSite(hub.db, 'hall');
  terminal = await TestTerminal.paired(hub.app, 'hall');
});

interface Handed {
  readonly id: HandOffId;
  readonly key: Uint8Array;
  readonly sealed: string;
  readonly outcome: Outcome;
}

/** A terminal hands something over. */
async function handOver(untilMs = hub.clock.nowMs + 5 * MINUTE_MS, by = terminal): Promise<Handed> {
  const id = newName() as HandOffId;
  const key = random(32);
  const target = { site: 'hall', id, way: 'to-phone' } as const;
  const sealed = await sealFor(webcrypto.subtle, key, target, random(12), utf8.to.encode(SECRET));
  assert.ok(sealed);
  const body = { handOff: id, sealed, until: new Date(untilMs).toISOString() };
  const [outcome] = (await by.send(commandOf('hand-off', body))).body.outcomes;
  assert.ok(outcome);
  return { id, key, sealed, outcome };
}

async function post(path: string, payload: object, ip = '10.0.0.1') {
  const url = `/api/sites/hall/hand-offs/${path}`;
  const answer = await hub.app.inject({ method: 'POST', url, payload, remoteAddress: ip });
  return { status: answer.statusCode, body: answer.json<HandOffTaken & Problem>() };
}
const take = (id: string, phone: string, ip?: string) => post(`${id}/take`, { phone }, ip);
const reply = (id: string, phone: string, answer: string) => post(`${id}/answer`, { phone, answer });
const end = async (id: HandOffId, by = terminal) =>
  (await by.send(commandOf('end-hand-off', { handOff: id }))).body.outcomes[0];

/** What the terminal hears of a hand-off, the last word of the feed. */
async function heard(id: string, by = terminal): Promise<HandOff | null | undefined> {
  const { changes } = await by.allChanges();
  const found = changes.filter((change) => change.kind === 'hand-off' && change.id === id);
  return found[found.length - 1]?.body as HandOff | null | undefined;
}

test('a phone takes it, answers, and the terminal opens the answer', async () => {
  const { id, key, sealed, outcome } = await handOver();
  assert.equal(outcome.status, 'done');
  assert.equal((await heard(id))?.status, 'open');
  const phone = newName();
  const taken = await take(id, phone);
  assert.deepEqual([taken.status, taken.body.sealed], [200, sealed]);
  assert.equal((await heard(id))?.status, 'taken');
  const back = { site: 'hall', id, way: 'to-terminal' } as const;
  const answer = await sealFor(webcrypto.subtle, key, back, random(12), utf8.to.encode('好了'));
  assert.equal((await reply(id, phone, answer ?? '')).status, 200);
  const word = await heard(id);
  assert.equal(word?.status, 'answered');
  const opened = await openSealed(webcrypto.subtle, key, back, word.answer ?? '');
  assert.equal(utf8.from.decode(opened), '好了');
  const question = { ...back, way: 'to-phone' } as const;
  assert.equal(await openSealed(webcrypto.subtle, key, question, word.answer ?? ''), undefined);
});

test('once: a second phone gets nothing; the first may ask again, and answers once', async () => {
  const { id, sealed } = await handOver();
  const [first, second] = [newName(), newName()];
  const both = await Promise.all([take(id, first), take(id, second)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 410]);
  const winner = both[0]?.status === 200 ? first : second;
  const loser = winner === first ? second : first;
  assert.deepEqual((await take(id, loser)).body.code, 'hand-off.taken');
  assert.equal((await take(id, winner)).body.sealed, sealed);
  assert.deepEqual((await reply(id, loser, 'AAAA')).body.code, 'hand-off.taken');
  assert.equal((await reply(id, winner, 'AAAA')).status, 200);
  assert.equal((await reply(id, winner, 'AAAA')).status, 200, 'the same again');
  assert.equal((await reply(id, winner, 'BBBB')).body.code, 'hand-off.taken');
  assert.equal((await take(id, winner)).body.code, 'hand-off.taken', 'what was asked is gone');
  assert.equal((await heard(id))?.answer, 'AAAA');
});

test('too late, ended and never heard of are the same to a phone', async () => {
  const late = await handOver(hub.clock.nowMs + MINUTE_MS);
  const phone = newName();
  const ended = await handOver();
  assert.equal((await end(ended.id))?.status, 'done');
  assert.equal(await heard(ended.id), undefined, 'a first reading leaves it out');
  const answered = await handOver(hub.clock.nowMs + MINUTE_MS);
  await take(answered.id, phone);
  hub.clock.nowMs += MINUTE_MS;
  try {
    for (const id of [late.id, ended.id, newName()])
      assert.deepEqual(
        [(await take(id, phone)).status, (await take(id, phone)).body.code],
        [410, 'hand-off.gone'],
      );
    assert.equal((await reply(answered.id, phone, 'AAAA')).body.code, 'hand-off.gone');
  } finally {
    hub.clock.nowMs = MORNING_MS;
  }
});

test('a terminal ends its own hand-offs only, and takes no id twice', async () => {
  const other = await TestTerminal.paired(hub.app, 'hall');
  const { id, sealed } = await handOver();
  const refused = await end(id, other);
  assert.equal(refused?.status === 'refused' && refused.error.code, 'hand-off.gone');
  assert.equal(await heard(id, other), undefined, 'no other terminal hears of it');
  const until = new Date(MORNING_MS + MINUTE_MS).toISOString();
  const [again] = (await other.send(commandOf('hand-off', { handOff: id, sealed, until }))).body.outcomes;
  assert.equal(again?.status === 'refused' && again.error.code, 'hand-off.taken');
  assert.equal((await take(id, newName())).status, 200);
});

test('a terminal whose clock is wrong gets ten minutes at most, and none where its time is over', async () => {
  const ahead = await handOver(MORNING_MS + 9_000 * MINUTE_MS);
  assert.equal(
    ahead.outcome.status === 'done' && ahead.outcome.until,
    new Date(MORNING_MS + 10 * MINUTE_MS).toISOString(),
  );
  const behind = await handOver(MORNING_MS - 1);
  assert.equal(behind.outcome.status === 'refused' && behind.outcome.error.code, 'hand-off.gone');
});

test('what nobody ended is closed by itself, and nothing of it is left', async () => {
  const { id } = await handOver(hub.clock.nowMs + MINUTE_MS);
  const phone = newName();
  await take(id, phone);
  await reply(id, phone, 'AAAA');
  const { cursor } = await terminal.allChanges();
  hub.clock.nowMs += 2 * MINUTE_MS;
  try {
    await hub.runJobs();
    const { changes } = await terminal.allChanges(500, cursor);
    assert.ok(changes.some((change) => change.id === id && change.body === null));
    const [row] = await hub.db.query('select sealed, answer, taken_by, status from hand_off where id = $1', [
      id,
    ]);
    assert.deepEqual(row, { sealed: null, answer: null, taken_by: null, status: 'closed' });
  } finally {
    hub.clock.nowMs = MORNING_MS;
  }
});

test('nothing of the plain text is anywhere in the database', async () => {
  const { id, key } = await handOver();
  await take(id, newName());
  const tables = await hub.db.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  let everything = '';
  for (const { name } of tables) {
    const [row] = await hub.db.query<{ all: string }>(
      `select coalesce(string_agg(t::text, '|'), '') as all from "${name}" t`,
    );
    everything += row?.all ?? '';
  }
  assert.ok(everything.includes(id), 'the search looks where it is');
  for (const secret of [
    '王秀英',
    '13800001111',
    encodeBase64url(key),
    Buffer.from(SECRET).toString('base64url'),
  ])
    assert.ok(!everything.includes(secret), secret);
});

test('what is too large or no hand-off at all is refused', async () => {
  const { id } = await handOver();
  const phone = newName();
  await take(id, phone);
  const large = await reply(id, phone, 'A'.repeat(1_000_000));
  assert.deepEqual([large.status, large.body.code], [413, 'request.too-large']);
  assert.deepEqual((await reply(id, phone, 'A'.repeat(24_001))).status, 400);
  assert.deepEqual((await reply(id, phone, '<b>')).body.code, 'request.invalid');
  assert.deepEqual((await take('short', phone)).status, 400);
  assert.equal((await reply(id, phone, 'A'.repeat(24_000))).status, 200, 'it is still there for its answer');
});

test('whoever asks without end is told to wait: for one hand-off, and from one address', async () => {
  const { id } = await handOver();
  const asked = await Promise.all(Array.from({ length: 21 }, () => take(id, newName(), '10.0.0.7')));
  assert.equal(asked.filter(({ status }) => status === 429).length, 1);
  const other = await handOver();
  assert.equal((await take(other.id, newName(), '10.0.0.7')).status, 200);
  const guesses = await Promise.all(
    Array.from({ length: 301 }, () => take(newName(), newName(), '10.0.0.8')),
  );
  assert.equal(guesses[guesses.length - 1]?.body.code, 'request.too-many');
});
