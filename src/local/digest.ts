import { codeDigestInput } from '../model/arrival.ts';
import { toHex } from '../model/hex.ts';

/** The digest by which a code stands in the terminals' lists: first 16 hex digits of SHA-256. */
export async function codeDigest(site: string, code: string): Promise<string> {
  const bytes = new TextEncoder().encode(codeDigestInput(site, code));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return toHex(hash.subarray(0, 8));
}
