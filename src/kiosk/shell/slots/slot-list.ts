import { freePlaces, isOnOffer } from '../../../model/booking.ts';
import type { Slot, SlotId } from '../../../model/schema/booking.ts';
import type { BookingTerms } from '../../../model/schema/service.ts';
import { wallClock } from '../../../model/time.ts';

/** How many places this terminal has of its own, by slot: they count beside those that anybody may have. */
export type OwnPlaces = ReadonlyMap<SlotId, number>;

/** What can be done about a time, as a person sees it. */
export type Availability =
  | { readonly kind: 'free'; readonly places: number }
  /** Full; one may stand in line. */
  | { readonly kind: 'wait'; readonly before: number }
  /** Nothing now; some places come later on. */
  | { readonly kind: 'later'; readonly opensAtMs: number }
  | { readonly kind: 'full' }
  /** The hall will not hold it. */
  | { readonly kind: 'withdrawn' }
  /** Past, or too late to book: not worth showing. */
  | { readonly kind: 'gone' };

type Terms = Pick<BookingTerms, 'minNoticeMinutes' | 'waitingList'>;

/** @param nowMs by the hub's clock */
export function availability(slot: Slot, terms: Terms, nowMs: number, own: OwnPlaces): Availability {
  const onOffer = isOnOffer(slot, terms, nowMs);
  if (!onOffer.ok) {
    const stillAhead = nowMs < Date.parse(slot.startsAt);
    return slot.status === 'withdrawn' && stillAhead ? { kind: 'withdrawn' } : { kind: 'gone' };
  }
  const places = freePlaces(slot, nowMs) + (own.get(slot.id) ?? 0);
  if (places > 0) return { kind: 'free', places };
  if (terms.waitingList) return { kind: 'wait', before: slot.waiting };
  const opensAtMs = slot.lastMinute && slot.remaining > 0 ? Date.parse(slot.lastMinute.opensAt) : 0;
  return opensAtMs > nowMs ? { kind: 'later', opensAtMs } : { kind: 'full' };
}

const inOrder = (one: Slot, other: Slot): number =>
  one.startsAt.localeCompare(other.startsAt) || one.place.localeCompare(other.place);

/** The day of a slot as the site's wall clock has it, `YYYY-MM-DD`. */
export const dayOf = (slot: Pick<Slot, 'startsAt'>, timeZone: string): string =>
  wallClock(Date.parse(slot.startsAt), timeZone).day;

/** The days of the slots, in order, each with its slots in order. */
export function byDay(slots: readonly Slot[], timeZone: string): ReadonlyMap<string, readonly Slot[]> {
  const days = new Map<string, Slot[]>();
  for (const slot of [...slots].sort(inOrder)) {
    const day = dayOf(slot, timeZone);
    const ofDay = days.get(day);
    if (ofDay) ofDay.push(slot);
    else days.set(day, [slot]);
  }
  return days;
}

/** The slots nearest to a wanted time, in order of time. */
export function nearest(slots: readonly Slot[], wantedMs: number, count: number): readonly Slot[] {
  const distance = (slot: Slot) => Math.abs(Date.parse(slot.startsAt) - wantedMs);
  return [...slots]
    .sort((one, other) => distance(one) - distance(other) || inOrder(one, other))
    .slice(0, count)
    .sort(inOrder);
}
