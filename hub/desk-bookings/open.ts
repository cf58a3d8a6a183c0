import { chosenOptions } from '../../src/model/choices.ts';
import type { AdultId, BookingId, Choices } from '../../src/model/schema/booking.ts';
import type { Helper } from '../../src/model/schema/command.ts';
import type { NamesView, OpenedBooking } from '../../src/model/schema/staff-bookings.ts';
import type { StaffId } from '../../src/model/schema/staff.ts';
import type { Site } from '../../src/model/schema/site.ts';
import { isAhead } from '../../src/model/booking.ts';
import { passOf } from '../bookings/record.ts';
import { findOffers } from '../bookings/visit.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database, Query } from '../database/database.ts';
import type { SlotRow } from '../database/rows.ts';
import { audit } from '../staff/audit.ts';
import { type DeskBookingRow, deskColumns, shownStatuses, toDeskBooking, toDeskSlot } from './rows.ts';

interface OpenRow extends Omit<DeskBookingRow, 'name'> {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly helper: Helper | null;
  readonly choices: Choices | null;
  readonly created_at: Date;
  readonly series_ends_at: Date | null;
}

/** Who opens, and when. */
export interface Opener {
  readonly staff: StaffId;
  readonly nowMs: number;
}

/**
 * Opens one booking: what its holder said, in full. The line in the audit names the booking and no more, and is on disk
 * before anything is told.
 * @returns undefined where there is no such booking
 */
export async function openBooking(
  db: Database,
  signers: Signers,
  site: Site,
  id: BookingId,
  { staff, nowMs }: Opener,
): Promise<OpenedBooking | undefined> {
  const [row] = await db.query<OpenRow>(
    `select ${deskColumns}, b.phone, b.address, b.helper, b.choices, b.created_at, b.series_ends_at
       from booking b where b.site = $1 and b.id = $2 and b.status <> 'held'`,
    [site.id, id],
  );
  const slots = [...(row ? [row.slot, ...row.also] : [])];
  const [slot] = await db.query<SlotRow>('select * from slot where site = $1 and id = $2', [
    site.id,
    row?.slot,
  ]);
  const offers = await findOffers(db.query, site.id, slots, false);
  if (!row || !slot || !offers) return undefined;
  await audit(db, { atMs: nowMs, staff, event: 'booking.opened', site: site.id, detail: { booking: id } });
  const stands = isAhead(row.status) || row.status === 'checked-in';
  return {
    booking: toDeskBooking(row),
    slot: toDeskSlot(slot, nowMs),
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.phone === null ? {} : { phone: row.phone }),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.helper === null ? {} : { helper: row.helper }),
    chosen: chosenOptions(offers[0]?.questions ?? [], row.choices ?? undefined).map(
      ({ question, option }) => ({
        question: question.label,
        option: option.label,
      }),
    ),
    adults: [...(await adultsOf(db.query, site.id, id))],
    createdAt: row.created_at.toISOString(),
    ...(stands ? { pass: await passOf(await signers.of(site.id), id, offers, row.series_ends_at) } : {}),
  };
}

const adultsOf = (query: Query, site: string, booking: string) =>
  query<{ readonly id: AdultId; readonly relation: string }>(
    'select id, relation from adult where site = $1 and booking = $2 and dropped_at is null order by created_at, id',
    [site, booking],
  );

/** The names and numbers of a day's list in full. The audit says which list, and how many stand in it. */
export async function openNames(
  db: Database,
  site: Site,
  wish: { readonly day: string; readonly service?: string | undefined },
  { staff, nowMs }: Opener,
): Promise<NamesView> {
  const rows = await db.query<{ id: BookingId; name: string | null; phone: string | null }>(
    `select b.id, b.name, b.phone from booking b join slot s on s.site = b.site and s.id = b.slot
      where b.site = $1 and (s.starts_at at time zone $2)::date = $3::date and ($4::text is null or s.service = $4)
        and b.status = any($5)
      order by s.starts_at, b.created_at, b.id`,
    [site.id, site.timeZone, wish.day, wish.service ?? null, shownStatuses],
  );
  const detail = { day: wish.day, ...(wish.service ? { service: wish.service } : {}), bookings: rows.length };
  await audit(db, { atMs: nowMs, staff, event: 'booking.list-opened', site: site.id, detail });
  return {
    names: rows.map(({ id, name, phone }) => ({
      booking: id,
      ...(name === null ? {} : { name }),
      ...(phone === null ? {} : { phone }),
    })),
  };
}
