import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database } from '../database/database.ts';
import { auditDesk, mustBeAsSeen } from './at-desk.ts';
import { Refused, decide } from './decide.ts';
import { lock, mustLead } from './record.ts';
import { leaveTrail } from './trail.ts';
import { findOffers } from './visit.ts';

/**
 * Marks that nobody came for a booking, once its time has begun. Somebody who comes after all is checked in as ever; the
 * place stays taken, since its time is passing.
 */
export const noShow = (db: Database, delivery: Delivery, body: CommandBody<'no-show'>): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { site, terminal, nowMs } = delivery;
    const { record } = await lock(query, site, body.booking, []);
    const next = mustLead(record, 'no-show');
    if (!record) throw new Refused({ code: 'booking.unknown', field: 'body.booking' });
    mustBeAsSeen(record, body.desk);
    const [offer] = (await findOffers(query, site, [record.slot], false)) ?? [];
    if (!offer || nowMs < Date.parse(offer.slot.startsAt))
      throw new Refused({ code: 'booking.not-begun', field: 'body.booking' });
    await query(
      `update booking set status = 'no-show', sequence = sequence + 1, changed = pg_current_xact_id()
        where site = $1 and id = $2`,
      [site, record.id],
    );
    await leaveTrail(query, { site, booking: record.id, event: 'no-show', by: terminal, atMs: nowMs });
    await auditDesk(query, delivery, 'no-show', record.id);
    return { booking: next };
  });

/** Keeps that the holder was reminded by phone, or was not after all. It is no news to the holder. */
export const phoned = (db: Database, delivery: Delivery, body: CommandBody<'phoned'>): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { site, terminal, nowMs } = delivery;
    const { record } = await lock(query, site, body.booking, []);
    if (!record) throw new Refused({ code: 'booking.unknown', field: 'body.booking' });
    const event = body.phoned ? 'phoned' : 'not-phoned';
    await leaveTrail(query, { site, booking: record.id, event, by: terminal, atMs: nowMs });
    return { booking: record.status };
  });
