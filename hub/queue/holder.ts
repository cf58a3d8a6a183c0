import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { Refused, decide } from '../bookings/decide.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database, Query } from '../database/database.ts';
import { standingAgain } from './handle.ts';
import { type TicketRecord, lockTicket, mustLead, saveTicket, today } from './record.ts';

/**
 * The holder of a number no longer waits. Whoever names it may: its id is 48 random bits that only the slip, the phone
 * and the terminal that gave it out know the way to.
 */
export const leaveQueue = (
  db: Database,
  delivery: Delivery,
  body: CommandBody<'leave-queue'>,
): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const record = await lockTicket(query, delivery.site, body.ticket);
    const change = { status: mustLead(record, 'leave'), ended_at: new Date(delivery.nowMs) };
    return { ticket: await saveTicket(query, delivery.site, record, change, 'holder') };
  });

/** The holder of a number that was called in vain is here again, and stands a little ahead of who comes now. */
export const rejoinQueue = (
  db: Database,
  delivery: Delivery,
  body: CommandBody<'rejoin-queue'>,
): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const record = await lockTicket(query, delivery.site, body.ticket);
    return { ticket: await rejoin(query, delivery, record) };
  });

/** Puts a locked number that was missed back into the line. */
export async function rejoin(
  query: Query,
  delivery: Delivery,
  record: TicketRecord,
): ReturnType<typeof saveTicket> {
  const { site, nowMs } = delivery;
  const status = mustLead(record, 'rejoin');
  if (record.day < (await today(query, site, nowMs)))
    throw new Refused({ code: 'ticket.over', field: 'body.ticket' });
  const change = { status, stands_at: await standingAgain(query, delivery, record) };
  return saveTicket(query, site, record, change, 'holder');
}
