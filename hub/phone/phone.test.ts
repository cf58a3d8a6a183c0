import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { after, before, test } from 'node:test';
import { decodeBase45, encodeBase45 } from '../../src/model/base45.ts';
import { issuePass } from '../../src/model/pass.ts';
import type { BookingId, SlotId } from '../../src/model/schema/booking.ts';
import type { Command, Outcome } from '../../src/model/schema/command.ts';
import type { Problem } from '../../src/model/schema/hub.ts';
import { type BookingView, passView } from '../../src/model/schema/phone.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  MORNING_MS,
  bookCommand,
  bookingId,
  cancelCommand,
  commandOf,
  publishTestSite,
  testService,
  wantedSlot,
} from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { maskedName } from './masked-name.ts';

const hubs = new TestHubs();
let hub: TestHub;
let terminal: TestTerminal;
let thumbprint: string;
after(hubs.end);

const DISHES = {
  id: 'dish',
  label: { zh: '菜' },
  options: [
    { id: 'fish', label: { zh: '鱼', en: 'Fish' } },
    { id: 'brought', label: { zh: '送到家' }, asks: ['address' as const] },
    // 2026-11-24, the day after the tests' morning, is a Tuesday.
    { id: 'monday-only', label: { zh: '面' }, days: ['MO' as const] },
  ],
};
const MEAL = testService('meal', {
  asks: { name: 'optional', phone: 'no' },
  terms: testService('meal').terms,
});
const DINNER = testService('dinner', {
  questions: [testService('x', { questions: [DISHES] as never }).questions[0]!],
});

/** Five times of the meal, an hour apart from two hours on, of which the last holds one person; two dinners; one more meal. */
let slots: readonly SlotId[];

before(async () => {
  hub = await hubs.make();
  const waits = { ...MEAL, terms: { ...MEAL.terms, waitingList: true, cutOffMinutes: 60 } };
  slots = await publishTestSite(
    hub.db,
    'hall',
    [
      ...[2, 3, 4, 5].map((hours) => wantedSlot(hours * HOUR_MS, { capacity: 50 })),
      wantedSlot(6 * HOUR_MS, { capacity: 1 }),
      ...[2, 26].map((hours) => {
        const slot = wantedSlot(hours * HOUR_MS);
        return { ...slot, id: slot.id.replace('meal', 'dinner'), service: 'dinner' };
      }),
      wantedSlot(7 * HOUR_MS, { capacity: 50 }),
    ],
    [waits, DINNER],
  );
  await publishTestSite(hub.db, 'other');
  terminal = await TestTerminal.paired(hub.app, 'hall');
  thumbprint = (await terminal.pair()).body.terminal;
});

/** Books and gives the pass. */
async function booked(slot: SlotId | undefined, more: object = {}) {
  const command = bookCommand(slot!, more);
  const [outcome] = (await terminal.send(command)).body.outcomes;
  assert.equal(outcome?.status, 'done', JSON.stringify(outcome));
  return { booking: command.body.booking, pass: (outcome as { pass: string }).pass };
}

interface Answer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: T;
}

async function post<T>(path: string, payload: object, site = 'hall', ip = '10.0.0.1'): Promise<Answer<T>> {
  const url = `/api/sites/${site}/${path}`;
  const answer = await hub.app.inject({ method: 'POST', url, payload, remoteAddress: ip });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<T>() };
}

const view = async (pass: string): Promise<BookingView> => {
  const { status, body } = await post<BookingView>('passes', { pass });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const problemOf = async (pass: string, site = 'hall') => {
  const { status, body } = await post<Problem>('passes', { pass }, site);
  return [status, body.code, body.field];
};
const send = (pass: string, command: object) =>
  post<{ outcome: Outcome } & Problem>('passes/commands', { pass, command });
const cancelByPass = (booking: BookingId): Command => commandOf('cancel', { booking, by: 'pass' });

/** A key of our own that a test may put into the hub's list. */
async function makeKey() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', publicKey);
  const sign = async (bytes: Uint8Array) =>
    new Uint8Array(
      await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, Uint8Array.from(bytes)),
    );
  const passFor = (booking: BookingId, keyId: string, expiresAtMs = MORNING_MS + 9 * HOUR_MS) =>
    issuePass({ booking, slotCode: 'A1', expiresAtMs }, keyId, sign);
  return { jwk: { kty, crv, x, y }, passFor };
}

async function addTerminalKey(kid: string, jwk: object, of: string, revoked = false): Promise<void> {
  await hub.db.query(
    `insert into pass_key (site, kid, public_jwk, terminal, revoked) values ($1, $2, $3, $4, $5)
     on conflict (site, terminal) where terminal is not null do update set kid = excluded.kid, public_jwk = excluded.public_jwk`,
    ['hall', kid, jwk, of, revoked],
  );
}

test('the holder sees the booking, and nobody’s name or number', async () => {
  const { booking, pass } = await booked(slots[0], { who: { name: '欧阳秀英' } });
  const { status, headers, body } = await post<BookingView>('passes', { pass });
  assert.equal(status, 200);
  assert.equal(headers['cache-control'], 'no-store');
  assert.ok(passView.safeParse(body).success, JSON.stringify(passView.safeParse(body).error));
  assert.deepEqual(
    [body.booking.id, body.booking.status, body.slot.id, body.maskedName, body.service.name.zh],
    [booking, 'confirmed', slots[0], '欧＊＊', '老年助餐'],
  );
  assert.equal(body.service.withoutScreen.zh, '到前台登记');
  assert.ok(!JSON.stringify(body).includes('阳'));
});

test('other times come nearest first, without full ones and the booking’s own', async () => {
  const { pass } = await booked(slots[1]);
  const before = await view(pass);
  assert.deepEqual(
    before.others.map(({ id }) => id),
    [slots[0], slots[2], slots[3], slots[4], slots[7]],
  );
  const { booking } = await booked(slots[4]);
  assert.deepEqual(
    (await view(pass)).others.map(({ id }) => id),
    [slots[0], slots[2], slots[3], slots[7]],
  );
  await terminal.send(cancelCommand(booking));
});

test('says whether what was chosen is brought', async () => {
  const choices = { dish: 'brought' };
  const brought = await booked(slots[5], { choices, who: { address: '1 号楼 101' } });
  assert.equal((await view(brought.pass)).delivered, true);
  const fetched = await booked(slots[5], { choices: { dish: 'fish' } });
  assert.equal((await view(fetched.pass)).delivered, false);
});

test('only days that offer what was chosen are among the other times', async () => {
  const monday = await booked(slots[5], { choices: { dish: 'monday-only' } });
  assert.deepEqual((await view(monday.pass)).others, []);
  const fish = await booked(slots[5], { choices: { dish: 'fish' } });
  const { others, chosen } = await view(fish.pass);
  assert.deepEqual(
    others.map(({ id }) => id),
    [slots[6]],
  );
  assert.deepEqual(chosen, [{ question: { zh: '菜' }, option: { zh: '鱼', en: 'Fish' } }]);
});

test('no other times once the cut-off is over', async () => {
  const { pass } = await booked(slots[0]);
  hub.clock.nowMs = MORNING_MS + HOUR_MS + 1;
  try {
    assert.deepEqual((await view(pass)).others, []);
  } finally {
    hub.clock.nowMs = MORNING_MS;
  }
});

test('an altered, a forged, a foreign pass and a text that is none open nothing', async () => {
  const { booking, pass } = await booked(slots[0]);
  const bytes = Uint8Array.from(decodeBase45(pass) ?? []);
  for (const at of [20, bytes.length - 1]) {
    const altered = Uint8Array.from(bytes);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.deepEqual(await problemOf(encodeBase45(altered)), [403, 'pass.invalid', 'pass'], `byte ${at}`);
  }
  const stranger = await makeKey();
  const [{ kid }] = (await hub.db.query<{ kid: string }>(
    'select kid from pass_key where site = $1 and terminal is null',
    ['hall'],
  )) as [{ kid: string }];
  assert.deepEqual(await problemOf(await stranger.passFor(booking, kid)), [403, 'pass.invalid', 'pass']);
  assert.deepEqual(await problemOf(await stranger.passFor(booking, 'ffff')), [403, 'pass.invalid', 'pass']);
  assert.deepEqual(await problemOf(pass, 'other'), [403, 'pass.invalid', 'pass']);
  assert.deepEqual(await problemOf('HELLO'), [403, 'pass.invalid', 'pass']);
  assert.deepEqual(await problemOf(pass, 'nowhere'), [404, 'site.unknown', 'site']);
  assert.deepEqual((await problemOf('A'.repeat(201))).slice(0, 2), [400, 'request.invalid']);
  const large = await post<Problem>('passes', { pass: 'A'.repeat(5_000) });
  assert.deepEqual([large.status, large.body.code], [413, 'request.too-large']);
});

test('a pass ends, but not before the booking it was moved to', async () => {
  const { booking, pass } = await booked(slots[0]);
  hub.clock.nowMs = MORNING_MS + 4 * HOUR_MS;
  try {
    assert.deepEqual(await problemOf(pass), [410, 'pass.expired', 'pass']);
    hub.clock.nowMs = MORNING_MS;
    const [moved] = (await terminal.send(commandOf('change', { booking, slot: slots[3]!, by: 'pass' }))).body
      .outcomes;
    assert.equal(moved?.status, 'done');
    hub.clock.nowMs = MORNING_MS + 4 * HOUR_MS;
    assert.equal((await view(pass)).slot.id, slots[3]);
  } finally {
    hub.clock.nowMs = MORNING_MS;
  }
});

test('a pass signed by a terminal counts for what was booked there; before it arrives the page is told', async () => {
  const key = await makeKey();
  await addTerminalKey('aa01', key.jwk, thumbprint);
  const onTheWay = bookingId();
  assert.deepEqual(await problemOf(await key.passFor(onTheWay, 'aa01')), [404, 'booking.unknown', 'pass']);
  assert.deepEqual(await problemOf(await key.passFor(onTheWay, 'aa01', MORNING_MS - 1)), [
    410,
    'pass.expired',
    'pass',
  ]);
  const { booking } = await booked(slots[0]);
  assert.equal((await view(await key.passFor(booking, 'aa01'))).booking.id, booking);

  const elsewhere = await makeKey();
  await addTerminalKey('aa02', elsewhere.jwk, 'another-terminal');
  assert.deepEqual(await problemOf(await elsewhere.passFor(booking, 'aa02')), [403, 'pass.invalid', 'pass']);
});

test('a terminal that was shut out vouches for nothing new', async () => {
  const key = await makeKey();
  await addTerminalKey('aa03', key.jwk, `${thumbprint}-old`, true);
  assert.deepEqual(await problemOf(await key.passFor(bookingId(), 'aa03')), [403, 'pass.invalid', 'pass']);
  const { booking } = await booked(slots[0]);
  await hub.db.query('update booking set terminal = $2 where id = $1', [booking, `${thumbprint}-old`]);
  assert.equal((await view(await key.passFor(booking, 'aa03'))).booking.id, booking);
});

test('cancelling: once, whatever is repeated, and the place is free again', async () => {
  const { booking, pass } = await booked(slots[4]);
  const command = cancelByPass(booking);
  const first = await send(pass, command);
  assert.deepEqual([first.status, first.body.outcome.status], [200, 'done']);
  const again = await send(pass, command);
  assert.deepEqual(again.body.outcome, first.body.outcome);
  const other = await send(pass, cancelByPass(booking));
  assert.equal((other.body.outcome as { error: Problem }).error.code, 'booking.cancelled');
  const after = await view(pass);
  assert.deepEqual([after.booking.status, after.slot.remaining, after.others], ['cancelled', 1, []]);
  assert.deepEqual(
    after.news.map(({ event }) => event),
    ['cancelled'],
  );
  const reused = await send(pass, { ...cancelByPass(booking), id: command.id, at: '2026-11-23T02:00:00Z' });
  assert.equal((reused.body.outcome as { error: Problem }).error.code, 'command.id-reused');
});

test('changing gives a new pass for the new time, and both show it', async () => {
  const { booking, pass } = await booked(slots[0]);
  const { body } = await send(pass, commandOf('change', { booking, slot: slots[2]!, by: 'pass' }));
  assert.equal(body.outcome.status, 'done', JSON.stringify(body));
  const newer = (body.outcome as { pass: string }).pass;
  assert.notEqual(newer, pass);
  for (const each of [pass, newer]) assert.equal((await view(each)).slot.id, slots[2]);
  assert.equal((await view(pass)).booking.sequence, 1);
});

test('a full time is refused and the booking stays where it is', async () => {
  const full = await booked(slots[4]);
  const { booking, pass } = await booked(slots[0]);
  const { body } = await send(pass, commandOf('change', { booking, slot: slots[4]!, by: 'pass' }));
  assert.equal((body.outcome as { error: Problem }).error.code, 'slot.full');
  assert.equal((await view(pass)).slot.id, slots[0]);
  await terminal.send(cancelCommand(full.booking));
});

test('waiting shows how many are before, and an offer can be taken', async () => {
  const full = await booked(slots[4]);
  const wait = async () => {
    const { body } = bookCommand(slots[4]!);
    hub.clock.nowMs += 1_000;
    const [outcome] = (await terminal.send(commandOf('wait', body))).body.outcomes;
    assert.equal(outcome?.status, 'done', JSON.stringify(outcome));
    return { booking: body.booking, pass: (outcome as { pass: string }).pass };
  };
  const [first, second] = [await wait(), await wait()];
  const before = await view(second.pass);
  assert.deepEqual([before.booking.status, before.ahead], ['waiting', 1]);
  assert.equal((await view(first.pass)).ahead, 0);

  // What the hub does when a place comes free, as the table has it.
  await hub.db.query(
    `update booking set status = 'offered', until = $2, changed = pg_current_xact_id() where id = $1`,
    [first.booking, new Date(hub.clock.nowMs + HOUR_MS)],
  );
  await hub.db.query(
    `insert into trail (site, booking, at, event, by) values ('hall', $1, $2, 'offered', 'hub')`,
    [first.booking, new Date(hub.clock.nowMs)],
  );
  const offered = await view(first.pass);
  assert.deepEqual([offered.booking.status, offered.news[0]?.event], ['offered', 'offered']);
  assert.ok(offered.booking.until);
  await terminal.send(cancelCommand(full.booking), cancelCommand(second.booking));
  const { body } = await send(first.pass, commandOf('accept', { booking: first.booking }));
  assert.equal(body.outcome.status, 'done', JSON.stringify(body));
  assert.equal((await view(first.pass)).booking.status, 'confirmed');
  hub.clock.nowMs = MORNING_MS;
});

test('a pass commands its own booking and nothing else', async () => {
  const mine = await booked(slots[0]);
  const theirs = await booked(slots[0]);
  const forbidden: readonly (readonly [Command, string])[] = [
    [cancelByPass(theirs.booking), 'command.body.booking'],
    [commandOf('accept', { booking: bookingId() }), 'command.body.booking'],
    [bookCommand(slots[0]!), 'command.kind'],
    [commandOf('check-in', { booking: mine.booking, by: 'pass', told: 'welcome' }), 'command.kind'],
    [commandOf('release', { booking: mine.booking }), 'command.kind'],
  ];
  for (const [command, field] of forbidden) {
    const { status, body } = await send(mine.pass, command);
    assert.deepEqual([status, body.field], [403, field], command.kind);
  }
  const byCode = await send(mine.pass, commandOf('cancel', { booking: mine.booking, by: 'code' }));
  assert.deepEqual([byCode.status, byCode.body.field], [400, 'command.body.by']);
  assert.equal((await view(theirs.pass)).booking.status, 'confirmed');
  assert.equal((await view(mine.pass)).booking.status, 'confirmed');
});

test('one pass shows a whole row, and cancels any day of it', async () => {
  const repeating = bookingId();
  const code = bookCommand(slots[0]!).body.code;
  const lastEndsAt = new Date(MORNING_MS + 5 * HOUR_MS).toISOString();
  const series = { first: repeating, lastEndsAt };
  await hub.db.query(
    `update document set body = jsonb_set(body, '{terms,repeats}', 'true') where site = 'hall' and kind = 'service' and id = 'meal'`,
  );
  const first = await booked(slots[0], { booking: repeating, code, series });
  const second = await booked(slots[2], { code, series });
  const whole = await view(first.pass);
  assert.deepEqual(
    [whole.booking.id, ...whole.series.map(({ booking }) => booking.id)],
    [first.booking, second.booking],
  );
  const { body } = await send(first.pass, cancelByPass(second.booking));
  assert.equal(body.outcome.status, 'done', JSON.stringify(body));
  assert.deepEqual((await view(first.pass)).series[0]?.booking.status, 'cancelled');
});

test('a time the hall withdrew says why, and can be left after the cut-off', async () => {
  const { booking, pass } = await booked(slots[3]);
  await hub.db.query(`update slot set status = 'withdrawn', reason = $2 where site = 'hall' and id = $1`, [
    slots[3],
    { zh: '停水' },
  ]);
  hub.clock.nowMs = MORNING_MS + 4.5 * HOUR_MS;
  try {
    const { slot, others } = await view(pass);
    assert.deepEqual([slot.status, slot.reason?.zh], ['withdrawn', '停水']);
    assert.deepEqual(
      others.map(({ id }) => id),
      [slots[7]],
    );
    assert.equal((await send(pass, cancelByPass(booking))).body.outcome.status, 'done');
  } finally {
    hub.clock.nowMs = MORNING_MS;
  }
});

test('a phone that asks without end is told to wait, and no other', async () => {
  const { pass } = await booked(slots[0]);
  const other = await booked(slots[0]);
  const asked = await Promise.all(Array.from({ length: 62 }, () => post<Problem>('passes', { pass })));
  assert.deepEqual(
    asked.map(({ status }) => status).filter((status) => status !== 200),
    [429, 429],
  );
  assert.equal((await view(other.pass)).booking.status, 'confirmed');
  const guesses = Array.from({ length: 601 }, () =>
    post<Problem>('passes', { pass: 'HELLO' }, 'hall', '10.9.9.9'),
  );
  assert.equal((await Promise.all(guesses)).at(-1)?.body.code, 'request.too-many');
});

test('a covered name keeps its first sign and not its length', () => {
  assert.deepEqual(['王秀英', '欧阳', '𠮷田', ' Mary Ann', '', null].map(maskedName), [
    '王＊＊',
    '欧＊＊',
    '𠮷＊＊',
    'M＊＊',
    undefined,
    undefined,
  ]);
});
