import type { SiteFiles } from '../content/compile.ts';
import type { Query } from '../database/database.ts';

/** So many releases keep their content: as far back as anybody goes. */
const KEPT = 100;

/** A release to be written down. */
export interface NewRelease {
  /** As they are, or as JSON. */
  readonly files: SiteFiles | string;
  readonly contentHash: string;
  readonly source: 'folder' | 'console' | 'roll-back' | 'import';
  readonly staff?: string | undefined;
  readonly note?: string | undefined;
  /** Of a roll-back: whose content it is again. */
  readonly backTo?: number | undefined;
  /** How many documents are different. */
  readonly documents: number;
  readonly state: 'live' | 'pilot';
}

/**
 * Lets one transaction at a time publish, promote, halt or go back at a site. Whatever only names the site goes on.
 * @returns where the site's content is written; undefined where there is no such site
 */
export async function lockSite(query: Query, site: string): Promise<'folder' | 'console' | undefined> {
  const [row] = await query<{ home: 'folder' | 'console' }>(
    'select home from site where id = $1 for no key update',
    [site],
  );
  return row?.home;
}

/** @returns the number of the release that all terminals are given; undefined where none was written down yet */
export async function liveNumber(query: Query, site: string): Promise<number | undefined> {
  const [row] = await query<{ number: number }>(
    `select number from release where site = $1 and state = 'live'`,
    [site],
  );
  return row?.number;
}

/** Writes a release down, under the lock of `lockSite`. @returns its number */
export async function writeRelease(
  query: Query,
  site: string,
  release: NewRelease,
  nowMs: number,
): Promise<number> {
  const base = await liveNumber(query, site);
  if (release.state === 'live') await passLive(query, site);
  const { files, contentHash, source, staff, note, backTo, documents, state } = release;
  const [row] = await query<{ number: number }>(
    `insert into release (site, number, files, content_hash, at, staff, note, source, back_to, base, documents, state, live_from)
     values ($1, 1 + coalesce((select max(number) from release where site = $1), 0), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
             case when $11 = 'live' then pg_current_xact_id() end)
     returning number`,
    [
      site,
      typeof files === 'string' ? files : JSON.stringify(files),
      contentHash,
      new Date(nowMs),
      staff ?? null,
      note ?? null,
      source,
      backTo ?? null,
      base ?? null,
      documents,
      state,
    ],
  );
  const number = row?.number ?? 0;
  await query(
    `update release set files = null where site = $1 and number <= $2 and files is not null and state in ('past', 'halted')`,
    [site, number - KEPT],
  );
  return number;
}

/** Makes a release that some terminals had the one that all have. */
export async function makeLive(query: Query, site: string, number: number): Promise<void> {
  await passLive(query, site);
  await query(
    `update release set state = 'live', live_from = pg_current_xact_id() where site = $1 and number = $2`,
    [site, number],
  );
}

async function passLive(query: Query, site: string): Promise<void> {
  await query(`update release set state = 'past' where site = $1 and state = 'live'`, [site]);
}
