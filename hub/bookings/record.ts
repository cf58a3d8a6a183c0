import { nextStatus, takesPlace, type BookingEvent } from '../../src/model/booking.ts';
import type { BookingId, BookingStatus, Choices, SlotId } from '../../src/model/schema/booking.ts';
import type { Helper } from '../../src/model/schema/command.ts';
import type { Query } from '../database/database.ts';
import type { Signer } from '../commands/signer.ts';
import { passExpiry } from '../../src/model/arrival.ts';
import { issuePass } from '../../src/model/pass.ts';
import { Refused } from './decide.ts';
import { countIn, countOut, cappedBy } from './person.ts';
import { givePlaces, lockShared, moveWaiting, takePlaces } from './places.ts';
import { type Offer, findOffers } from './visit.ts';

/** A booking as its table has it, the person too: it never leaves the hub like this. */
export interface BookingRecord {
  readonly id: BookingId;
  readonly slot: SlotId;
  readonly also: readonly SlotId[];
  readonly status: BookingStatus;
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly helper: Helper | null;
  readonly choices: Choices | null;
  readonly person: string | null;
  readonly terminal: string;
  readonly created_at: Date;
  readonly until: Date | null;
  readonly digits_tries: number;
  /** Counts the changes. */
  readonly sequence: number;
  readonly series: BookingId | null;
  readonly series_ends_at: Date | null;
  readonly checked_in_at: Date | null;
}

/** All slots of a booking's visit. */
export const slotsOf = ({ slot, also }: Pick<BookingRecord, 'slot' | 'also'>): readonly SlotId[] => [
  slot,
  ...also,
];

const RECORD = `select id, slot, also, status, name, phone, address, helper, choices, person, terminal, created_at, until,
  digits_tries, sequence, series, series_ends_at, checked_in_at from booking where site = $1 and id = $2`;

/** @param lock true inside a transaction that goes on to write it */
export async function findRecord(
  query: Query,
  site: string,
  id: string,
  lock: boolean,
): Promise<BookingRecord | undefined> {
  const [row] = await query<BookingRecord>(lock ? `${RECORD} for update` : RECORD, [site, id]);
  return row;
}

/** A booking and the slots it has and may get, all locked. */
export interface Locked {
  readonly record: BookingRecord | undefined;
  /** The slots asked for; undefined where one does not exist. */
  readonly offers: readonly Offer[] | undefined;
}

/**
 * Locks what a command is about, in the one order that all commands keep: what slots share, the booking, the slots.
 * @param wanted slots besides those the booking already has
 */
export async function lock(
  query: Query,
  site: string,
  id: string,
  wanted: readonly SlotId[],
): Promise<Locked> {
  const before = await findRecord(query, site, id, false);
  await lockShared(query, site, [...wanted, ...(before ? slotsOf(before) : [])]);
  const record = await findRecord(query, site, id, true);
  const own = record ? slotsOf(record) : [];
  const all = await findOffers(query, site, [...new Set([...own, ...wanted])].sort(), true);
  const offers = wanted.map((slot) => all?.find((offer) => offer.slot.id === slot));
  return {
    record,
    offers: all && offers.every((offer) => offer !== undefined) ? offers : undefined,
  };
}

/** @throws Refused where the booking's life does not lead there */
export function mustLead(record: BookingRecord | undefined, event: BookingEvent): BookingStatus {
  const next = nextStatus(record?.status, event);
  if (!next.ok) throw new Refused({ code: next.error, field: 'body.booking' });
  return next.value;
}

/** Gives back all that a booking took: its places or its turn in the list, and its count under a cap. */
export async function giveBack(query: Query, site: string, record: BookingRecord): Promise<void> {
  if (record.status === 'waiting') await moveWaiting(query, site, record.slot, -1);
  if (takesPlace(record.status)) await givePlaces(query, site, slotsOf(record));
  if (record.status === 'confirmed') await countPersonOut(query, site, record);
}

/** Takes places for a booking that is going to stand. */
export async function takeFor(query: Query, site: string, offers: readonly Offer[]): Promise<void> {
  await takePlaces(
    query,
    site,
    offers.map(({ slot }) => slot.id),
  );
}

async function countPersonOut(query: Query, site: string, record: BookingRecord): Promise<void> {
  if (record.person === null) return;
  const [offer] = (await findOffers(query, site, [record.slot], false)) ?? [];
  const capped = offer && cappedBy(site, offer, record.person);
  if (capped) await countOut(query, capped);
}

/**
 * Counts a booking that is going to stand under the cap of its service, if it has one.
 * @param beyond a clerk has stated a reason: count it, whatever it comes to
 * @returns whether it is beyond the cap now
 * @throws Refused where the person has as many bookings that day as the service gives one person
 */
export async function countPerson(
  query: Query,
  site: string,
  offer: Offer,
  person: string | null,
  beyond = false,
): Promise<boolean> {
  const capped = cappedBy(site, offer, person);
  if (!capped) return false;
  const cap = offer.terms.perDay;
  const used = await countIn(query, capped, beyond ? undefined : cap);
  return cap !== undefined && used > cap;
}

/** The pass of a booking: good until an hour after its last slot, or after the last one of its row. */
export function passOf(
  signer: Signer,
  booking: BookingId,
  offers: readonly Offer[],
  seriesEndsAt?: Date | string | null,
): Promise<string> {
  const [first] = offers;
  if (!first) throw new Error('a visit has a slot');
  const ends = [...offers.map(({ slot }) => slot.endsAt), ...(seriesEndsAt ? [seriesEndsAt] : [])];
  const last = Math.max(...ends.map((end) => new Date(end).getTime()));
  return issuePass(
    {
      booking,
      slotCode: first.slot.code,
      expiresAtMs: passExpiry({ endsAt: new Date(last).toISOString() }),
    },
    signer.keyId,
    signer.sign,
  );
}
