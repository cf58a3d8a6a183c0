import type { Query } from '../database/database.ts';

/**
 * Places, taken and given back. All of it runs inside a transaction that holds the locks of the slots. The table's own
 * check (`taken + escrow <= capacity`) stands behind whatever the rules decided.
 */

/**
 * Locks what slots that share resources have in common, for the rest of the transaction. Taken before any slot is
 * locked: two visits that meet in a room then queue here, and cannot wait for each other crosswise.
 */
export async function lockShared(query: Query, site: string, slots: readonly string[]): Promise<void> {
  await query(
    `select pg_advisory_xact_lock(hashtextextended('linli-shared/' || $1, 0))
      where exists (select from slot where site = $1 and id = any($2) and needs <> '[]')`,
    [site, slots],
  );
}

/** One place of each slot, for one booking. */
export async function takePlaces(query: Query, site: string, slots: readonly string[]): Promise<void> {
  await query(
    `update slot set taken = taken + 1, changed = pg_current_xact_id() where site = $1 and id = any($2)`,
    [site, slots],
  );
  await moveShared(query, site, slots, 1);
}

/** Gives one place of each slot back. */
export async function givePlaces(query: Query, site: string, slots: readonly string[]): Promise<void> {
  await query(
    `update slot set taken = taken - 1, changed = pg_current_xact_id() where site = $1 and id = any($2)`,
    [site, slots],
  );
  await moveShared(query, site, slots, -1);
}

/** Takes or gives what these slots need of shared resources, and counts anew what is left to every slot that shares them. */
async function moveShared(query: Query, site: string, slots: readonly string[], sign: 1 | -1): Promise<void> {
  const [shared] = await query<{ from: Date | null; to: Date | null }>(
    `select min(starts_at) as from, max(ends_at) as to from slot where site = $1 and id = any($2) and needs <> '[]'`,
    [site, slots],
  );
  if (!shared?.from) return;
  await query(
    `update resource_time piece set taken = piece.taken + $3::int * need.units
       from (select need->>'resource' as resource, (need->>'units')::int as units, slot.starts_at, slot.ends_at
               from slot, jsonb_array_elements(slot.needs) need
              where slot.site = $1 and slot.id = any($2)) need
      where piece.site = $1 and piece.resource = need.resource
        and piece.starts_at >= need.starts_at and piece.starts_at < need.ends_at`,
    [site, slots, sign],
  );
  await countRoom(query, site, shared.from, shared.to);
}

/** How many more bookings the shared resources allow each slot between two instants. */
export async function countRoom(query: Query, site: string, from: Date, to: Date | null): Promise<void> {
  await query(
    `update slot set room = counted.room, changed = pg_current_xact_id()
       from (select slot.id, min((piece.units - piece.taken) / (need->>'units')::int) as room
               from slot cross join jsonb_array_elements(slot.needs) need
               join resource_time piece on piece.site = slot.site and piece.resource = need->>'resource'
                and piece.starts_at >= slot.starts_at and piece.starts_at < slot.ends_at
              where slot.site = $1 and slot.needs <> '[]' and slot.starts_at < $3 and slot.ends_at > $2
              group by slot.id) counted
      where slot.site = $1 and slot.id = counted.id and slot.room is distinct from counted.room`,
    [site, from, to],
  );
}

/** One more or one fewer on the waiting list of a slot. */
export async function moveWaiting(query: Query, site: string, slot: string, by: 1 | -1): Promise<void> {
  await query(
    `update slot set waiting = waiting + $3::int, changed = pg_current_xact_id() where site = $1 and id = $2`,
    [site, slot, by],
  );
}
