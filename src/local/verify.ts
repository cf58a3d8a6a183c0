import type { PassKey } from '../model/schema/booking.ts';
import type { UnverifiedToken } from '../model/token.ts';

/**
 * Whether one of the published keys signed this pass (ES256).
 * @param keys those whose id the pass names; two keys may share two bytes
 * @returns the key that did, or undefined
 */
export async function signerOf(
  pass: Pick<UnverifiedToken, 'signed' | 'signature'>,
  keys: readonly PassKey[],
): Promise<PassKey | undefined> {
  for (const key of keys) {
    const imported = await crypto.subtle.importKey(
      'jwk',
      key.jwk,
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const bytes = (source: Uint8Array) => new Uint8Array(source);
    if (await crypto.subtle.verify(algorithm, imported, bytes(pass.signature), bytes(pass.signed)))
      return key;
  }
  return undefined;
}
