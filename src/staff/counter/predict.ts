import { nextFor } from '../../model/queue.ts';
import type { Command, CommandBody } from '../../model/schema/command.ts';
import type { Counter } from '../../model/schema/queue.ts';
import type { HallView, StaffTicket } from '../../model/schema/staff-hall.ts';
import type { TicketId } from '../../model/schema/ticket.ts';
import { type TicketEvent, isOpen, nextTicketStatus } from '../../model/ticket.ts';

export type Act = CommandBody<'handle-ticket'>['act'];

/** A hall as it will be once the acts that wait are carried out, as far as that can be told here. */
export interface Expected {
  readonly tickets: readonly StaffTicket[];
  /** True while a call of the next number waits for its answer. */
  readonly calling: boolean;
}

/** Every number of the view in one list. */
export const allTickets = ({ waiting, open, ended }: HallView): readonly StaffTicket[] => [
  ...waiting,
  ...open,
  ...ended,
];

/** One step of one number: what a command leads to, as far as that can be told here. */
export interface Step {
  readonly ticket: TicketId;
  readonly event: TicketEvent;
  readonly changes: Partial<StaffTicket>;
}

/**
 * What a command does to numbers.
 * @param called the number that was called by it, where the hub has said so
 */
export function stepsOf({ kind, body }: Command, called?: TicketId): readonly Step[] {
  if (kind === 'call-next') {
    const finish: readonly Step[] =
      body.finish === undefined ? [] : [{ ticket: body.finish, event: 'finish', changes: {} }];
    const call: readonly Step[] =
      called === undefined ? [] : [{ ticket: called, event: 'call', changes: { counter: body.counter } }];
    return [...finish, ...call];
  }
  if (kind !== 'handle-ticket' || body.act.does === 'undo') return [];
  return [{ ticket: body.ticket, event: body.act.does, changes: changesOf(body) }];
}

/**
 * Lays what was done over the hall as it was read: an act counts at once for whoever did it. What is next to call is the
 * hub's to say, so a call without an answer is only said to be under way.
 * @param settled steps that were carried out and are not in the hall yet
 */
export function expect(hall: HallView, waiting: readonly Command[], settled: readonly Step[] = []): Expected {
  const steps = [...settled, ...waiting.flatMap((command) => stepsOf(command))];
  return {
    tickets: steps.reduce(apply, allTickets(hall)),
    calling: waiting.some(({ kind }) => kind === 'call-next'),
  };
}

function changesOf({ act, counter }: CommandBody<'handle-ticket'>): Partial<StaffTicket> {
  if (act.does === 'pass-on') return { queue: act.queue };
  return act.does === 'call' ? { counter } : {};
}

function apply(
  tickets: readonly StaffTicket[],
  { ticket: id, event, changes }: Step,
): readonly StaffTicket[] {
  return tickets.map((ticket) => {
    const next = ticket.id === id ? nextTicketStatus(ticket.status, event) : undefined;
    return next?.ok ? { ...ticket, ...changes, status: next.value, sequence: ticket.sequence + 1 } : ticket;
  });
}

/** The number that is at a counter: called there or served there; the latest where there are several. */
export const presentAt = (tickets: readonly StaffTicket[], counter: Counter): StaffTicket | undefined =>
  tickets
    .filter(({ status }) => status === 'called' || status === 'serving')
    .filter((ticket) => ticket.counter === counter.id)
    .sort((one, other) => Date.parse(other.calledAt ?? '') - Date.parse(one.calledAt ?? ''))[0];

/** What may be done with a number now, in the order of its buttons. */
export function actsFor({ status }: StaffTicket): readonly Exclude<Act['does'], 'undo'>[] {
  const order = ['serve', 'finish', 'recall', 'miss', 'park', 'pass-on'] as const;
  return order.filter((does) => nextTicketStatus(status, does).ok);
}

/** Who is called next to a counter. */
export const nextAt = (tickets: readonly StaffTicket[], counter: Counter): StaffTicket | undefined =>
  nextFor(counter, tickets);

/** The last thing one may take back at this counter: the number whose undo ends last. */
export const undoable = (tickets: readonly StaffTicket[], nowMs: number): StaffTicket | undefined =>
  tickets
    .filter(({ undoUntil }) => undoUntil !== undefined && Date.parse(undoUntil) > nowMs)
    .sort((one, other) => Date.parse(other.undoUntil ?? '') - Date.parse(one.undoUntil ?? ''))[0];

/** Numbers set aside: parked, or called in vain. */
export const setAside = (tickets: readonly StaffTicket[]): readonly StaffTicket[] =>
  tickets.filter((ticket) => isOpen(ticket) && (ticket.status === 'parked' || ticket.status === 'missed'));
