import type { JsonObject, MergeConflict, Title } from '../../src/model/editing/index.ts';
import type { ContentRole, EntryBody, EntryState } from '../../src/model/schema/staff-content.ts';
import type { StaffId } from '../../src/model/schema/staff.ts';
import type { Query } from '../database/database.ts';

/** What an entry is known by. */
export interface EntryKey {
  readonly role: ContentRole;
  readonly id: string;
}

/** An entry as its table has it. */
export interface EntryRow extends EntryKey {
  readonly position: number;
  readonly version: number;
  readonly body: EntryBody | null;
  readonly base: EntryBody | null;
  readonly base_position: number | null;
  /** `gone`: neither in the draft nor live. */
  readonly state: EntryState | 'gone';
  readonly conflicts: readonly MergeConflict[] | null;
}

export const entryColumns = 'role, id, position, version, body, base, base_position, state, conflicts';

export const keyText = ({ role, id }: EntryKey): string => `${role}/${id}`;

/** Every entry of a draft, also removed ones, each role in its order. */
export const allEntries = (query: Query, site: string): Promise<EntryRow[]> =>
  query<EntryRow>(`select ${entryColumns} from content_entry where site = $1 order by role, position, id`, [
    site,
  ]);

/** More than this and reading all of them is quicker. */
const ASKED_ONE_BY_ONE = 500;

/** @returns those entries that there are, by `keyText` */
export async function entriesFor(
  query: Query,
  site: string,
  keys: readonly EntryKey[],
): Promise<ReadonlyMap<string, EntryRow>> {
  const rows =
    keys.length > ASKED_ONE_BY_ONE
      ? await allEntries(query, site)
      : await query<EntryRow>(
          `select ${entryColumns} from content_entry
            where site = $1 and (role, id) in (select * from unnest($2::text[], $3::text[]))`,
          [site, keys.map(({ role }) => role), keys.map(({ id }) => id)],
        );
  return new Map(rows.map((row) => [keyText(row), row]));
}

/** Somebody of the staff, as a join with their table gives them. */
export interface ByRow {
  readonly by_id: StaffId | null;
  readonly by_name: string | null;
}

/** The columns of `ByRow`; `s` is the table of the staff. */
export const byColumns = 's.id as by_id, s.shown_name as by_name';

export const toColleague = ({
  by_id,
  by_name,
}: ByRow): { readonly id: StaffId; readonly shownName: string } | undefined =>
  by_id === null || by_name === null ? undefined : { id: by_id, shownName: by_name };

/** What a service of the catalogue is called and stands under. */
export interface CatalogueName {
  readonly id: string;
  readonly name: Title;
  readonly category: string;
}

/** What an entry is called where it says nothing itself. */
export const nameless = (
  { role, id }: EntryKey,
  catalogue: ReadonlyMap<string, { readonly name: Title }>,
): Title => (role === 'services' ? catalogue.get(id)?.name : undefined) ?? { zh: id };

/** What a history keeps of the order of a list. */
export const orderBody = (ids: readonly string[]): JsonObject => ({ ids });

export const idsIn = (body: EntryBody | null): readonly string[] =>
  Array.isArray(body?.ids) ? (body.ids as readonly string[]) : [];
