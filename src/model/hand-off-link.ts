import { decodeBase64url } from './base64url.ts';
import { KEY_BYTES } from './hand-off-seal.ts';

/** What the code on a terminal says to a phone. All of it stands behind the `#`, which no browser sends to a server. */
export interface HandOffLink {
  readonly site: string;
  readonly id: string;
  /** 32 bytes in base64url. */
  readonly key: string;
}

const FRAGMENT = /^#h\.([a-z0-9]+(?:-[a-z0-9]+)*)\.([\w-]{22})\.([\w-]{43})$/u;

/** @param origin where the hub is, e.g. `https://hub.example` */
export const writeHandOffLink = (origin: string, { site, id, key }: HandOffLink): string =>
  `${origin}/phone/#h.${site}.${id}.${key}`;

/** @returns undefined where the address was not copied whole */
export function readHandOffLink(fragment: string): HandOffLink | undefined {
  const [, site, id, key] = FRAGMENT.exec(fragment) ?? [];
  if (site === undefined || id === undefined || key === undefined) return undefined;
  return decodeBase64url(key)?.length === KEY_BYTES ? { site, id, key } : undefined;
}
