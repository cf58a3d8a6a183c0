import type { BookingId } from '../../model/schema/booking.ts';
import type { Slot } from '../../model/schema/booking.ts';
import { availability } from '../shell/slots/slot-list.ts';
import type { Chosen, Claim, Claims } from './flow-state.ts';
import type { Ground } from './ground.ts';

/** How many people one pass of this service may stand for; a cap on bookings of one person counts each of them. */
export const mostPeople = ({ service }: Ground): number =>
  Math.min(service.terms.people, service.terms.perDay ?? service.terms.people);

/** How many people the time that was chosen is for. */
export const peopleIn = ({ claims: [first, ...others] }: Pick<Chosen, 'claims'>): number =>
  1 + others.filter(({ slot }) => slot.id === first.slot.id).length;

/** The further days on which the same is wanted: one claim for each, however many people come. */
export const furtherDays = ({ claims: [first, ...others] }: Pick<Chosen, 'claims'>): readonly Claim[] =>
  others.filter(
    ({ slot }, index) =>
      slot.id !== first.slot.id && others.findIndex((each) => each.slot.id === slot.id) === index,
  );

/** How many people there is room for at each of the times, those among them whose places are kept already. */
export function roomFor(ground: Ground, { claims }: Chosen): number {
  const { service, nowMs, own } = ground;
  const rooms = claims.map(({ slot }) => {
    const now = ground.slots.find(({ id }) => id === slot.id) ?? slot;
    const found = availability(now, service.terms, nowMs, own);
    const kept = claims.filter((claim) => claim.slot.id === slot.id && isKept(claim)).length;
    return (found.kind === 'free' ? found.places : 0) + kept;
  });
  return Math.min(...rooms);
}

const isKept = ({ keeping }: Claim): boolean => keeping.by === 'hold' || keeping.by === 'asking';

/**
 * One claim for each person at each of the times: those that are there stay, others are asked for, too many are let go.
 * @param newBooking makes the id of one more
 */
export function forPeople(claims: Claims, people: number, newBooking: () => BookingId): Claims {
  const [first] = claims;
  const standing = claims.filter((claim) => claim === first || claim.keeping.by !== 'refused');
  const times = new Map<string, Slot>(standing.map(({ slot }) => [slot.id, slot]));
  const all = [...times.values()].flatMap((slot): readonly Claim[] => {
    const known = standing.filter((claim) => claim.slot.id === slot.id).slice(0, people);
    const more = Array.from({ length: people - known.length }, (): Claim => ({
      booking: newBooking(),
      slot,
      keeping: { by: 'asking' },
    }));
    return [...known, ...more];
  });
  return [first, ...all.filter((claim) => claim !== first)];
}
