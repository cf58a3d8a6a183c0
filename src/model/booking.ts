import type { ErrorCode } from './errors.ts';
import { type Result, fail, ok } from './result.ts';
import type { BookingStatus, Slot } from './schema/booking.ts';
import type { BookingTerms } from './schema/service.ts';

/** What the booking rules need of a slot. */
export type BookableSlot = Pick<Slot, 'startsAt' | 'status' | 'remaining' | 'lastMinute' | 'waiting'>;

type Notice = Pick<BookingTerms, 'minNoticeMinutes'>;

const MINUTE_MS = 60_000;

/** The moment from which a slot takes no new bookings, milliseconds since 1970. */
export const bookingEndsMs = (slot: Pick<Slot, 'startsAt'>, terms: Notice): number =>
  Date.parse(slot.startsAt) - terms.minNoticeMinutes * MINUTE_MS;

/**
 * How many places anybody may have now. Those kept for the last minute count once their time has come; while people wait
 * for a place, a place that comes free is theirs first.
 * @param nowMs milliseconds since 1970, by the hub's clock
 */
export function freePlaces(slot: Pick<Slot, 'remaining' | 'lastMinute' | 'waiting'>, nowMs: number): number {
  if (slot.waiting > 0) return 0;
  const kept = slot.lastMinute && nowMs < Date.parse(slot.lastMinute.opensAt) ? slot.lastMinute.places : 0;
  return Math.max(0, slot.remaining - kept);
}

/**
 * Is this slot one that can still be booked, whether or not there is a place in it?
 * @param nowMs by the hub's clock
 */
export function isOnOffer(
  slot: Pick<Slot, 'startsAt' | 'status'> | undefined,
  terms: Notice,
  nowMs: number,
): Result<true, ErrorCode> {
  if (!slot) return fail('slot.unknown');
  if (slot.status === 'withdrawn') return fail('slot.withdrawn');
  if (slot.status === 'closed') return fail('slot.closed');
  if (nowMs >= Date.parse(slot.startsAt)) return fail('slot.started');
  // At the very moment the notice ends it is still in time.
  if (nowMs > bookingEndsMs(slot, terms)) return fail('slot.too-late');
  return ok(true);
}

/**
 * The same for whoever stands at the desk: neither the notice nor the beginning holds a clerk back, only the end.
 * @param nowMs by the hub's clock
 */
export function isOnOfferAtDesk(
  slot: Pick<Slot, 'endsAt' | 'status'> | undefined,
  nowMs: number,
): Result<true, ErrorCode> {
  if (!slot) return fail('slot.unknown');
  if (slot.status === 'withdrawn') return fail('slot.withdrawn');
  if (slot.status === 'closed') return fail('slot.closed');
  return nowMs >= Date.parse(slot.endsAt) ? fail('slot.started') : ok(true);
}

/**
 * May this slot be booked now? The hub asks with authority, the terminal to answer at once.
 * @param nowMs milliseconds since 1970, by the hub's clock
 */
export function mayBook(
  slot: BookableSlot | undefined,
  terms: Notice,
  nowMs: number,
): Result<true, ErrorCode> {
  const onOffer = isOnOffer(slot, terms, nowMs);
  if (!onOffer.ok || !slot) return onOffer;
  return freePlaces(slot, nowMs) > 0 ? ok(true) : fail('slot.full');
}

/** May a person be put on the waiting list of this slot? Only where it is full. */
export function mayWait(
  slot: BookableSlot | undefined,
  terms: Notice & Pick<BookingTerms, 'waitingList'>,
  nowMs: number,
): Result<true, ErrorCode> {
  const onOffer = isOnOffer(slot, terms, nowMs);
  if (!onOffer.ok || !slot) return onOffer;
  if (!terms.waitingList) return fail('waiting-list.none');
  return freePlaces(slot, nowMs) > 0 ? fail('slot.has-room') : ok(true);
}

/**
 * May its holder still change or cancel a booking? A time that the hall itself withdrew can always be left.
 * @param slot the booking's slot
 */
export function mayAlter(
  slot: Pick<Slot, 'startsAt' | 'status'>,
  terms: Pick<BookingTerms, 'cutOffMinutes'>,
  nowMs: number,
): Result<true, ErrorCode> {
  if (slot.status === 'withdrawn') return ok(true);
  const cutOffMs = Date.parse(slot.startsAt) - terms.cutOffMinutes * MINUTE_MS;
  return nowMs > cutOffMs ? fail('booking.too-late-to-change') : ok(true);
}

/** What can happen to a booking. `lapse` is what time does to a hold, a wait or an offer, and what giving a hold back does. */
export type BookingEvent =
  | 'hold'
  | 'book'
  | 'wait'
  | 'offer'
  | 'accept'
  | 'change'
  | 'cancel'
  | 'check-in'
  | 'check-out'
  | 'lapse'
  | 'no-show';

/** The life of a booking: from each state, what may happen and where it leads. */
const LIFE: Readonly<Record<BookingStatus | 'none', Readonly<Partial<Record<BookingEvent, BookingStatus>>>>> =
  {
    none: { hold: 'held', book: 'confirmed', wait: 'waiting' },
    held: { hold: 'held', book: 'confirmed', wait: 'waiting', lapse: 'lapsed' },
    waiting: { offer: 'offered', cancel: 'cancelled', lapse: 'lapsed' },
    offered: { accept: 'confirmed', cancel: 'cancelled', lapse: 'lapsed' },
    confirmed: { change: 'confirmed', cancel: 'cancelled', 'check-in': 'checked-in', 'no-show': 'no-show' },
    // A terminal that was cut off may deliver the check-in after the day was closed.
    'no-show': { 'check-in': 'checked-in' },
    // A hold that ran out while the person was still filling in is taken up again where a place is left; somebody who was
    // refused may try another time.
    lapsed: { hold: 'held', book: 'confirmed', wait: 'waiting' },
    refused: { hold: 'held', book: 'confirmed', wait: 'waiting' },
    cancelled: {},
    'checked-in': { 'check-out': 'checked-out' },
    'checked-out': {},
  };

/**
 * The next state of a booking. What already happened is refused with its own code, so that the person hears of it; a
 * retry of the same command never comes here (it has its outcome).
 * @param status undefined where there is no such booking
 */
export function nextStatus(
  status: BookingStatus | undefined,
  event: BookingEvent,
): Result<BookingStatus, ErrorCode> {
  const next = LIFE[status ?? 'none'][event];
  if (next) return ok(next);
  if (event === 'check-out' && status === 'confirmed') return fail('check-out.not-in');
  switch (status) {
    case undefined:
    case 'refused':
      return fail('booking.unknown');
    case 'cancelled':
      return fail('booking.cancelled');
    case 'checked-in':
      return fail('booking.already-checked-in');
    case 'checked-out':
      return fail(event === 'check-out' ? 'check-out.done' : 'booking.already-checked-in');
    case 'lapsed':
      return fail('booking.lapsed');
    case 'no-show':
      return fail('booking.too-late-to-change');
    case 'confirmed':
      return fail(event === 'accept' || event === 'offer' ? 'booking.not-offered' : 'booking.id-taken');
    case 'held':
    case 'waiting':
    case 'offered':
      return fail(event === 'accept' ? 'booking.not-offered' : 'booking.not-confirmed');
  }
}

/** Whether a booking in this state takes a place of its slot. */
export const takesPlace = (status: BookingStatus): boolean =>
  status === 'held' ||
  status === 'offered' ||
  status === 'confirmed' ||
  status === 'checked-in' ||
  status === 'checked-out' ||
  status === 'no-show';

/** Whether its holder still waits for the time of a booking in this state to come, and can give it up. */
export const isAhead = (status: BookingStatus): status is 'waiting' | 'offered' | 'confirmed' =>
  status === 'waiting' || status === 'offered' || status === 'confirmed';

/** When a visit begins and ends, with all its matters; milliseconds since 1970. */
export function visitTimes(slots: readonly Pick<Slot, 'startsAt' | 'endsAt'>[]): {
  readonly startMs: number;
  readonly endMs: number;
} {
  return {
    startMs: Math.min(...slots.map(({ startsAt }) => Date.parse(startsAt))),
    endMs: Math.max(...slots.map(({ endsAt }) => Date.parse(endsAt))),
  };
}

/** Whether times fit into one visit: the same place, and each begins when another ends. */
export function isOneVisit(slots: readonly Pick<Slot, 'place' | 'startsAt' | 'endsAt'>[]): boolean {
  const inOrder = [...slots].sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  return inOrder.every((slot, index) => {
    const before = inOrder[index - 1];
    return (
      !before || (before.place === slot.place && Date.parse(before.endsAt) === Date.parse(slot.startsAt))
    );
  });
}
