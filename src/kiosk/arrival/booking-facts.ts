import type { Store } from '../../local/store.ts';
import type { Booking, BookingId, BookingStatus, Slot } from '../../model/schema/booking.ts';
import type { Place } from '../../model/schema/place.ts';
import type { Service } from '../../model/schema/service.ts';
import type { AlsoVisit } from '../shell/pass/pass-details.ts';
import type { Judged, KnownBooking } from './judge.ts';

/** One day of a repeated row. */
export interface RowDay {
  readonly booking: BookingId;
  readonly slot: Slot;
  /** Undefined where it was asked for and has no answer yet. */
  readonly status: BookingStatus | undefined;
}

/** What this terminal knows of one booking and of what lies around it. */
export interface BookingFacts {
  readonly id: BookingId | undefined;
  /** The booking as listed; undefined where the list does not have it (yet). */
  readonly booking: Booking | undefined;
  readonly status: BookingStatus | undefined;
  readonly slot: Slot | undefined;
  readonly service: Service | undefined;
  readonly place: Place | undefined;
  readonly also: readonly AlsoVisit[];
  /** All days of its row, in order; itself alone where it is not repeated. */
  readonly row: readonly RowDay[];
  /** How many people stand in the line before it; undefined where it does not wait, or is not listed yet. */
  readonly ahead: number | undefined;
  /** Every slot there is, to change to; and every place, to tell where that would be. */
  readonly slots: readonly Slot[];
  readonly places: ReadonlyMap<string, Place>;
  /** What was asked for here and has no answer yet: another time, or the place that was offered. */
  readonly asked: { readonly changeTo?: Slot; readonly accept?: true };
}

/** What happened here and is over cannot be undone by a list that is behind. */
const FOR_GOOD: ReadonlySet<BookingStatus | undefined> = new Set(['cancelled', 'checked-in']);

/** Reads what this terminal knows of the booking that was judged; newer documents count before what was judged. */
export async function readFacts(store: Store, judged: Judged): Promise<BookingFacts> {
  const slots = new Map((await store.all('slot')).map((each) => [each.id, each]));
  const bookings = await store.all('booking');
  const now = (known: KnownBooking) => {
    const document = bookings.find(({ id }) => id === known.booking) ?? known.document;
    const slot = (document && slots.get(document.slot)) ?? known.slot;
    const status = FOR_GOOD.has(known.status) ? known.status : (document?.status ?? known.status);
    return { document, slot, status };
  };
  const days = judged.row ?? [];
  const known = days.find(({ booking }) => booking === judged.booking);
  const { document, slot = judged.slot, status } = known ? now(known) : {};
  const also: AlsoVisit[] = [];
  for (const id of document?.also ?? []) {
    const other = slots.get(id);
    if (other) also.push({ slot: other, service: await store.get('service', other.service) });
  }
  return {
    id: judged.booking,
    booking: document,
    status,
    slot,
    service: slot && (await store.get('service', slot.service)),
    place: slot && (await store.get('place', slot.place)),
    also,
    row: days.flatMap((each) => {
      const day = now(each);
      return day.slot ? [{ booking: each.booking, slot: day.slot, status: day.status }] : [];
    }),
    ahead: document && aheadOf(document, bookings),
    slots: [...slots.values()],
    places: new Map((await store.all('place')).map((each) => [each.id, each])),
    asked: askedOf(known, document, slots),
  };
}

/** How many people came to the line of a slot before this booking; undefined where it does not wait. */
export function aheadOf(
  booking: Pick<Booking, 'slot' | 'status' | 'since'>,
  bookings: readonly Pick<Booking, 'slot' | 'status' | 'since'>[],
): number | undefined {
  if (booking.status !== 'waiting') return undefined;
  const since = Date.parse(booking.since ?? '');
  return bookings.filter(
    (each) => each.slot === booking.slot && each.status === 'waiting' && Date.parse(each.since ?? '') < since,
  ).length;
}

function askedOf(
  known: KnownBooking | undefined,
  document: Booking | undefined,
  slots: ReadonlyMap<string, Slot>,
): BookingFacts['asked'] {
  const own = known?.own ?? [];
  const wanted = [...own].reverse().find(({ state }) => state === 'changing')?.slot;
  const changeTo = wanted === undefined || wanted === document?.slot ? undefined : slots.get(wanted);
  const accept = document?.status === 'offered' && own.some(({ state }) => state === 'accepting');
  return { ...(changeTo ? { changeTo } : {}), ...(accept ? { accept } : {}) };
}
