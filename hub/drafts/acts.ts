import type { MergeConflict } from '../../src/model/editing/index.ts';
import type { ContentAct, EntryBody } from '../../src/model/schema/staff-content.ts';
import type { Query } from '../database/database.ts';
import { type EntryKey, orderBody } from './rows.ts';

export type ActKind = ContentAct['kind'];

/** Who does what, and when. */
export interface Act {
  readonly kind: ActKind;
  /** Null where nobody of this hub did it. */
  readonly staff: string | null;
  readonly atMs: number;
  /** An act that goes on with this one: typing in the same field. */
  readonly joins?: number | undefined;
  /** The one field that is changed, where it is one. */
  readonly field?: string | undefined;
  /** Hears how far a long one is; what it throws ends the transaction, and so all of the act. */
  readonly pace?: Pace | undefined;
}
/** Hears how much is written: of all entries and orders of an act. */
export type Pace = (written: number, total: number) => Promise<void>;

/** Entries that are written with one statement: between two of them the hub answers others. */
const AT_ONCE = 500;

/** An entry that becomes another. */
export interface EntryWrite extends EntryKey {
  readonly before: EntryBody | null;
  readonly after: EntryBody | null;
  /** What is now before it; 0 where it was never there. */
  readonly version: number;
  /** What is left to choose between the draft and what is live. */
  readonly conflicts?: readonly MergeConflict[];
}

/** A list that is put into another order. */
export interface OrderWrite {
  readonly role: EntryKey['role'];
  /** The ids of what the draft shows, as they stood and as they are to stand. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** All ids of the role, those that were removed as well, in the order that makes it so. */
  readonly places: readonly string[];
}

/**
 * Writes changes down, with their history, a long act piece by piece. The caller holds the lock of the draft (see
 * `lockDraft`) and has read what is there under it.
 * @returns the number of the act, by which it is undone; undefined where there is nothing to write
 */
export async function writeAct(
  query: Query,
  site: string,
  act: Act,
  entries: readonly EntryWrite[],
  orders: readonly OrderWrite[] = [],
): Promise<number | undefined> {
  const total = entries.length + orders.length;
  let joins = act.joins;
  for (let from = 0; from < total; from += AT_ONCE) {
    // The orders come with the last entries: what they name is there then.
    const upTo = Math.min(from + AT_ONCE, total);
    const isLast = upTo === total;
    const piece = entries.slice(from, isLast ? undefined : upTo);
    const made = await writePiece(query, site, { ...act, joins }, piece, isLast ? orders : []);
    joins ??= made;
    await act.pace?.(upTo, total);
  }
  return total === 0 ? undefined : joins;
}

async function writePiece(
  query: Query,
  site: string,
  act: Act,
  entries: readonly EntryWrite[],
  orders: readonly OrderWrite[],
): Promise<number> {
  if (entries.length > 0) await writeEntries(query, site, act, entries);
  for (const { role, places } of orders) await writeOrder(query, site, role, places);
  const edits = [
    ...entries.map(({ role, id, before, after, version }) => ({
      role,
      id,
      before,
      after,
      version: version + 1,
    })),
    ...orders.map(({ role, before, after }) => ({
      role,
      id: '-',
      before: orderBody(before),
      after: orderBody(after),
      version: 0,
    })),
  ];
  const [row] = await query<{ act: string }>(
    `with act as (select coalesce($3::bigint, nextval(pg_get_serial_sequence('content_edit', 'seq'))) as number),
     written as (
       insert into content_edit (site, act, kind, staff, at, field, role, id, version, before, after)
       select $1, act.number, $2, $4, $5, $6, edit.role, edit.id, edit.version, edit.before, edit.after
         from act, jsonb_to_recordset($7::jsonb) as edit(role text, id text, version int, before jsonb, after jsonb)
       returning act)
     select max(act) as act from written`,
    [
      site,
      act.kind,
      act.joins ?? null,
      act.staff,
      new Date(act.atMs),
      act.field ?? null,
      JSON.stringify(edits),
    ],
  );
  return Number(row?.act);
}

/** New entries come behind all others of their role, in the order given. */
async function writeEntries(
  query: Query,
  site: string,
  act: Act,
  entries: readonly EntryWrite[],
): Promise<void> {
  const grown = [...new Set(entries.filter(({ version }) => version === 0).map(({ role }) => role))];
  const rows = entries.map(({ role, id, after, version, conflicts = [] }, index) => ({
    role,
    id,
    body: after,
    version: version + 1,
    conflicts: conflicts.length > 0 ? conflicts : null,
    index,
  }));
  await query(
    `with last as materialized (
       select role, (select max(position) + 1 from content_entry where site = $1 and role = grown.role) as place
         from unnest($5::text[]) as grown(role))
     insert into content_entry (site, role, id, position, version, body, conflicts, edited_by, edited_at)
     select $1, entry.role, entry.id, entry.index + coalesce(last.place, 0), entry.version, entry.body, entry.conflicts, $2, $3
       from jsonb_to_recordset($4::jsonb)
         as entry(role text, id text, body jsonb, version int, conflicts jsonb, index int)
       left join last on last.role = entry.role
     on conflict (site, role, id) do update set version = excluded.version, body = excluded.body,
       conflicts = excluded.conflicts, edited_by = excluded.edited_by, edited_at = excluded.edited_at`,
    [site, act.staff, new Date(act.atMs), JSON.stringify(rows), grown],
  );
}

/** Numbers the entries of a role anew; only those at another place are written. */
export async function writeOrder(
  query: Query,
  site: string,
  role: EntryKey['role'],
  places: readonly string[],
): Promise<void> {
  await query(
    `update content_entry e set position = wanted.place - 1
       from unnest($3::text[]) with ordinality as wanted(id, place)
      where e.site = $1 and e.role = $2 and e.id = wanted.id and e.position <> wanted.place - 1`,
    [site, role, places],
  );
}
