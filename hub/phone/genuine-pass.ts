import { webcrypto } from 'node:crypto';
import { passExpiry } from '../../src/model/arrival.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import { type TokenClaims, readToken } from '../../src/model/token.ts';
import type { Query } from '../database/database.ts';
import { type BookingRow, type TicketRow, bookingColumns, ticketColumns } from '../database/rows.ts';

/** The booking a pass stands for, with what only its holder may know. */
export type HeldBooking = BookingRow & { readonly name: string | null };

/** What a pass stands for. */
export type Held =
  | { readonly kind: 'booking'; readonly booking: HeldBooking }
  | { readonly kind: 'ticket'; readonly ticket: TicketRow };

/**
 * Why a pass opens nothing. `unknown`: genuine, signed by a terminal whose booking or number has not arrived here yet.
 */
export type PassFault = 'invalid' | 'unknown' | 'expired';

interface Key {
  readonly public_jwk: webcrypto.JsonWebKey;
  readonly terminal: string | null;
  readonly revoked: boolean;
}

interface FoundBooking extends HeldBooking {
  readonly terminal: string;
  readonly ends_at: Date;
  readonly series_ends_at: Date | null;
}

type FoundTicket = TicketRow & { readonly taken_by: string };

interface Db {
  readonly query: Query;
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Finds the booking or the number that a pass stands for. Nothing of the database is told before the signature was found
 * good, by one of this site's own keys. A terminal vouches only for what was made at it; a terminal that was shut out
 * vouches for nothing that the hub does not know. Cards and the passes of adults open nothing here.
 * @param text the pass as its code shows it
 * @param nowMs the hub's clock
 */
export async function genuinePass(
  db: Db,
  site: string,
  text: string,
  nowMs: number,
): Promise<Result<Held, PassFault>> {
  const token = readToken(text);
  if (!token.ok) return fail('invalid');
  const { keyId, claims, signed, signature } = token.value;
  if (claims.kind !== 'booking' && claims.kind !== 'ticket') return fail('invalid');
  const [key] = await db.query<Key>(
    'select public_jwk, terminal, revoked from pass_key where site = $1 and kid = $2',
    [site, keyId],
  );
  if (!key || !(await isSigned(key.public_jwk, signed, signature))) return fail('invalid');
  return claims.kind === 'booking'
    ? heldBooking(db, site, claims, key, nowMs)
    : heldTicket(db, site, claims, key, nowMs);
}

/**
 * A pass ends when it says so, or when the booking does, whichever is later: a booking that was moved keeps the pass the
 * person already has.
 */
async function heldBooking(
  db: Db,
  site: string,
  claims: TokenClaims,
  key: Key,
  nowMs: number,
): Promise<Result<Held, PassFault>> {
  const [booking] = await db.query<FoundBooking>(
    `select ${bookingColumns}, b.name, b.terminal, b.series_ends_at,
            (select max(ends_at) from slot where site = b.site and id = any(b.also || b.slot)) as ends_at
       from booking b
      where b.site = $1 and b.id = $2 and b.code_digest is not null`,
    [site, claims.id],
  );
  if (!booking) return notHere(claims, key, nowMs);
  if (key.terminal !== null && key.terminal !== booking.terminal) return fail('invalid');
  const ends = [booking.ends_at, booking.series_ends_at ?? booking.ends_at];
  const lastMs = Math.max(...ends.map((end) => passExpiry({ endsAt: end.toISOString() })));
  return nowMs < Math.max(claims.expiresAtMs, lastMs) ? ok({ kind: 'booking', booking }) : fail('expired');
}

async function heldTicket(
  db: Db,
  site: string,
  claims: TokenClaims,
  key: Key,
  nowMs: number,
): Promise<Result<Held, PassFault>> {
  if (nowMs >= claims.expiresAtMs) return fail('expired');
  const [ticket] = await db.query<FoundTicket>(
    `select ${ticketColumns}, k.taken_by from ticket k where k.site = $1 and k.id = $2`,
    [site, claims.id],
  );
  if (!ticket) return notHere(claims, key, nowMs);
  if (key.terminal !== null && key.terminal !== ticket.taken_by) return fail('invalid');
  return ticket.number === claims.subject ? ok({ kind: 'ticket', ticket }) : fail('invalid');
}

function notHere({ expiresAtMs }: TokenClaims, { revoked }: Key, nowMs: number): Result<Held, PassFault> {
  if (nowMs >= expiresAtMs) return fail('expired');
  return fail(revoked ? 'invalid' : 'unknown');
}

async function isSigned(
  jwk: webcrypto.JsonWebKey,
  signed: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const key = await webcrypto.subtle.importKey('jwk', jwk, ES256, false, ['verify']);
  return webcrypto.subtle.verify(ES256, key, Uint8Array.from(signature), Uint8Array.from(signed));
}
