import { freePlaces, isOnOffer, isOnOfferAtDesk, isOneVisit } from '../../src/model/booking.ts';
import { unanswered } from '../../src/model/choices.ts';
import type { ErrorCode } from '../../src/model/errors.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { SlotId } from '../../src/model/schema/booking.ts';
import type { CommandBody } from '../../src/model/schema/command.ts';
import { type BookingRecord, slotsOf } from './record.ts';
import type { Offer } from './visit.ts';

type Book = CommandBody<'book'>;

/** A row of repeated bookings lasts no longer than times are offered ahead: its pass would be good for ever. */
const LONGEST_SERIES_MS = 62 * 86_400_000;

/** The slots in which a place is kept for this booking while its form is filled in. */
export const heldSlots = (record: BookingRecord | undefined): readonly SlotId[] =>
  record?.status === 'held' ? slotsOf(record) : [];

/**
 * The rule over a whole visit.
 * @param own slots in which this very booking has its place already: room is not the question there, and the notice
 *   that the service asks was kept when it got them
 * @param atDesk a clerk asks: no notice holds, and a time may have begun
 */
export function mayBookAll(
  offers: readonly Offer[] | undefined,
  nowMs: number,
  own: readonly SlotId[],
  atDesk = false,
): Result<readonly Offer[], ErrorCode> {
  if (!offers) return fail('slot.unknown');
  for (const { slot, terms } of offers) {
    const has = own.includes(slot.id);
    const onOffer = atDesk
      ? isOnOfferAtDesk(slot, nowMs)
      : isOnOffer(slot, has ? { minNoticeMinutes: 0 } : terms, nowMs);
    if (!onOffer.ok) return onOffer;
    if (!has && freePlaces(slot, nowMs) === 0) return fail('slot.full');
  }
  if (offers.length > 1 && !isOneVisit(offers.map(({ slot }) => slot))) return fail('slots.not-combinable');
  const [first, ...others] = offers;
  const fits = others.every(({ slot }) => first?.terms.combinesWith.includes(slot.service));
  return fits ? ok(offers) : fail('slots.not-combinable');
}

/**
 * What a booking leaves unsaid that its service asks, or says that cannot be.
 * @returns the path of the field, or undefined where all is said
 */
export function firstMissing(
  offers: readonly Offer[],
  body: Pick<Book, 'who' | 'choices' | 'series'>,
  nowMs: number,
): string | undefined {
  const [offer] = offers;
  if (!offer) return undefined;
  if (body.series && Date.parse(body.series.lastEndsAt) > nowMs + LONGEST_SERIES_MS)
    return 'body.series.lastEndsAt';
  return unanswered({ ...offer, perDay: offer.terms.perDay }, body, offer.weekday);
}
