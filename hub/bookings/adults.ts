import { MOST_ADULTS } from '../../src/model/attendance.ts';
import { takesPlace } from '../../src/model/booking.ts';
import type { BookingId, BookingStatus } from '../../src/model/schema/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { passExpiry } from '../../src/model/arrival.ts';
import { issueToken } from '../../src/model/token.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database, Query } from '../database/database.ts';
import { Refused, decide } from './decide.ts';
import { mustHold } from './holder.ts';
import { type BookingRecord, findRecord } from './record.ts';
import { leaveTrail } from './trail.ts';
import { findOffers } from './visit.ts';

/**
 * Names an adult who may pick somebody up, for all days of the row. The relation stays here: the feed carries ids only.
 * @returns `done` with the adult's own pass, good until an hour after the row has ended
 */
export function nameAdult(
  db: Database,
  signers: Signers,
  delivery: Delivery,
  body: CommandBody<'name-adult'>,
): Promise<Outcome> {
  return decide(db, delivery, async (query) => {
    const { site, nowMs } = delivery;
    const { record, row } = await heldBy(query, delivery, body);
    const [offer] = (await findOffers(query, site, [record.slot], false)) ?? [];
    if (offer?.terms.attendance !== 'pick-up')
      throw new Refused({
        code: 'command.invalid',
        field: 'body.booking',
        mend: 'Nobody is picked up there.',
      });
    const standing = row.filter(({ status }) => status !== 'held' && takesPlace(status));
    if (!standing.some(({ id }) => id === record.id))
      throw new Refused({ code: 'booking.not-confirmed', field: 'body.booking' });
    const ids = standing.map(({ id }) => id);
    await mustFit(query, site, ids, body.adult);
    await query(
      `insert into adult (site, booking, id, relation, created_at) select $1, b, $3, $4, $5 from unnest($2::text[]) b
       on conflict (site, booking, id) do nothing`,
      [site, ids, body.adult, body.relation, new Date(nowMs)],
    );
    await announce(query, delivery, ids, 'adult-named', body);
    const signer = await signers.of(site);
    const ends = standing.map(({ ends_at }) => passExpiry({ endsAt: ends_at.toISOString() }));
    const claims = { kind: 'adult' as const, id: body.adult, expiresAtMs: Math.max(...ends) };
    return { pass: await issueToken(claims, signer.keyId, signer.sign) };
  });
}

/** Takes an adult off the list, for all days of the row. A pass that was given out is worth nothing from then on. */
export function dropAdult(
  db: Database,
  delivery: Delivery,
  body: CommandBody<'drop-adult'>,
): Promise<Outcome> {
  return decide(db, delivery, async (query) => {
    const { site, nowMs } = delivery;
    const { row } = await heldBy(query, delivery, body);
    const ids = row.map(({ id }) => id);
    const dropped = await query(
      `update adult set dropped_at = coalesce(dropped_at, $4) where site = $1 and booking = any($2) and id = $3
       returning booking`,
      [site, ids, body.adult, new Date(nowMs)],
    );
    if (dropped.length === 0) throw new Refused({ code: 'adult.unknown', field: 'body.adult' });
    await announce(query, delivery, ids, 'adult-dropped', body);
    return {};
  });
}

/** One booking of those under a pass, and when its row ends. */
interface RowBooking {
  readonly id: BookingId;
  readonly status: BookingStatus;
  readonly ends_at: Date;
}

/**
 * The booking of somebody who holds it, with all that stand under the same pass; locked in the order of their ids, so that
 * two commands about one row cannot wait for each other crosswise.
 */
async function heldBy(
  query: Query,
  delivery: Delivery,
  body: CommandBody<'drop-adult'>,
): Promise<{ readonly record: BookingRecord; readonly row: readonly RowBooking[] }> {
  const { site } = delivery;
  const found = await findRecord(query, site, body.booking, false);
  const row = await query<RowBooking>(
    `select b.id, b.status, greatest(slot.ends_at, b.series_ends_at) as ends_at
       from booking b join slot on slot.site = b.site and slot.id = b.slot
      where b.site = $1 and (b.id = $2 or b.id = $3 or b.series = $3) and b.code_digest is not null
      order by b.id for update of b`,
    [site, body.booking, found?.series ?? body.booking],
  );
  const record = await findRecord(query, site, body.booking, false);
  if (!record || row.length === 0) throw new Refused({ code: 'booking.unknown', field: 'body.booking' });
  mustHold(delivery, record, body);
  return { record, row };
}

async function mustFit(
  query: Query,
  site: string,
  bookings: readonly BookingId[],
  adult: string,
): Promise<void> {
  const named = await query<{ id: string; dropped: boolean }>(
    'select id, bool_or(dropped_at is not null) as dropped from adult where site = $1 and booking = any($2) group by id',
    [site, bookings],
  );
  const known = named.find(({ id }) => id === adult);
  // A pass that was taken back never comes to life again: somebody else may hold it.
  if (known?.dropped) throw new Refused({ code: 'adult.unknown', field: 'body.adult' });
  if (!known && named.filter(({ dropped }) => !dropped).length >= MOST_ADULTS)
    throw new Refused({ code: 'adult.too-many', field: 'body.adult' });
}

/** Terminals hear of it with the bookings themselves. */
async function announce(
  query: Query,
  { site, terminal, nowMs }: Delivery,
  bookings: readonly BookingId[],
  event: 'adult-named' | 'adult-dropped',
  { booking, adult }: CommandBody<'drop-adult'>,
): Promise<void> {
  await query('update booking set changed = pg_current_xact_id() where site = $1 and id = any($2)', [
    site,
    bookings,
  ]);
  await leaveTrail(query, { site, booking, event, by: terminal, atMs: nowMs, detail: { adult } });
}
