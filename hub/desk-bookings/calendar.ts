import type {
  BookingsView,
  DeskService,
  DeskServices,
  TimesView,
} from '../../src/model/schema/staff-bookings.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { Site } from '../../src/model/schema/site.ts';
import { wallClock } from '../../src/model/time.ts';
import type { Query } from '../database/database.ts';
import type { SlotRow } from '../database/rows.ts';
import { type DeskBookingRow, deskColumns, shownStatuses, toDeskBooking, toDeskSlot } from './rows.ts';

type Db = { readonly query: Query };

/** More than anybody reads: one service or one place is asked for then. */
const MOST_SLOTS = 1_500;
const MOST_TIMES = 60;
const DAY_MS = 86_400_000;

/** Which days, and of what. */
export interface CalendarWish {
  /** `YYYY-MM-DD` by the site's clock; today where it is left out. */
  readonly from?: string | undefined;
  readonly days: number;
  readonly service?: string | undefined;
  readonly place?: string | undefined;
  /** Leaves times out that nobody has a place in. */
  readonly onlyTaken?: boolean;
}

/** Times of some days with the bookings in them. */
export async function readCalendar(
  db: Db,
  site: Site,
  wish: CalendarWish,
  nowMs: number,
): Promise<BookingsView> {
  const today = wallClock(nowMs, site.timeZone).day;
  const from = wish.from ?? today;
  const rows = await db.query<SlotRow>(
    `select slot.* from slot
      where site = $1 and starts_at >= $2::date::timestamp at time zone $6
        and starts_at < ($2::date + $3::int)::timestamp at time zone $6
        and ($4::text is null or service = $4) and ($5::text is null or place = $5)
        and (taken > 0 or (status <> 'closed' and not $7::boolean))
      order by starts_at, service, id limit ${MOST_SLOTS + 1}`,
    [
      site.id,
      from,
      wish.days,
      wish.service ?? null,
      wish.place ?? null,
      site.timeZone,
      wish.onlyTaken ?? false,
    ],
  );
  const shown = rows.slice(0, MOST_SLOTS);
  return {
    now: new Date(nowMs).toISOString(),
    today,
    from,
    days: wish.days,
    slots: shown.map((row) => toDeskSlot(row, nowMs)),
    bookings: await bookingsIn(
      db,
      site.id,
      shown.map(({ id }) => id),
    ),
    more: rows.length > shown.length,
  };
}

/** Whom to remind by phone: bookings of a day whose holder gave a number. */
export async function readCalls(
  db: Db,
  site: Site,
  wished: string | undefined,
  nowMs: number,
): Promise<BookingsView> {
  const day = wished ?? wallClock(nowMs + DAY_MS, site.timeZone).day;
  const view = await readCalendar(db, site, { from: day, days: 1, onlyTaken: true }, nowMs);
  const bookings = view.bookings.filter(
    ({ status, digits }) => status === 'confirmed' && digits !== undefined,
  );
  const used = new Set(bookings.map(({ slot }) => slot));
  return { ...view, bookings, slots: view.slots.filter(({ id }) => used.has(id)) };
}

async function bookingsIn(
  { query }: Db,
  site: string,
  slots: readonly string[],
): Promise<BookingsView['bookings']> {
  const rows = await query<DeskBookingRow>(
    `select ${deskColumns} from booking b
      where b.site = $1 and (b.slot = any($2) or b.also && $2) and b.status = any($3)
      order by b.waiting_since nulls first, b.created_at, b.id`,
    [site, slots, shownStatuses],
  );
  return rows.map(toDeskBooking);
}

/**
 * The next times of a service that are not over: so many with a place, and so many without, where people may wait.
 * @param from `YYYY-MM-DD` by the site's clock
 */
export async function readTimes(
  { query }: Db,
  site: Site,
  wish: { readonly service: string; readonly from?: string | undefined },
  nowMs: number,
): Promise<TimesView> {
  const rows = await query<SlotRow>(
    `select * from (
       select slot.*, row_number() over (
                partition by taken + escrow < capacity and coalesce(room, 1) > 0 and waiting = 0 order by starts_at, id) as nth
         from slot
        where site = $1 and service = $2 and status = 'open' and ends_at > $3
          and ($4::date is null or starts_at >= $4::date::timestamp at time zone $5)) next
      where nth <= ${MOST_TIMES} order by starts_at, id`,
    [site.id, wish.service, new Date(nowMs), wish.from ?? null, site.timeZone],
  );
  return { now: new Date(nowMs).toISOString(), slots: rows.map((row) => toDeskSlot(row, nowMs)) };
}

/** The services that are booked here, with what a booking asks, and the places of the site. */
export async function readServices({ query }: Db, site: Site, nowMs: number): Promise<DeskServices> {
  const services = await query<{ body: Service }>(
    `select body from document where site = $1 and kind = 'service' and body is not null
        and (body->>'bookable')::boolean order by body->'name'->>'zh', id`,
    [site.id],
  );
  const places = await query<DeskServices['places'][number]>(
    `select id, body->'name' as name from document where site = $1 and kind = 'place' and body is not null order by id`,
    [site.id],
  );
  return {
    now: new Date(nowMs).toISOString(),
    hall: site.hall,
    services: services.map(({ body: { id, name, terms, asks, questions } }): DeskService => ({
      id,
      name,
      terms,
      asks,
      questions,
    })),
    places: [...places],
  };
}
