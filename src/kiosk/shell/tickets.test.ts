import 'fake-indexeddb/auto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openIdbDriver } from '../../local/idb-driver.ts';
import { terminalKeys } from '../../local/keys.ts';
import { Store } from '../../local/store.ts';
import type { PassKey } from '../../model/schema/booking.ts';
import type { Command } from '../../model/schema/command.ts';
import type { Change } from '../../model/schema/document.ts';
import type { QueueId } from '../../model/schema/queue.ts';
import type { Ticket } from '../../model/schema/ticket.ts';
import { aheadOf } from '../../model/queue.ts';
import { wallClock } from '../../model/time.ts';
import { Runtime, type TicketWanted } from './runtime.ts';

const ZONE = 'Asia/Shanghai';
const QUEUE = 'social' as QueueId;
const wanted: TicketWanted = { queue: QUEUE };
const today = () => wallClock(Date.now(), ZONE).day;
const rules = {
  appointmentHeadStartMinutes: 10,
  lateGraceMinutes: 10,
  backHeadStartMinutes: 5,
  mostHeadStartMinutes: 30,
  recallSeconds: 15,
  priorities: [],
};

const closing: (() => void)[] = [];
after(() => closing.forEach((close) => close()));

let databases = 0;

/** A terminal whose hub is the test itself. */
async function terminal({ band = true } = {}) {
  const name = `tickets-${(databases += 1)}`;
  const store = await Store.open('hall', await openIdbDriver(name, () => undefined));
  closing.push(() => store.close());
  const keys = await terminalKeys(store.driver);
  const runtime = await Runtime.on(store, keys, () => ({ stop: () => undefined }));
  const jwk = (await exportJWK(keys.proof.publicKey)) as PassKey['jwk'];
  const own = { id: 'ab12', site: 'hall', siteName: { zh: '厅' }, revoked: false, jwk };
  let cursor = 0;
  const hear = async (...changes: readonly object[]): Promise<void> => {
    cursor += 1;
    await store.apply(changes as Change[], { epoch: 'e', cursor: String(cursor), clockOffsetMs: 0 }, false);
    store.heardHub({ hubMs: Date.now(), wallMs: Date.now(), monotonicMs: performance.now() });
  };
  const queue = {
    id: QUEUE,
    letter: 'A',
    name: { zh: '社保' },
    services: [],
    walkIns: true,
    demo: true,
    rules,
  };
  await hear(
    { kind: 'site', id: 'hall', body: { id: 'hall', timeZone: ZONE } },
    { kind: 'queue', id: QUEUE, body: queue },
    { kind: 'pass-key', id: 'ab12', body: { ...own, terminal: await calculateJwkThumbprint(jwk) } },
    ...(band
      ? [
          {
            kind: 'number-band',
            id: `${today()}.${QUEUE}`,
            body: { queue: QUEUE, day: today(), ranges: [{ first: 1, last: 9 }] },
          },
        ]
      : []),
  );
  const sent = () => runtime.outbox.next(100);
  /** The hub's answer to a command that waits. */
  const answer = async (command: Command, outcome: object): Promise<void> => {
    const at = new Date().toISOString();
    await runtime.outbox.settle([{ command: command.id, at, status: 'done', ...outcome }]);
  };
  return { runtime, hear, sent, answer };
}

const numberOf = (result: Awaited<ReturnType<Runtime['takeTicket']>>): string =>
  result.ok ? result.value.ticket.number : result.error;
const listed = (ticket: Ticket, more: object = {}) => ({
  kind: 'ticket',
  id: ticket.id,
  body: { ...ticket, ...more },
});

async function asked(sent: () => Promise<Command[]>): Promise<Extract<Command, { kind: 'take-ticket' }>> {
  for (;;) {
    const command = (await sent())[0];
    if (command?.kind === 'take-ticket') return command;
  }
}

describe('taking a number', () => {
  test('pressed twice is one number; for another person it is another', async () => {
    const { runtime, sent } = await terminal();
    const [one, same] = await Promise.all([
      runtime.takeTicket(wanted, true),
      runtime.takeTicket(wanted, true),
    ]);
    assert.deepEqual(one, same);
    const other = await runtime.takeTicket({ ...wanted, person: 1 }, true);
    assert.deepEqual([numberOf(one), numberOf(other)], ['A001', 'A002']);
    assert.equal((await sent()).length, 2);
    assert.deepEqual(
      runtime.takenTickets(QUEUE).map(({ ticket }) => ticket.number),
      ['A001', 'A002'],
    );
  });

  test('the next visit knows nothing of it, and has a number of its own', async () => {
    const { runtime } = await terminal();
    await runtime.takeTicket(wanted, false);
    await runtime.endVisit();
    assert.deepEqual(runtime.takenTickets(QUEUE), []);
    assert.deepEqual(await runtime.store.driver.all('outcomes'), []);
    assert.equal(numberOf(await runtime.takeTicket(wanted, false)), 'A002');
  });

  test('whoever comes from a booking that has a number gets that one', async () => {
    const { runtime, sent, hear } = await terminal();
    const booking = '0123456789ab' as NonNullable<TicketWanted['booking']>;
    const first = await runtime.takeTicket({ ...wanted, booking }, false);
    await runtime.endVisit();
    const again = await runtime.takeTicket({ ...wanted, booking }, false);
    assert.equal(numberOf(again), numberOf(first));
    assert.ok(first.ok && again.ok && again.value.token);
    assert.equal((await sent()).length, 1);
    await hear(listed(first.value.ticket, { status: 'done' }));
    assert.equal((await runtime.ticketOfBooking(booking))?.status, undefined);
  });

  test('without a network and without a band there is none, and nothing waits', async () => {
    const { runtime, sent } = await terminal({ band: false });
    assert.equal(numberOf(await runtime.takeTicket(wanted, false)), 'no-band');
    assert.deepEqual(await sent(), []);
  });
});

describe('a number that the hub gives', () => {
  const given = (command: Extract<Command, { kind: 'take-ticket' }>) => ({
    pass: 'T',
    ticket: { id: command.body.ticket, number: 'A077', status: 'waiting' },
  });

  test('comes with its code', async () => {
    const { runtime, sent, answer } = await terminal({ band: false });
    const taking = runtime.takeTicket(wanted, true);
    const command = await asked(sent);
    await answer(command, given(command));
    const taken = await taking;
    assert.ok(taken.ok);
    assert.deepEqual([taken.value.ticket.number, taken.value.token], ['A077', 'T']);
  });

  test('and that nobody waited for is left to nobody', async () => {
    const { runtime, sent, answer } = await terminal({ band: false });
    const taking = runtime.takeTicket(wanted, true);
    const command = await asked(sent);
    await runtime.endVisit();
    // It had left this terminal already: the hub may have given it.
    await answer(command, given(command));
    await taking;
    assert.deepEqual(runtime.takenTickets(QUEUE), []);
    assert.deepEqual(
      (await sent()).map(({ kind, body }) => [kind, body]),
      [['leave-queue', { ticket: command.body.ticket }]],
    );
  });

  test('and that never left this terminal is just taken back', async () => {
    const { runtime } = await terminal({ band: false });
    const taking = runtime.takeTicket(wanted, true);
    while ((await runtime.outbox.waiting()) === 0);
    await runtime.endVisit();
    assert.equal(numberOf(await taking), 'no-answer');
    assert.equal(await runtime.outbox.waiting(), 0);
  });
});

describe('what is known of a number', () => {
  test('before the hub lists it, it stands in the line as it was given out', async () => {
    const { runtime } = await terminal();
    const one = await runtime.takeTicket(wanted, false);
    const other = await runtime.takeTicket({ ...wanted, person: 1 }, false);
    assert.ok(one.ok && other.ok);
    const line = await runtime.ticketLine(QUEUE);
    assert.equal(aheadOf(other.value.ticket, line), 1);
    await runtime.leaveQueue(one.value.ticket);
    assert.equal(aheadOf(other.value.ticket, await runtime.ticketLine(QUEUE)), 0);
  });

  test('counts once when the hub lists it while the command still waits', async () => {
    const { runtime, hear } = await terminal();
    const one = await runtime.takeTicket(wanted, false);
    assert.ok(one.ok);
    await hear(listed(one.value.ticket));
    assert.equal((await runtime.ticketLine(QUEUE)).length, 1);
  });

  test('of the days before nobody stands in it', async () => {
    const { runtime, hear } = await terminal();
    const one = await runtime.takeTicket(wanted, false);
    assert.ok(one.ok);
    const yesterday = wallClock(Date.now() - 86_400_000, ZONE).day;
    await hear(listed(one.value.ticket, { id: '0123456789ab', day: yesterday }));
    assert.equal((await runtime.ticketLine(QUEUE)).length, 1);
  });

  test('leaving pressed twice is one command; once the hub has it, it is left', async () => {
    const { runtime, hear, sent, answer } = await terminal();
    const one = await runtime.takeTicket(wanted, false);
    assert.ok(one.ok);
    const { ticket } = one.value;
    const [first, second] = [await runtime.leaveQueue(ticket), await runtime.leaveQueue(ticket)];
    assert.equal(first, second);
    assert.equal((await runtime.ownTicket(ticket.id))?.asked, 'leave');
    for (const command of await sent()) await answer(command, {});
    await hear(listed(ticket));
    assert.equal((await runtime.ownTicket(ticket.id))?.ticket.status, 'cancelled');
  });

  test('a number that the hub refuses says why', async () => {
    const { runtime, sent, answer } = await terminal();
    const one = await runtime.takeTicket(wanted, false);
    assert.ok(one.ok);
    const [command] = await sent();
    assert.ok(command);
    await answer(command, { status: 'refused', error: { code: 'ticket.number-taken' } });
    const now = await runtime.ownTicket(one.value.ticket.id);
    assert.deepEqual([now?.listed, now?.error], [false, 'ticket.number-taken']);
  });
});
