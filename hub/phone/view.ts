import { isAhead } from '../../src/model/booking.ts';
import { chosenOptions, isDelivered } from '../../src/model/choices.ts';
import type { Booking, Slot } from '../../src/model/schema/booking.ts';
import type { BookingView } from '../../src/model/schema/phone.ts';
import { type Service, bookingTerms } from '../../src/model/schema/service.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { Query } from '../database/database.ts';
import { type BookingRow, type SlotRow, bookingColumns, toBooking, toSlot } from '../database/rows.ts';
import { documentOf, placeOf, siteOf } from './documents.ts';
import type { HeldBooking } from './genuine-pass.ts';
import { maskedName } from './masked-name.ts';
import { newsOf } from './news.ts';
import { type Movable, otherTimes } from './others.ts';
import { ticketOfBookings, turnOf } from './turn.ts';

interface Db {
  readonly query: Query;
}

/** A booking beside its slot. */
interface Row {
  readonly booking: Booking;
  readonly slot: Slot;
}

/**
 * The bookings one pass stands for: its own, and those of its series; in the order of their times.
 * @returns ids that its holder may command are exactly these
 */
export async function bookingsOf(
  db: Db,
  site: string,
  held: Pick<BookingRow, 'id' | 'series'>,
): Promise<readonly BookingRow[]> {
  return db.query<BookingRow>(
    `select ${bookingColumns} from booking b join slot s on s.site = b.site and s.id = b.slot
      where b.site = $1 and (b.id = $2 or b.id = $3 or b.series = $3) and b.code_digest is not null
      order by s.starts_at, b.id`,
    [site, held.id, held.series ?? held.id],
  );
}

/** Everything the phone page shows of a booking. */
export async function bookingViewOf(
  db: Db,
  site: Site,
  held: HeldBooking,
  nowMs: number,
): Promise<BookingView> {
  const rows = await bookingsOf(db, site.id, held);
  const slots = await slotsOf(db, site.id, rows);
  const all = rows.flatMap((row): Row[] => {
    const slot = slots.get(row.slot);
    return slot ? [{ booking: toBooking(row), slot }] : [];
  });
  const shown = inFocus(all, held.id, nowMs);
  if (!shown) throw new Error('a booking without its slot');
  const { booking, slot } = shown;
  const service = await serviceOf(db, site, slot.service);
  const others: Movable = {
    site: site.id,
    timeZone: site.timeZone,
    booking,
    slot,
    service,
    taken: [...slots.keys()],
    together: all.some(
      (one) => one.booking.id !== booking.id && one.slot.id === slot.id && isAhead(one.booking.status),
    ),
  };
  const name = maskedName(held.name);
  // All days of a row are of one service.
  const delivered = ({ choices }: Booking): boolean => isDelivered(service.questions, choices);
  const ids = all.map((one) => one.booking.id);
  const ticket = await ticketOfBookings(db, site, ids, nowMs);
  return {
    kind: 'booking',
    now: new Date(nowMs).toISOString(),
    site: siteOf(site),
    service: {
      id: slot.service,
      name: service.name,
      withoutScreen: service.withoutScreen,
      terms: service.terms,
    },
    place: await placeOf(db, site, slot.place),
    booking,
    slot,
    also: (booking.also ?? []).flatMap((id) => slots.get(id) ?? []),
    delivered: delivered(booking),
    series: all
      .filter((one) => one.booking.id !== booking.id)
      .map((one) => ({ ...one, delivered: delivered(one.booking) })),
    ...(booking.status === 'waiting' ? { ahead: await aheadOf(db, site.id, booking.id) } : {}),
    ...(name === undefined ? {} : { maskedName: name }),
    chosen: chosenOptions(service.questions, booking.choices).map(({ question, option }) => ({
      question: question.label,
      option: option.label,
    })),
    news: [...(await newsOf(db, site.id, booking.id))],
    others: [...(await otherTimes(db, others, nowMs))],
    ...(ticket ? { turn: await turnOf(db, site, ticket) } : {}),
  };
}

/** Of a row of days: the one that waits for an answer, else the next to come, else the one the pass names. */
function inFocus(all: readonly Row[], own: string, nowMs: number): Row | undefined {
  const ahead = all.filter(({ slot }) => Date.parse(slot.endsAt) > nowMs);
  return (
    ahead.find(({ booking }) => booking.status === 'offered') ??
    ahead.find(({ booking }) => booking.status === 'confirmed' || booking.status === 'waiting') ??
    all.find(({ booking }) => booking.id === own)
  );
}

async function slotsOf(
  db: Db,
  site: string,
  rows: readonly BookingRow[],
): Promise<ReadonlyMap<string, Slot>> {
  const ids = rows.flatMap(({ slot, also }) => [slot, ...also]);
  const found = await db.query<SlotRow>('select * from slot where site = $1 and id = any($2)', [site, ids]);
  return new Map(found.map((row) => [row.id, toSlot(row)]));
}

type Shown = Pick<Service, 'name' | 'withoutScreen' | 'terms' | 'questions'>;

/** A booking outlives its service's page: then the id stands for the name, and the hall for the way without a screen. */
async function serviceOf(db: Db, site: Site, id: string): Promise<Shown> {
  return (
    (await documentOf<Service>(db, site.id, 'service', id)) ?? {
      name: { zh: id.slice(0, 32) },
      withoutScreen: site.hall,
      terms: bookingTerms.parse({}),
      questions: [],
    }
  );
}

async function aheadOf(db: Db, site: string, booking: string): Promise<number> {
  const [row] = await db.query<{ ahead: number }>(
    `select count(*)::int as ahead from booking mine join booking b on b.site = mine.site and b.slot = mine.slot
      where mine.site = $1 and mine.id = $2 and b.status = 'waiting'
        and (b.waiting_since, b.id) < (mine.waiting_since, mine.id)`,
    [site, booking],
  );
  return row?.ahead ?? 0;
}
