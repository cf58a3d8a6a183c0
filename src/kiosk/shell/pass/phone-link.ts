/** The address of the phone page for a pass, and the way back from it. */

const toBase64url = (text: string): string =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const fromBase64url = (text: string): string => atob(text.replaceAll('-', '+').replaceAll('_', '/'));

/**
 * Where a phone shows a booking. All that names it stands behind the `#`, which no browser sends to a server.
 * @param pass the text of the pass; base45, so every character is one byte
 */
export const phoneLink = (origin: string, site: string, pass: string): string =>
  `${origin}/phone/#${site}.${toBase64url(pass)}`;

/**
 * The pass in a scanned address of the phone page, so that whoever shows the wrong one of two codes is let in all the
 * same; any other text as it is. Nothing is ever opened.
 */
export function passOf(scanned: string): string {
  const inside = /\/phone\/#[a-z0-9-]+\.([\w-]+)$/u.exec(scanned)?.[1];
  if (inside === undefined) return scanned;
  try {
    return fromBase64url(inside);
  } catch {
    return scanned;
  }
}
