import type { ParsedFile } from '../../src/model/content/index.ts';
import type { Query } from '../database/database.ts';
import { liveFiles } from '../releases/live-files.ts';
import { follow } from './follow.ts';

interface DraftRow {
  readonly live: number;
  readonly now_live: number | null;
}

const stateOf = async (
  query: Query,
  site: string,
  lock: '' | 'for update of d',
): Promise<DraftRow | undefined> =>
  (
    await query<DraftRow>(
      `select d.live, r.number as now_live from content_draft d
         left join release r on r.site = d.site and r.state = 'live' and r.files is not null
        where d.site = $1 ${lock}`,
      [site],
    )
  )[0];

const isCurrent = (state: DraftRow | undefined): boolean =>
  state !== undefined && (state.now_live === null || state.now_live === state.live);

/**
 * Lets one transaction at a time write to a site's draft, until it ends. A draft that is not there yet begins as what
 * is live; one that fell behind follows it first.
 * @returns the release that the draft is compared with; undefined where nothing of the site was ever published
 */
export async function lockDraft(query: Query, site: string): Promise<number | undefined> {
  const state = await stateOf(query, site, 'for update of d');
  if (state && isCurrent(state)) return state.live;
  const live = await liveFiles(query, site);
  if (!live) return undefined;
  await query(
    `insert into content_draft (site, live, catalogue) values ($1, 0, '[]') on conflict (site) do nothing`,
    [site],
  );
  const locked = await stateOf(query, site, 'for update of d');
  // Somebody else may have brought it here while this one waited.
  if (locked && locked.live !== live.number) await follow(query, site, live);
  return live.number;
}

/**
 * Makes sure that a draft is there and up to date, for reading: without a lock where that is so already.
 * @returns the release that the draft is compared with; undefined where nothing of the site was ever published
 */
export async function readyDraft(query: Query, site: string): Promise<number | undefined> {
  const state = await stateOf(query, site, '');
  return state && isCurrent(state) ? state.live : lockDraft(query, site);
}

/** The files of the catalogue that a site's services come from. */
export async function draftCatalogue(query: Query, site: string): Promise<readonly ParsedFile[]> {
  const [row] = await query<{ catalogue: readonly ParsedFile[] }>(
    'select catalogue from content_draft where site = $1',
    [site],
  );
  return row?.catalogue ?? [];
}
