import type { Query } from '../database/database.ts';

/** A slot that follows from a schedule. */
export interface WantedSlot {
  readonly id: string;
  readonly service: string;
  readonly place: string;
  /** RFC 3339 */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly capacity: number;
  readonly demo: boolean;
}

const WANTED = `jsonb_to_recordset($2::jsonb) as wanted(id text, service text, place text,
  "startsAt" timestamptz, "endsAt" timestamptz, capacity int, demo boolean)`;

/**
 * Makes the future slots of a site what its schedules say. A missing slot is added. One whose schedule changed takes
 * the change on, but its capacity never falls below what is taken. One that no schedule asks for any more is closed
 * to new bookings; bookings that stand keep their slot and can still be checked in or cancelled.
 * @param wanted every slot of the site from now on
 * @param nowMs the hub's clock; slots that began are left alone
 * @returns how many slots are new or different
 */
export async function ensureSlots(
  db: { readonly query: Query },
  site: string,
  wanted: readonly WantedSlot[],
  nowMs: number,
): Promise<number> {
  const values = [site, JSON.stringify(wanted), new Date(nowMs)];
  const changed = await db.query(
    `update slot set service = wanted.service, place = wanted.place, ends_at = wanted."endsAt", demo = wanted.demo,
            capacity = greatest(wanted.capacity, taken), status = 'open', changed = pg_current_xact_id()
       from ${WANTED}
      where slot.site = $1 and slot.id = wanted.id and slot.starts_at > $3
        and (slot.place, slot.ends_at, slot.demo, slot.capacity, slot.status)
            is distinct from (wanted.place, wanted."endsAt", wanted.demo, greatest(wanted.capacity, taken), 'open')
     returning slot.id`,
    values,
  );
  // Looked up before the insertion and not left to the conflict, which would use up a slot number each time.
  const added = await db.query(
    `insert into slot (site, id, service, place, starts_at, ends_at, capacity, status, demo)
     select $1, id, service, place, "startsAt", "endsAt", capacity, 'open', demo from ${WANTED}
      where "startsAt" > $3 and not exists (select from slot where slot.site = $1 and slot.id = wanted.id)
     on conflict (site, id) do nothing returning id`,
    values,
  );
  const closed = await db.query(
    `update slot set status = 'closed', changed = pg_current_xact_id()
      where site = $1 and starts_at > $3 and status = 'open'
        and not exists (select from ${WANTED} where wanted.id = slot.id)
     returning id`,
    values,
  );
  return changed.length + added.length + closed.length;
}
