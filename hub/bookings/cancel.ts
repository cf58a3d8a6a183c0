import { isAhead, mayAlter } from '../../src/model/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database, Query } from '../database/database.ts';
import { auditDesk, mustBeAsSeen, reasonOf } from './at-desk.ts';
import { Refused, decide } from './decide.ts';
import { mustHold } from './holder.ts';
import { type BookingRecord, giveBack, lock, mustLead } from './record.ts';
import { leaveTrail } from './trail.ts';
import { findOffers } from './visit.ts';

/**
 * Cancels a booking, a wait or an offer, and gives its place back. Any paired terminal of the site may: the booking's id
 * is 48 random bits that only its pass or its code leads to. A clerk is held by no cut-off, and says why.
 */
export const cancel = (db: Database, delivery: Delivery, body: CommandBody<'cancel'>): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { record } = await lock(query, delivery.site, body.booking, []);
    mustLead(record, 'cancel');
    if (!record) throw new Refused({ code: 'booking.unknown', field: 'body.booking' });
    mustHold(delivery, record, body);
    mustBeAsSeen(record, body.desk);
    const [offer] = (await findOffers(query, delivery.site, [record.slot], false)) ?? [];
    // Leaving a list, or an offer that was not taken, harms nobody at any time.
    const altered =
      offer && record.status === 'confirmed' && !body.desk
        ? mayAlter(offer.slot, offer.terms, delivery.nowMs)
        : undefined;
    if (altered?.ok === false) throw new Refused({ code: altered.error, field: 'body.booking' });
    await endBooking(query, delivery.site, record, delivery.terminal, delivery.nowMs, reasonOf(body.desk));
    await auditDesk(query, delivery, 'cancelled', record.id, { slot: record.slot });
    return { booking: 'cancelled' };
  });

/** Ends a locked booking, whatever the cut-off says. */
async function endBooking(
  query: Query,
  site: string,
  record: BookingRecord,
  by: string,
  nowMs: number,
  detail: { readonly reason?: string } = {},
): Promise<void> {
  await giveBack(query, site, record);
  await query(
    `update booking set status = 'cancelled', until = null, sequence = sequence + 1, changed = pg_current_xact_id()
      where site = $1 and id = $2`,
    [site, record.id],
  );
  await leaveTrail(query, {
    site,
    booking: record.id,
    event: 'cancelled',
    by,
    atMs: nowMs,
    ...(detail.reason === undefined ? {} : { detail }),
  });
}

/**
 * Cancels a booking for the hall: staff decide, no cut-off holds them.
 * @returns false where there is no such booking, or it is over
 */
export const cancelByStaff = (db: Database, site: string, booking: string, nowMs: number): Promise<boolean> =>
  db.transaction(async (query) => {
    const { record } = await lock(query, site, booking, []);
    if (!record || !isAhead(record.status)) return false;
    await endBooking(query, site, record, 'staff', nowMs);
    return true;
  });
