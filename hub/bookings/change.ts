import { mayAlter } from '../../src/model/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';
import { auditDesk, mustBeAsSeen, noteOverCap, reasonOf } from './at-desk.ts';
import { mayBookAll } from './judge.ts';
import { Refused, decide } from './decide.ts';
import { mustHold } from './holder.ts';
import { countPerson, giveBack, lock, mustLead, passOf, slotsOf, takeFor } from './record.ts';
import { leaveTrail } from './trail.ts';
import { type Offer, findOffers } from './visit.ts';

/**
 * Moves a booking to another time of the same service. The old place is given back in the transaction that takes the
 * new one: there is no moment in which the person has neither. The booking keeps its id and its code. A clerk who moves it
 * is held by no cut-off and no notice, and by the capacity like everybody.
 * @returns `done` with a pass that names the new time
 */
export const change = (
  db: Database,
  signers: Signers,
  delivery: Delivery,
  body: CommandBody<'change'>,
): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { site, terminal, nowMs } = delivery;
    const wanted = [body.slot, ...(body.also ?? [])];
    const { record, offers } = await lock(query, site, body.booking, wanted);
    mustLead(record, 'change');
    if (!record) throw new Refused({ code: 'booking.unknown', field: 'body.booking' });
    mustHold(delivery, record, body);
    mustBeAsSeen(record, body.desk);
    const atDesk = body.desk !== undefined;
    const [old] = (await findOffers(query, site, [record.slot], false)) ?? [];
    const altered = old && !atDesk ? mayAlter(old.slot, old.terms, nowMs) : undefined;
    if (altered?.ok === false) throw new Refused({ code: altered.error, field: 'body.booking' });
    const bookable = mayBookAll(offers, nowMs, slotsOf(record), atDesk);
    if (!bookable.ok) throw new Refused({ code: bookable.error, field: 'body.slot' });
    mustDiffer(old, bookable.value, slotsOf(record).join() === wanted.join());

    await giveBack(query, site, record);
    await takeFor(query, site, bookable.value);
    const [first] = bookable.value;
    const why = body.desk?.overCap;
    if (first && (await countPerson(query, site, first, record.person, why !== undefined)))
      await noteOverCap(query, delivery, record.id, why);
    await query(
      `update booking set slot = $3, also = $4, sequence = sequence + 1, leased = false, reminded_at = null,
              changed = pg_current_xact_id()
        where site = $1 and id = $2`,
      [site, record.id, body.slot, wanted.slice(1)],
    );
    const detail = { from: slotsOf(record), to: wanted };
    await leaveTrail(query, {
      site,
      booking: record.id,
      event: 'changed',
      by: terminal,
      atMs: nowMs,
      detail: { ...detail, ...reasonOf(body.desk) },
    });
    await auditDesk(query, delivery, 'moved', record.id, detail);
    const signer = await signers.of(site);
    return {
      pass: await passOf(signer, record.id, bookable.value, record.series_ends_at),
      booking: 'confirmed',
    };
  });

function mustDiffer(old: Offer | undefined, offers: readonly Offer[], same: boolean): void {
  if (same)
    throw new Refused({
      code: 'command.invalid',
      field: 'body.slot',
      mend: 'Name another time than the present.',
    });
  if (old && offers[0]?.slot.service !== old.slot.service)
    throw new Refused({
      code: 'command.invalid',
      field: 'body.slot',
      mend: 'Another service is another booking.',
    });
}
