import { type Result, fail, ok } from './result.ts';
import type { BookingId } from './schema/booking.ts';
import { type Sign, type UnverifiedToken, issueToken, readToken } from './token.ts';

export type { Sign };

/** What a booking's pass says (see `token.ts` for how it is written). */
export interface PassClaims {
  readonly booking: BookingId;
  readonly slotCode: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

/** A scanned pass before anybody vouched for it. */
export interface UnverifiedPass extends Omit<UnverifiedToken, 'claims'> {
  readonly claims: PassClaims;
}

/**
 * @param keyId four hex digits, the `kid`
 * @returns the text of the QR code, 150 characters or fewer
 */
export const issuePass = (
  { booking, slotCode, expiresAtMs }: PassClaims,
  keyId: string,
  sign: Sign,
): Promise<string> =>
  issueToken({ kind: 'booking', id: booking, subject: slotCode, expiresAtMs }, keyId, sign);

/**
 * Reads a scanned text without believing it.
 * @returns the pass of a booking, or `not-a-pass` for any other code in the world
 */
export function readPass(text: string): Result<UnverifiedPass, 'not-a-pass'> {
  const read = readToken(text);
  if (!read.ok) return read;
  const { claims, ...rest } = read.value;
  if (claims.kind !== 'booking' || claims.subject === undefined) return fail('not-a-pass');
  const { id, subject, expiresAtMs } = claims;
  return ok({ ...rest, claims: { booking: id as BookingId, slotCode: subject, expiresAtMs } });
}
