import type { ErrorCode } from './errors.ts';
import { type Result, fail, ok } from './result.ts';
import type { BookingStatus, Slot } from './schema/booking.ts';

/** What the booking rule needs of a slot. */
export type BookableSlot = Pick<Slot, 'startsAt' | 'status' | 'remaining'>;

/** What the booking rule needs of a service. */
export interface BookingTerms {
  readonly minNoticeMinutes: number;
}

/**
 * May this slot be booked now? The hub asks with authority, the terminal to answer at once.
 * @param nowMs milliseconds since 1970, by the hub's clock
 */
export function mayBook(
  slot: BookableSlot | undefined,
  terms: BookingTerms,
  nowMs: number,
): Result<true, ErrorCode> {
  if (!slot) return fail('slot.unknown');
  const startMs = Date.parse(slot.startsAt);
  if (slot.status === 'closed') return fail('slot.closed');
  if (nowMs >= startMs) return fail('slot.started');
  if (nowMs > startMs - terms.minNoticeMinutes * 60_000) return fail('slot.too-late');
  if (slot.remaining <= 0) return fail('slot.full');
  return ok(true);
}

/** What can happen to a booking after it stands. */
export type BookingEvent = 'cancel' | 'check-in';

/**
 * The next state of a booking. Cancelling twice and checking in twice are refused with their own codes, so that
 * the person hears what already happened; a retry of the same command never comes here (it has its outcome).
 */
export function nextStatus(
  status: BookingStatus | undefined,
  event: BookingEvent,
): Result<BookingStatus, ErrorCode> {
  switch (status) {
    case undefined:
    case 'refused':
      return fail('booking.unknown');
    case 'cancelled':
      return fail('booking.cancelled');
    case 'checked-in':
      return fail('booking.already-checked-in');
    case 'confirmed':
      return ok(event === 'cancel' ? 'cancelled' : 'checked-in');
  }
}
