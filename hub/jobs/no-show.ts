import type { Query } from '../database/database.ts';

const AT_ONCE = 2_000;

// A visit of several times ends with the last of them. Whose time the hall withdrew could not come, and to whom something is
// brought (there is an address) need not.
const NO_SHOW = `
with due as (
  select booking.site, booking.id
    from booking join slot on slot.site = booking.site and slot.id = booking.slot
    join site on site.id = booking.site
   where booking.status = 'confirmed' and slot.status <> 'withdrawn' and booking.address is null
     and slot.ends_at <= $1::timestamptz - make_interval(mins => coalesce((site.body->'limits'->>'checkInLateMinutes')::int, 0))
     and not exists (select from slot later
          where later.site = booking.site and later.id = any(booking.also)
            and later.ends_at > $1::timestamptz - make_interval(mins => coalesce((site.body->'limits'->>'checkInLateMinutes')::int, 0)))
   limit $2 for update of booking skip locked
), missed as (
  update booking set status = 'no-show', sequence = sequence + 1, changed = pg_current_xact_id()
    from due where booking.site = due.site and booking.id = due.id
  returning booking.site, booking.id
), told as (
  insert into trail (site, booking, at, event, by) select site, id, $1, 'no-show', 'hub' from missed
)
select distinct site from missed`;

/**
 * Marks the bookings that nobody came for, once their time is over and the time to be late as well. A check-in that a
 * terminal delivers afterwards, because it was cut off, still counts.
 * @param nowMs the hub's clock
 * @returns the sites in which something changed
 */
export async function markNoShows(
  { query }: { readonly query: Query },
  nowMs: number,
): Promise<readonly string[]> {
  const rows = await query<{ site: string }>(NO_SHOW, [new Date(nowMs), AT_ONCE]);
  return rows.map(({ site }) => site);
}

/**
 * Marks one booking by hand, as staff who keep the door see it, once its time has begun.
 * @param nowMs the hub's clock
 * @returns false where there is no such booking, or it is not one that somebody could still come for
 */
export async function markNoShow(
  { query }: { readonly query: Query },
  site: string,
  booking: string,
  nowMs: number,
): Promise<boolean> {
  const marked = await query(
    `with missed as (
       update booking set status = 'no-show', sequence = sequence + 1, changed = pg_current_xact_id()
         from slot
        where booking.site = $1 and booking.id = $2 and booking.status = 'confirmed'
          and slot.site = booking.site and slot.id = booking.slot and slot.starts_at <= $3
       returning booking.id
     ), told as (
       insert into trail (site, booking, at, event, by) select $1, id, $3, 'no-show', 'staff' from missed
     )
     select id from missed`,
    [site, booking, new Date(nowMs)],
  );
  return marked.length > 0;
}
