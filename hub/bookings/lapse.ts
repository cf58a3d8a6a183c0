import { takesPlace } from '../../src/model/booking.ts';
import type { BookingId, BookingStatus } from '../../src/model/schema/booking.ts';
import type { Database } from '../database/database.ts';
import { giveBack, lock } from './record.ts';
import { leaveTrail } from './trail.ts';

/** A touch in the last second may still be on its way when the time on the screen is over. */
const GRACE_MS = 15_000;
const AT_ONCE = 500;

/**
 * Ends what time has ended: holds and offers past their moment, and waits for a slot that nobody can book any more.
 * Each in a transaction of its own, which looks again: another hub may have been quicker.
 * @param nowMs the hub's clock
 * @returns the sites in which something changed
 */
export async function lapseDue(db: Database, nowMs: number): Promise<readonly string[]> {
  const due = await db.query<{ site: string; id: BookingId }>(
    `select site, id from booking where status in ('held', 'offered') and until < $1
     union all
     select booking.site, booking.id from slot join booking on booking.site = slot.site and booking.slot = slot.id
      where slot.waiting > 0 and booking.status = 'waiting' and (slot.starts_at <= $2 or slot.status <> 'open')
     limit $3`,
    [new Date(nowMs - GRACE_MS), new Date(nowMs), AT_ONCE],
  );
  const touched = new Set<string>();
  for (const { site, id } of due) if (await lapse(db, site, id, nowMs)) touched.add(site);
  return [...touched];
}

function lapse(db: Database, site: string, id: BookingId, nowMs: number): Promise<boolean> {
  return db.transaction(async (query) => {
    const { record } = await lock(query, site, id, []);
    if (!record || !isOver(record.status, record.until, nowMs)) return false;
    await giveBack(query, site, record);
    await query(
      `update booking set status = 'lapsed', until = null, sequence = sequence + 1, changed = pg_current_xact_id()
        where site = $1 and id = $2`,
      [site, id],
    );
    // A hold that ran out is no news to anybody.
    if (record.status !== 'held')
      await leaveTrail(query, { site, booking: id, event: 'lapsed', by: 'hub', atMs: nowMs });
    return true;
  });
}

const isOver = (status: BookingStatus, until: Date | null, nowMs: number): boolean =>
  status === 'waiting' || (takesPlace(status) && until !== null && until.getTime() < nowMs - GRACE_MS);
