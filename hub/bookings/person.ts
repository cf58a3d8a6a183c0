import { createHash, createHmac } from 'node:crypto';
import { codeDigestInput } from '../../src/model/arrival.ts';
import type { Query } from '../database/database.ts';
import type { Offer } from './visit.ts';
import { Refused } from './decide.ts';

/** What stands for a code in lists: it leads from the code to the booking, and not back. */
export const codeDigest = (site: string, code: string): string =>
  createHash('sha256').update(codeDigestInput(site, code)).digest('hex').slice(0, 16);

/**
 * Tells a person apart from others by their phone number, however it is written, without keeping it beside the count.
 * Another number is another person: no system without accounts can know better.
 * @param secret of this hub, so that the digits cannot be tried out against the column
 */
export const personDigest = (secret: string, phone: string): string =>
  createHmac('sha256', secret)
    .update(phone.replace(/^(?:\+86|0086)/u, ''))
    .digest('hex')
    .slice(0, 32);

/** What a cap counts: bookings of one person, for one service, on one day. */
export interface Capped {
  readonly site: string;
  readonly service: string;
  readonly day: string;
  readonly person: string;
}

/**
 * Counts one more booking of a person for that day.
 * @param cap undefined: count it, whatever it comes to (a terminal gave its word)
 * @returns how many it is now
 * @throws Refused where it would be more than the cap
 */
export async function countIn(query: Query, one: Capped, cap: number | undefined): Promise<number> {
  const [row] = await query<{ used: number }>(
    `insert into cap_use (site, service, day, person, used) values ($1, $2, $3, $4, 1)
     on conflict (site, service, day, person) do update set used = cap_use.used + 1
       where $5::int is null or cap_use.used < $5::int
     returning used`,
    [one.site, one.service, one.day, one.person, cap ?? null],
  );
  if (!row) throw new Refused({ code: 'booking.too-many-today', field: 'body.who.phone' });
  return row.used;
}

/** Counts one booking less. */
export async function countOut(query: Query, one: Capped): Promise<void> {
  await query(
    `update cap_use set used = used - 1
      where site = $1 and service = $2 and day = $3 and person = $4 and used > 0`,
    [one.site, one.service, one.day, one.person],
  );
}

/** @returns what to count for a booking of this person, or undefined where the service has no cap */
export const cappedBy = (site: string, offer: Offer, person: string | null): Capped | undefined =>
  offer.terms.perDay === undefined || person === null
    ? undefined
    : { site, service: offer.slot.service, day: offer.day, person };
