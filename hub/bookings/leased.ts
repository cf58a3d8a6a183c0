import { freePlaces } from '../../src/model/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database, Query } from '../database/database.ts';
import { stand } from './book.ts';
import { takeUpArrival } from './check-in.ts';
import { refusedFor } from './rows.ts';
import { Refused, decide } from './decide.ts';
import { cappedBy, countIn, personDigest } from './person.ts';
import { giveBack, lock, mustLead, takeFor } from './record.ts';
import { leaveTrail } from './trail.ts';
import type { Offer } from './visit.ts';

interface LeaseCount {
  readonly unused: number;
  readonly writtenOff: boolean;
}

/**
 * Takes on a booking that a terminal confirmed from its lease. The person has the pass already, so neither the hour nor
 * the slot's state nor a cap is asked: the place was set aside for this very case. What is refused here is what no honest
 * terminal sends: a lease it never had, or more than it was given.
 */
export async function bookLeased(
  db: Database,
  signers: Signers,
  delivery: Delivery,
  body: CommandBody<'book'>,
): Promise<Outcome> {
  const { site } = delivery;
  const wanted = [body.slot, ...(body.also ?? [])];
  return decide(db, delivery, async (query) => {
    const { record, offers } = await lock(query, site, body.booking, wanted);
    mustLead(record, 'book');
    if (!offers) throw new Refused({ code: 'slot.unknown', field: 'body.slot' });
    // A hold of the same id is not needed any more.
    if (record?.status === 'held') await giveBack(query, site, record);
    for (const offer of offers) await takeLeased(query, delivery, body, offer);
    const [first] = offers;
    if (first) await countWithoutCap(query, signers, delivery, body, first);
    const effect = await stand(query, signers, delivery, body, offers);
    return (await takeUpArrival(query, site, body.booking)) ? { booking: 'checked-in' } : effect;
  });
}

/** One place of one slot, out of the terminal's lease. */
async function takeLeased(
  query: Query,
  delivery: Delivery,
  body: CommandBody<'book'>,
  offer: Offer,
): Promise<void> {
  const { site, terminal } = delivery;
  const trace = refusedFor(delivery, body);
  const lease = await findLease(query, site, terminal, offer.slot.id);
  if (!lease) throw new Refused({ code: 'lease.unknown', field: 'body.leased' }, trace);
  if (lease.writtenOff) {
    // Staff gave these places to others. Where one is still free the word is kept all the same.
    if (freePlaces(offer.slot, delivery.nowMs) === 0)
      throw new Refused({ code: 'lease.written-off', field: 'body.leased' }, trace);
    await takeFor(query, site, [offer]);
    return;
  }
  if (lease.unused === 0) throw new Refused({ code: 'lease.spent', field: 'body.leased' }, trace);
  await takeFromLease(query, site, terminal, offer.slot.id);
}

async function findLease(
  query: Query,
  site: string,
  terminal: string,
  slot: string,
): Promise<LeaseCount | undefined> {
  const [row] = await query<LeaseCount>(
    `select places - used - returned as unused, written_off_at is not null as "writtenOff"
       from lease where site = $1 and terminal = $2 and slot = $3 for update`,
    [site, terminal, slot],
  );
  return row;
}

/** What was set aside becomes taken: the sum stays, so there is nothing that could be full. */
async function takeFromLease(query: Query, site: string, terminal: string, slot: string): Promise<void> {
  await query(
    `update lease set used = used + 1, changed = pg_current_xact_id()
      where site = $1 and terminal = $2 and slot = $3`,
    [site, terminal, slot],
  );
  await query(
    `update slot set escrow = escrow - 1, taken = taken + 1, changed = pg_current_xact_id() where site = $1 and id = $2`,
    [site, slot],
  );
}

/** The word stands; that it went over the cap is for staff to know. */
async function countWithoutCap(
  query: Query,
  signers: Signers,
  delivery: Delivery,
  body: CommandBody<'book'>,
  offer: Offer,
): Promise<void> {
  const { perDay } = offer.terms;
  if (perDay === undefined || body.who.phone === undefined) return;
  const { personSecret } = await signers.of(delivery.site);
  const capped = cappedBy(delivery.site, offer, personDigest(personSecret, body.who.phone));
  if (!capped || (await countIn(query, capped, undefined)) <= perDay) return;
  await leaveTrail(query, {
    site: delivery.site,
    booking: body.booking,
    event: 'over-cap',
    by: delivery.terminal,
    atMs: delivery.nowMs,
  });
}
