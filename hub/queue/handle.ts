import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { mayCall, standingAgainMs } from '../../src/model/queue.ts';
import type { Counter } from '../../src/model/schema/queue.ts';
import type { Ticket } from '../../src/model/schema/ticket.ts';
import { mayRecall } from '../../src/model/ticket.ts';
import { Refused, decide } from '../bookings/decide.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database, Query } from '../database/database.ts';
import { called, finished } from './call.ts';
import {
  type KeptState,
  type TicketRecord,
  type TicketState,
  UNDO_MS,
  byClerk,
  findQueue,
  lockTicket,
  mustFindCounter,
  mustLead,
  mustStandAt,
  rulesOf,
  saveTicket,
} from './record.ts';

type Body = CommandBody<'handle-ticket'>;
type PassOn = Extract<Body['act'], { does: 'pass-on' }>;

/** One act of a clerk under way, with the number locked. */
interface Acting {
  readonly query: Query;
  readonly delivery: Delivery;
  readonly body: Body;
  readonly record: TicketRecord;
  /** Where the clerk sits. */
  readonly counter: Counter;
}

/**
 * What a clerk does with one number. Only who saw it as it is now may act on it, so that two clerks never act on what
 * the other changed; and whoever is called or served at one counter is not acted on from another.
 */
export const handleTicket = (db: Database, delivery: Delivery, body: Body): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { site, nowMs } = delivery;
    const { counter, day } = await mustStandAt(query, site, body.counter, nowMs);
    const record = await lockTicket(query, site, body.ticket);
    if (record.sequence !== body.sequence)
      throw new Refused({ code: 'ticket.moved-on', field: 'body.sequence' });
    if (record.day < day) throw new Refused({ code: 'ticket.over', field: 'body.ticket' });
    const acting: Acting = { query, delivery, body, record, counter };
    if (body.act.does === 'undo')
      return { ticket: await saveTicket(query, site, record, undone(acting), 'undo') };
    return { ticket: await saveTicket(query, site, record, await change(acting), byClerk(delivery)) };
  });

function change(acting: Acting): Promise<Partial<TicketState>> | Partial<TicketState> {
  const { body, record, delivery } = acting;
  switch (body.act.does) {
    case 'call':
      return callThis(acting);
    case 'recall':
      return recall(acting);
    case 'serve':
      mustBeHere(acting);
      return { status: mustLead(record, 'serve'), served_at: new Date(delivery.nowMs) };
    case 'finish':
      mustBeHere(acting);
      mustLead(record, 'finish');
      return finished(record, delivery.nowMs);
    case 'miss':
      mustBeHere(acting);
      return { status: mustLead(record, 'miss') };
    case 'park':
      mustBeHere(acting);
      return { status: mustLead(record, 'park') };
    case 'resume':
      return resume(acting);
    case 'pass-on':
      return passOn(acting, body.act);
    case 'undo':
      return undone(acting);
  }
}

/** @throws Refused `ticket.not-now` where somebody is called or served at another counter */
function mustBeHere({ record, body }: Acting): void {
  const isSomewhere = record.status === 'called' || record.status === 'serving';
  if (isSomewhere && record.counter !== body.counter)
    throw new Refused({ code: 'ticket.not-now', field: 'body.counter' });
}

/** Calls a particular one: who waits, was parked, or was missed. */
function callThis({ delivery, record, counter }: Acting): Partial<TicketState> {
  mustLead(record, 'call');
  if (!mayCall(counter, ticketOf(record)))
    throw new Refused({ code: 'ticket.not-now', field: 'body.counter' });
  return called(record, counter.id, delivery.nowMs);
}

async function recall(acting: Acting): Promise<Partial<TicketState>> {
  const { query, delivery, record } = acting;
  mustBeHere(acting);
  const status = mustLead(record, 'recall');
  const rules = rulesOf(await findQueue(query, delivery.site, record.queue));
  const calledAt = record.called_at?.toISOString();
  if (!mayRecall(calledAt === undefined ? {} : { calledAt }, rules, delivery.nowMs))
    throw new Refused({ code: 'ticket.just-called', field: 'body.ticket' });
  return { status, called_at: new Date(delivery.nowMs), recalls: record.recalls + 1 };
}

/** Back into the line: who was parked to their old place, who was missed as if they had just come back. */
async function resume({ query, delivery, record }: Acting): Promise<Partial<TicketState>> {
  const status = mustLead(record, 'resume');
  if (record.status === 'parked') return { status };
  return { status, stands_at: await standingAgain(query, delivery, record) };
}

/** Where somebody stands who was called in vain and came back. */
export async function standingAgain(
  query: Query,
  { site, nowMs }: Delivery,
  record: TicketRecord,
): Promise<Date> {
  const rules = rulesOf(await findQueue(query, site, record.queue));
  return new Date(standingAgainMs({ standsAt: record.stands_at.toISOString() }, rules, nowMs));
}

/** To another queue, or one counter of it: the number stays, and so does the place in the line. */
async function passOn(acting: Acting, act: PassOn): Promise<Partial<TicketState>> {
  const { query, delivery, record } = acting;
  mustBeHere(acting);
  const status = mustLead(record, 'pass-on');
  if (!(await findQueue(query, delivery.site, act.queue)))
    throw new Refused({ code: 'queue.unknown', field: 'body.act.queue' });
  if (act.counter !== undefined) await mustFindCounter(query, delivery.site, act.counter, 'body.act.counter');
  return {
    status,
    queue: act.queue,
    only_at: act.counter ?? null,
    counter: null,
    called_at: null,
    served_at: null,
    recalls: 0,
  };
}

/** What it was before the last act: once, by whoever did that, for a while, and only if nothing else happened since. */
function undone({ delivery, record }: Acting): Partial<TicketState> {
  const { before, handled_by: by } = record;
  if (!before || by !== delivery.terminal || delivery.nowMs >= Date.parse(before.at) + UNDO_MS)
    throw new Refused({ code: 'ticket.too-late-to-undo', field: 'body.ticket' });
  return revived(before.was);
}

const revived = (was: KeptState): TicketState => ({
  ...was,
  stands_at: new Date(was.stands_at ?? 0),
  first_called_at: dateOf(was.first_called_at),
  called_at: dateOf(was.called_at),
  served_at: dateOf(was.served_at),
  ended_at: dateOf(was.ended_at),
});

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const ticketOf = ({ queue, only_at: onlyAt }: TicketRecord): Pick<Ticket, 'queue' | 'onlyAt'> =>
  ({ queue, ...(onlyAt === null ? {} : { onlyAt }) }) as Pick<Ticket, 'queue' | 'onlyAt'>;
