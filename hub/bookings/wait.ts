import { mayWait } from '../../src/model/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { type Delivery, storeRefusal } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';
import { firstMissing } from './judge.ts';
import { auditDesk, mustBeAsSeen, noteOverCap } from './at-desk.ts';
import { newBooking, refusedFor, writeBooking } from './rows.ts';
import { Refused, decide } from './decide.ts';
import { countPerson, giveBack, lock, mustLead, passOf } from './record.ts';
import { leaveTrail } from './trail.ts';
import { findOffers } from './visit.ts';
import { moveWaiting } from './places.ts';

/**
 * Puts a person on the waiting list of a full slot. The pass they get opens the booking on a phone, and shows any
 * terminal what became of it.
 */
export async function wait(
  db: Database,
  signers: Signers,
  delivery: Delivery,
  body: CommandBody<'wait'>,
): Promise<Outcome> {
  const { site, nowMs } = delivery;
  const looked = await findOffers(db.query, site, [body.slot], false);
  const missing = looked && firstMissing(looked, body, nowMs);
  if (missing) return storeRefusal(db, delivery, { code: 'command.invalid', field: missing });
  return decide(db, delivery, async (query) => {
    const { record, offers } = await lock(query, site, body.booking, [body.slot]);
    mustLead(record, 'wait');
    const [offer] = offers ?? [];
    if (!offer) throw new Refused({ code: 'slot.unknown', field: 'body.slot' });
    const may = mayWait(offer.slot, offer.terms, nowMs);
    if (!may.ok) throw new Refused({ code: may.error, field: 'body.slot' }, refusedFor(delivery, body));
    if (record) await giveBack(query, site, record);
    const signer = await signers.of(site);
    await writeBooking(query, site, {
      ...newBooking(delivery, body, offer, signer.personSecret),
      also: [],
      status: 'waiting',
      leased: false,
      atMs: nowMs,
    });
    await moveWaiting(query, site, body.slot, 1);
    await auditDesk(query, delivery, 'put-in-line', body.booking, { slot: body.slot });
    return { pass: await passOf(signer, body.booking, [offer]), booking: 'waiting' };
  });
}

/** Takes the place that was offered. It is taken already: only the person's word was missing. */
export const accept = (db: Database, delivery: Delivery, body: CommandBody<'accept'>): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { site, terminal, nowMs } = delivery;
    const { record } = await lock(query, site, body.booking, []);
    const next = mustLead(record, 'accept');
    if (record) mustBeAsSeen(record, body.desk);
    const [offer] = (record && (await findOffers(query, site, [record.slot], false))) ?? [];
    if (record?.until && record.until.getTime() < nowMs)
      throw new Refused({ code: 'booking.lapsed', field: 'body.booking' });
    const why = body.desk?.overCap;
    if (offer && (await countPerson(query, site, offer, record?.person ?? null, why !== undefined)))
      await noteOverCap(query, delivery, body.booking, why);
    await query(
      `update booking set status = $3, until = null, sequence = sequence + 1, changed = pg_current_xact_id()
        where site = $1 and id = $2`,
      [site, body.booking, next],
    );
    await leaveTrail(query, { site, booking: body.booking, event: 'accepted', by: terminal, atMs: nowMs });
    await auditDesk(query, delivery, 'accepted', body.booking);
    return { booking: next };
  });
