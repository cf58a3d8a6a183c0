import type { Query } from '../database/database.ts';

/** A slot that was withdrawn or moved while bookings stand on it. */
export interface Affected {
  readonly slot: string;
  readonly event: 'withdrawn' | 'moved';
  /** How many bookings; their holders are told by the trail. */
  readonly bookings: number;
}

/** Bookings that expect something of their slot. */
const STANDING = `('held', 'waiting', 'offered', 'confirmed')`;

/** Every booking that stands on one of these slots, alone or as part of one visit. */
const HOLDERS = `holder as (
  select booking.id, affected.id as slot from affected
    join booking on booking.site = $1 and booking.slot = affected.id and booking.status in ${STANDING}
  union
  select booking.id, affected.id as slot from booking join affected on affected.id = any(booking.also)
   where booking.site = $1 and booking.also <> '{}' and booking.status in ${STANDING})`;

/** Whether the last that a holder heard of the slot is that it was withdrawn. */
const KNOWS = `coalesce((
  select trail.event = 'withdrawn' from trail
   where trail.site = $1 and trail.booking = holder.id and trail.event in ('withdrawn', 'reopened')
     and trail.detail->>'slot' = holder.slot
   order by trail.number desc limit 1), false)`;

function count(event: Affected['event'], rows: readonly { readonly slot: string }[]): Affected[] {
  const bookings = new Map<string, number>();
  for (const { slot } of rows) bookings.set(slot, (bookings.get(slot) ?? 0) + 1);
  return [...bookings].sort().map(([slot, sum]) => ({ slot, event, bookings: sum }));
}

/**
 * Leaves a trail at each booking whose slot is withdrawn, once; also at those that a terminal confirmed from its own
 * places and delivered only after the withdrawal.
 */
export async function tellWithdrawn(query: Query, site: string, nowMs: number): Promise<readonly Affected[]> {
  const rows = await query<{ slot: string }>(
    `with affected as (select id, reason from slot where site = $1 and status = 'withdrawn' and starts_at > $2), ${HOLDERS}
     insert into trail (site, booking, at, event, by, detail)
     select $1, holder.id, $2, 'withdrawn', 'hub', jsonb_strip_nulls(jsonb_build_object('slot', holder.slot, 'reason', affected.reason))
       from holder join affected on affected.id = holder.slot where not ${KNOWS}
     returning detail->>'slot' as slot`,
    [site, new Date(nowMs)],
  );
  return count('withdrawn', rows);
}

/** Tells those who heard that their time was withdrawn that it will be held after all. */
export async function tellReopened(
  query: Query,
  site: string,
  slots: readonly string[],
  nowMs: number,
): Promise<void> {
  if (slots.length === 0) return;
  await query(
    `with affected as (select unnest($3::text[]) as id), ${HOLDERS}
     insert into trail (site, booking, at, event, by, detail)
     select $1, holder.id, $2, 'reopened', 'hub', jsonb_build_object('slot', holder.slot) from holder where ${KNOWS}`,
    [site, new Date(nowMs), slots],
  );
}

/** Bookings of a slot that is now at another place: what the phone shows counts one up, and the trail says from where. */
export async function tellMoved(
  query: Query,
  site: string,
  moved: readonly { readonly id: string; readonly from: string; readonly to: string }[],
  nowMs: number,
): Promise<readonly Affected[]> {
  if (moved.length === 0) return [];
  const rows = await query<{ slot: string }>(
    `with affected as (select * from jsonb_to_recordset($3::jsonb) as moved(id text, "from" text, "to" text)), ${HOLDERS},
     counted as (
       update booking set sequence = sequence + 1, changed = pg_current_xact_id()
        where site = $1 and id in (select id from holder))
     insert into trail (site, booking, at, event, by, detail)
     select $1, holder.id, $2, 'moved', 'hub', jsonb_build_object('slot', holder.slot, 'from', affected."from", 'to', affected."to")
       from holder join affected on affected.id = holder.slot
     returning detail->>'slot' as slot`,
    [site, new Date(nowMs), JSON.stringify(moved)],
  );
  return count('moved', rows);
}
