import { CARD_TRIES } from '../../src/model/card.ts';
import type { Failure } from '../../src/model/errors.ts';
import type { BookingId } from '../../src/model/schema/booking.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { TicketId } from '../../src/model/schema/ticket.ts';
import { decide } from '../bookings/decide.ts';
import { type Delivery, type Effect, storeRefusal } from '../commands/outcomes.ts';
import type { Database, Query } from '../database/database.ts';
import { isPassword } from '../staff/passwords.ts';
import { type CardFault, faultOf } from './cards.ts';

/**
 * Opens a card with its second factor. The try is counted before the number is compared, in a statement of its own, so
 * that a hundred tries sent at once are still five; a right one sets the count back.
 */
export async function openCard(
  db: Database,
  delivery: Delivery,
  body: CommandBody<'open-card'>,
): Promise<Outcome> {
  const failure = await tryPin(db.query, delivery, body);
  if (failure) return storeRefusal(db, delivery, failure);
  return decide(db, delivery, async (query) => {
    await query('update card set tries = 0, used_at = $3 where site = $1 and id = $2', [
      delivery.site,
      body.card,
      new Date(delivery.nowMs),
    ]);
    return { linked: await linkedWith(query, delivery, body.card) };
  });
}

/** @returns why the card does not open; undefined where the number is right */
async function tryPin(
  query: Query,
  { site, nowMs }: Delivery,
  { card, pin }: CommandBody<'open-card'>,
): Promise<Failure | undefined> {
  const [counted] = await query<{ pin_hash: string; tries: number }>(
    `update card set tries = tries + 1
      where site = $1 and id = $2 and not locked and tries < $4 and revoked_at is null and expires_at > $3
     returning pin_hash, tries`,
    [site, card, new Date(nowMs), CARD_TRIES],
  );
  if (!counted) return { code: await whyNot(query, site, card, nowMs), field: 'body.card' };
  if (await isPassword(counted.pin_hash, pin)) return undefined;
  if (counted.tries < CARD_TRIES)
    return { code: 'card.pin-wrong', field: 'body.pin', left: CARD_TRIES - counted.tries };
  await query('update card set locked = true where site = $1 and id = $2', [site, card]);
  return { code: 'card.locked', field: 'body.card' };
}

async function whyNot(query: Query, site: string, card: string, nowMs: number): Promise<CardFault> {
  const [row] = await query<{ revoked_at: Date | null; expires_at: Date }>(
    'select revoked_at, expires_at from card where site = $1 and id = $2',
    [site, card],
  );
  return faultOf(row, nowMs) ?? 'card.locked';
}

/** Bookings of the card that are ahead or of today, the next one first, and the number it holds today. */
async function linkedWith(
  query: Query,
  { site, nowMs }: Delivery,
  card: string,
): Promise<NonNullable<Effect['linked']>> {
  const bookings = await query<{ id: BookingId }>(
    `select b.id from booking b
       join slot t on t.site = b.site and t.id = b.slot
       join site s on s.id = b.site, coalesce(s.body->>'timeZone', 'UTC') as zone
      where b.site = $1 and b.card = $2 and b.status in ('waiting', 'offered', 'confirmed', 'checked-in', 'checked-out')
        and b.code_digest is not null
        and (t.starts_at at time zone zone)::date >= ($3::timestamptz at time zone zone)::date
      order by t.starts_at, b.id limit 50`,
    [site, card, new Date(nowMs)],
  );
  const [ticket] = await query<{ id: TicketId }>(
    `select k.id from ticket k
       join site s on s.id = k.site
      where k.site = $1 and k.card = $2 and k.status in ('waiting', 'called', 'serving', 'parked', 'missed')
        and k.day = ($3::timestamptz at time zone coalesce(s.body->>'timeZone', 'UTC'))::date
      order by k.taken_at desc limit 1`,
    [site, card, new Date(nowMs)],
  );
  return { bookings: bookings.map(({ id }) => id), ...(ticket ? { ticket: ticket.id } : {}) };
}
