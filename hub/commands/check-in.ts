import { judgeArrival } from '../../src/model/arrival.ts';
import { nextStatus } from '../../src/model/booking.ts';
import type { ErrorCode } from '../../src/model/errors.ts';
import type { Booking } from '../../src/model/schema/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Site } from '../../src/model/schema/site.ts';
import { type Database, brokenUnique } from '../database/database.ts';
import { type SlotRow, toSlot } from '../database/rows.ts';
import { type Delivery, done, outcomeValues, storeRefusal, storedOutcome } from './outcomes.ts';

/** How far ahead of the hub's clock a terminal's may be and still be believed. */
const CLOCK_SKEW_MS = 300_000;

const CHECK_IN = `
with arrived as (
  update booking set status = 'checked-in', checked_in_at = $7::timestamptz, sequence = sequence + 1, changed = pg_current_xact_id()
   where site = $1 and id = $6 and status = 'confirmed'
  returning id
), answered as (
  insert into outcome (site, command, digest, body, at) select $1, $2::uuid, $3, $4::jsonb, $5::timestamptz from arrived
)
select id from arrived`;

/**
 * Checks a person in. The moment that counts is when they stood before the terminal, `at`, because a terminal without
 * a network delivers late; a time that lies ahead of the hub's clock is not believed, and the hub's own counts.
 * @param at the command's own time, RFC 3339
 */
export async function checkIn(
  db: Database,
  delivery: Delivery,
  body: CommandBody<'check-in'>,
  at: string,
): Promise<Outcome> {
  const atMs = Date.parse(at);
  const arrivedMs = atMs <= delivery.nowMs + CLOCK_SKEW_MS ? atMs : delivery.nowMs;
  for (;;) {
    const refusal = await judge(db, delivery.site, body, arrivedMs);
    if (refusal) return storeRefusal(db, delivery, { code: refusal, field: 'body.booking' });
    const outcome = done(delivery);
    try {
      const values = [...outcomeValues(delivery, outcome), body.booking, new Date(arrivedMs)];
      const arrived = await db.query(CHECK_IN, values);
      if (arrived.length > 0) return outcome;
    } catch (error) {
      if (brokenUnique(error) === undefined) throw error;
      const before = await storedOutcome(db, delivery);
      if (before) return before;
    }
  }
}

type Found = SlotRow & { readonly booked: Booking['status']; readonly limits: Site['limits'] };

async function judge(
  db: Database,
  site: string,
  body: CommandBody<'check-in'>,
  arrivedMs: number,
): Promise<ErrorCode | undefined> {
  const [row] = await db.query<Found>(
    `select slot.*, booking.status as booked, site.body->'limits' as limits
       from booking join slot on slot.site = booking.site and slot.id = booking.slot
       join site on site.id = booking.site
      where booking.site = $1 and booking.id = $2`,
    [site, body.booking],
  );
  const next = nextStatus(row?.booked, 'check-in');
  if (!next.ok || !row) return next.ok ? 'booking.unknown' : next.error;
  const verdict = judgeArrival(toSlot(row), undefined, undefined, row.limits, arrivedMs);
  if (verdict.kind === 'too-early') return 'check-in.too-early';
  return verdict.kind === 'too-late' ? 'check-in.too-late' : undefined;
}
