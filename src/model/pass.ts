import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { type Result, fail, ok } from './result.ts';
import type { BookingId } from './schema/booking.ts';

/**
 * The pass: a CWT (RFC 8392) in a COSE_Sign1 (RFC 9052), untagged, ES256, in base45 (RFC 9285), so that the QR
 * code stays in alphanumeric mode and at version 6.
 *
 * | claim | key | here |
 * |---|---|---|
 * | sub | 2 | the slot's code, at most six characters |
 * | exp | 4 | seconds since 1970, after which the pass is worth nothing |
 * | cti | 7 | the booking id, six bytes |
 *
 * The site is not in it: the `kid` names a key, and the published keys say whose it is.
 */
export interface PassClaims {
  readonly booking: BookingId;
  readonly slotCode: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

/** What a scanned text holds before anybody vouched for it. */
export interface UnverifiedPass {
  readonly keyId: string;
  readonly claims: PassClaims;
  /** The bytes the signature covers (RFC 9052, section 4.4). */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** Signs with ES256: 64 bytes, r then s, as WebCrypto and JWS have it. */
export type Sign = (bytes: Uint8Array) => Promise<Uint8Array>;

const ES256 = -7;
const MAX_CHARACTERS = 200;

const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const signedBytes = (protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array =>
  encode(['Signature1', protectedHeader, new Uint8Array(), payload], rfc8949EncodeOptions);

/**
 * @param keyId four hex digits, the `kid`
 * @returns the text of the QR code, 150 characters or fewer
 */
export async function issuePass(claims: PassClaims, keyId: string, sign: Sign): Promise<string> {
  const header = encode(
    new Map<number, unknown>([
      [1, ES256],
      [4, fromHex(keyId)],
    ]),
    rfc8949EncodeOptions,
  );
  const payload = encode(
    new Map<number, unknown>([
      [2, claims.slotCode],
      [4, Math.floor(claims.expiresAtMs / 1_000)],
      [7, fromHex(claims.booking)],
    ]),
    rfc8949EncodeOptions,
  );
  const signature = await sign(signedBytes(header, payload));
  return encodeBase45(encode([header, new Map(), payload, signature], rfc8949EncodeOptions));
}

const decodeMap = (bytes: Uint8Array): Map<unknown, unknown> | undefined => {
  const value: unknown = decode(bytes, { useMaps: true });
  return value instanceof Map ? value : undefined;
};

/**
 * Reads a scanned text without believing it.
 * @returns the pass, or `not-a-pass` for any other code in the world
 */
export function readPass(text: string): Result<UnverifiedPass, 'not-a-pass'> {
  if (text.length > MAX_CHARACTERS) return fail('not-a-pass');
  const bytes = decodeBase45(text);
  if (!bytes) return fail('not-a-pass');
  try {
    const parts: unknown = decode(bytes, { useMaps: true });
    if (!Array.isArray(parts) || parts.length !== 4) return fail('not-a-pass');
    const [header, unprotected, payload, signature] = parts as unknown[];
    if (!(header instanceof Uint8Array) || !(payload instanceof Uint8Array)) return fail('not-a-pass');
    if (!(unprotected instanceof Map) || unprotected.size > 0) return fail('not-a-pass');
    if (!(signature instanceof Uint8Array) || signature.length !== 64) return fail('not-a-pass');
    const head = decodeMap(header);
    const claims = decodeMap(payload);
    const kid = head?.get(4);
    const slotCode = claims?.get(2);
    const expires = claims?.get(4);
    const booking = claims?.get(7);
    // The algorithm is ours to choose, never the sender's: anything but ES256 is no pass.
    if (head?.get(1) !== ES256 || !(kid instanceof Uint8Array) || kid.length !== 2) return fail('not-a-pass');
    if (typeof slotCode !== 'string' || !/^[A-Z0-9]{1,6}$/u.test(slotCode)) return fail('not-a-pass');
    if (typeof expires !== 'number' || !Number.isSafeInteger(expires)) return fail('not-a-pass');
    if (!(booking instanceof Uint8Array) || booking.length !== 6) return fail('not-a-pass');
    return ok({
      keyId: toHex(kid),
      claims: {
        booking: toHex(booking) as BookingId,
        slotCode,
        expiresAtMs: expires * 1_000,
      },
      signed: signedBytes(header, payload),
      signature,
    });
  } catch {
    return fail('not-a-pass');
  }
}
