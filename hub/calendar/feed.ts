import { type CalendarEvent, toICalendarFeed } from '../../src/model/ics.ts';
import type { Localized } from '../../src/model/schema/text.ts';
import type { Query } from '../database/database.ts';
import { maskedName } from '../phone/masked-name.ts';

const REFRESH_MINUTES = 15;
/** Yesterday's list can still be looked at; a calendar is no archive of who came. */
const KEPT_MS = 86_400_000;

interface Row {
  readonly id: string;
  readonly status: string;
  readonly name: string | null;
  readonly sequence: number;
  readonly service: Localized;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly touched_at: Date;
}

// A visit of several matters is one event over all its times. The trail says when a booking was last touched.
const EVENTS = `
select b.id, b.status, b.name, b.sequence, coalesce(d.body->'name', jsonb_build_object('zh', s.service)) as service,
       least(s.starts_at, more.starts_at) as starts_at, greatest(s.ends_at, more.ends_at) as ends_at,
       greatest(b.created_at, b.checked_in_at, (select max(at) from trail where site = b.site and booking = b.id)) as touched_at
  from slot s
  join booking b on b.site = s.site and b.slot = s.id
  left join document d on d.site = s.site and d.kind = 'service' and d.id = s.service and d.body is not null
  cross join lateral (select min(starts_at) as starts_at, max(ends_at) as ends_at
                        from slot where site = b.site and id = any(b.also)) more
 where s.site = $1 and s.place = $2 and s.ends_at > $4
   and (b.status in ('confirmed', 'checked-in', 'checked-out') or b.status = 'cancelled' and s.ends_at > $3)
 order by s.starts_at, b.id`;

interface Place {
  readonly hall: Localized;
  readonly name: Localized;
}

/** @returns the names of a place and its hall, or undefined where the site has no such place */
export async function findPlace(
  db: { readonly query: Query },
  site: string,
  place: string,
): Promise<Place | undefined> {
  const [row] = await db.query<Place>(
    `select site.body->'hall' as hall, document.body->'name' as name
       from site join document on document.site = site.id and document.kind = 'place' and document.body is not null
      where site.id = $1 and site.body is not null and document.id = $2`,
    [site, place],
  );
  return row;
}

/**
 * The calendar of a place: what is booked there from a day ago on, with the service and the covered name, and nothing else
 * of the person. Cancelled bookings stay in it, as such, until their time is over. Equal bookings give an equal text.
 * @param nowMs the hub's clock
 */
export async function calendarOf(
  db: { readonly query: Query },
  { site, place }: { readonly site: string; readonly place: string },
  names: Place,
  nowMs: number,
): Promise<string> {
  const rows = await db.query<Row>(EVENTS, [site, place, new Date(nowMs), new Date(nowMs - KEPT_MS)]);
  const events = rows.map((row): CalendarEvent => ({
    uid: `${row.id}@${site}.linli`,
    sequence: row.sequence,
    stampMs: row.touched_at.getTime(),
    lastModifiedMs: row.touched_at.getTime(),
    startsAtMs: row.starts_at.getTime(),
    endsAtMs: row.ends_at.getTime(),
    summary: [row.service.zh, maskedName(row.name)].filter(Boolean).join(' '),
    location: names.name.zh,
    cancelled: row.status === 'cancelled',
  }));
  const name = names.hall.zh === names.name.zh ? names.hall.zh : `${names.hall.zh} ${names.name.zh}`;
  return toICalendarFeed({ name, refreshMinutes: REFRESH_MINUTES }, events);
}
