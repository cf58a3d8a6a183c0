import { type ContentEntry, filesOf } from '../../src/model/editing/index.ts';
import type { SiteFiles } from '../content/compile.ts';
import type { Query } from '../database/database.ts';
import { type EntryChange, type MadeAct, changeEntries, makeFromFiles } from './many.ts';
import { draftCatalogue, lockDraft, readyDraft } from './open.ts';

/**
 * The draft of a site's content for other parts of the hub. All of it runs in the caller's transaction; what writes
 * holds the draft's lock until that one ends.
 */
export type { EntryChange, MadeAct } from './many.ts';
export { lockDraft } from './open.ts';

/**
 * @returns the number of the latest edit of a draft; 0 where nobody changed anything. Another number, another content;
 *   inside a transaction that holds `lockDraft` it stays as it is
 */
export async function draftVersion(query: Query, site: string): Promise<number> {
  const [row] = await query<{ version: string }>(
    'select coalesce(max(seq), 0) as version from content_edit where site = $1',
    [site],
  );
  return Number(row?.version);
}

/** @returns the draft as the files of a folder, with the catalogue of what is live; undefined where the site was never published */
export async function draftFiles(query: Query, site: string): Promise<SiteFiles | undefined> {
  if ((await readyDraft(query, site)) === undefined) return undefined;
  const entries = await query<ContentEntry>(
    `select role, id, position, body from content_entry
      where site = $1 and body is not null order by role, position, id`,
    [site],
  );
  return { site: filesOf(site, entries), catalogue: await draftCatalogue(query, site) };
}

/**
 * Makes a draft hold what other files say, as one act that can be undone. What is live stays what it is.
 * @param staff who does it; null for nobody of this hub
 * @returns undefined where the site was never published
 */
export async function resetDraft(
  query: Query,
  site: string,
  files: SiteFiles,
  staff: string | null,
  nowMs: number,
): Promise<MadeAct | undefined> {
  if ((await lockDraft(query, site)) === undefined) return undefined;
  return makeFromFiles(query, site, { kind: 'reset', staff, atMs: nowMs }, files);
}

/**
 * Writes several entries into a draft, as one act that can be undone: for imports. New ones come behind all others of
 * their role, in the order given; a body of null takes an entry out.
 * @throws Refusal `content.body` where one is larger than 256 kB, deeper than 24 levels, or no text that can be kept
 * @returns undefined where the site was never published
 */
export async function applyEntries(
  query: Query,
  site: string,
  staff: string | null,
  nowMs: number,
  changes: readonly EntryChange[],
): Promise<MadeAct | undefined> {
  if ((await lockDraft(query, site)) === undefined) return undefined;
  return changeEntries(query, site, { kind: 'apply', staff, atMs: nowMs }, changes);
}
