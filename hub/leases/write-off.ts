import type { Database, Query } from '../database/database.ts';

/** Places of one slot that a terminal had set aside and did not use, as far as the hub knows. */
export interface LeasedPlaces {
  readonly slot: string;
  readonly service: string;
  readonly startsAt: Date;
  readonly places: number;
}

/**
 * What a terminal holds: its unused places of slots that have not started.
 * @param nowMs the hub's clock
 */
export function leasedPlaces(
  { query }: { readonly query: Query },
  site: string,
  thumbprint: string,
  nowMs: number,
): Promise<LeasedPlaces[]> {
  return query<LeasedPlaces>(
    `select slot.id as slot, slot.service, slot.starts_at as "startsAt",
            lease.places - lease.used - lease.returned as places
       from lease join slot on slot.site = lease.site and slot.id = lease.slot
      where lease.site = $1 and lease.terminal = $2 and lease.written_off_at is null
        and lease.places > lease.used + lease.returned and slot.starts_at > $3
      order by slot.starts_at, slot.id`,
    [site, thumbprint, new Date(nowMs)],
  );
}

/**
 * Takes back all places that were set aside for a terminal, without hearing from it. Staff do this, and nothing else
 * does: a terminal that is only cut off may have promised these places already, and its bookings that arrive later
 * then have none. Doing it again frees nothing more.
 * @param nowMs the hub's clock
 * @returns what was freed, of all slots
 */
export function writeOffTerminal(
  db: Database,
  site: string,
  thumbprint: string,
  nowMs: number,
): Promise<readonly LeasedPlaces[]> {
  return db.transaction(async (query) => {
    await query(
      `select from slot where site = $1 and id in (
         select slot from lease where site = $1 and terminal = $2 and written_off_at is null)
        order by id for no key update`,
      [site, thumbprint],
    );
    return query<LeasedPlaces>(
      `with ended as (
         update lease set written_off_at = $3, keep = 0, changed = pg_current_xact_id()
          where site = $1 and terminal = $2 and written_off_at is null
         returning slot, places - used - returned as places
       ), freed as (
         update slot set escrow = escrow - ended.places, changed = pg_current_xact_id()
           from ended where slot.site = $1 and slot.id = ended.slot and ended.places > 0
         returning slot.id as slot, slot.service, slot.starts_at as "startsAt", ended.places
       )
       select * from freed order by "startsAt", slot`,
      [site, thumbprint, new Date(nowMs)],
    );
  });
}
