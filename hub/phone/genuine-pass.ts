import { webcrypto } from 'node:crypto';
import { passExpiry } from '../../src/model/arrival.ts';
import { readPass } from '../../src/model/pass.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { Query } from '../database/database.ts';
import { type BookingRow, bookingColumns } from '../database/rows.ts';

/** The booking a pass stands for, with what only its holder may know. */
export type HeldBooking = BookingRow & { readonly name: string | null };

/**
 * Why a pass opens nothing. `unknown`: genuine, signed by a terminal whose booking has not arrived here yet.
 */
export type PassFault = 'invalid' | 'unknown' | 'expired';

interface Key {
  readonly public_jwk: webcrypto.JsonWebKey;
  readonly terminal: string | null;
  readonly revoked: boolean;
}

interface Found extends HeldBooking {
  readonly terminal: string;
  readonly ends_at: Date;
  readonly series_ends_at: Date | null;
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Finds the booking that a pass stands for. Nothing of the database is told before the signature was found good, by one of
 * this site's own keys. A terminal vouches only for what was booked at it; a terminal that was shut out vouches for
 * nothing that the hub does not know. A pass ends when it says so, or when the booking does, whichever is later: a
 * booking that was moved keeps the pass the person already has.
 * @param text the pass as its code shows it
 * @param nowMs the hub's clock
 */
export async function genuinePass(
  db: { readonly query: Query },
  site: string,
  text: string,
  nowMs: number,
): Promise<Result<HeldBooking, PassFault>> {
  const pass = readPass(text);
  if (!pass.ok) return fail('invalid');
  const { keyId, claims, signed, signature } = pass.value;
  const [key] = await db.query<Key>(
    'select public_jwk, terminal, revoked from pass_key where site = $1 and kid = $2',
    [site, keyId],
  );
  if (!key || !(await isSigned(key.public_jwk, signed, signature))) return fail('invalid');

  const [booking] = await db.query<Found>(
    `select ${bookingColumns}, b.name, b.terminal, b.series_ends_at,
            (select max(ends_at) from slot where site = b.site and id = any(b.also || b.slot)) as ends_at
       from booking b
      where b.site = $1 and b.id = $2 and b.code_digest is not null`,
    [site, claims.booking],
  );
  if (!booking) {
    if (nowMs >= claims.expiresAtMs) return fail('expired');
    return fail(key.revoked ? 'invalid' : 'unknown');
  }
  if (key.terminal !== null && key.terminal !== booking.terminal) return fail('invalid');
  const ends = [booking.ends_at, booking.series_ends_at ?? booking.ends_at];
  const lastMs = Math.max(...ends.map((end) => passExpiry({ endsAt: end.toISOString() })));
  return nowMs < Math.max(claims.expiresAtMs, lastMs) ? ok(booking) : fail('expired');
}

async function isSigned(
  jwk: webcrypto.JsonWebKey,
  signed: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const key = await webcrypto.subtle.importKey('jwk', jwk, ES256, false, ['verify']);
  return webcrypto.subtle.verify(ES256, key, Uint8Array.from(signature), Uint8Array.from(signed));
}
