import { isOnOffer } from '../../src/model/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { type Delivery, done } from '../commands/outcomes.ts';
import type { Database } from '../database/database.ts';
import { heldSlots, mayBookAll } from './judge.ts';
import type { Office } from './office.ts';
import { type NewBooking, writeBooking } from './rows.ts';
import { Refused, decide } from './decide.ts';
import { type BookingRecord, giveBack, lock, mustLead, takeFor } from './record.ts';
import type { Offer } from './visit.ts';

type Hold = CommandBody<'hold'>;

const MINUTE_MS = 60_000;
/** A hold that was under way for longer is of no use to the person who asked for it. */
const STALE_MS = 60_000;
/** How often a hold may be drawn out: somebody who needs longer than this has walked away. */
const MOST_PERIODS = 4;

/**
 * Keeps a place while a form is filled in, for the site's `holdMinutes`; again for the same booking, it keeps it longer.
 * @param at when the person chose, RFC 3339: a hold that arrives late is refused
 * @returns `done` with the moment it ends, or a refusal
 */
export async function hold(
  db: Database,
  office: Office,
  delivery: Delivery,
  body: Hold,
  at: string,
): Promise<Outcome> {
  const { site, nowMs } = delivery;
  const wanted = [body.slot, ...(body.also ?? [])];
  return (
    (await holdAtOnce(office, delivery, body, at)) ??
    decide(db, delivery, async (query) => {
      const { record, offers } = await lock(query, site, body.booking, wanted);
      mustLead(record, 'hold');
      if (isStale(at, nowMs)) throw new Refused({ code: 'hold.stale', field: 'at' });
      const own = heldSlots(record);
      const kept = own.join() === wanted.join();
      const bookable = mayBookAll(offers, nowMs, own);
      if (!bookable.ok) throw new Refused({ code: bookable.error, field: 'body.slot' });
      if (record?.status === 'held' && !kept) await giveBack(query, site, record);
      if (!kept) await takeFor(query, site, bookable.value);
      const until = endOf(bookable.value, nowMs, kept ? record : undefined);
      await writeBooking(query, site, {
        ...emptyBooking(delivery, body, until),
        also: wanted.slice(1),
        leased: false,
        atMs: nowMs,
      });
      return { booking: 'held', until: until.toISOString() };
    })
  );
}

async function holdAtOnce(
  office: Office,
  delivery: Delivery,
  body: Hold,
  at: string,
): Promise<Outcome | undefined> {
  const { site, nowMs } = delivery;
  const offer = body.also ? undefined : await office.offers.of(site, body.slot, nowMs);
  if (!offer || offer.slot.shares || isStale(at, nowMs)) return undefined;
  if (!isOnOffer(offer.slot, offer.terms, nowMs).ok) return undefined;
  const until = endOf([offer], nowMs, undefined);
  const outcome = done(delivery, { booking: 'held', until: until.toISOString() });
  const booking = emptyBooking(delivery, body, until);
  return office.take({ delivery, outcome, booking, offer });
}

const isStale = (at: string, nowMs: number): boolean => Math.abs(nowMs - Date.parse(at)) > STALE_MS;

/** When a hold ends: never later than the slot begins, and drawn out only so often. */
function endOf(offers: readonly Offer[], nowMs: number, drawnOut: BookingRecord | undefined): Date {
  const periodMs = (offers[0]?.limits.holdMinutes ?? 0) * MINUTE_MS;
  const startMs = Math.min(...offers.map(({ slot }) => Date.parse(slot.startsAt)));
  const longestMs = (drawnOut?.created_at.getTime() ?? nowMs) + MOST_PERIODS * periodMs;
  return new Date(Math.min(nowMs + periodMs, longestMs, startMs));
}

const emptyBooking = (delivery: Delivery, body: Hold, until: Date): NewBooking & { status: 'held' } => ({
  slot: body.slot,
  booking: body.booking,
  codeDigest: null,
  status: 'held',
  name: null,
  phone: null,
  address: null,
  terminal: delivery.terminal,
  until,
  choices: null,
  helper: null,
  person: null,
  series: null,
  seriesEndsAt: null,
  card: null,
});

/** Gives a held place back. */
export const release = (db: Database, delivery: Delivery, body: CommandBody<'release'>): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { record } = await lock(query, delivery.site, body.booking, []);
    if (record && record.status !== 'held')
      throw new Refused({ code: 'booking.not-confirmed', field: 'body.booking' });
    const next = mustLead(record, 'lapse');
    if (record) await giveBack(query, delivery.site, record);
    await query(
      `update booking set status = $3, until = null, changed = pg_current_xact_id() where site = $1 and id = $2`,
      [delivery.site, body.booking, next],
    );
    return { booking: next };
  });
