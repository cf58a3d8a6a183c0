import { leaseEndsMs } from '../../src/model/lease.ts';
import type { Booking, Lease, Slot } from '../../src/model/schema/booking.ts';

/** A slot as its table has it. */
export interface SlotRow {
  readonly id: Slot['id'];
  readonly number: string;
  readonly service: Slot['service'];
  readonly place: Slot['place'];
  readonly starts_at: Date | string;
  readonly ends_at: Date | string;
  readonly capacity: number;
  readonly taken: number;
  /** Set aside for terminals and not used. */
  readonly escrow: number;
  /** Of the free places, those given out only from `last_minute_at` on. */
  readonly last_minute: number;
  readonly last_minute_at: Date | string | null;
  readonly needs: readonly { readonly resource: string; readonly units: number }[];
  /** How many more bookings the shared resources allow; null where it shares none. */
  readonly room: number | null;
  readonly waiting: number;
  readonly status: Slot['status'];
  readonly reason: Slot['reason'] | null;
  readonly demo: boolean;
}

/** A booking as its table has it, without the person. */
export interface BookingRow {
  readonly id: Booking['id'];
  readonly slot: Booking['slot'];
  readonly also: readonly Booking['slot'][];
  readonly status: Booking['status'];
  readonly code_digest: string;
  readonly sequence: number;
  readonly waiting_since: Date | string | null;
  readonly until: Date | string | null;
  readonly series: Booking['id'] | null;
  readonly choices: Booking['choices'] | null;
  readonly checked_in_at: Date | string | null;
  readonly used_twice: boolean;
  /** Whether a phone number was given, and whether somebody else made the booking: the feed says no more of either. */
  readonly digits: boolean;
  readonly helped: boolean;
}

/** The columns of a booking that a terminal may know; `b` is the table. */
export const bookingColumns = `b.id, b.slot, b.also, b.status, b.code_digest, b.sequence, b.waiting_since, b.until, b.series,
  b.choices, b.checked_in_at, b.used_twice, b.phone is not null as digits, b.helper is not null as helped`;

export interface LeaseRow {
  readonly slot: Slot['id'];
  readonly places: number;
  readonly keep: number;
  readonly starts_at: Date | string;
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
  remaining: Math.min(row.capacity - row.taken - row.escrow, row.room ?? Infinity),
  ...(row.last_minute > 0 && row.last_minute_at
    ? { lastMinute: { places: row.last_minute, opensAt: iso(row.last_minute_at) } }
    : {}),
  shares: row.needs.length > 0,
  status: row.status,
  ...(row.reason ? { reason: row.reason } : {}),
  waiting: row.waiting,
  demo: row.demo,
});

/** @returns the booking as terminals may know it: no name, no phone */
export const toBooking = (row: BookingRow): Booking => ({
  id: row.id,
  slot: row.slot,
  ...(row.also.length > 0 ? { also: [...row.also] } : {}),
  status: row.status,
  codeDigest: row.code_digest,
  sequence: row.sequence,
  ...(row.status === 'waiting' && row.waiting_since ? { since: iso(row.waiting_since) } : {}),
  ...(row.status === 'offered' && row.until ? { until: iso(row.until) } : {}),
  ...(row.series ? { series: row.series } : {}),
  ...(row.choices ? { choices: row.choices } : {}),
  digits: row.digits,
  helped: row.helped,
  ...(row.checked_in_at ? { checkedInAt: iso(row.checked_in_at) } : {}),
  usedTwice: row.used_twice,
});

export const toLease = (row: LeaseRow): Lease => ({
  slot: row.slot,
  places: row.places,
  keep: row.keep,
  until: new Date(leaseEndsMs({ startsAt: iso(row.starts_at) })).toISOString(),
});
