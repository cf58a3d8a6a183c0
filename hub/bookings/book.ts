import { freePlaces, isOnOffer, isOneVisit } from '../../src/model/booking.ts';
import { neededOf, unanswered } from '../../src/model/choices.ts';
import type { ErrorCode } from '../../src/model/errors.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { SlotId } from '../../src/model/schema/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { type Delivery, done, outcomeValues, storeRefusal, storedOutcome } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import { type Database, type Query, brokenUnique } from '../database/database.ts';
import { type NewBooking, claim, writeBooking } from './claim.ts';
import { Refused, decide } from './decide.ts';
import { codeDigest, personDigest } from './person.ts';
import {
  type BookingRecord,
  countPerson,
  giveBack,
  lock,
  mustLead,
  passOf,
  slotsOf,
  takeFor,
} from './record.ts';
import { leaveTrail } from './trail.ts';
import { type Offer, findOffers } from './visit.ts';

type Book = CommandBody<'book'>;
const LONGEST_SERIES_MS = 62 * 86_400_000;

type Claim = Pick<Book, 'booking' | 'code' | 'who' | 'choices' | 'helper' | 'series'>;

/**
 * Books a place. Judged by the hub's clock: a booking made while a terminal was cut off that arrives after its slot
 * began is refused, unless the terminal had confirmed it from its lease (see `leased.ts`).
 * @returns `done` with the signed pass, or a refusal; either is on disk
 */
export async function book(db: Database, signers: Signers, delivery: Delivery, body: Book): Promise<Outcome> {
  const wanted = [body.slot, ...(body.also ?? [])];
  const offers = await findOffers(db.query, delivery.site, wanted, false);
  const missing = offers && (firstMissing(offers, body) ?? tooLong(body, delivery.nowMs));
  if (missing)
    return storeRefusal(db, delivery, {
      code: 'command.invalid',
      field: missing,
      mend: 'This service asks for it, from what it offers on that day.',
    });
  const quick = offers && (await bookAtOnce(db, signers, delivery, body, offers));
  if (quick) return quick;

  return decide(db, delivery, async (query) => {
    const found = await lock(query, delivery.site, body.booking, wanted);
    const { record } = found;
    mustLead(record, 'book');
    const own = heldSlots(record);
    const kept = sameSlots(own, wanted);
    const bookable = mayBookAll(found.offers, delivery.nowMs, own);
    if (!bookable.ok)
      throw new Refused({ code: bookable.error, field: 'body.slot' }, refusedFor(delivery, body));
    if (record?.status === 'held' && !kept) await giveBack(query, delivery.site, record);
    if (!kept) await takeFor(query, delivery.site, bookable.value);
    return stand(query, signers, delivery, body, bookable.value);
  });
}

/** The short way, for one plain slot and a booking that is new or held. */
async function bookAtOnce(
  db: Database,
  signers: Signers,
  delivery: Delivery,
  body: Book,
  offers: readonly Offer[],
): Promise<Outcome | undefined> {
  const [offer] = offers;
  const plain = offers.length === 1 && offer && !offer.slot.shares && offer.terms.perDay === undefined;
  // Whether there is room the claim itself finds out: the last place may be the one that is held for this person.
  if (!plain || body.helper || !isOnOffer(offer.slot, offer.terms, delivery.nowMs).ok) return undefined;
  const signer = await signers.of(delivery.site);
  const pass = await passOf(signer, body.booking, offers, body.series?.lastEndsAt);
  const outcome = done(delivery, { pass, booking: 'confirmed' });
  const row = newBooking(delivery, body, offer, signer.personSecret);
  try {
    return (await claim(db.query, outcomeValues(delivery, outcome), { ...row, status: 'confirmed' }))
      ? outcome
      : undefined;
  } catch (error) {
    if (brokenUnique(error) === undefined) throw error;
    // The same command, answered before; or a booking that exists already, a hold as a rule: the long way judges it.
    return await storedOutcome(db, delivery);
  }
}

/** Writes a booking that stands; its places are taken. */
export async function stand(
  query: Query,
  signers: Signers,
  delivery: Delivery,
  body: Claim & { readonly leased?: true | undefined },
  offers: readonly Offer[],
) {
  const [offer] = offers;
  if (!offer) throw new Error('a visit has a slot');
  const { site, nowMs, terminal } = delivery;
  const signer = await signers.of(site);
  const row = newBooking(delivery, body, offer, signer.personSecret);
  if (!body.leased) await countPerson(query, site, offer, row.person);
  await writeBooking(query, site, {
    ...row,
    also: offers.slice(1).map(({ slot }) => slot.id),
    status: 'confirmed',
    leased: body.leased ?? false,
    atMs: nowMs,
  });
  if (body.helper)
    await leaveTrail(query, {
      site,
      booking: body.booking,
      event: 'helped',
      by: terminal,
      atMs: nowMs,
      detail: { relation: body.helper.relation, consent: body.helper.consent, scope: body.helper.scope },
    });
  // A terminal that confirmed by itself has given out its own pass.
  if (body.leased) return { booking: 'confirmed' as const };
  const pass = await passOf(signer, body.booking, offers, body.series?.lastEndsAt);
  return { pass, booking: 'confirmed' as const };
}

/** What a booking's row says of the person: nothing that the service does not ask for. */
export function newBooking(
  delivery: Delivery,
  body: Claim,
  offer: Offer,
  personSecret: string,
): Omit<NewBooking, 'status'> {
  const { asks, questions, terms } = offer;
  const needed = neededOf({ asks, questions, perDay: terms.perDay }, body.choices);
  const phone = asks.phone !== 'no' || needed.has('phone') ? (body.who.phone ?? null) : null;
  return {
    slot: offer.slot.id,
    booking: body.booking,
    codeDigest: codeDigest(delivery.site, body.code),
    name: asks.name === 'no' ? null : (body.who.name ?? null),
    phone,
    address: needed.has('address') ? (body.who.address ?? null) : null,
    terminal: delivery.terminal,
    until: null,
    choices: body.choices ?? null,
    helper: body.helper ?? null,
    person: terms.perDay === undefined || phone === null ? null : personDigest(personSecret, phone),
    series: body.series?.first ?? null,
    seriesEndsAt: body.series?.lastEndsAt ?? null,
  };
}

/** The slots in which a place is kept for this booking while its form is filled in. */
export const heldSlots = (record: BookingRecord | undefined): readonly SlotId[] =>
  record?.status === 'held' ? slotsOf(record) : [];

/**
 * The rule over a whole visit.
 * @param own slots in which this very booking has its place already: room is not the question there, and the notice
 *   that the service asks was kept when it got them
 */
export function mayBookAll(
  offers: readonly Offer[] | undefined,
  nowMs: number,
  own: readonly SlotId[],
): Result<readonly Offer[], ErrorCode> {
  if (!offers) return fail('slot.unknown');
  for (const { slot, terms } of offers) {
    const has = own.includes(slot.id);
    const onOffer = isOnOffer(slot, has ? { minNoticeMinutes: 0 } : terms, nowMs);
    if (!onOffer.ok) return onOffer;
    if (!has && freePlaces(slot, nowMs) === 0) return fail('slot.full');
  }
  if (offers.length > 1 && !isOneVisit(offers.map(({ slot }) => slot))) return fail('slots.not-combinable');
  const [first, ...others] = offers;
  const fits = others.every(({ slot }) => first?.terms.combinesWith.includes(slot.service));
  return fits ? ok(offers) : fail('slots.not-combinable');
}

export function firstMissing(
  offers: readonly Offer[],
  body: Pick<Book, 'who' | 'choices'>,
): string | undefined {
  const [offer] = offers;
  return offer && unanswered({ ...offer, perDay: offer.terms.perDay }, body, offer.weekday);
}

/** A row of repeated bookings lasts no longer than times are offered ahead: its pass would be good for ever. */
const tooLong = ({ series }: Book, nowMs: number): string | undefined =>
  series && Date.parse(series.lastEndsAt) > nowMs + LONGEST_SERIES_MS ? 'body.series.lastEndsAt' : undefined;

const sameSlots = (some: readonly SlotId[], others: readonly SlotId[]): boolean =>
  some.length === others.length && some.every((slot) => others.includes(slot));

/** A request refused for its slot's sake leaves a trace without the person, so that they hear of it at any terminal. */
export const refusedFor =
  (delivery: Delivery, body: Pick<Book, 'booking' | 'code' | 'slot'>) =>
  async (query: Query): Promise<void> => {
    await query(
      `insert into booking (site, id, slot, code_digest, status, terminal, created_at)
       select $1, $2, slot.id, $4, 'refused', $5, $6 from slot where slot.site = $1 and slot.id = $3
       on conflict (site, id) do update
         set status = 'refused', code_digest = excluded.code_digest, changed = pg_current_xact_id()
         where booking.status = 'lapsed'`,
      [
        delivery.site,
        body.booking,
        body.slot,
        codeDigest(delivery.site, body.code),
        delivery.terminal,
        new Date(delivery.nowMs),
      ],
    );
  };
