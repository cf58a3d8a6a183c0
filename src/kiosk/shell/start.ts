import { readBoot, writeBoot } from '../../local/boot.ts';
import type { Site } from '../../model/schema/site.ts';

const LAST_SITE = 'linli.site';

/** What is known before the database is open. */
export interface Start {
  readonly siteId: string | undefined;
  readonly site: Site | undefined;
}

/** The site document that the hub put into the page, where the page came from the hub and not from the cache. */
function inPage(): Site | undefined {
  const text = document.getElementById('boot')?.textContent ?? 'null';
  return (JSON.parse(text) as Site | null) ?? undefined;
}

function lastSite(): string | undefined {
  try {
    return localStorage.getItem(LAST_SITE) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds out which hall this terminal stands in, and what it last knew of it: `?site=`, else the last one. Where the page
 * itself carries the answer, storage is not touched before the first paint.
 */
export function readStart(): Start {
  const fresh = inPage();
  if (fresh) return { siteId: fresh.id, site: fresh };
  const siteId = new URLSearchParams(location.search).get('site') ?? lastSite();
  return { siteId, site: siteId === undefined ? undefined : readBoot(siteId) };
}

/** Remembers the hall for a start without `?site=`, and what is known of it for a start without the hub. */
export function rememberStart({ siteId, site }: Start): void {
  if (site) writeBoot(site);
  try {
    if (siteId !== undefined) localStorage.setItem(LAST_SITE, siteId);
  } catch {
    // Storage denied: the address must name the site each time.
  }
}
