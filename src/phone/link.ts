import { decodeBase64url, encodeBase64url } from '../model/base64url.ts';

/** What the address of this page names: all of it behind the `#`, which no browser sends to a server. */
export interface PhoneLink {
  readonly site: string;
  /** The text of the pass, unproven. */
  readonly pass: string;
}

const FRAGMENT = /^#([a-z0-9]+(?:-[a-z0-9]+)*)\.([\w-]+)$/u;
/** Base45 (RFC 9285), as long as a pass may be. */
const PASS = /^[0-9A-Z $%*+\-./:]{20,200}$/u;

/** @returns undefined where the address was not copied whole */
export function readLink(fragment: string): PhoneLink | undefined {
  const [, site, packed] = FRAGMENT.exec(fragment) ?? [];
  if (site === undefined || packed === undefined) return undefined;
  const bytes = decodeBase64url(packed);
  const pass = bytes && new TextDecoder().decode(bytes);
  return pass !== undefined && PASS.test(pass) ? { site, pass } : undefined;
}

/** The fragment of a link: what `readLink` reads. */
export const writeLink = ({ site, pass }: PhoneLink): string =>
  `#${site}.${encodeBase64url(new TextEncoder().encode(pass))}`;
