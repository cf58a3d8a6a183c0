import { bookingEndsMs, freePlaces } from '../../src/model/booking.ts';
import type { BookingId } from '../../src/model/schema/booking.ts';
import type { Database, Query } from '../database/database.ts';
import { lockShared, moveWaiting, takePlaces } from './places.ts';
import { leaveTrail } from './trail.ts';
import { findOffers } from './visit.ts';

const MINUTE_MS = 60_000;
/** An offer shorter than this nobody could take up. */
const SHORTEST_OFFER_MS = 2 * MINUTE_MS;
const AT_ONCE = 200;

/**
 * Offers free places to those who wait, in the order in which they came.
 * @param nowMs the hub's clock
 * @returns the sites in which something changed
 */
export async function offerDue(db: Database, nowMs: number): Promise<readonly string[]> {
  const slots = await db.query<{ site: string; id: string }>(
    `select site, id from slot
      where waiting > 0 and status = 'open' and taken + escrow < capacity and coalesce(room, 1) > 0 and starts_at > $1
      order by starts_at limit $2`,
    [new Date(nowMs), AT_ONCE],
  );
  const touched = new Set<string>();
  for (const { site, id } of slots) while (await offerNext(db, site, id, nowMs)) touched.add(site);
  return [...touched];
}

/** Offers one place of a slot to the next in line. @returns false where there is no place, or nobody to offer it to */
const offerNext = (db: Database, site: string, slot: string, nowMs: number): Promise<boolean> =>
  db.transaction(async (query) => {
    await lockShared(query, site, [slot]);
    const [offer] = (await findOffers(query, site, [slot], true)) ?? [];
    if (!offer || freePlaces({ ...offer.slot, waiting: 0 }, nowMs) === 0) return false;
    const until = Math.min(
      nowMs + offer.terms.offerMinutes * MINUTE_MS,
      bookingEndsMs(offer.slot, offer.terms),
    );
    const next = until - nowMs < SHORTEST_OFFER_MS ? undefined : await nextInLine(query, site, slot);
    if (!next) return false;
    await takePlaces(query, site, [slot]);
    await moveWaiting(query, site, slot, -1);
    await query(
      `update booking set status = 'offered', until = $3, sequence = sequence + 1, changed = pg_current_xact_id()
        where site = $1 and id = $2`,
      [site, next, new Date(until)],
    );
    await leaveTrail(query, { site, booking: next, event: 'offered', by: 'hub', atMs: nowMs });
    return true;
  });

/** Whoever is busy with their own booking this very moment is passed over: they come next. */
async function nextInLine(query: Query, site: string, slot: string): Promise<BookingId | undefined> {
  const [row] = await query<{ id: BookingId }>(
    `select id from booking where site = $1 and slot = $2 and status = 'waiting'
      order by waiting_since, id limit 1 for update skip locked`,
    [site, slot],
  );
  return row?.id;
}
