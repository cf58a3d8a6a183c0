import { type JsonObject, mergeOrder, same, withId } from '../../src/model/editing/index.ts';
import { contentRoles, entriesOf, isList } from '../../src/model/editing/index.ts';
import type { ContentRole, EntryBody } from '../../src/model/schema/staff-content.ts';
import type { SiteFiles } from '../content/compile.ts';
import type { Query } from '../database/database.ts';
import { type Act, type EntryWrite, type OrderWrite, writeAct } from './acts.ts';
import { type EntryKey, type EntryRow, allEntries, entriesFor, keyText } from './rows.ts';
import { mustHaveForm } from './form.ts';

/** An entry as it is to be; a body of null takes it out. */
export interface EntryChange extends EntryKey {
  readonly body: JsonObject | null;
}

/** What one act did. */
export interface MadeAct {
  /** What to undo; left out where nothing changed. */
  readonly seq?: number;
  /** How many entries it changed. */
  readonly entries: number;
}

const done = (seq: number | undefined, entries: number): MadeAct =>
  seq === undefined ? { entries } : { seq, entries };

/**
 * Writes several entries as one act. Runs under the lock of the draft.
 * @throws Refusal `content.body` where one is too large or too deep to be kept
 */
export async function changeEntries(
  query: Query,
  site: string,
  act: Act,
  changes: readonly EntryChange[],
): Promise<MadeAct> {
  for (const { body } of changes) if (body) mustHaveForm(body);
  const rows = await entriesFor(query, site, changes);
  const writes = new Map<string, EntryWrite>();
  for (const { role, id, body } of changes) {
    const key = keyText({ role, id });
    const row = rows.get(key);
    const after = body && withId(role, id, body);
    const before = row?.body ?? null;
    if (same(before, after)) writes.delete(key);
    else writes.set(key, { role, id, before, after, version: row?.version ?? 0 });
  }
  return done(await writeAct(query, site, act, [...writes.values()]), writes.size);
}

/**
 * Puts a list into another order, as one act. Runs under the lock of the draft.
 * @param ids what is left out stays behind what it stands behind now; what is not there counts for nothing
 */
export async function changeOrder(
  query: Query,
  site: string,
  act: Act,
  role: ContentRole,
  ids: readonly string[],
): Promise<MadeAct> {
  const rows = await query<Pick<EntryRow, 'id' | 'body'>>(
    `select id, case when body is not null then '{}'::jsonb end as body from content_entry
      where site = $1 and role = $2 order by position, id`,
    [site, role],
  );
  const order = orderWrite(role, rows, ids);
  return done(await writeAct(query, site, act, [], order), order.length);
}

/** @returns what to write so that the entries of a role stand as in `wanted`; nothing where they do already */
export function orderWrite(
  role: ContentRole,
  rows: readonly Pick<EntryRow, 'id' | 'body'>[],
  wanted: readonly string[],
): readonly OrderWrite[] {
  const all = rows.map(({ id }) => id);
  const known = new Set(all);
  const places = mergeOrder(
    [],
    all,
    [...new Set(wanted)].filter((id) => known.has(id)),
    known,
  ).ids;
  const shown = new Set(rows.filter(({ body }) => body !== null).map(({ id }) => id));
  const [before, after] = [all, places].map((list) => list.filter((id) => shown.has(id)));
  return before && after && !same(before, after) ? [{ role, before, after, places }] : [];
}

/** Makes a draft hold exactly these entries, in their order, as one act. Runs under the lock of the draft. */
async function makeDraft(
  query: Query,
  site: string,
  act: Act,
  wanted: readonly (EntryKey & { readonly body: EntryBody })[],
): Promise<MadeAct> {
  const rows = await allEntries(query, site);
  const there = new Map(rows.map((row) => [keyText(row), row]));
  const bodies = new Map(wanted.map((entry) => [keyText(entry), entry]));
  const writes = [...new Map<string, EntryKey>([...there, ...bodies])].flatMap(([key, { role, id }]) => {
    const row = there.get(key);
    const [before, after] = [row?.body ?? null, bodies.get(key)?.body ?? null];
    return same(before, after) ? [] : [{ role, id, before, after, version: row?.version ?? 0 }];
  });
  const orders = contentRoles.filter(isList).flatMap((role) => {
    const shown = rows.filter((row) => row.role === role && (row.body !== null || bodies.has(keyText(row))));
    const ids = wanted.filter((entry) => entry.role === role).map(({ id }) => id);
    return orderWrite(
      role,
      // Entries that are new come behind the others before they are put in order.
      [
        ...shown.map((row) => ({ id: row.id, body: bodies.get(keyText(row))?.body ?? row.body })),
        ...wanted.filter((entry) => entry.role === role && !there.has(keyText(entry))),
      ],
      ids,
    );
  });
  return done(await writeAct(query, site, act, writes, orders), writes.length + orders.length);
}

/** Makes a draft hold what other files say. */
export const makeFromFiles = (query: Query, site: string, act: Act, files: SiteFiles): Promise<MadeAct> =>
  makeDraft(query, site, act, entriesOf(files.site));

/** Makes a draft, or one entry of it, what is live. */
export async function discard(query: Query, site: string, act: Act, key?: EntryKey): Promise<MadeAct> {
  if (!key) return makeDraft(query, site, act, await liveEntries(query, site));
  const row = (await entriesFor(query, site, [key])).get(keyText(key));
  return row ? changeEntries(query, site, act, [{ ...key, body: row.base }]) : { entries: 0 };
}

/** What is live of a site, in its order. */
const liveEntries = (query: Query, site: string): Promise<(EntryKey & { readonly body: EntryBody })[]> =>
  query(
    `select role, id, base as body from content_entry
      where site = $1 and base is not null order by role, base_position, id`,
    [site],
  );
