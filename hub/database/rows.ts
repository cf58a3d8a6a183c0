import type { Booking, Slot } from '../../src/model/schema/booking.ts';

/** A slot as its table has it, with the columns of `slotColumns`. */
export interface SlotRow {
  readonly id: Slot['id'];
  readonly number: string;
  readonly service: Slot['service'];
  readonly place: Slot['place'];
  readonly starts_at: Date | string;
  readonly ends_at: Date | string;
  readonly capacity: number;
  readonly taken: number;
  readonly status: Slot['status'];
  readonly demo: boolean;
}

/** A booking as its table has it, without the person. */
export interface BookingRow {
  readonly id: Booking['id'];
  readonly slot: Booking['slot'];
  readonly status: Booking['status'];
  readonly code_digest: string;
  readonly checked_in_at: Date | string | null;
}

/** JSON made by PostgreSQL writes instants with an offset; documents carry them in UTC. */
const iso = (time: Date | string): string => new Date(time).toISOString();

/** How a pass names a slot: its number in base 36. Six characters are enough for two thousand million slots. */
export const slotCode = (number: string): string => Number(number).toString(36).toUpperCase();

export const toSlot = (row: SlotRow): Slot => ({
  id: row.id,
  code: slotCode(row.number),
  service: row.service,
  place: row.place,
  startsAt: iso(row.starts_at),
  endsAt: iso(row.ends_at),
  capacity: row.capacity,
  remaining: row.capacity - row.taken,
  status: row.status,
  demo: row.demo,
});

/** @returns the booking as terminals may know it: no name, no phone */
export const toBooking = (row: BookingRow): Booking => ({
  id: row.id,
  slot: row.slot,
  status: row.status,
  codeDigest: row.code_digest,
  ...(row.checked_in_at ? { checkedInAt: iso(row.checked_in_at) } : {}),
});
