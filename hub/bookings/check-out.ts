import { nextStatus } from '../../src/model/booking.ts';
import type { AdultId } from '../../src/model/schema/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery, Effect } from '../commands/outcomes.ts';
import type { Database, Query } from '../database/database.ts';
import { auditDesk, mustBeAsSeen } from './at-desk.ts';
import { Refused, decide } from './decide.ts';
import { momentOf } from './moment.ts';
import { type BookingRecord, lock } from './record.ts';
import { leaveTrail } from './trail.ts';
import { findOffers } from './visit.ts';

type CheckOut = CommandBody<'check-out'>;

/** Who goes, when, and by whose hand. */
interface Leaving {
  readonly record: BookingRecord;
  readonly leftMs: number;
  readonly body: CheckOut;
}

/**
 * Checks a person out: hours count until then, or an adult picked them up. The moment that counts is when they stood
 * before the terminal, as in a check-in.
 *
 * Of two adults whom terminals that could not know of each other sent to the same child, the first by time counts, and
 * the other is marked for staff. What a terminal told people cannot be undone.
 * @param at the command's own time, RFC 3339
 */
export function checkOut(db: Database, delivery: Delivery, body: CheckOut, at: string): Promise<Outcome> {
  return decide(db, delivery, async (query) => {
    const { record } = await lock(query, delivery.site, body.booking, []);
    const next = nextStatus(record?.status, 'check-out');
    if (!record) throw new Refused({ code: next.ok ? 'booking.unknown' : next.error, field: 'body.booking' });
    mustBeAsSeen(record, body.desk);
    // Nobody leaves before they came, whatever a clock says.
    const cameMs = record.checked_in_at?.getTime() ?? 0;
    const leaving = { record, body, leftMs: Math.max(cameMs, momentOf(at, delivery.nowMs)) };
    const droppedMs = await mustBeNamed(query, delivery, leaving);
    if (!next.ok) {
      if (record.status !== 'checked-out' || body.adult === undefined)
        throw new Refused({ code: next.error, field: 'body.booking' });
      return anotherAdult(query, delivery, leaving);
    }
    await leave(query, delivery, leaving);
    await auditDesk(query, delivery, 'checked-out', record.id);
    if (droppedMs !== undefined && droppedMs <= leaving.leftMs)
      await note(query, delivery, leaving, 'picked-up-by-dropped', body.adult);
    return { booking: 'checked-out' };
  });
}

/**
 * Where somebody is picked up, only an adult who was named may do it. One who was taken off the list while the terminal was
 * cut off went with the child all the same.
 * @returns when the adult was taken off the list, milliseconds since 1970
 * @throws Refused `adult.unknown`
 */
async function mustBeNamed(
  query: Query,
  { site }: Delivery,
  { record, body }: Leaving,
): Promise<number | undefined> {
  const unknown = new Refused({ code: 'adult.unknown', field: 'body.adult' });
  const [offer] = (await findOffers(query, site, [record.slot], false)) ?? [];
  if (body.by !== 'adult') {
    if (offer?.terms.attendance === 'pick-up' || body.adult !== undefined) throw unknown;
    return undefined;
  }
  const [adult] = await query<{ dropped_at: Date | null }>(
    'select dropped_at from adult where site = $1 and booking = $2 and id = $3',
    [site, record.id, body.adult ?? ''],
  );
  if (!adult) throw unknown;
  return adult.dropped_at?.getTime();
}

async function leave(query: Query, delivery: Delivery, leaving: Leaving): Promise<void> {
  await query(
    `update booking set status = 'checked-out', checked_out_at = $3, sequence = sequence + 1, changed = pg_current_xact_id()
      where site = $1 and id = $2`,
    [delivery.site, leaving.record.id, new Date(leaving.leftMs)],
  );
  await note(query, delivery, leaving, 'checked-out', leaving.body.adult);
}

/**
 * A second adult for a child that is gone. Whoever came later by time is marked; where that is the one who was noted
 * before, this one takes their place.
 */
async function anotherAdult(query: Query, delivery: Delivery, leaving: Leaving): Promise<Effect> {
  const { record, body, leftMs } = leaving;
  const done = new Refused({ code: 'check-out.done', field: 'body.booking' });
  const [before] = await query<{ at: Date; by: string; adult: AdultId | null }>(
    `select at, by, detail->>'adult' as adult from trail
      where site = $1 and booking = $2 and event = 'checked-out' order by number desc limit 1`,
    [delivery.site, record.id],
  );
  // The same terminal would have said so at once: this is the same touch, sent twice.
  if (body.told !== 'goodbye' || !before || before.by === delivery.terminal) throw done;
  if (leftMs >= before.at.getTime())
    throw new Refused(done.failure, (after) => note(after, delivery, leaving, 'picked-up-twice', body.adult));
  await leave(query, delivery, leaving);
  await leaveTrail(query, {
    site: delivery.site,
    booking: record.id,
    event: 'picked-up-twice',
    by: before.by,
    atMs: before.at.getTime(),
    detail: { by: 'adult', adult: before.adult },
  });
  return { booking: 'checked-out' };
}

const note = (
  query: Query,
  { site, terminal: by }: Delivery,
  { record, leftMs: atMs, body }: Leaving,
  event: 'checked-out' | 'picked-up-twice' | 'picked-up-by-dropped',
  adult: AdultId | undefined,
): Promise<void> =>
  leaveTrail(query, {
    site,
    booking: record.id,
    event,
    by,
    atMs,
    detail: { by: body.by, ...(adult === undefined ? {} : { adult }) },
  });
