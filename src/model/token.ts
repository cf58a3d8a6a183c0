import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { fromHex, toHex } from './hex.ts';
import { type Result, fail, ok } from './result.ts';

/**
 * What stands in the hall's own QR codes: a CWT (RFC 8392) in a COSE_Sign1 (RFC 9052), untagged, ES256, in base45
 * (RFC 9285), so that the code stays in alphanumeric mode and at version 6.
 *
 * | part | label | here |
 * |---|---|---|
 * | typ (RFC 9596) | header 16 | what it is: absent for a booking's pass, else `t`, `c` or `a` |
 * | sub | claim 2 | a booking's slot code, a ticket's number; absent for the others |
 * | exp | claim 4 | seconds since 1970, after which it is worth nothing |
 * | cti | claim 7 | the id, six bytes |
 * | way | claim -65537 | of a card: how the terminal turns for its holder, one small number |
 *
 * The site is not in it: the `kid` names a key, and the published keys say whose it is.
 */
export type TokenKind = 'booking' | 'ticket' | 'card' | 'adult';

export interface TokenClaims {
  readonly kind: TokenKind;
  /** Twelve hexadecimal digits. */
  readonly id: string;
  /** At most six characters of A-Z and 0-9. */
  readonly subject?: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** Of a card only; see `src/model/card.ts`. */
  readonly way?: number;
}

/** What a scanned text holds before anybody vouched for it. */
export interface UnverifiedToken {
  readonly keyId: string;
  readonly claims: TokenClaims;
  /** The bytes the signature covers (RFC 9052, section 4.4). */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** Signs with ES256: 64 bytes, r then s, as WebCrypto and JWS have it. */
export type Sign = (bytes: Uint8Array) => Promise<Uint8Array>;

const ES256 = -7;
const MAX_CHARACTERS = 200;
/** The private range of CWT claims ends at -65536. */
const WAY = -65_537;
const MOST_WAY = 0xff;

const TYP: Readonly<Record<TokenKind, string | undefined>> = {
  booking: undefined,
  ticket: 't',
  card: 'c',
  adult: 'a',
};
const KINDS = Object.keys(TYP) as TokenKind[];

const signedBytes = (protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array =>
  encode(['Signature1', protectedHeader, new Uint8Array(), payload], rfc8949EncodeOptions);

/** A CBOR map without the entries that have no value. */
const mapOf = (entries: readonly (readonly [number, unknown])[]): Uint8Array =>
  encode(new Map(entries.filter(([, value]) => value !== undefined)), rfc8949EncodeOptions);

/**
 * @param keyId four hex digits, the `kid`
 * @returns the text of the QR code, 150 characters or fewer
 */
export async function issueToken(claims: TokenClaims, keyId: string, sign: Sign): Promise<string> {
  const header = mapOf([
    [1, ES256],
    [4, fromHex(keyId)],
    [16, TYP[claims.kind]],
  ]);
  const payload = mapOf([
    [2, claims.subject],
    [4, Math.floor(claims.expiresAtMs / 1_000)],
    [7, fromHex(claims.id)],
    [WAY, claims.way],
  ]);
  const signature = await sign(signedBytes(header, payload));
  return encodeBase45(encode([header, new Map(), payload, signature], rfc8949EncodeOptions));
}

const decodeMap = (bytes: unknown): Map<unknown, unknown> | undefined => {
  if (!(bytes instanceof Uint8Array)) return undefined;
  const value: unknown = decode(bytes, { useMaps: true });
  return value instanceof Map ? value : undefined;
};

/** The claims, where they are whole and of their kind; undefined for anything else. */
function claimsOf(kind: TokenKind, claims: Map<unknown, unknown>): TokenClaims | undefined {
  const subject = claims.get(2);
  const expires = claims.get(4);
  const id = claims.get(7);
  const way = claims.get(WAY);
  if (typeof expires !== 'number' || !Number.isSafeInteger(expires) || expires < 0) return undefined;
  if (!(id instanceof Uint8Array) || id.length !== 6) return undefined;
  const named = kind === 'booking' || kind === 'ticket';
  if (named ? typeof subject !== 'string' || !/^[A-Z0-9]{1,6}$/u.test(subject) : subject !== undefined)
    return undefined;
  const isWay = typeof way === 'number' && Number.isInteger(way) && way >= 0 && way <= MOST_WAY;
  if (kind === 'card' ? !isWay : way !== undefined) return undefined;
  return {
    kind,
    id: toHex(id),
    expiresAtMs: expires * 1_000,
    ...(typeof subject === 'string' ? { subject } : {}),
    ...(isWay ? { way } : {}),
  };
}

/**
 * Reads a scanned text without believing it.
 * @returns what it says it is, or `not-a-pass` for any other code in the world
 */
export function readToken(text: string): Result<UnverifiedToken, 'not-a-pass'> {
  if (text.length > MAX_CHARACTERS) return fail('not-a-pass');
  const bytes = decodeBase45(text);
  if (!bytes) return fail('not-a-pass');
  try {
    const parts: unknown = decode(bytes, { useMaps: true });
    if (!Array.isArray(parts) || parts.length !== 4) return fail('not-a-pass');
    const [header, unprotected, payload, signature] = parts as unknown[];
    const head = decodeMap(header);
    const body = decodeMap(payload);
    if (!head || !body || !(unprotected instanceof Map) || unprotected.size > 0) return fail('not-a-pass');
    if (!(signature instanceof Uint8Array) || signature.length !== 64) return fail('not-a-pass');
    const kid = head.get(4);
    // The algorithm is ours to choose, never the sender's: anything but ES256 is no pass.
    if (head.get(1) !== ES256 || !(kid instanceof Uint8Array) || kid.length !== 2) return fail('not-a-pass');
    const kind = KINDS.find((each) => TYP[each] === head.get(16));
    const claims = kind && claimsOf(kind, body);
    if (!claims) return fail('not-a-pass');
    return ok({
      keyId: toHex(kid),
      claims,
      signed: signedBytes(header as Uint8Array, payload as Uint8Array),
      signature,
    });
  } catch {
    return fail('not-a-pass');
  }
}
