import type { Site } from '../model/schema/site.ts';

/**
 * The site's own document, kept where it can be read before IndexedDB is open: the first screen needs nothing else.
 * It holds no word about any person.
 */
const keyOf = (site: string): string => `linli.boot.${site}`;

/** @returns the last known site document, or undefined where there is none or storage is denied */
export function readBoot(site: string): Site | undefined {
  try {
    const text = localStorage.getItem(keyOf(site));
    return text === null ? undefined : (JSON.parse(text) as Site);
  } catch {
    return undefined;
  }
}

export function writeBoot(site: Site): void {
  try {
    localStorage.setItem(keyOf(site.id), JSON.stringify(site));
  } catch {
    // Storage denied or full: the next start waits for IndexedDB or the hub instead.
  }
}
