import { decodeBase64url, encodeBase64url } from '../../../model/base64url.ts';

/** The address of the phone page for a pass, and the way back from it. */

/**
 * Where a phone shows a booking. All that names it stands behind the `#`, which no browser sends to a server.
 * @param pass the text of the pass; base45, so every character is one byte
 */
export const phoneLink = (origin: string, site: string, pass: string): string =>
  `${origin}/phone/#${site}.${encodeBase64url(new TextEncoder().encode(pass))}`;

/**
 * The pass in a scanned address of the phone page, so that whoever shows the wrong one of two codes is let in all the
 * same; any other text as it is. Nothing is ever opened.
 */
export function passOf(scanned: string): string {
  const inside = /\/phone\/#[a-z0-9-]+\.([\w-]+)$/u.exec(scanned)?.[1];
  if (inside === undefined) return scanned;
  const bytes = decodeBase64url(inside);
  return bytes ? new TextDecoder().decode(bytes) : scanned;
}
