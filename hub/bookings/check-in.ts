import { judgeArrival } from '../../src/model/arrival.ts';
import { nextStatus } from '../../src/model/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Site } from '../../src/model/schema/site.ts';
import { wallClock } from '../../src/model/time.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database, Query } from '../database/database.ts';
import { auditDesk, mustBeAsSeen } from './at-desk.ts';
import { Refused, decide } from './decide.ts';
import { momentOf } from './moment.ts';
import { type BookingRecord, lock, slotsOf } from './record.ts';
import { leaveTrail } from './trail.ts';
import { findOffers } from './visit.ts';

/**
 * Checks a person in. The moment that counts is when they stood before the terminal, `at`, because a terminal without
 * a network delivers late. A terminal that was not certain of the hour let them in all the same, and staff looked at it: then
 * the hour is not held against them.
 * @param at the command's own time, RFC 3339
 */
export function checkIn(
  db: Database,
  delivery: Delivery,
  body: CommandBody<'check-in'>,
  at: string,
): Promise<Outcome> {
  const { site, terminal, nowMs } = delivery;
  const arrivedMs = momentOf(at, nowMs);
  return decide(db, delivery, async (query) => {
    const { record } = await lock(query, site, body.booking, []);
    const next = nextStatus(record?.status, 'check-in');
    if (!next.ok || !record)
      throw new Refused(
        { code: next.ok ? 'booking.unknown' : next.error, field: 'body.booking' },
        traceOf(delivery, body, record, arrivedMs),
      );
    mustBeAsSeen(record, body.desk);
    if (body.desk) await mustBeOnItsDay(query, delivery, record);
    else await mustBeInTime(query, delivery, record, body.unsure ? undefined : arrivedMs);
    await query(
      `update booking set status = 'checked-in', checked_in_at = $3, sequence = sequence + 1, changed = pg_current_xact_id()
        where site = $1 and id = $2`,
      [site, record.id, new Date(arrivedMs)],
    );
    await leaveTrail(query, {
      site,
      booking: record.id,
      event: 'checked-in',
      by: terminal,
      atMs: arrivedMs,
      ...(body.unsure ? { detail: { unsure: true } } : {}),
    });
    await auditDesk(query, delivery, 'checked-in', record.id);
    return { booking: 'checked-in' };
  });
}

/** What a check-in that is refused leaves behind. */
function traceOf(
  delivery: Delivery,
  body: CommandBody<'check-in'>,
  record: BookingRecord | undefined,
  arrivedMs: number,
): ((query: Query) => Promise<void>) | undefined {
  const isIn = record?.status === 'checked-in' || record?.status === 'checked-out';
  if (record && isIn && (body.told === 'welcome' || body.unsure))
    return usedTwice(delivery, record, arrivedMs);
  if (record) return undefined;
  // The booking may still be on its way: another terminal confirmed it while it was cut off.
  const { site, terminal: by } = delivery;
  return (query) =>
    leaveTrail(query, { site, booking: body.booking, event: 'came-before', by, atMs: arrivedMs });
}

/**
 * Checks in whoever came before their booking did: they stood before one terminal while the one that had confirmed it
 * was still cut off.
 * @returns whether they had
 */
export async function takeUpArrival(query: Query, site: string, booking: string): Promise<boolean> {
  const taken = await query(
    `update booking set status = 'checked-in', checked_in_at = came.at, sequence = sequence + 1, changed = pg_current_xact_id()
       from (select min(at) as at from trail where site = $1 and booking = $2 and event = 'came-before') came
      where site = $1 and id = $2 and status = 'confirmed' and came.at is not null
     returning id`,
    [site, booking],
  );
  return taken.length > 0;
}

const DAY_MS = 86_400_000;

/**
 * @param arrivedMs undefined where the terminal was not certain of it: then it must only not be days ahead
 * @throws Refused `check-in.too-early` or `check-in.too-late`
 */
async function mustBeInTime(
  query: Query,
  { site, nowMs }: Delivery,
  record: BookingRecord,
  arrivedMs: number | undefined,
): Promise<void> {
  const [offer, ...also] = (await findOffers(query, site, slotsOf(record), false)) ?? [];
  const [row] = await query<{ limits: Site['limits'] }>(
    `select body->'limits' as limits from site where id = $1`,
    [site],
  );
  if (!offer || !row) throw new Refused({ code: 'booking.unknown', field: 'body.booking' });
  const visit = { slot: offer.slot, also: also.map(({ slot }) => slot) };
  const verdict = judgeArrival({ ...visit, booking: undefined }, row.limits, arrivedMs ?? nowMs + DAY_MS);
  if (verdict.kind === 'too-early') throw new Refused({ code: 'check-in.too-early', field: 'body.booking' });
  if (verdict.kind === 'too-late' && arrivedMs !== undefined)
    throw new Refused({ code: 'check-in.too-late', field: 'body.booking' });
}

/**
 * A clerk sees the person, so the hour is theirs to judge; the day is not: a slip for tomorrow is easily taken for today's.
 * @throws Refused `check-in.too-early`
 */
async function mustBeOnItsDay(query: Query, { site, nowMs }: Delivery, record: BookingRecord): Promise<void> {
  const offers = (await findOffers(query, site, slotsOf(record), false)) ?? [];
  const first = Math.min(...offers.map(({ slot }) => Date.parse(slot.startsAt)));
  const [row] = await query<{ limits: Site['limits']; zone: string }>(
    `select body->'limits' as limits, body->>'timeZone' as zone from site where id = $1`,
    [site],
  );
  if (!row || nowMs >= first - row.limits.checkInEarlyMinutes * 60_000) return;
  if (wallClock(first, row.zone).day !== wallClock(nowMs, row.zone).day)
    throw new Refused({ code: 'check-in.too-early', field: 'body.booking' });
}

/**
 * Two people, or one twice, were let in with the same pass by terminals that could not know of each other. It cannot be
 * undone; it is marked, so that staff hear of it and every terminal says it from now on.
 */
const usedTwice =
  (delivery: Delivery, record: BookingRecord, arrivedMs: number) =>
  async (query: Query): Promise<void> => {
    const { site, terminal } = delivery;
    const [before] = await query<{ by: string; at: Date }>(
      `select by, at from trail where site = $1 and booking = $2 and event = 'checked-in' order by number desc limit 1`,
      [site, record.id],
    );
    if (before?.by === terminal && before.at.getTime() === arrivedMs) return;
    await query(
      `update booking set used_twice = true, changed = pg_current_xact_id() where site = $1 and id = $2`,
      [site, record.id],
    );
    await leaveTrail(query, { site, booking: record.id, event: 'used-twice', by: terminal, atMs: arrivedMs });
  };
