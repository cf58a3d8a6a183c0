import { CLOCK_ERROR_MS, type ClockTrust } from './clock.ts';
import type { ErrorCode } from './errors.ts';
import { isOnOffer } from './booking.ts';
import { type Result, fail, ok } from './result.ts';
import type { Lease, Slot } from './schema/booking.ts';
import type { BookingTerms } from './schema/service.ts';

/**
 * Leases: places of a slot that the hub set aside for one terminal, which confirms from them without asking.
 *
 * The hub counts a place that is set aside as gone, whatever it hears. It frees one only when the terminal itself gave
 * it back, or when staff write the terminal off. No timer of the hub ever ends a lease: a terminal that is cut off may
 * have used it, and the hub cannot know. Towards the start the terminal stops by its own clock, a margin before that is
 * larger than the error its clock may have, and gives the rest back when it is in touch; what it does not give back
 * before the start nobody else gets.
 */

/** How long before the start a terminal stops confirming from its lease. */
const LEASE_MARGIN_MS = CLOCK_ERROR_MS + 180_000;

/** What a terminal itself counts of a lease; never less than what it told anybody. */
export interface LeaseUse {
  readonly used: number;
  readonly returned: number;
}

/** The end of every lease on a slot, milliseconds since 1970. */
export const leaseEndsMs = (slot: Pick<Slot, 'startsAt'>): number =>
  Date.parse(slot.startsAt) - LEASE_MARGIN_MS;

/** How many places a terminal still has of a lease. */
export const unusedPlaces = (lease: Pick<Lease, 'places'>, use: LeaseUse): number =>
  Math.max(0, lease.places - use.used - use.returned);

/** Why a terminal does not confirm by itself: the slot's own reasons, no place of its own, or its clock. */
export type NoConfirmation = ErrorCode | 'no-lease' | 'clock.restart' | 'clock.jump' | 'clock.too-long';

/**
 * May the terminal confirm this slot by itself, for certain?
 * @param lease its lease on the slot, where it has one
 */
export function mayConfirm(
  slot: Pick<Slot, 'startsAt' | 'status'> | undefined,
  lease: Lease | undefined,
  use: LeaseUse,
  terms: Pick<BookingTerms, 'minNoticeMinutes'>,
  clock: ClockTrust,
): Result<true, NoConfirmation> {
  if (!lease || unusedPlaces(lease, use) === 0) return fail('no-lease');
  if (!clock.trusted) return fail(`clock.${clock.why}` as const);
  const onOffer = isOnOffer(slot, terms, clock.nowMs);
  if (!onOffer.ok) return onOffer;
  return clock.nowMs < Date.parse(lease.until) ? ok(true) : fail('slot.too-late');
}

/**
 * How many places a terminal should give back now: all of them once the lease has ended, else those beyond what the hub
 * asks it to keep.
 * @param nowMs the hub's time as well as the terminal knows it
 */
export function placesToReturn(lease: Lease, use: LeaseUse, nowMs: number): number {
  const unused = unusedPlaces(lease, use);
  return nowMs >= Date.parse(lease.until) ? unused : Math.max(0, unused - lease.keep);
}
