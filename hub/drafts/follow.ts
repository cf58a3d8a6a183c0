import {
  type ContentEntry,
  type MergeConflict,
  contentRoles,
  entriesOf,
  isList,
  mergeOrder,
  mergeThree,
  same,
  settle,
} from '../../src/model/editing/index.ts';
import type { EntryBody } from '../../src/model/schema/staff-content.ts';
import type { Query } from '../database/database.ts';
import type { LiveFiles } from '../releases/live-files.ts';
import { type EntryWrite, type OrderWrite, writeAct } from './acts.ts';
import { type EntryRow, allEntries, keyText } from './rows.ts';

/** An entry with what is live now beside it. */
interface Followed {
  readonly key: Pick<EntryRow, 'role' | 'id'>;
  readonly row: EntryRow | undefined;
  readonly theirs: EntryBody | null;
  /** What the draft has from now on. */
  readonly body: EntryBody | null;
  readonly conflicts: readonly MergeConflict[];
}

function followOne(row: EntryRow | undefined, entry: ContentEntry | undefined): Followed {
  const key = row ?? entry;
  if (!key) throw new Error('An entry of neither side.');
  const theirs = entry?.body ?? null;
  const mine = row?.body ?? null;
  const { merged, conflicts } = mergeThree(row?.base ?? null, theirs, mine);
  // Where both were changed the draft keeps its own, and says so.
  const kept = settle(
    merged,
    conflicts,
    conflicts.map(() => 'mine'),
  );
  const earlier = (row?.conflicts ?? []).filter(({ path }) => conflicts.every((one) => one.path !== path));
  const body = (kept ?? null) as EntryBody | null;
  return { key, row, theirs, body, conflicts: body === null ? conflicts : [...earlier, ...conflicts] };
}

/**
 * Brings a draft up to what is live now, entry by entry and field by field: what only the one changed is taken, and
 * what both changed keeps the draft's value. Runs under the lock of the draft.
 */
export async function follow(query: Query, site: string, live: LiveFiles): Promise<void> {
  const rows = await allEntries(query, site);
  const entries = entriesOf(live.files.site);
  const isFirst = rows.length === 0;
  const there = new Map(entries.map((entry) => [keyText(entry), entry]));
  const here = new Map(rows.map((row) => [keyText(row), row]));
  const followed = [...new Set([...here.keys(), ...there.keys()])].map((key) =>
    followOne(here.get(key), there.get(key)),
  );
  const changed = followed.filter(({ row, body }) => !same(row?.body ?? null, body));

  // A draft that begins has no history: nobody changed anything.
  if (!isFirst) await writeHistory(query, site, live.number, changed, ordersOf(rows, entries));
  await writeBase(query, site, followed);
  await writePlaces(query, site, rows, entries);
  await query('update content_draft set live = $2, catalogue = $3 where site = $1', [
    site,
    live.number,
    JSON.stringify(live.files.catalogue),
  ]);
}

/** Told as done by whoever published, when they did. */
async function writeHistory(
  query: Query,
  site: string,
  release: number,
  changed: readonly Followed[],
  orders: readonly OrderWrite[],
): Promise<void> {
  const [published] = await query<{ at: Date; staff: string | null }>(
    'select at, staff from release where site = $1 and number = $2',
    [site, release],
  );
  const act = {
    kind: 'rebase',
    staff: published?.staff ?? null,
    atMs: published?.at.getTime() ?? 0,
  } as const;
  const writes = changed.map(({ key: { role, id }, row, body, conflicts }): EntryWrite => ({
    role,
    id,
    before: row?.body ?? null,
    after: body,
    version: row?.version ?? 0,
    conflicts,
  }));
  await writeAct(query, site, act, writes, orders);
}

/** Notes what is live, of each entry where that is news. */
async function writeBase(query: Query, site: string, followed: readonly Followed[]): Promise<void> {
  const news = followed.filter(
    ({ row, theirs, conflicts }) => !row || !same(row.base, theirs) || !same(row.conflicts ?? [], conflicts),
  );
  await query(
    `insert into content_entry (site, role, id, position, version, body, base, conflicts)
     select $1, entry.role, entry.id, 0, 1, entry.body, entry.base, entry.conflicts
       from jsonb_to_recordset($2::jsonb) as entry(role text, id text, body jsonb, base jsonb, conflicts jsonb)
     on conflict (site, role, id) do update set base = excluded.base, conflicts = excluded.conflicts`,
    [
      site,
      JSON.stringify(
        news.map(({ key: { role, id }, body, theirs, conflicts }) => ({
          role,
          id,
          body,
          base: theirs,
          conflicts: conflicts.length > 0 ? conflicts : null,
        })),
      ),
    ],
  );
}

const idsOfRole = (
  role: string,
  entries: readonly { readonly role: string; readonly id: string }[],
): string[] => entries.filter((entry) => entry.role === role).map(({ id }) => id);

const isLive = ({ base_position }: EntryRow): boolean => base_position !== null;
const livePlace = (one: EntryRow, other: EntryRow): number =>
  (one.base_position ?? 0) - (other.base_position ?? 0);

/** All ids of a role, in the order that draft and live content make together. */
function placesOf(
  role: string,
  rows: readonly EntryRow[],
  entries: readonly ContentEntry[],
): readonly string[] {
  const mine = idsOfRole(role, rows);
  const theirs = idsOfRole(role, entries);
  const base = idsOfRole(role, rows.filter(isLive).sort(livePlace));
  return mergeOrder(base, theirs, mine, new Set([...mine, ...theirs])).ids;
}

/** The lists in which what the draft has stands in another order than before. */
const ordersOf = (rows: readonly EntryRow[], entries: readonly ContentEntry[]): OrderWrite[] =>
  contentRoles.filter(isList).flatMap((role) => {
    const before = idsOfRole(
      role,
      rows.filter(({ body }) => body !== null),
    );
    const known = new Set(before);
    const places = placesOf(role, rows, entries);
    const after = places.filter((id) => known.has(id));
    return same(before, after) ? [] : [{ role, before, after, places }];
  });

async function writePlaces(
  query: Query,
  site: string,
  rows: readonly EntryRow[],
  entries: readonly ContentEntry[],
): Promise<void> {
  for (const role of contentRoles.filter(isList)) {
    const live = idsOfRole(role, entries);
    await query(
      `update content_entry e set position = placed.place - 1, base_position = live.place - 1
         from unnest($3::text[]) with ordinality as placed(id, place)
         left join unnest($4::text[]) with ordinality as live(id, place) on live.id = placed.id
        where e.site = $1 and e.role = $2 and e.id = placed.id
          and (e.position, e.base_position) is distinct from (placed.place - 1, live.place - 1)`,
      [site, role, placesOf(role, rows, entries), live],
    );
  }
}
