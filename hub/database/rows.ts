import { leaseEndsMs } from '../../src/model/lease.ts';
import type { AdultId, Booking, Lease, Slot } from '../../src/model/schema/booking.ts';
import type { HandOff } from '../../src/model/schema/hand-off.ts';
import type { HelpCall } from '../../src/model/schema/help.ts';
import type { Pace } from '../../src/model/schema/queue.ts';
import type { Ticket } from '../../src/model/schema/ticket.ts';

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
  readonly checked_out_at: Date | string | null;
  /** Ids of those who may pick the person up. */
  readonly adults: readonly AdultId[] | null;
  readonly used_twice: boolean;
  /** Whether a phone number was given, and whether somebody else made the booking: the feed says no more of either. */
  readonly digits: boolean;
  readonly helped: boolean;
}

/** The columns of a booking that a terminal may know; `b` is the table. */
export const bookingColumns = `b.id, b.slot, b.also, b.status, b.code_digest, b.sequence, b.waiting_since, b.until, b.series,
  b.choices, b.checked_in_at, b.checked_out_at, b.used_twice,
  (select array_agg(a.id order by a.created_at) from adult a where a.site = b.site and a.booking = b.id and a.dropped_at is null) as adults,
  b.phone is not null as digits, b.helper is not null as helped`;

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
  ...(row.checked_out_at ? { checkedOutAt: iso(row.checked_out_at) } : {}),
  ...(row.adults && row.adults.length > 0 ? { adults: [...row.adults] } : {}),
  usedTwice: row.used_twice,
});

export const toLease = (row: LeaseRow): Lease => ({
  slot: row.slot,
  places: row.places,
  keep: row.keep,
  until: new Date(leaseEndsMs({ startsAt: iso(row.starts_at) })).toISOString(),
});

/** A number as its table has it, without who took it. */
export interface TicketRow {
  readonly id: Ticket['id'];
  readonly number: Ticket['number'];
  readonly queue: Ticket['queue'];
  readonly day: string;
  readonly status: Ticket['status'];
  readonly taken_at: Date | string;
  readonly stands_at: Date | string;
  readonly appointment_at: Date | string | null;
  readonly service: string | null;
  readonly booking: Booking['id'] | null;
  readonly priority: string | null;
  readonly counter: Ticket['counter'] | null;
  readonly only_at: Ticket['onlyAt'] | null;
  readonly called_at: Date | string | null;
  readonly recalls: number;
  readonly sequence: number;
  readonly into_ticket: Ticket['id'] | null;
}

/** The columns of a number that everybody may know; `k` is the table. */
export const ticketColumns = `k.id, k.number, k.queue, k.day::text as day, k.status, k.taken_at, k.stands_at, k.appointment_at,
  k.service, k.booking, k.priority, k.counter, k.only_at, k.called_at, k.recalls, k.sequence, k.into_ticket`;

export const toTicket = (row: TicketRow): Ticket => ({
  id: row.id,
  number: row.number,
  queue: row.queue,
  day: row.day,
  status: row.status,
  takenAt: iso(row.taken_at),
  standsAt: iso(row.stands_at),
  ...(row.appointment_at ? { appointmentAt: iso(row.appointment_at) } : {}),
  ...(row.service ? { service: row.service } : {}),
  ...(row.booking ? { booking: row.booking } : {}),
  ...(row.priority ? { priority: row.priority } : {}),
  ...(row.counter ? { counter: row.counter } : {}),
  ...(row.only_at ? { onlyAt: row.only_at } : {}),
  ...(row.called_at ? { calledAt: iso(row.called_at) } : {}),
  recalls: row.recalls,
  sequence: row.sequence,
  ...(row.into_ticket ? { into: row.into_ticket } : {}),
});

/** A call for help with the name of its terminal. */
export interface HelpCallRow {
  readonly id: HelpCall['id'];
  readonly terminal: string;
  readonly name: string;
  readonly screen: string;
  readonly status: HelpCall['status'];
  readonly at: Date | string;
  readonly answered_at: Date | string | null;
}

/** What staff call a terminal; before they gave it a name, how its key begins. */
export const terminalName = `coalesce(terminal.name, 'T-' || upper(left(terminal.thumbprint, 4)))`;

/** The columns of a call for help; `c` is the table, joined with its terminal. */
export const helpCallColumns = `c.id, c.terminal, coalesce(${terminalName}, '') as name, c.screen, c.status, c.at, c.answered_at`;

export const toHelpCall = (row: HelpCallRow): HelpCall => ({
  id: row.id,
  terminal: row.terminal,
  name: row.name,
  screen: row.screen,
  status: row.status,
  at: iso(row.at),
  ...(row.answered_at ? { answeredAt: iso(row.answered_at) } : {}),
});

export type PaceRow = Omit<Pace, 'at'> & { readonly at: Date | string };
export const toPace = (row: PaceRow): Pace => ({ ...row, at: iso(row.at) });

export const toHandOff = (row: HandOff): HandOff => ({ ...row, until: iso(row.until) });
