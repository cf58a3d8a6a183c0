import type { AtDesk } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Query } from '../database/database.ts';
import { audit } from '../staff/audit.ts';
import { Refused } from './decide.ts';
import type { BookingRecord } from './record.ts';
import { leaveTrail } from './trail.ts';

/** What a clerk does to a booking goes the way of every command; here is what is said of it besides. */

/** Whoever is of the staff delivers under this name. */
const STAFF = /^staff:(.+)$/u;

/**
 * Only who saw the booking as it is now may act on it: two clerks never act on what the other changed.
 * @throws Refused `booking.moved-on`
 */
export function mustBeAsSeen(record: Pick<BookingRecord, 'sequence'>, desk: AtDesk | undefined): void {
  if (desk?.sequence !== undefined && desk.sequence !== record.sequence)
    throw new Refused({ code: 'booking.moved-on', field: 'body.desk.sequence' });
}

/**
 * Writes what a clerk did into the audit, in the transaction that does it. Residents' own commands leave no line there.
 * @param detail ids of slots; never a word that somebody typed
 */
export async function auditDesk(
  query: Query,
  { site, terminal, nowMs }: Delivery,
  verb: string,
  booking: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const staff = STAFF.exec(terminal)?.[1];
  if (staff === undefined) return;
  const line = { atMs: nowMs, staff, event: `booking.${verb}` as const, site };
  await audit({ query }, { ...line, detail: { booking, ...detail } });
}

/** That somebody has more bookings that day than the service gives one person, and why a clerk let it be. */
export const noteOverCap = (
  query: Query,
  { site, terminal: by, nowMs: atMs }: Delivery,
  booking: string,
  why: AtDesk['overCap'],
): Promise<void> => leaveTrail(query, { site, booking, event: 'over-cap', by, atMs, detail: { why } });

/** What the trail keeps of the words for the holder. */
export const reasonOf = (desk: AtDesk | undefined): { readonly reason?: string } =>
  desk?.reason === undefined ? {} : { reason: desk.reason };
