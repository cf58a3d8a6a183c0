import type { ErrorCode } from '../../src/model/errors.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { BookingSearch, BookingsView } from '../../src/model/schema/staff-bookings.ts';
import type { Site } from '../../src/model/schema/site.ts';
import { wallClock } from '../../src/model/time.ts';
import { codeDigest } from '../bookings/person.ts';
import type { Query } from '../database/database.ts';
import type { SlotRow } from '../database/rows.ts';
import { genuinePass } from '../phone/genuine-pass.ts';
import { bookingsOf } from '../phone/view.ts';
import { type DeskBookingRow, deskColumns, toDeskBooking, toDeskSlot } from './rows.ts';

type Db = { readonly query: Query };

/** So many are shown; more digits or signs find fewer. */
const MOST = 40;
const DAY_MS = 86_400_000;

/** What leads to bookings, as a condition with one value. */
interface Lead {
  readonly where: string;
  readonly value: unknown;
}

/**
 * The bookings that a pass, a code, some digits or a name leads to: those of today and ahead, the next one first.
 * Cancelled ones are among them, since somebody stands here and asks.
 */
export async function findAtDesk(
  db: Db,
  site: Site,
  search: BookingSearch,
  nowMs: number,
): Promise<Result<BookingsView, ErrorCode>> {
  const lead = await leadOf(db, site, search, nowMs);
  if (!lead.ok) return lead;
  const rows = await db.query<DeskBookingRow>(
    `select ${deskColumns} from booking b join slot s on s.site = b.site and s.id = b.slot
      where b.site = $1 and ${lead.value.where} and b.status not in ('held', 'refused') and s.ends_at > $3
      order by s.ends_at < $4, s.starts_at, b.id limit ${MOST + 1}`,
    [site.id, lead.value.value, new Date(nowMs - DAY_MS), new Date(nowMs)],
  );
  const shown = rows.slice(0, MOST);
  const slots = await db.query<SlotRow>('select * from slot where site = $1 and id = any($2)', [
    site.id,
    shown.flatMap(({ slot, also }) => [slot, ...also]),
  ]);
  const today = wallClock(nowMs, site.timeZone).day;
  return ok({
    now: new Date(nowMs).toISOString(),
    today,
    from: today,
    days: 1,
    slots: slots.map((row) => toDeskSlot(row, nowMs)),
    bookings: shown.map(toDeskBooking),
    more: rows.length > shown.length,
  });
}

async function leadOf(
  db: Db,
  site: Site,
  search: BookingSearch,
  nowMs: number,
): Promise<Result<Lead, ErrorCode>> {
  switch (search.by) {
    case 'pass':
      return leadOfPass(db, site.id, search.pass, nowMs);
    case 'code':
      return ok({ where: 'b.code_digest = $2', value: codeDigest(site.id, search.code) });
    case 'digits':
      return ok({ where: 'right(b.phone, 4) = $2', value: search.digits });
    case 'name':
      return ok({ where: 'position(lower($2::text) in lower(b.name)) > 0', value: search.name });
    case 'id':
      return ok({ where: 'b.id = $2', value: search.id });
  }
}

async function leadOfPass(
  db: Db,
  site: string,
  pass: string,
  nowMs: number,
): Promise<Result<Lead, ErrorCode>> {
  const held = await genuinePass(db, site, pass, nowMs);
  if (!held.ok)
    return fail(
      held.error === 'expired'
        ? 'pass.expired'
        : held.error === 'unknown'
          ? 'booking.unknown'
          : 'pass.invalid',
    );
  if (held.value.kind !== 'booking') return fail('pass.invalid');
  const row = await bookingsOf(db, site, held.value.booking);
  return ok({ where: 'b.id = any($2)', value: row.map(({ id }) => id) });
}
