import type { Query } from '../database/database.ts';
import type { BookingStatus, Choices, Slot } from '../../src/model/schema/booking.ts';
import type { Helper } from '../../src/model/schema/command.ts';
import type { Question } from '../../src/model/schema/service.ts';
import type { Localized } from '../../src/model/schema/text.ts';

/**
 * What staff need to see of bookings: names and phone numbers in full, because somebody has to be called. It never goes
 * to a terminal.
 */
export interface DeskRow {
  readonly booking: string;
  readonly status: BookingStatus;
  readonly slot: string;
  readonly slotStatus: Slot['status'];
  readonly startsAt: Date;
  readonly service: string;
  /** Null where the service is not published any more. */
  readonly serviceName: Localized | null;
  readonly questions: readonly Question[];
  readonly place: string;
  readonly capacity: number;
  readonly taken: number;
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly helper: Helper | null;
  readonly choices: Choices | null;
}

type Db = { readonly query: Query };

const ROW = `booking.id as booking, booking.status, slot.id as slot, slot.status as "slotStatus", slot.starts_at as "startsAt",
  slot.service, service.body->'name' as "serviceName", coalesce(service.body->'questions', '[]') as questions, slot.place,
  slot.capacity, slot.taken, booking.name, booking.phone, booking.address, booking.helper, booking.choices`;

/** Each booking with each slot of its visit. */
const BOOKED = `booking
  join slot on slot.site = booking.site and (slot.id = booking.slot or slot.id = any(booking.also))
  left join document service on service.site = slot.site and service.kind = 'service' and service.id = slot.service`;

/** @returns the site's time zone, or undefined where there is no such site */
export async function siteZone({ query }: Db, site: string): Promise<string | undefined> {
  const [row] = await query<{ zone: string }>(
    `select body->>'timeZone' as zone from site where id = $1 and body is not null`,
    [site],
  );
  return row?.zone;
}

/**
 * The bookings of a day, in the order of their times.
 * @param day `YYYY-MM-DD` in the site's time zone
 * @param service only of this one
 */
export function bookingsOfDay(
  { query }: Db,
  site: string,
  day: string,
  service?: string,
): Promise<readonly DeskRow[]> {
  return query<DeskRow>(
    `select ${ROW} from ${BOOKED} join site on site.id = booking.site
      where booking.site = $1 and booking.status not in ('held', 'lapsed', 'refused')
        and (slot.starts_at at time zone (site.body->>'timeZone'))::date = $2::date
        and ($3::text is null or slot.service = $3)
      order by slot.starts_at, slot.id, booking.status, booking.created_at`,
    [site, day, service ?? null],
  );
}

/** A booking whose time was withdrawn or moved, and what its holder was told of it. */
export interface AffectedRow extends DeskRow {
  readonly event: 'withdrawn' | 'moved';
  /** The hall's words, or the place that it was at before. */
  readonly reason: Localized | null;
  readonly from: string | null;
}

/**
 * Bookings that stand on a time that the hall withdrew or moved elsewhere, as long as it is not over.
 * @param nowMs the hub's clock
 */
export function affectedBookings(
  { query }: Db,
  site: string,
  nowMs: number,
): Promise<readonly AffectedRow[]> {
  return query<AffectedRow>(
    `select ${ROW}, case when slot.status = 'withdrawn' then 'withdrawn' else 'moved' end as event,
            slot.reason, moved.detail->>'from' as "from"
       from ${BOOKED}
       left join lateral (
         select detail from trail
          where trail.site = booking.site and trail.booking = booking.id and trail.event = 'moved'
            and trail.detail->>'slot' = slot.id
          order by trail.number desc limit 1) moved on true
      where booking.site = $1 and booking.status in ('confirmed', 'waiting', 'offered') and slot.ends_at > $2
        and (slot.status = 'withdrawn' or moved.detail is not null)
      order by slot.starts_at, slot.id, booking.created_at`,
    [site, new Date(nowMs)],
  );
}

/** Bookings that two terminals let somebody in with. */
export function usedTwice({ query }: Db, site: string): Promise<readonly DeskRow[]> {
  return query<DeskRow>(
    `select ${ROW} from ${BOOKED} where booking.site = $1 and booking.used_twice and slot.id = booking.slot
      order by slot.starts_at desc, booking.id`,
    [site],
  );
}

/**
 * The bookings that an id or a digest of nine digits leads to, as long as their time is not over.
 * @param nowMs the hub's clock
 */
export function findBookings(
  { query }: Db,
  site: string,
  by: { readonly id: string } | { readonly codeDigest: string },
  nowMs: number,
): Promise<readonly DeskRow[]> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['code_digest', by.codeDigest];
  return query<DeskRow>(
    `select ${ROW} from ${BOOKED}
      where booking.site = $1 and booking.${column} = $2 and slot.id = booking.slot
        and slot.ends_at > $3 and booking.status not in ('refused', 'lapsed')
      order by slot.starts_at, booking.id`,
    [site, value, new Date(nowMs)],
  );
}

/** How often an option of a question was chosen. */
export interface Tally {
  readonly question: Localized;
  readonly option: Localized;
  readonly count: number;
}

/**
 * What the kitchen needs: of bookings that stand, how often each thing was chosen; options nobody chose are left out.
 * @param rows of one service
 */
export function tallyChoices(rows: readonly DeskRow[]): readonly Tally[] {
  const standing = rows.filter(
    ({ status }) => status === 'confirmed' || status === 'checked-in' || status === 'checked-out',
  );
  const [first] = rows;
  return (first?.questions ?? []).flatMap((question) =>
    question.options.flatMap((option) => {
      const count = standing.filter(({ choices }) => choices?.[question.id] === option.id).length;
      return count > 0 ? [{ question: question.label, option: option.label, count }] : [];
    }),
  );
}
