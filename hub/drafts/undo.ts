import { setImmediate as othersFirst } from 'node:timers/promises';
import {
  type MergeConflict,
  type Title,
  isList,
  mergeOrder,
  mergeThree,
  same,
  titleOf,
} from '../../src/model/editing/index.ts';
import type { EntryBody, UndoOutcome } from '../../src/model/schema/staff-content.ts';
import type { Query } from '../database/database.ts';
import { Refusal } from '../server/refusal.ts';
import { type EntryWrite, type OrderWrite, type Pace, writeAct } from './acts.ts';
import { orderWrite } from './many.ts';
import { type EntryKey, type EntryRow, entriesFor, idsIn, keyText } from './rows.ts';
import type { Editor } from './save.ts';

/** Entries that are compared before others are answered. */
const AT_ONCE = 500;
/** More conflicts than anybody reads in one go. */
const MOST_CONFLICTS = 100;

type UndoConflict = MergeConflict & EntryKey & { readonly title: Title };

interface EditRow extends EntryKey {
  readonly before: EntryBody | null;
  readonly after: EntryBody | null;
  readonly undone: boolean;
}

/** What an act did to one entry, or to the order of one list. */
interface Done extends EntryKey {
  readonly before: EntryBody | null;
  readonly after: EntryBody | null;
}

/**
 * Undoes all of one act: what was changed since in other fields stays; where it was the same field nothing is
 * written. Runs under the lock of the draft.
 * @param seq the act's number, as saving and the history name it
 * @param pace hears how far a long one is
 * @throws Refusal `content.unknown` where there is no such act, `content.undone` where it was undone already
 */
export async function undoAct(
  query: Query,
  site: string,
  editor: Editor,
  seq: number,
  pace?: Pace,
): Promise<UndoOutcome> {
  const edits = await query<EditRow>(
    `select role, id, before, after, undone_by is not null as undone
       from content_edit where site = $1 and act = $2 order by seq`,
    [site, seq],
  );
  if (edits.length === 0) throw new Refusal(404, 'content.unknown');
  if (edits.some(({ undone }) => undone)) throw new Refusal(409, 'content.undone');
  const done = sumUp(edits);
  const isOrder = ({ role, id }: EntryKey) => isList(role) && id === '-';
  const entries = await backwards(
    query,
    site,
    done.filter((one) => !isOrder(one)),
  );
  const orders = await ordersBack(query, site, done.filter(isOrder), entries.writes);
  const conflicts = [...entries.conflicts, ...orders.conflicts];
  if (conflicts.length > 0)
    return { outcome: 'conflict', conflicts: conflicts.slice(0, MOST_CONFLICTS).map(toWire) };

  const act = { kind: 'undo', ...editor, pace } as const;
  const undoneBy = await writeAct(query, site, act, entries.writes, orders.writes);
  await markUndone(query, site, seq, undoneBy);
  const count = entries.writes.length + orders.writes.length;
  return undoneBy === undefined
    ? { outcome: 'undone', entries: 0 }
    : { outcome: 'undone', seq: undoneBy, entries: count };
}

const toWire = ({ at, ...conflict }: UndoConflict) => ({ ...conflict, at: [...at] });

/** An act that went on for a while did to each entry what leads from its first state to its last. */
function sumUp(edits: readonly EditRow[]): readonly Done[] {
  const done = new Map<string, Done>();
  for (const { role, id, before, after } of edits) {
    const key = keyText({ role, id });
    const first = done.get(key);
    done.set(key, { role, id, before: first ? first.before : before, after });
  }
  return [...done.values()];
}

interface Back<W> {
  readonly writes: readonly W[];
  readonly conflicts: readonly UndoConflict[];
}

async function backwards(query: Query, site: string, done: readonly Done[]): Promise<Back<EntryWrite>> {
  const rows = await entriesFor(query, site, done);
  const writes: EntryWrite[] = [];
  const conflicts: UndoConflict[] = [];
  for (const [index, { role, id, before, after }] of done.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await othersFirst();
    const row = rows.get(keyText({ role, id }));
    const now = row?.body ?? null;
    const back = mergeThree(after, now, before);
    const title = titleOf(role, now ?? before) ?? { zh: id };
    conflicts.push(...back.conflicts.map((conflict) => ({ ...conflict, role, id, title })));
    const body = back.merged as EntryBody | null;
    if (!same(now, body)) writes.push({ role, id, before: now, after: body, version: row?.version ?? 0 });
  }
  return { writes, conflicts };
}

/** Where both this act and somebody since put a list in order, theirs stands. */
async function ordersBack(
  query: Query,
  site: string,
  done: readonly Done[],
  writes: readonly EntryWrite[],
): Promise<Back<OrderWrite>> {
  const orders: OrderWrite[] = [];
  const conflicts: UndoConflict[] = [];
  for (const { role, before, after } of done) {
    const rows = await query<Pick<EntryRow, 'id' | 'body'>>(
      `select id, body from content_entry where site = $1 and role = $2 order by position, id`,
      [site, role],
    );
    const restored = new Map(writes.filter((one) => one.role === role).map((one) => [one.id, one.after]));
    const now = rows.map(({ id }) => id);
    const { ids, clash } = mergeOrder(idsIn(after), now, idsIn(before), new Set(now));
    if (clash)
      conflicts.push({
        role,
        id: '-',
        title: { zh: role },
        path: '',
        at: [],
        base: after,
        theirs: { ids: now },
        mine: before,
      });
    const shown = rows.map(({ id, body }) => ({ id, body: restored.get(id) ?? body }));
    orders.push(...orderWrite(role, shown, ids));
  }
  return { writes: orders, conflicts };
}

/** Undoing an undoing brings back what that one had undone. */
async function markUndone(query: Query, site: string, act: number, by: number | undefined): Promise<void> {
  await query('update content_edit set undone_by = null where site = $1 and undone_by = $2', [site, act]);
  await query('update content_edit set undone_by = $3 where site = $1 and act = $2', [site, act, by ?? act]);
}
