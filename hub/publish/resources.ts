import type { Resource } from '../../src/model/schema/calendar.ts';
import { PIECE_MINUTES } from '../../src/model/schedule-fault.ts';
import { countRoom } from '../bookings/places.ts';
import type { Query } from '../database/database.ts';

const FAR_MS = 400 * 86_400_000;

/**
 * Keeps the pieces of time of shared resources, for as long as there are slots that need them, and counts anew how many
 * bookings each such slot has room for. A piece never has fewer units than are taken.
 * @param resources what there is of each now; one that is named no longer keeps what it had
 * @param nowMs slots that began are left alone
 */
export async function shareResources(
  query: Query,
  site: string,
  resources: readonly Resource[],
  nowMs: number,
): Promise<void> {
  await query(
    `insert into resource_time (site, resource, starts_at, units)
     select distinct slot.site, known.id, piece.starts_at, known.units
       from slot cross join jsonb_array_elements(slot.needs) need
       join jsonb_to_recordset($2::jsonb) as known(id text, units int) on known.id = need->>'resource'
       cross join generate_series(slot.starts_at, slot.ends_at - $4::interval, $4::interval) piece(starts_at)
      where slot.site = $1 and slot.starts_at > $3 and slot.needs <> '[]'
      order by 2, 3
     on conflict (site, resource, starts_at) do update set units = greatest(excluded.units, resource_time.taken)
      where resource_time.units <> greatest(excluded.units, resource_time.taken)`,
    [site, JSON.stringify(resources), new Date(nowMs), `${PIECE_MINUTES} minutes`],
  );
  await countRoom(query, site, new Date(nowMs), new Date(nowMs + FAR_MS));
}
