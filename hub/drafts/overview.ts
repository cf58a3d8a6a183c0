import { type Title, contentRoles, titleOf } from '../../src/model/editing/index.ts';
import type {
  ContentEntry,
  ContentOverview,
  ContentQuery,
  EntryRow,
  RoleCounts,
} from '../../src/model/schema/staff-content.ts';
import type { Query } from '../database/database.ts';
import { Refusal } from '../server/refusal.ts';
import { namesOf, serviceOf, termsOf } from './catalogue.ts';
import { draftVersion } from './draft.ts';
import { draftCatalogue } from './open.ts';
import { readPresence } from './presence.ts';
import {
  type ByRow,
  type CatalogueName,
  type EntryKey,
  type EntryRow as FullRow,
  byColumns,
  entryColumns,
  nameless,
  toColleague,
} from './rows.ts';

/** The draft in light rows. Runs after `readyDraft`, which says what `live` is. */
export async function readOverview(
  query: Query,
  site: string,
  asked: Required<Pick<ContentQuery, 'limit'>> & ContentQuery,
  more: { readonly live: number; readonly mayPublish: boolean; readonly nowMs: number },
): Promise<ContentOverview> {
  // The version is read first: rows that are newer than it make a publisher look again, and never too little.
  const version = await draftVersion(query, site);
  const catalogue = await draftCatalogue(query, site);
  const names = namesOf(catalogue);
  const rows = await readRows(query, site, asked, names);
  return {
    version,
    live: await liveOf(query, site, more.live),
    counts: await readCounts(query, site),
    entries: rows.filter(({ rank }) => Number(rank) <= asked.limit).map((row) => toRow(row, names)),
    more: contentRoles.flatMap((role) => {
      const own = rows.filter((row) => row.role === role);
      const last = own[asked.limit - 1];
      return own.length > asked.limit && last ? [{ role, after: `${last.position}.${last.id}` }] : [];
    }),
    here: await readPresence(query, site, more.nowMs),
    terms: termsOf(catalogue),
    catalogue: [...names.values()].map(({ id, name, category }) => ({ id, name: { ...name }, category })),
    mayPublish: more.mayPublish,
  };
}

/** The release that a draft is compared with, and when all were given it. */
export async function liveOf(query: Query, site: string, number: number): Promise<ContentOverview['live']> {
  const [row] = await query<{ at: Date }>('select at from release where site = $1 and number = $2', [
    site,
    number,
  ]);
  return { number, ...(row ? { at: row.at.toISOString() } : {}) };
}

interface LightRow extends EntryKey, ByRow {
  readonly named: unknown;
  readonly own: boolean;
  readonly version: number;
  readonly position: number;
  readonly state: EntryRow['state'];
  readonly conflicts: number;
  readonly edited_at: Date | null;
  /** Its place in the answer, of its role. */
  readonly rank: string;
}

const AFTER = /^(-?\d{1,10})\.(.*)$/u;

/** A sign that means something in a pattern means itself in what somebody looks for. */
const pattern = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/gu, '\\$&')}%`;

function readRows(
  query: Query,
  site: string,
  { role, search, only, after, limit }: Required<Pick<ContentQuery, 'limit'>> & ContentQuery,
  names: ReadonlyMap<string, CatalogueName>,
): Promise<LightRow[]> {
  const [, position, id] = (after === undefined ? undefined : AFTER.exec(after)) ?? [];
  if (after !== undefined && (position === undefined || !role))
    throw new Refusal(400, 'request.invalid', {
      field: 'after',
      mend: 'Hand back what `more` says, with its role.',
    });
  const lower = search?.toLowerCase() ?? '';
  const alike = [...names.values()].filter(({ name }) =>
    `${name.zh} ${name.en ?? ''}`.toLowerCase().includes(lower),
  );
  return query<LightRow>(
    `select found.*, ${byColumns} from (
       select role, id, position, version, state, edited_by, edited_at, coalesce(jsonb_array_length(conflicts), 0) as conflicts,
              coalesce(body, base) -> case when role in ('notices', 'indicators') then 'title' else 'name' end as named,
              role = 'services' and coalesce(coalesce(body, base) -> 'own' = 'true', false) as own,
              row_number() over (partition by role order by position, id) as rank
         from content_entry
        where site = $1 and state <> 'gone' and ($2::text is null or role = $2)
          and ($3::int is null or (position, id) > ($3::int, $4))
          and ($5 = 'all' or ($5 = 'changed' and state <> 'same') or ($5 = 'conflicts' and conflicts is not null))
          and ($6::text is null or id like $6 or (role = 'services' and id = any($7::text[]))
               or lower(coalesce(body, base) #>> case when role in ('notices', 'indicators') then '{title,zh}' else '{name,zh}' end::text[]) like $6
               or lower(coalesce(body, base) #>> case when role in ('notices', 'indicators') then '{title,en}' else '{name,en}' end::text[]) like $6)
     ) found left join staff s on s.id = found.edited_by
      where rank <= $8 + 1 order by array_position($9::text[], role), position, found.id`,
    [
      site,
      role ?? null,
      position ?? null,
      id ?? '',
      only ?? 'all',
      search === undefined ? null : pattern(search),
      search === undefined ? [] : alike.map((one) => one.id),
      limit,
      contentRoles,
    ],
  );
}

const toRow = (row: LightRow, names: ReadonlyMap<string, { readonly name: Title }>): EntryRow => {
  const by = toColleague(row);
  const { role, id, version, position, state, conflicts } = row;
  const own = titleOf(role, { name: row.named, title: row.named });
  return {
    role,
    id,
    title: own ?? nameless(row, names),
    ...(row.own ? { own: true } : {}),
    version,
    position,
    state,
    conflicts,
    ...(by ? { editedBy: by } : {}),
    ...(row.edited_at ? { editedAt: row.edited_at.toISOString() } : {}),
  };
};

async function readCounts(query: Query, site: string): Promise<RoleCounts[]> {
  const rows = await query<RoleCounts>(
    `select role, count(*) filter (where state in ('same', 'new', 'changed'))::int as all,
            count(*) filter (where state = 'new')::int as new,
            count(*) filter (where state = 'changed')::int as changed,
            count(*) filter (where state = 'removed')::int as removed,
            count(*) filter (where conflicts is not null)::int as conflicts,
            coalesce(bool_or(base_position < earlier) filter (where state in ('same', 'changed')), false) as moved
       from (select role, state, conflicts, base_position,
                    max(base_position) filter (where state in ('same', 'changed'))
                      over (partition by role order by position, id rows between unbounded preceding and 1 preceding) as earlier
               from content_entry where site = $1 and state <> 'gone') entry
      group by role`,
    [site],
  );
  const nothing = { all: 0, new: 0, changed: 0, removed: 0, moved: false, conflicts: 0 };
  return contentRoles.map((role) => rows.find((row) => row.role === role) ?? { role, ...nothing });
}

interface OneRow extends FullRow, ByRow {
  readonly edited_at: Date | null;
}

/** @returns an entry of the draft; undefined where it is neither in the draft nor live */
export async function readEntry(
  query: Query,
  site: string,
  { role, id }: EntryKey,
): Promise<ContentEntry | undefined> {
  const [row] = await query<OneRow>(
    `select e.*, ${byColumns}
       from (select ${entryColumns}, edited_by, edited_at from content_entry where site = $1 and role = $2 and id = $3) e
       left join staff s on s.id = e.edited_by`,
    [site, role, id],
  );
  if (!row || row.state === 'gone') return undefined;
  const shared = role === 'services' ? serviceOf(await draftCatalogue(query, site), id) : undefined;
  const by = toColleague(row);
  return {
    role,
    id,
    version: row.version,
    position: row.position,
    state: row.state,
    body: row.body,
    live: row.base,
    ...(shared ? { catalogue: shared } : {}),
    conflicts: (row.conflicts ?? []).map((conflict) => ({ ...conflict, at: [...conflict.at] })),
    ...(by ? { editedBy: by } : {}),
    ...(row.edited_at ? { editedAt: row.edited_at.toISOString() } : {}),
  };
}
