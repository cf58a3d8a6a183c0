import { lastOf } from './last.ts';
import type { BookingId, BookingStatus, Slot } from './schema/booking.ts';
import type { BookingTerms } from './schema/service.ts';
import { wallClock } from './time.ts';

/**
 * What comes after a check-in: leaving where hours count, and being picked up by an adult who was named before. The rules of
 * arriving itself are in `arrival.ts`.
 */

/** More people than this pick nobody up; `schema/booking.ts` says the same of the document. */
export const MOST_ADULTS = 6;

/** What the pass of somebody says who was checked in before. */
export type InsideVerdict =
  /** Hours count, and they may leave now. `cameMs`: since when they are here. */
  | { readonly kind: 'may-leave'; readonly slot: Slot; readonly cameMs: number }
  /** They left. `cameMs` is there where this terminal knows it. */
  | { readonly kind: 'left'; readonly slot: Slot; readonly cameMs?: number; readonly leftMs: number }
  /** Here, until an adult who was named comes: their own pass does not let them go. */
  | { readonly kind: 'in-care'; readonly slot: Slot; readonly atMs?: number }
  | { readonly kind: 'collected'; readonly slot: Slot; readonly leftMs: number };

/** What an adult's pass says. */
export type PickUpVerdict =
  /** `children`: how many of them are here and go with this adult. */
  | { readonly kind: 'pick-up'; readonly slot: Slot; readonly children: number }
  | { readonly kind: 'pick-up-not-in'; readonly slot: Slot }
  | { readonly kind: 'pick-up-done'; readonly slot: Slot; readonly leftMs?: number }
  | { readonly kind: 'pick-up-not-today'; readonly slot: Slot }
  /** Taken off the list, or named so lately that this terminal has not heard of it. */
  | { readonly kind: 'pick-up-unknown' };

/** So soon after the check-in a second scan is a hand that shook, and nobody leaving. */
export const NO_LEAVING_MS = 300_000;

/** Somebody who was checked in: since when, and until when. Milliseconds since 1970, by the hub's clock. */
export interface Stay {
  readonly cameMs?: number | undefined;
  readonly leftMs?: number | undefined;
}

/**
 * @param attendance of the service
 * @returns undefined where it is the plain rule of arrival that has the word: used already
 */
export function judgeInside(
  attendance: BookingTerms['attendance'],
  slot: Slot,
  { cameMs, leftMs }: Stay,
  nowMs: number,
): InsideVerdict | undefined {
  if (leftMs !== undefined)
    return attendance === 'pick-up'
      ? { kind: 'collected', slot, leftMs }
      : { kind: 'left', slot, leftMs, ...(cameMs === undefined ? {} : { cameMs }) };
  if (attendance === 'pick-up')
    return { kind: 'in-care', slot, ...(cameMs === undefined ? {} : { atMs: cameMs }) };
  if (attendance !== 'hours' || cameMs === undefined || nowMs - cameMs < NO_LEAVING_MS) return undefined;
  return { kind: 'may-leave', slot, cameMs };
}

/** How long somebody was there, in whole minutes; never less than none. */
export const stayMinutes = (cameMs: number, leftMs: number): number =>
  Math.max(0, Math.floor((leftMs - cameMs) / 60_000));

/** A booking that names the adult, as this terminal knows it. */
export interface Child extends Stay {
  readonly booking: BookingId;
  readonly status: BookingStatus | undefined;
  readonly slot: Slot;
}

/**
 * The rule of picking up.
 * @param children the bookings that name the adult, cancelled ones left out
 * @param sure false where the terminal cannot be certain of the day: whoever is here may then be picked up whatever the day
 * @returns the verdict, with the bookings of those who go
 */
export function judgePickUp(
  children: readonly Child[],
  { nowMs, timeZone, sure }: { readonly nowMs: number; readonly timeZone: string; readonly sure: boolean },
): { readonly verdict: PickUpVerdict; readonly going: readonly BookingId[] } {
  const say = (verdict: PickUpVerdict, going: readonly Child[] = []) => ({
    verdict,
    going: going.map(({ booking }) => booking),
  });
  const dayOf = (ms: number) => wallClock(ms, timeZone).day;
  const today = children.filter(({ slot }) => dayOf(Date.parse(slot.startsAt)) === dayOf(nowMs));
  const here = (sure ? today : children).filter(({ status }) => status === 'checked-in');
  if (here[0]) return say({ kind: 'pick-up', slot: here[0].slot, children: here.length }, here);
  const gone = latest(today.filter(({ status }) => status === 'checked-out'));
  if (gone) {
    const { slot, leftMs } = gone;
    return say({ kind: 'pick-up-done', slot, ...(leftMs === undefined ? {} : { leftMs }) });
  }
  if (today[0]) return say({ kind: 'pick-up-not-in', slot: today[0].slot });
  const next = nearest(children, nowMs);
  return say(next ? { kind: 'pick-up-not-today', slot: next.slot } : { kind: 'pick-up-unknown' });
}

const latest = (children: readonly Child[]): Child | undefined =>
  [...children].sort((one, other) => (other.leftMs ?? 0) - (one.leftMs ?? 0))[0];

/** The next to come; the last that was, where none is to come. */
function nearest(children: readonly Child[], nowMs: number): Child | undefined {
  const inOrder = [...children].sort((one, other) => one.slot.startsAt.localeCompare(other.slot.startsAt));
  return inOrder.find(({ slot }) => Date.parse(slot.endsAt) > nowMs) ?? lastOf(inOrder);
}
