import { freePlaces, isOnOfferAtDesk } from '../../src/model/booking.ts';
import type { DeskBooking, DeskSlot } from '../../src/model/schema/staff-bookings.ts';
import { type SlotRow, toSlot } from '../database/rows.ts';
import { maskedName } from '../phone/masked-name.ts';

/** A booking as the desk's lists have it: the name leaves the hub covered. */
export interface DeskBookingRow {
  readonly id: DeskBooking['id'];
  readonly slot: DeskBooking['slot'];
  readonly also: readonly DeskBooking['slot'][];
  readonly status: DeskBooking['status'];
  readonly sequence: number;
  readonly name: string | null;
  readonly digits: string | null;
  readonly waiting_since: Date | null;
  readonly until: Date | null;
  readonly checked_in_at: Date | null;
  readonly checked_out_at: Date | null;
  readonly series: boolean;
  readonly helped: boolean;
  readonly brought: boolean;
  readonly used_twice: boolean;
  readonly phoned: boolean | null;
}

/** The columns of a booking for the desk; `b` is the table. */
export const deskColumns = `b.id, b.slot, b.also, b.status, b.sequence, b.name, right(b.phone, 4) as digits, b.waiting_since, b.until,
  b.checked_in_at, b.checked_out_at, b.series is not null as series, b.helper is not null as helped,
  b.address is not null as brought, b.used_twice,
  (select event = 'phoned' from trail where trail.site = b.site and trail.booking = b.id
     and event in ('phoned', 'not-phoned') order by number desc limit 1) as phoned`;

/** What a list shows: what came to nothing is left out, and a place that is held has no booking yet. */
export const shownStatuses: readonly DeskBooking['status'][] = [
  'confirmed',
  'offered',
  'waiting',
  'checked-in',
  'checked-out',
  'no-show',
];

export function toDeskBooking(row: DeskBookingRow): DeskBooking {
  const name = maskedName(row.name);
  return {
    id: row.id,
    slot: row.slot,
    ...(row.also.length > 0 ? { also: [...row.also] } : {}),
    status: row.status,
    sequence: row.sequence,
    ...(name === undefined ? {} : { name }),
    ...(row.digits === null ? {} : { digits: row.digits }),
    ...(row.status === 'waiting' && row.waiting_since ? { since: row.waiting_since.toISOString() } : {}),
    ...(row.status === 'offered' && row.until ? { until: row.until.toISOString() } : {}),
    ...(row.checked_in_at ? { checkedInAt: row.checked_in_at.toISOString() } : {}),
    ...(row.checked_out_at ? { checkedOutAt: row.checked_out_at.toISOString() } : {}),
    series: row.series,
    helped: row.helped,
    brought: row.brought,
    usedTwice: row.used_twice,
    phoned: row.phoned ?? false,
  };
}

/** @param nowMs the hub's clock: what is kept for the last minute is free once its time has come */
export function toDeskSlot(row: SlotRow, nowMs: number): DeskSlot {
  const slot = toSlot(row);
  const free = isOnOfferAtDesk(slot, nowMs).ok ? freePlaces(slot, nowMs) : 0;
  return { ...slot, taken: row.taken, setAside: row.escrow, free };
}
