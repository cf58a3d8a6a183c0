import { isOnOffer } from '../../src/model/booking.ts';
import type { SlotId } from '../../src/model/schema/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { type Delivery, type Effect, done, storeRefusal, storedOutcome } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database, Query } from '../database/database.ts';
import { auditDesk, noteOverCap } from './at-desk.ts';
import { Refused, decide, refuse } from './decide.ts';
import { firstMissing, heldSlots, mayBookAll } from './judge.ts';
import type { Office } from './office.ts';
import { countPerson, findRecord, giveBack, lock, mustLead, passOf, takeFor } from './record.ts';
import { type Claimed, newBooking, refusedFor, writeBooking } from './rows.ts';
import { leaveTrail } from './trail.ts';
import { type Offer, findOffers } from './visit.ts';

type Book = CommandBody<'book'>;

/**
 * Books a place. Judged by the hub's clock: a booking made while a terminal was cut off that arrives after its slot
 * began is refused, unless the terminal had confirmed it from its lease (see `leased.ts`).
 * @returns `done` with the signed pass, or a refusal; either is on disk
 */
export const book = async (db: Database, office: Office, delivery: Delivery, body: Book): Promise<Outcome> =>
  (await bookAtOnce(office, delivery, body)) ?? (await bookAtLength(db, office, delivery, body));

/**
 * The short way, for one plain slot and a booking that is new or held: judged by what is remembered of the slot, which
 * the claim itself compares with what is true. It never refuses; what it cannot do goes the long way.
 */
async function bookAtOnce(office: Office, delivery: Delivery, body: Book): Promise<Outcome | undefined> {
  const { site, nowMs } = delivery;
  if (body.also || body.helper || body.card || body.desk) return undefined;
  const offer = await office.offers.of(site, body.slot, nowMs);
  if (!offer || offer.slot.shares || offer.terms.perDay !== undefined) return undefined;
  if (!isOnOffer(offer.slot, offer.terms, nowMs).ok || firstMissing([offer], body, nowMs)) return undefined;
  const signer = await office.signers.of(site);
  const pass = await passOf(signer, body.booking, [offer], body.series?.lastEndsAt);
  const outcome = done(delivery, { pass, booking: 'confirmed' });
  const booking = { ...newBooking(delivery, body, offer, signer.personSecret), status: 'confirmed' as const };
  return office.take({ delivery, outcome, booking, offer });
}

async function bookAtLength(
  db: Database,
  { signers }: Office,
  delivery: Delivery,
  body: Book,
): Promise<Outcome> {
  const { site, nowMs } = delivery;
  const before = await storedOutcome(db, delivery);
  if (before) return before;
  const wanted = [body.slot, ...(body.also ?? [])];
  const offers = await findOffers(db.query, site, wanted, false);
  const missing = offers && firstMissing(offers, body, nowMs);
  if (missing)
    return storeRefusal(db, delivery, {
      code: 'command.invalid',
      field: missing,
      mend: 'This service asks for it, from what it offers on that day.',
    });
  // A crowd before a full slot is turned away without a lock: nobody behind it has to wait.
  const atDesk = body.desk !== undefined;
  const look = mayBookAll(offers, nowMs, [], atDesk);
  if (!look.ok && !(await findRecord(db.query, site, body.booking, false)))
    return refuse(db, delivery, notThere(delivery, body, look.error));

  return decide(db, delivery, async (query) => {
    const { record, offers: locked } = await lock(query, site, body.booking, wanted);
    mustLead(record, 'book');
    const own = heldSlots(record);
    const bookable = mayBookAll(locked, nowMs, own, atDesk);
    if (!bookable.ok) throw notThere(delivery, body, bookable.error);
    const kept = sameSlots(own, wanted);
    if (record?.status === 'held' && !kept) await giveBack(query, site, record);
    if (!kept) await takeFor(query, site, bookable.value);
    return stand(query, signers, delivery, body, bookable.value);
  });
}

const notThere = (delivery: Delivery, body: Book, code: Refused['failure']['code']): Refused =>
  new Refused({ code, field: 'body.slot' }, refusedFor(delivery, body));

/** Writes a booking that stands; its places are taken. */
export async function stand(
  query: Query,
  signers: Signers,
  delivery: Delivery,
  body: Claimed & Pick<Book, 'slot' | 'leased' | 'desk'>,
  offers: readonly Offer[],
): Promise<Effect> {
  const [offer] = offers;
  if (!offer) throw new Error('a visit has a slot');
  const { site, nowMs, terminal } = delivery;
  const signer = await signers.of(site);
  const row = newBooking(delivery, body, offer, signer.personSecret);
  const why = body.desk?.overCap;
  const isBeyond = !body.leased && (await countPerson(query, site, offer, row.person, why !== undefined));
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
  if (isBeyond) await noteOverCap(query, delivery, body.booking, why);
  const beyond = isBeyond ? { overCap: why } : {};
  await auditDesk(query, delivery, 'booked', body.booking, { slot: body.slot, ...beyond });
  // A terminal that confirmed by itself has given out its own pass.
  if (body.leased) return { booking: 'confirmed' };
  const pass = await passOf(signer, body.booking, offers, body.series?.lastEndsAt);
  return { pass, booking: 'confirmed' };
}

const sameSlots = (some: readonly SlotId[], others: readonly SlotId[]): boolean =>
  some.length === others.length && some.every((slot) => others.includes(slot));
