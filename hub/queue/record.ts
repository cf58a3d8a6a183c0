import { nextTicketStatus, type TicketEvent } from '../../src/model/ticket.ts';
import { type Counter, type Queue, type QueueRules, queueRules } from '../../src/model/schema/queue.ts';
import type { Ticket } from '../../src/model/schema/ticket.ts';
import { wallClock } from '../../src/model/time.ts';
import { Refused } from '../bookings/decide.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Query } from '../database/database.ts';

/** How long the last thing that was done with a number can be taken back. */
export const UNDO_MS = 300_000;

/** What happens to a number in the course of its day: all of it can be taken back by one step. */
export interface TicketState {
  readonly status: Ticket['status'];
  readonly queue: string;
  readonly stands_at: Date;
  readonly counter: string | null;
  readonly only_at: string | null;
  readonly first_called_at: Date | null;
  readonly called_at: Date | null;
  readonly served_at: Date | null;
  readonly ended_at: Date | null;
  readonly recalls: number;
}

/** A state as `before` keeps it. */
export type KeptState = {
  readonly [K in keyof TicketState]: TicketState[K] extends Date | null ? string | null : TicketState[K];
};

/** A number as its table has it. */
export interface TicketRecord extends TicketState {
  readonly id: Ticket['id'];
  readonly number: Ticket['number'];
  readonly day: string;
  readonly sequence: number;
  readonly handled_by: string | null;
  readonly before: { readonly at: string; readonly was: KeptState } | null;
}

export const RECORD = `id, number, day::text as day, status, queue, stands_at, counter, only_at, first_called_at, called_at,
  served_at, ended_at, recalls, sequence, handled_by, before`;

/** @throws Refused `ticket.unknown` where there is none */
export async function lockTicket(query: Query, site: string, id: string): Promise<TicketRecord> {
  const [row] = await query<TicketRecord>(
    `select ${RECORD} from ticket where site = $1 and id = $2 for update`,
    [site, id],
  );
  if (!row) throw new Refused({ code: 'ticket.unknown', field: 'body.ticket' });
  return row;
}

/** @throws Refused where the life of the number does not lead there */
export function mustLead({ status }: Pick<TicketRecord, 'status'>, event: TicketEvent): Ticket['status'] {
  const next = nextTicketStatus(status, event);
  if (!next.ok) throw new Refused({ code: next.error, field: 'body.ticket' });
  return next.value;
}

/** Who changed a number. Only what a clerk did can be taken back, and only as long as nothing else happened since. */
export type ChangedBy = { readonly clerk: string; readonly atMs: number } | 'holder' | 'undo';

/**
 * Writes what became of a locked number.
 * @returns what an outcome says of it
 */
export async function saveTicket(
  query: Query,
  site: string,
  record: TicketRecord,
  change: Partial<TicketState>,
  by: ChangedBy,
): Promise<{
  readonly id: Ticket['id'];
  readonly number: Ticket['number'];
  readonly status: Ticket['status'];
}> {
  const now = { ...stateOf(record), ...change };
  const isAct = typeof by === 'object';
  await query(
    `update ticket set status = $3, queue = $4, stands_at = $5, counter = $6, only_at = $7, first_called_at = $8,
            called_at = $9, served_at = $10, ended_at = $11, recalls = $12, before = $13,
            handled_by = coalesce($14, handled_by), sequence = sequence + 1, changed = pg_current_xact_id()
      where site = $1 and id = $2`,
    [
      site,
      record.id,
      now.status,
      now.queue,
      now.stands_at,
      now.counter,
      now.only_at,
      now.first_called_at,
      now.called_at,
      now.served_at,
      now.ended_at,
      now.recalls,
      isAct ? JSON.stringify({ at: new Date(by.atMs).toISOString(), was: stateOf(record) }) : null,
      isAct ? by.clerk : null,
    ],
  );
  return { id: record.id, number: record.number, status: now.status };
}

const stateOf = (record: TicketRecord): TicketState => ({
  status: record.status,
  queue: record.queue,
  stands_at: record.stands_at,
  counter: record.counter,
  only_at: record.only_at,
  first_called_at: record.first_called_at,
  called_at: record.called_at,
  served_at: record.served_at,
  ended_at: record.ended_at,
  recalls: record.recalls,
});

/** The clerk who sends, as a change of a number names them. */
export const byClerk = ({ terminal, nowMs }: Delivery): ChangedBy => ({ clerk: terminal, atMs: nowMs });

/** @returns the queue as it is published now; undefined where it is not */
export async function findQueue(query: Query, site: string, id: string): Promise<Queue | undefined> {
  return find<Queue>(query, site, 'queue', id);
}

/** @throws Refused `counter.unknown` */
export async function mustFindCounter(
  query: Query,
  site: string,
  id: string,
  field = 'body.counter',
): Promise<Counter> {
  const counter = await find<Counter>(query, site, 'counter', id);
  if (!counter) throw new Refused({ code: 'counter.unknown', field });
  return counter;
}

/** A counter and the day it is there, in one round trip: every call of a number begins with it. */
export async function mustStandAt(
  query: Query,
  site: string,
  id: string,
  nowMs: number,
): Promise<{ readonly counter: Counter; readonly day: string }> {
  const [row] = await query<{ counter: Counter | null; zone: string }>(
    `select coalesce(body->>'timeZone', 'UTC') as zone,
            (select body from document where site = $1 and kind = 'counter' and id = $2) as counter
       from site where id = $1`,
    [site, id],
  );
  if (!row?.counter) throw new Refused({ code: 'counter.unknown', field: 'body.counter' });
  return { counter: row.counter, day: wallClock(nowMs, row.zone).day };
}

async function find<T>(query: Query, site: string, kind: string, id: string): Promise<T | undefined> {
  const [row] = await query<{ body: T }>(
    'select body from document where site = $1 and kind = $2 and id = $3 and body is not null',
    [site, kind, id],
  );
  return row?.body;
}

/** The rules of a queue that may have vanished while its numbers are still out. */
export const rulesOf = (queue: Queue | undefined): QueueRules => queue?.rules ?? queueRules.parse({});

/** @returns the day it is at the site, `YYYY-MM-DD` */
export async function today(query: Query, site: string, nowMs: number): Promise<string> {
  return wallClock(nowMs, await timeZoneOf(query, site)).day;
}

export async function timeZoneOf(query: Query, site: string): Promise<string> {
  const [row] = await query<{ zone: string }>(
    `select coalesce(body->>'timeZone', 'UTC') as zone from site where id = $1`,
    [site],
  );
  return row?.zone ?? 'UTC';
}
