import type { ErrorCode } from './errors.ts';
import { type Result, fail, ok } from './result.ts';
import type { QueueRules } from './schema/queue.ts';
import type { Ticket, TicketNumber, TicketStatus } from './schema/ticket.ts';
import { endOfDayMs } from './time.ts';

/** What happens to a number: by its holder (`leave`, `rejoin`), by a clerk, or at the merge of two (`merge`). */
export type TicketEvent =
  | 'call'
  | 'recall'
  | 'serve'
  | 'finish'
  | 'miss'
  | 'park'
  | 'resume'
  | 'pass-on'
  | 'leave'
  | 'rejoin'
  | 'merge';

/** What leads where; `undo` leads back by one step and is the hub's to know (see hub/queue). */
const LIFE: Readonly<Record<TicketStatus, Readonly<Partial<Record<TicketEvent, TicketStatus>>>>> = {
  waiting: { call: 'called', park: 'parked', 'pass-on': 'waiting', leave: 'cancelled', merge: 'merged' },
  called: {
    recall: 'called',
    serve: 'serving',
    finish: 'done',
    miss: 'missed',
    park: 'parked',
    'pass-on': 'waiting',
    leave: 'cancelled',
  },
  serving: { finish: 'done', park: 'parked', 'pass-on': 'waiting' },
  parked: { resume: 'waiting', call: 'called', finish: 'done', 'pass-on': 'waiting', leave: 'cancelled' },
  missed: { rejoin: 'waiting', resume: 'waiting', call: 'called', leave: 'cancelled' },
  done: {},
  cancelled: {},
  merged: {},
};

/** @returns the next state, or why not, in a code of the error catalogue */
export function nextTicketStatus(
  status: TicketStatus | undefined,
  event: TicketEvent,
): Result<TicketStatus, ErrorCode> {
  if (status === undefined) return fail('ticket.unknown');
  const next = LIFE[status][event];
  if (next) return ok(next);
  return fail(
    status === 'done' || status === 'cancelled' || status === 'merged' ? 'ticket.over' : 'ticket.not-now',
  );
}

/** Whether its holder is still to be served. */
export const isOpen = ({ status }: Pick<Ticket, 'status'>): boolean =>
  status !== 'done' && status !== 'cancelled' && status !== 'merged';

/** May this number be called again now, or was it called a moment ago? A second touch must not call twice. */
export const mayRecall = (
  { calledAt }: Pick<Ticket, 'calledAt'>,
  rules: Pick<QueueRules, 'recallSeconds'>,
  nowMs: number,
): boolean => calledAt === undefined || nowMs - Date.parse(calledAt) >= rules.recallSeconds * 1_000;

/** @returns the number as it is called: the queue's letter and at least three digits */
export const ticketNumberOf = (letter: string, number: number): TicketNumber =>
  `${letter}${String(number).padStart(3, '0')}` as TicketNumber;

/** A number is worth something a while longer than its day: whoever waits past midnight is not turned away. */
const AFTER_DAY_MS = 7_200_000;

/**
 * @param day `YYYY-MM-DD`, the day it counts
 * @param timeZone the site's, an IANA name
 * @returns when its code ends, milliseconds since 1970
 */
export const ticketExpiryMs = (day: string, timeZone: string): number =>
  endOfDayMs(day, timeZone) + AFTER_DAY_MS;
