import type { OwnKnowledge } from '../../local/knowledge.ts';
import type { Stay } from '../../model/attendance.ts';
import type { Booking, BookingId, BookingStatus, Slot } from '../../model/schema/booking.ts';
import type { Runtime } from '../shell/runtime.ts';

export type Known = Pick<Runtime, 'store' | 'outbox'>;

/** One booking as this terminal knows it: as listed, with what was done here and is not in the list yet. */
export interface KnownBooking {
  readonly booking: BookingId;
  /** The booking as listed; undefined where the list does not have it (yet). */
  readonly document?: Booking;
  readonly slot?: Slot;
  /** The other slots of its visit. */
  readonly also?: readonly Slot[];
  /** What it is here and now: as listed, or as this terminal itself was told. Undefined while that is not known. */
  readonly status?: BookingStatus;
  /** What was done here: a change, a cancellation or an acceptance that still waits is among it. */
  readonly own: readonly OwnKnowledge[];
}

/** All bookings of the row that a booking belongs to, listed or made here; itself alone where it is not repeated. */
export async function rowOf({ store, outbox }: Known, booking: BookingId): Promise<readonly KnownBooking[]> {
  const documents = new Map((await store.all('booking')).map((each) => [each.id, each]));
  const mine = await outbox.ownKnowledge({ booking });
  const first =
    documents.get(booking)?.series ?? mine.find(({ series }) => series !== undefined)?.series ?? booking;
  const digest = documents.get(booking)?.codeDigest ?? mine.find((each) => each.codeDigest)?.codeDigest;
  // What was made here of a row is found by its code, which is one for all.
  const made = digest === undefined ? mine : await outbox.ownKnowledge({ codeDigest: digest });
  const ids = new Set([
    booking,
    ...[...documents.values()].filter((each) => (each.series ?? each.id) === first).map(({ id }) => id),
    ...made.filter((each) => (each.series ?? each.booking) === first).map((each) => each.booking),
  ]);
  const slots = new Map((await store.all('slot')).map((each) => [each.id, each]));
  const row: KnownBooking[] = [];
  for (const id of ids) {
    const own = await outbox.ownKnowledge({ booking: id });
    const document = documents.get(id);
    const slotId = document?.slot ?? own.find(({ state, slot }) => slot && state !== 'changing')?.slot;
    const slot = slotId && slots.get(slotId);
    const also = document?.also?.flatMap((each) => slots.get(each) ?? []);
    const status = statusOf(document, own);
    row.push({
      booking: id,
      own,
      ...(document ? { document } : {}),
      ...(slot ? { slot } : {}),
      ...(also ? { also } : {}),
      ...(status ? { status } : {}),
    });
  }
  return row.sort((one, other) => (one.slot?.startsAt ?? '').localeCompare(other.slot?.startsAt ?? ''));
}

function statusOf(document: Booking | undefined, own: readonly OwnKnowledge[]): BookingStatus | undefined {
  const did = (...states: readonly OwnKnowledge['state'][]) =>
    own.some(({ state }) => states.includes(state));
  if (did('cancelled')) return 'cancelled';
  if (document?.status === 'checked-out' || did('left')) return 'checked-out';
  if (did('checked-in')) return 'checked-in';
  if (document) return document.status;
  if (did('confirmed')) return 'confirmed';
  if (did('waiting')) return 'waiting';
  return did('refused') ? 'refused' : undefined;
}

/** Since when somebody is here, and when they left: as listed, else as this terminal itself was told. */
export function stayOf({ document, own }: Pick<KnownBooking, 'document' | 'own'>): Stay {
  const heard = (listed: string | undefined, ...states: readonly OwnKnowledge['state'][]) => {
    const at = listed ?? own.find(({ state }) => states.includes(state))?.at;
    return at === undefined ? undefined : Date.parse(at);
  };
  return {
    cameMs: heard(document?.checkedInAt, 'checked-in', 'checking-in'),
    leftMs: heard(document?.checkedOutAt, 'left', 'leaving'),
  };
}
