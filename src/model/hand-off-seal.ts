import { decodeBase64url, encodeBase64url } from './base64url.ts';

/**
 * What a terminal and a phone hand each other is sealed with AES-256-GCM (NIST SP 800-38D), whose key only these two have: it
 * goes from one glass to the other in the picture of a code. What is sealed is bound to its site, its id and the way it
 * goes, so that an answer can never be passed off as a question, nor one hand-off as another.
 */
export interface SealedFor {
  readonly site: string;
  /** 22 characters of base64url. */
  readonly id: string;
  readonly way: 'to-phone' | 'to-terminal';
}

/** What is used of WebCrypto: `crypto.subtle` of a browser and of Node. */
export interface Subtle<Key> {
  importKey(
    format: 'raw',
    bytes: Uint8Array<ArrayBuffer>,
    algorithm: string,
    extractable: boolean,
    uses: ('encrypt' | 'decrypt')[],
  ): Promise<Key>;
  encrypt(algorithm: Gcm, key: Key, bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  decrypt(algorithm: Gcm, key: Key, bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

interface Gcm {
  readonly name: 'AES-GCM';
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly additionalData: Uint8Array<ArrayBuffer>;
}

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
/** As long as the hub takes it. */
export const MOST_SEALED = 24_000;

/** Ids and slugs are ASCII, so every character is one byte. */
const ascii = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

const gcm = ({ site, id, way }: SealedFor, iv: Uint8Array<ArrayBuffer>): Gcm => ({
  name: 'AES-GCM',
  iv,
  additionalData: ascii(`linli ${site} ${id} ${way}`),
});

/**
 * @param keyBytes 32 bytes
 * @param nonce twelve random bytes, new for each text
 * @returns base64url, or undefined where it is longer than the hub takes
 */
export async function sealFor<Key>(
  subtle: Subtle<Key>,
  keyBytes: Uint8Array,
  target: SealedFor,
  nonce: Uint8Array,
  plain: Uint8Array,
): Promise<string | undefined> {
  const key = await subtle.importKey('raw', Uint8Array.from(keyBytes), 'AES-GCM', false, ['encrypt']);
  const iv = Uint8Array.from(nonce);
  const data = new Uint8Array(await subtle.encrypt(gcm(target, iv), key, Uint8Array.from(plain)));
  const whole = new Uint8Array(iv.length + data.length);
  whole.set(iv);
  whole.set(data, iv.length);
  const text = encodeBase64url(whole);
  return text.length <= MOST_SEALED ? text : undefined;
}

/** @returns what was sealed; undefined where the key is another one, it was meant for another, or anything was changed */
export async function openSealed<Key>(
  subtle: Subtle<Key>,
  keyBytes: Uint8Array,
  target: SealedFor,
  sealed: string,
): Promise<Uint8Array | undefined> {
  const bytes = sealed.length <= MOST_SEALED ? decodeBase64url(sealed) : undefined;
  if (!bytes || bytes.length <= NONCE_BYTES || keyBytes.length !== KEY_BYTES) return undefined;
  try {
    const key = await subtle.importKey('raw', Uint8Array.from(keyBytes), 'AES-GCM', false, ['decrypt']);
    const algorithm = gcm(target, Uint8Array.from(bytes.subarray(0, NONCE_BYTES)));
    return new Uint8Array(await subtle.decrypt(algorithm, key, Uint8Array.from(bytes.subarray(NONCE_BYTES))));
  } catch {
    return undefined;
  }
}
