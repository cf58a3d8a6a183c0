import { type ContentEntry, filesOf } from '../../src/model/editing/index.ts';
import type { SiteFiles } from '../content/compile.ts';
import type { Query } from '../database/database.ts';
import type { Pace } from './acts.ts';
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
 * The draft with the catalogue of what is live, as text, for `filesIn` and for what is done in threads. The draft has to
 * be there (`readyDraft`).
 */
export async function draftText(query: Query, site: string): Promise<string> {
  const [row] = await query<{ text: string }>(
    `select json_build_object('catalogue', d.catalogue, 'entries', coalesce((
         select json_agg(json_build_object('role', role, 'id', id, 'position', position, 'body', body,
                  'same', base is not distinct from body, 'base', case when base is distinct from body then base end)
                  order by role, position, id)
           from content_entry where site = $1), '[]'::json))::text as text
       from content_draft d where d.site = $1`,
    [site],
  );
  return row?.text ?? '{"entries":[],"catalogue":[]}';
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
  pace?: Pace,
): Promise<MadeAct | undefined> {
  if ((await lockDraft(query, site)) === undefined) return undefined;
  return makeFromFiles(query, site, { kind: 'reset', staff, atMs: nowMs, pace }, files);
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

/**
 * The same for many entries in slices, still as one act: others are answered between two of them.
 * @param pace hears how many entries are written; what it throws ends the transaction, and so all of the act
 */
export async function applySlices(
  query: Query,
  site: string,
  staff: string | null,
  nowMs: number,
  slices: Iterable<readonly EntryChange[]>,
  pace: (written: number) => Promise<void>,
): Promise<MadeAct | undefined> {
  if ((await lockDraft(query, site)) === undefined) return undefined;
  let act: MadeAct = { entries: 0 };
  let written = 0;
  for (const slice of slices) {
    const made = await changeEntries(
      query,
      site,
      { kind: 'apply', staff, atMs: nowMs, joins: act.seq },
      slice,
    );
    act = { ...made, ...act, entries: act.entries + made.entries };
    await pace((written += slice.length));
  }
  return act;
}
