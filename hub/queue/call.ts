import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Counter } from '../../src/model/schema/queue.ts';
import { nextTicketStatus } from '../../src/model/ticket.ts';
import { Refused, decide } from '../bookings/decide.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database, Query } from '../database/database.ts';
import {
  RECORD,
  type TicketRecord,
  type TicketState,
  byClerk,
  lockTicket,
  mustStandAt,
  saveTicket,
} from './record.ts';

// The order is that of src/model/queue.ts, and so is who may be called. Whoever finds the first one locked waits until it
// is decided, and then looks again: nobody is passed over because a colleague had a hand on them.
const NEXT = `
select ${RECORD} from ticket
 where site = $1 and day = $2 and status = 'waiting'
   and case when only_at is null then queue = any($3) else only_at = $4 end
 order by stands_at, taken_at, id limit 1 for update`;

/** @returns who is next to a counter, locked; undefined where nobody waits for it */
export async function lockNext(
  query: Query,
  site: string,
  day: string,
  { id, queues }: Pick<Counter, 'id' | 'queues'>,
): Promise<TicketRecord | undefined> {
  const [row] = await query<TicketRecord>(NEXT, [site, day, queues, id]);
  return row;
}

/**
 * Calls the next number to a counter, and finishes the one that was there, where it is named. Where nobody waits the
 * outcome is `queue.empty`, and the one that was there is finished all the same: the clerk is done with it either way.
 */
export const callNext = (
  db: Database,
  delivery: Delivery,
  body: CommandBody<'call-next'>,
): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { site, nowMs } = delivery;
    const { counter, day } = await mustStandAt(query, site, body.counter, nowMs);
    await finishBefore(query, delivery, body);
    const next = await lockNext(query, site, day, counter);
    if (!next)
      throw new Refused({ code: 'queue.empty', field: 'body.counter' }, (again) =>
        finishBefore(again, delivery, body).catch(ignoreRefused),
      );
    return {
      ticket: await saveTicket(query, site, next, called(next, counter.id, nowMs), byClerk(delivery)),
    };
  });

/** What a call makes of a number. */
export const called = (record: TicketRecord, counter: string, nowMs: number): Partial<TicketState> => ({
  status: 'called',
  counter,
  called_at: new Date(nowMs),
  first_called_at: record.first_called_at ?? new Date(nowMs),
  served_at: null,
  recalls: 0,
});

/** What a finish makes of it. */
export const finished = (record: TicketRecord, nowMs: number): Partial<TicketState> => ({
  status: 'done',
  served_at: record.served_at ?? (record.status === 'parked' ? null : new Date(nowMs)),
  ended_at: new Date(nowMs),
});

/** @throws Refused `ticket.moved-on` where the number that is to be finished is not at this counter any more */
async function finishBefore(query: Query, delivery: Delivery, body: CommandBody<'call-next'>): Promise<void> {
  if (body.finish === undefined) return;
  const record = await lockTicket(query, delivery.site, body.finish);
  const isHere =
    record.counter === body.counter && (record.status === 'called' || record.status === 'serving');
  if (!isHere || !nextTicketStatus(record.status, 'finish').ok)
    throw new Refused({ code: 'ticket.moved-on', field: 'body.finish' });
  await saveTicket(query, delivery.site, record, finished(record, delivery.nowMs), byClerk(delivery));
}

/** Between the two looks somebody else may have done it. */
function ignoreRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
