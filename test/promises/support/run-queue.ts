import { randomUUID } from 'node:crypto';
import { type TicketRow, ticketColumns, toTicket } from '../../../hub/database/rows.ts';
import { nextFor } from '../../../src/model/queue.ts';
import type { Command, CommandId, Outcome } from '../../../src/model/schema/command.ts';
import type { Counter } from '../../../src/model/schema/queue.ts';
import type { Ticket } from '../../../src/model/schema/ticket.ts';
import { wallClock } from '../../../src/model/time.ts';
import { COUNTERS, QUEUES } from '../../support/queue.ts';
import type { Hall } from './hall.ts';
import type { HubProcess } from './hub-side.ts';
import type { QueueStep } from './queue-history.ts';

const of = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

/** One step about numbers. What it needs and there is not makes it a step in which nothing happens. */
export async function takeQueueStep(hall: Hall, step: QueueStep): Promise<void> {
  switch (step.do) {
    case 'call':
      return call(hall, of(COUNTERS, step.counter) as Counter, step);
    case 'all-call':
      return allCall(hall);
    case 'handle':
      return handle(hall, step);
    default: {
      const terminal = of(hall.terminals, step.at);
      if (terminal) await atTerminal(hall, terminal, step);
    }
  }
}

type AtTerminal = Extract<QueueStep, { readonly at: number }>;

async function atTerminal(hall: Hall, terminal: Hall['terminals'][number], step: AtTerminal): Promise<void> {
  switch (step.do) {
    case 'take': {
      const booking = step.booking === undefined ? undefined : of(hall.bookings, step.booking)?.booking;
      const asked = { queue: queueAt(step.queue), ...(booking ? { booking } : {}) };
      await Promise.all(Array.from({ length: step.people }, () => terminal.takeTicket(asked)));
      return;
    }
    case 'sync-and-take':
      terminal.line.fail(step.faults);
      await Promise.all([terminal.syncOnce(), terminal.takeTicket({ queue: queueAt(step.queue) })]);
      return terminal.line.fail([]);
    default: {
      const shown = of([...hall.witness.shown.keys()], step.number);
      if (shown)
        await terminal.submit(step.do === 'leave' ? 'leave-queue' : 'rejoin-queue', { ticket: shown });
    }
  }
}

const queueAt = (index: number) => QUEUES[index % QUEUES.length]?.id as Ticket['queue'];

/** Exactly whom the rule names, once, however often the press arrives. */
async function call(
  hall: Hall,
  counter: Counter,
  { finish, twice }: Extract<QueueStep, { do: 'call' }>,
): Promise<void> {
  const before = await ticketsToday(hall);
  const here = before.find(
    (one) => one.counter === counter.id && (one.status === 'called' || one.status === 'serving'),
  );
  const wanted = nextFor(counter, before);
  const body = { counter: counter.id, ...(finish && here ? { finish: here.id } : {}) };
  const outcomes = await send(hall, command(hall, { kind: 'call-next', body }), twice);
  for (const outcome of outcomes)
    if (told(outcome) !== (wanted?.number ?? 'queue.empty'))
      hall.witness.broken(
        `called ${told(outcome)} instead of ${wanted?.number ?? 'nobody'} to ${counter.id}`,
      );
}

/** All clerks at once: each number to one of them, and nobody who waits is passed over. */
async function allCall(hall: Hall): Promise<void> {
  const before = await ticketsToday(hall);
  const outcomes = await Promise.all(
    COUNTERS.map(async ({ id }, index) => {
      const press = command(hall, { kind: 'call-next', body: { counter: id } });
      return (of(hall.hubs, index) as HubProcess).staff(hall.site, `clerk-${id}`, press);
    }),
  );
  const called = outcomes.map(told).filter((word) => word !== 'queue.empty');
  if (new Set(called).size < called.length)
    hall.witness.broken(`one number to two counters: ${called.join()}`);
  for (const [index, outcome] of outcomes.entries()) {
    const counter = COUNTERS[index] as Counter;
    const first = nextFor(
      counter,
      before.filter(({ number }) => !called.includes(number)),
    );
    const own = before.find(({ number }) => number === told(outcome));
    if (first && (!own || Date.parse(own.standsAt) > Date.parse(first.standsAt)))
      hall.witness.broken(`${first.number} was passed over at ${counter.id} for ${told(outcome)}`);
  }
}

async function handle(hall: Hall, { number, act }: Extract<QueueStep, { do: 'handle' }>): Promise<void> {
  const ticket = of(await ticketsToday(hall), number);
  if (!ticket) return;
  const { id, sequence } = ticket;
  const counter = ticket.counter ?? (COUNTERS[0] as Counter).id;
  const body = { ticket: id, counter, sequence, act: { does: act } };
  await send(hall, command(hall, { kind: 'handle-ticket', body }), number % 2 === 0);
}

/** Delivers to one hub, or to both at once; all answers must be the same. */
async function send(hall: Hall, press: Command, twice: boolean): Promise<readonly Outcome[]> {
  const hubs = twice ? hall.hubs : hall.hubs.slice(0, 1);
  const outcomes = await Promise.all(hubs.map((hub) => hub.staff(hall.site, 'clerk', press)));
  if (new Set(outcomes.map((one) => JSON.stringify(one, sorted))).size > 1)
    hall.witness.broken(`two outcomes of one press: ${JSON.stringify(outcomes)}`);
  return outcomes;
}

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

const told = (outcome: Outcome): string =>
  outcome.status === 'refused' ? outcome.error.code : (outcome.ticket?.number ?? 'nobody');

const command = (
  hall: Hall,
  press:
    | Pick<Extract<Command, { kind: 'call-next' }>, 'kind' | 'body'>
    | Pick<Extract<Command, { kind: 'handle-ticket' }>, 'kind' | 'body'>,
): Command => ({ id: randomUUID() as CommandId, at: new Date(hall.time.nowMs).toISOString(), ...press });

async function ticketsToday(hall: Hall): Promise<readonly Ticket[]> {
  const rows = await hall.db.query<TicketRow>(
    `select ${ticketColumns} from ticket k where site = $1 and day = $2 order by id`,
    [hall.site, dayOf(hall)],
  );
  return rows.map(toTicket);
}

/** The day it is in the hall. */
export const dayOf = (hall: Hall): string => wallClock(hall.time.nowMs, 'Asia/Shanghai').day;
