import type { Query } from '../database/database.ts';

/** More than a hall has in a minute; the rest follows with the next turn. */
const AT_ONCE = 2_000;

// A time that was withdrawn reminds nobody: its holders are told otherwise. A booking that somebody is changing this
// very moment is passed over and comes next.
const REMIND = `
with due as (
  select booking.site, booking.id
    from slot join site on site.id = slot.site
    join booking on booking.site = slot.site and booking.slot = slot.id
   where booking.status = 'confirmed' and booking.reminded_at is null and slot.status <> 'withdrawn'
     and slot.starts_at > $1::timestamptz
     and slot.starts_at <= $1::timestamptz + make_interval(hours => coalesce((site.body->'limits'->>'remindHours')::int, 24))
   limit $2 for update of booking skip locked
), reminded as (
  update booking set reminded_at = $1 from due where booking.site = due.site and booking.id = due.id
  returning booking.site, booking.id
), told as (
  insert into trail (site, booking, at, event, by) select site, id, $1, 'reminder', 'hub' from reminded
)
select distinct site from reminded`;

/**
 * Puts the reminder on the phone page of every booking that begins soon, once. Terminals hear nothing of it, so the
 * booking does not count as changed.
 * @param nowMs the hub's clock
 * @returns the sites whose phone pages have news
 */
export async function remind(
  { query }: { readonly query: Query },
  nowMs: number,
): Promise<readonly string[]> {
  const rows = await query<{ site: string }>(REMIND, [new Date(nowMs), AT_ONCE]);
  return rows.map(({ site }) => site);
}
