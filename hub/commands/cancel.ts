import { nextStatus } from '../../src/model/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { BookingStatus } from '../../src/model/schema/booking.ts';
import { type Database, brokenUnique } from '../database/database.ts';
import { type Delivery, done, outcomeValues, storeRefusal, storedOutcome } from './outcomes.ts';

const CANCEL = `
with ended as (
  update booking set status = 'cancelled', sequence = sequence + 1, changed = pg_current_xact_id()
   where site = $1 and id = $6 and status = 'confirmed'
  returning site, slot
), freed as (
  update slot set taken = taken - 1, changed = pg_current_xact_id()
    from ended where slot.site = ended.site and slot.id = ended.slot
), answered as (
  insert into outcome (site, command, digest, body, at) select $1, $2::uuid, $3, $4::jsonb, $5::timestamptz from ended
)
select slot from ended`;

/**
 * Cancels a booking and gives its place back. Any paired terminal of the site may: the booking's id is 48 random bits
 * that only its pass or its code leads to.
 */
export async function cancel(
  db: Database,
  delivery: Delivery,
  body: CommandBody<'cancel'>,
): Promise<Outcome> {
  for (;;) {
    const [row] = await db.query<{ status: BookingStatus }>(
      'select status from booking where site = $1 and id = $2',
      [delivery.site, body.booking],
    );
    const next = nextStatus(row?.status, 'cancel');
    if (!next.ok) return storeRefusal(db, delivery, { code: next.error, field: 'body.booking' });
    const outcome = done(delivery);
    try {
      const ended = await db.query(CANCEL, [...outcomeValues(delivery, outcome), body.booking]);
      if (ended.length > 0) return outcome;
    } catch (error) {
      if (brokenUnique(error) === undefined) throw error;
      const before = await storedOutcome(db, delivery);
      if (before) return before;
    }
  }
}
