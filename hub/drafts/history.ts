import { type FieldChange, diffOf, isList, orderDiff, titleOf } from '../../src/model/editing/index.ts';
import type {
  ActQuery,
  ContentAct,
  ContentActs,
  ContentDiff,
  DiffQuery,
  EntryBody,
  EntryDiff,
} from '../../src/model/schema/staff-content.ts';
import type { Query } from '../database/database.ts';
import { Refusal } from '../server/refusal.ts';
import { namesOf } from './catalogue.ts';
import { draftVersion } from './draft.ts';
import { draftCatalogue } from './open.ts';
import { liveOf } from './overview.ts';
import {
  type ByRow,
  type CatalogueName,
  type EntryKey,
  byColumns,
  idsIn,
  nameless,
  toColleague,
} from './rows.ts';

type Names = ReadonlyMap<string, CatalogueName>;
type Wire = ContentAct['changes'];

const toWire = (changes: readonly FieldChange[]): Wire =>
  changes.map((change) => ({ ...change, at: [...change.at] }));

/** What differs between two states of an entry, or of the order of a list. */
const changesOf = ({ role, id }: EntryKey, before: EntryBody | null, after: EntryBody | null): Wire =>
  toWire(isList(role) && id === '-' ? orderDiff(idsIn(before), idsIn(after)) : diffOf(before, after));

interface ActRow extends EntryKey, ByRow {
  readonly act: string;
  readonly kind: ContentAct['kind'];
  readonly at: Date;
  readonly entries: number;
  readonly before: EntryBody | null;
  readonly after: EntryBody | null;
  readonly undone: boolean;
}

/** What was done to a draft, to one role or to one entry of it, the latest first. */
export async function readActs(
  query: Query,
  site: string,
  { before, role, id, limit }: Required<Pick<ActQuery, 'limit'>> & ActQuery,
): Promise<ContentActs> {
  const rows = await query<ActRow>(
    `with acts as (
       select act, min(seq) as first, max(seq) as last from content_edit
        where site = $1 and ($2::bigint is null or act < $2) and ($3::text is null or role = $3) and ($4::text is null or id = $4)
        group by act order by act desc limit $5)
     select a.act, one.kind, late.at, one.role, one.id, one.before, late.after, late.undone_by is not null as undone,
            (select count(distinct (role, id))::int from content_edit where site = $1 and act = a.act) as entries, ${byColumns}
       from acts a
       join content_edit one on one.site = $1 and one.seq = a.first
       join content_edit late on late.site = $1 and late.seq = a.last
       left join staff s on s.id = one.staff
      order by a.act desc`,
    [site, before ?? null, role ?? null, id ?? null, limit + 1],
  );
  const names = namesOf(await draftCatalogue(query, site));
  return {
    acts: rows.slice(0, limit).map((row) => toAct(row, names, id !== undefined)),
    more: rows.length > limit,
  };
}

function toAct(row: ActRow, names: Names, isOfOne: boolean): ContentAct {
  const { role, id, kind, entries, before, after, undone } = row;
  const by = toColleague(row);
  const shown = entries === 1 || isOfOne;
  return {
    seq: Number(row.act),
    kind,
    at: row.at.toISOString(),
    ...(by ? { by } : {}),
    entries,
    role,
    id,
    title: titleOf(role, after ?? before) ?? nameless({ role, id }, names),
    ...(shown ? { before, after } : {}),
    changes: shown ? changesOf({ role, id }, before, after) : [],
    undone,
  };
}

interface DiffRow extends EntryKey {
  readonly state: 'new' | 'changed' | 'removed';
  readonly position: number;
  readonly body: EntryBody | null;
  readonly base: EntryBody | null;
}

const AFTER = /^([a-z]+)\.(-?\d{1,10})\.(.*)$/u;

/** A draft against what is live, entry by entry; orders come with the first page. Runs after `readyDraft`. */
export async function readDiff(
  query: Query,
  site: string,
  live: number,
  { after, limit }: Required<Pick<DiffQuery, 'limit'>> & DiffQuery,
): Promise<ContentDiff> {
  const from = after === undefined ? undefined : AFTER.exec(after);
  if (from === null)
    throw new Refusal(400, 'request.invalid', { field: 'after', mend: 'Hand back what `more` says.' });
  const version = await draftVersion(query, site);
  const rows = await query<DiffRow>(
    `select role, id, state, position, body, base from content_entry
      where site = $1 and state in ('new', 'changed', 'removed')
        and ($2::text is null or (role, position, id) > ($2, $3::int, $4))
      order by role, position, id limit $5`,
    [site, from?.[1] ?? null, from?.[2] ?? 0, from?.[3] ?? '', limit + 1],
  );
  const [count] = await query<{ total: number }>(
    `select count(*)::int as total from content_entry where site = $1 and state in ('new', 'changed', 'removed')`,
    [site],
  );
  const names = namesOf(await draftCatalogue(query, site));
  const orders = await orderDiffs(query, site);
  const last = rows[limit - 1];
  return {
    version,
    live: await liveOf(query, site, live),
    entries: [...(from ? [] : orders), ...rows.slice(0, limit).map((row) => toDiff(row, names))],
    ...(rows.length > limit && last ? { more: `${last.role}.${last.position}.${last.id}` } : {}),
    total: (count?.total ?? 0) + orders.length,
  };
}

const toDiff = ({ role, id, state, body, base }: DiffRow, names: Names): EntryDiff => ({
  role,
  id,
  title: titleOf(role, body ?? base) ?? nameless({ role, id }, names),
  state,
  changes: changesOf({ role, id }, base, body),
});

/** The lists of which entries that are live stand in another order in the draft. */
async function orderDiffs(query: Query, site: string): Promise<EntryDiff[]> {
  const rows = await query<{ role: EntryKey['role']; before: string[]; after: string[] }>(
    `select role, array_agg(id order by base_position) as before, array_agg(id order by position, id) as after
       from content_entry where site = $1 and state in ('same', 'changed') group by role order by role`,
    [site],
  );
  return rows.flatMap(({ role, before, after }) => {
    const changes = toWire(orderDiff(before, after));
    return changes.length === 0
      ? []
      : [{ role, id: '-', title: { zh: role }, state: 'moved' as const, changes }];
  });
}
