import { type MergeConflict, diffOf, mergeThree, same, withId } from '../../src/model/editing/index.ts';
import type {
  EntryBody,
  SaveConflict,
  SaveEntry,
  SaveOutcome,
} from '../../src/model/schema/staff-content.ts';
import type { Query } from '../database/database.ts';
import { Refusal } from '../server/refusal.ts';
import { type EntryWrite, writeAct } from './acts.ts';
import {
  type ByRow,
  type EntryKey,
  type EntryRow,
  byColumns,
  entriesFor,
  keyText,
  toColleague,
} from './rows.ts';

/** Typing in one field goes on for so long after the last key; then something new begins. */
const SAME_TYPING_MS = 30_000;

/** Who saves, and when. */
export interface Editor {
  readonly staff: string;
  readonly atMs: number;
}

/** What was saved, and what the audit needs of it. */
export interface Saved {
  readonly outcome: SaveOutcome;
  readonly before: EntryBody | null;
}

/** An entry as somebody saw it, as it is, and as they want it. */
interface Sides {
  readonly row: EntryRow | undefined;
  readonly seen: EntryBody | null;
  readonly mine: EntryBody | null;
}

/**
 * Saves what was typed upon a version of an entry. Changes that others made meanwhile in other fields stay; where they
 * changed the same field nothing is written. Runs under the lock of the draft.
 */
export async function saveEntry(
  query: Query,
  site: string,
  editor: Editor,
  { role, id }: EntryKey,
  { base, body, settled = false }: SaveEntry,
): Promise<Saved> {
  const sides = await sidesOf(query, site, { role, id }, base, withId(role, id, body));
  return write(query, site, editor, { role, id }, base, sides, settled);
}

/**
 * Takes an entry out of the draft, unless somebody changed it since.
 * @throws Refusal `content.unknown` where there is no such entry
 */
export async function removeEntry(
  query: Query,
  site: string,
  editor: Editor,
  key: EntryKey,
  base: number,
): Promise<Saved> {
  const sides = await sidesOf(query, site, key, base, null);
  if (!sides.row) throw new Refusal(404, 'content.unknown');
  return write(query, site, editor, key, base, sides, true);
}

async function sidesOf(
  query: Query,
  site: string,
  key: EntryKey,
  base: number,
  mine: EntryBody | null,
): Promise<Sides> {
  const row = (await entriesFor(query, site, [key])).get(keyText(key));
  if (base > (row?.version ?? 0))
    throw new Refusal(409, 'content.version', { field: 'base', mend: 'Read the entry again.' });
  const seen = base === 0 ? null : base === row?.version ? row.body : await bodyAt(query, site, key, base);
  return { row, seen, mine };
}

/** An entry as it was at a version: what the edit that made it left, or what the next one found. */
async function bodyAt(
  query: Query,
  site: string,
  { role, id }: EntryKey,
  version: number,
): Promise<EntryBody | null> {
  const [edit] = await query<{ body: EntryBody | null }>(
    `select case when version = $4 then after else before end as body from content_edit
      where site = $1 and role = $2 and id = $3 and version in ($4, $4 + 1) order by seq limit 1`,
    [site, role, id, version],
  );
  if (!edit) throw new Refusal(409, 'content.version', { field: 'base', mend: 'Read the entry again.' });
  return edit.body;
}

async function write(
  query: Query,
  site: string,
  editor: Editor,
  key: EntryKey,
  base: number,
  { row, seen, mine }: Sides,
  settled: boolean,
): Promise<Saved> {
  const before = row?.body ?? null;
  const version = row?.version ?? 0;
  const { merged, conflicts } = mergeThree(seen, before, mine);
  const clash = conflicts.length > 0 ? conflicts : isTaken(base, before, mine) ? [whole(before, mine)] : [];
  if (row && clash.length > 0)
    return { outcome: await conflictOf(query, site, row, merged as EntryBody | null, clash), before };

  const after = merged as EntryBody | null;
  const isMerged = !same(after, mine);
  const open = settled || after === null ? [] : stillOpen(row?.conflicts ?? [], after);
  if (row && same(before, after)) {
    await keepConflicts(query, site, row, open);
    return { outcome: { outcome: 'saved', version, body: after, merged: isMerged }, before };
  }
  const entry: EntryWrite = { ...key, before, after, version, conflicts: open };
  const seq = await writeSave(query, site, editor, entry);
  const outcome = { outcome: 'saved', version: version + 1, body: after, merged: isMerged, seq } as const;
  return { outcome, before };
}

/** Two people made an entry under one id: they mean two things, even where no field of theirs is the same. */
const isTaken = (base: number, before: EntryBody | null, mine: EntryBody | null): boolean =>
  base === 0 && before !== null && !same(before, mine);

const whole = (theirs: EntryBody | null, mine: EntryBody | null): MergeConflict => ({
  path: '',
  at: [],
  theirs,
  mine,
});

/** Where the draft's own value was chosen, nothing changes but that there is nothing left to choose. */
async function keepConflicts(
  query: Query,
  site: string,
  { role, id, conflicts }: EntryRow,
  open: readonly MergeConflict[],
): Promise<void> {
  if (open.length === (conflicts ?? []).length) return;
  await query('update content_entry set conflicts = $4::jsonb where site = $1 and role = $2 and id = $3', [
    site,
    role,
    id,
    open.length > 0 ? JSON.stringify(open) : null,
  ]);
}

/** What the editor left as it was is still to be chosen; what they changed is. */
const stillOpen = (conflicts: readonly MergeConflict[], body: EntryBody): readonly MergeConflict[] =>
  conflicts.filter(({ at, mine }) => same(valueAt(body, at), mine));

const valueAt = (body: EntryBody, at: MergeConflict['at']): unknown =>
  at.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    body,
  );

async function conflictOf(
  query: Query,
  site: string,
  { role, id, version, body }: EntryRow,
  merged: EntryBody | null,
  conflicts: readonly MergeConflict[],
): Promise<SaveConflict> {
  const [who] = await query<ByRow>(
    `select ${byColumns} from content_entry e join staff s on s.id = e.edited_by
      where e.site = $1 and e.role = $2 and e.id = $3`,
    [site, role, id],
  );
  const by = who && toColleague(who);
  return {
    outcome: 'conflict',
    theirs: { version, body, ...(by ? { by } : {}) },
    merged,
    conflicts: conflicts.map(({ at, ...rest }) => ({ ...rest, at: [...at] })),
  };
}

/** Writes one entry; typing on in the same field goes on with the same act. */
async function writeSave(
  query: Query,
  site: string,
  editor: Editor,
  entry: EntryWrite,
): Promise<number | undefined> {
  const kind = entry.after === null ? 'remove' : 'save';
  const [change, ...others] =
    entry.before === null || entry.after === null ? [] : diffOf(entry.before, entry.after);
  const field = others.length === 0 ? change?.path : undefined;
  const joins = field === undefined ? undefined : await typingIn(query, site, editor, entry, field);
  return writeAct(query, site, { kind, ...editor, field, joins }, [entry]);
}

/** @returns the act of the last edit of an entry, where it is the same person's typing in the same field */
async function typingIn(
  query: Query,
  site: string,
  { staff, atMs }: Editor,
  { role, id }: EntryKey,
  field: string,
): Promise<number | undefined> {
  const [last] = await query<{ act: string; same: boolean }>(
    `select act, kind = 'save' and staff = $4 and field = $5 and at >= $6 and undone_by is null as same
       from content_edit where site = $1 and role = $2 and id = $3 order by seq desc limit 1`,
    [site, role, id, staff, field, new Date(atMs - SAME_TYPING_MS)],
  );
  return last?.same ? Number(last.act) : undefined;
}
