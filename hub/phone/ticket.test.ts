import assert from 'node:assert/strict';
import { randomBytes, webcrypto } from 'node:crypto';
import { after, before, test } from 'node:test';
import { aheadOf } from '../../src/model/queue.ts';
import type { BookingId, SlotId } from '../../src/model/schema/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Problem } from '../../src/model/schema/hub.ts';
import { type BookingView, type PassView, type TicketView, passView } from '../../src/model/schema/phone.ts';
import { type QueueId, counter, queueDocument, queueRules } from '../../src/model/schema/queue.ts';
import type { TicketId, TicketNumber } from '../../src/model/schema/ticket.ts';
import { issueToken } from '../../src/model/token.ts';
import { type TicketRow, ticketColumns, toTicket } from '../database/rows.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  MORNING_MS,
  bookCommand,
  bookingId,
  checkInCommand,
  commandOf,
  publishTestSite,
  testService,
  wantedSlot,
} from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';

const TODAY = '2026-11-23';
const QUEUE = 'general' as QueueId;
const MINUTE_MS = 60_000;

const hubs = new TestHubs();
let hub: TestHub;
let terminal: TestTerminal;
let slots: readonly SlotId[];
after(hubs.end);

before(async () => {
  hub = await hubs.make();
  const meal = testService('meal');
  const terms = { ...meal.terms, people: 5 };
  slots = await publishTestSite(
    hub.db,
    'hall',
    [wantedSlot(0.25 * HOUR_MS), wantedSlot(2 * HOUR_MS)],
    [{ ...meal, terms }],
  );
  const rules = queueRules.parse({});
  const name = { zh: '综合事务' };
  await document(
    'queue',
    'general',
    queueDocument.parse({ id: QUEUE, letter: 'A', name, rules, demo: true }),
  );
  await document('counter', 'three', counter.parse({ id: 'three', number: 3, queues: ['general'] }));
  terminal = await TestTerminal.paired(hub.app, 'hall');
});

const document = (kind: string, id: string, body: object) =>
  hub.db.query('insert into document (site, kind, id, body) values ($1, $2, $3, $4)', [
    'hall',
    kind,
    id,
    body,
  ]);

interface Taken {
  readonly id: TicketId;
  readonly number: TicketNumber;
  readonly pass: string;
}

const newTicketId = (): TicketId => randomBytes(6).toString('hex') as TicketId;

/** Somebody takes a number, a minute after whoever came before. */
async function take(more: Partial<CommandBody<'take-ticket'>> = {}): Promise<Taken> {
  hub.clock.nowMs += MINUTE_MS;
  const ticket = newTicketId();
  const command = commandOf('take-ticket', { ticket, queue: QUEUE, day: TODAY, ...more }, hub.clock.nowMs);
  const [outcome] = (await terminal.send(command)).body.outcomes;
  assert.ok(outcome?.status === 'done' && outcome.ticket && outcome.pass, JSON.stringify(outcome));
  return { id: ticket, number: outcome.ticket.number, pass: outcome.pass };
}

type Answered = Problem & { readonly outcome: Outcome };

async function post(path: string, payload: object) {
  const url = `/api/sites/hall/${path}`;
  const answer = await hub.app.inject({ method: 'POST', url, payload });
  return { status: answer.statusCode, body: answer.json<Answered>() };
}
async function opened(pass: string): Promise<PassView> {
  const { status, body } = await post('passes', { pass });
  assert.equal(status, 200, JSON.stringify(body));
  const checked = passView.safeParse(body);
  assert.ok(checked.success, JSON.stringify(checked.error));
  return checked.data;
}
async function view(pass: string): Promise<TicketView> {
  const found = await opened(pass);
  assert.ok(found.kind === 'ticket');
  return found;
}
async function bookingOf(pass: string): Promise<BookingView> {
  const found = await opened(pass);
  assert.ok(found.kind === 'booking');
  return found;
}
const problemOf = async (pass: string) => {
  const { status, body } = await post('passes', { pass });
  return [status, body.code];
};
const send = (pass: string, command: object) => post('passes/commands', { pass, command });
/** What a clerk's touch writes. */
const become = (id: TicketId, status: string, at: string | null = null) =>
  hub.db.query(
    `update ticket set status = $2, counter = $3, called_at = $4, sequence = sequence + 1 where id = $1`,
    [id, status, at, new Date(hub.clock.nowMs)],
  );

test('the holder of a number sees it, its queue and how many are before', async () => {
  const first = await take();
  const second = await take();
  const { kind, turn, site } = await view(second.pass);
  assert.deepEqual(
    [kind, turn.number, turn.status, turn.queue.name.zh],
    ['ticket', second.number, 'waiting', '综合事务'],
  );
  assert.deepEqual([turn.ahead, (await view(first.pass)).turn.ahead, site.demo], [1, 0, true]);
  assert.deepEqual(turn.estimate, { known: false }, 'nothing was learned yet: nothing is guessed');
});

test('says how long it takes once the hub has learned it', async () => {
  const { pass } = await take();
  await hub.db.query(
    `insert into pace (site, queue, samples, low, middle, high, at) values ('hall', $1, 40, 60, 120, 240, now())`,
    [QUEUE],
  );
  const { turn } = await view(pass);
  assert.deepEqual([turn.ahead, turn.estimate], [2, { known: true, fromMinutes: 0, toMinutes: 15 }]);
});

test('counts who is before as the rule of the queue does', async () => {
  const taken = [await take(), await take(), await take()];
  await hub.db.query(`update ticket set stands_at = stands_at - interval '9 minutes' where id = $1`, [
    taken[2]!.id,
  ]);
  const rows = await hub.db.query<TicketRow>(`select ${ticketColumns} from ticket k`);
  const all = rows.map(toTicket);
  for (const { id, pass } of taken)
    assert.equal(
      (await view(pass)).turn.ahead,
      aheadOf(
        all.find((each) => each.id === id)!,
        all,
      ),
    );
});

test('once called, says which counter, and no longer how many are before', async () => {
  const { id, pass } = await take();
  await become(id, 'called', 'three');
  const { turn } = await view(pass);
  assert.deepEqual([turn.status, turn.counter?.number, turn.ahead], ['called', 3, undefined]);
  assert.ok(turn.calledAt);
});

test('who missed the call comes back, and who will not wait leaves; once each', async () => {
  const { id, pass } = await take();
  await become(id, 'missed', 'three');
  assert.equal((await view(pass)).turn.counter, undefined);
  const back = commandOf('rejoin-queue', { ticket: id });
  const first = await send(pass, back);
  assert.deepEqual([first.status, first.body.outcome.status], [200, 'done']);
  assert.deepEqual((await send(pass, back)).body.outcome, first.body.outcome);
  assert.equal((await view(pass)).turn.status, 'waiting');
  await send(pass, commandOf('leave-queue', { ticket: id }));
  assert.equal((await view(pass)).turn.status, 'cancelled');
});

test('a number commands itself and nothing else', async () => {
  const [mine, theirs] = [await take(), await take()];
  const forbidden = [
    commandOf('leave-queue', { ticket: theirs.id }),
    commandOf('rejoin-queue', { ticket: newTicketId() }),
    commandOf('cancel', { booking: mine.id as unknown as BookingId, by: 'pass' }),
    commandOf('take-ticket', { ticket: newTicketId(), queue: QUEUE, day: TODAY }),
    commandOf('call-next', { counter: 'three' as never }),
  ];
  for (const command of forbidden) assert.equal((await send(mine.pass, command)).status, 403, command.kind);
  assert.equal((await view(theirs.pass)).turn.status, 'waiting');
});

test('a number that was merged names the one that counts', async () => {
  const [one, other] = [await take(), await take()];
  await hub.db.query(`update ticket set status = 'merged', into_ticket = $2 where id = $1`, [
    one.id,
    other.id,
  ]);
  const { turn, into } = await view(one.pass);
  assert.deepEqual([turn.status, into?.number, into?.status], ['merged', other.number, 'waiting']);
  assert.ok(into?.ahead !== undefined);
});

test('the page of a booking shows the number that came from it, and comes back for it', async () => {
  const booked = bookCommand(slots[0]!);
  const [outcome] = (await terminal.send(booked)).body.outcomes;
  assert.ok(outcome?.status === 'done' && outcome.pass);
  const { booking } = booked.body;
  await terminal.send(checkInCommand(booking, hub.clock.nowMs));
  assert.equal((await bookingOf(outcome.pass)).turn, undefined);
  const ticket = await take({ booking });
  const { turn } = await bookingOf(outcome.pass);
  assert.deepEqual([turn?.number, turn?.status], [ticket.number, 'waiting']);
  await become(ticket.id, 'missed');
  const again = await send(outcome.pass, commandOf('rejoin-queue', { ticket: ticket.id }));
  assert.equal(again.body.outcome.status, 'done');
  await become(ticket.id, 'done');
  assert.equal((await bookingOf(outcome.pass)).turn, undefined);
});

test('several people under one pass are all in it', async () => {
  const first = bookingId();
  const { code } = bookCommand(slots[1]!).body;
  const series = { first, lastEndsAt: new Date(MORNING_MS + 4 * HOUR_MS).toISOString() };
  const commands = [first, bookingId(), bookingId()].map((booking) =>
    bookCommand(slots[1]!, { booking, code, series }),
  );
  const { outcomes } = (await terminal.send(...commands)).body;
  const [outcome] = outcomes;
  assert.ok(outcome?.status === 'done' && outcome.pass, JSON.stringify(outcomes));
  const { series: others, slot, others: times } = await bookingOf(outcome.pass);
  assert.deepEqual(
    others.map((each) => each.slot.id),
    [slot.id, slot.id],
  );
  assert.deepEqual(times, [], 'they move together, at the hall');
});

/** A key of our own that a test puts into the hub's list. */
async function terminalKey(kid: string, of: string, revoked = false) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', pair.publicKey);
  await hub.db.query(
    `insert into pass_key (site, kid, public_jwk, terminal, revoked) values ('hall', $1, $2, $3, $4)
     on conflict (site, terminal) where terminal is not null do update set kid = excluded.kid, public_jwk = excluded.public_jwk`,
    [kid, { kty, crv, x, y }, of, revoked],
  );
  const sign = async (bytes: Uint8Array) =>
    new Uint8Array(
      await webcrypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        pair.privateKey,
        Uint8Array.from(bytes),
      ),
    );
  return (
    id: string,
    subject: string | undefined,
    kind: 'ticket' | 'adult' = 'ticket',
    expiresAtMs = MORNING_MS + 9 * HOUR_MS,
  ) => issueToken({ kind, id, expiresAtMs, ...(subject ? { subject } : {}) }, kid, sign);
}

test('a terminal signs numbers that it gave out: before they arrive the page is told, and no other number opens', async () => {
  const thumbprint = await terminal.thumbprint();
  const signed = await terminalKey('bb01', thumbprint);
  assert.deepEqual(await problemOf(await signed(newTicketId(), 'A777')), [404, 'booking.unknown']);
  const mine = await take();
  assert.equal((await view(await signed(mine.id, mine.number))).turn.number, mine.number);
  assert.deepEqual(await problemOf(await signed(mine.id, 'A999')), [403, 'pass.invalid'], 'another number');
  const over = await signed(mine.id, mine.number, 'ticket', MORNING_MS - 1);
  assert.deepEqual(await problemOf(over), [410, 'pass.expired']);
  assert.deepEqual(await problemOf(await signed(mine.id, undefined, 'adult')), [403, 'pass.invalid']);
  const elsewhere = await terminalKey('bb02', 'another-terminal');
  assert.deepEqual(await problemOf(await elsewhere(mine.id, mine.number)), [403, 'pass.invalid']);
  const shutOut = await terminalKey('bb03', 'gone-terminal', true);
  assert.deepEqual(await problemOf(await shutOut(newTicketId(), 'A778')), [403, 'pass.invalid']);
});
