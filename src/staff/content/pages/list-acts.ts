import { ownLike } from '../../../model/content/own.ts';
import type { EntryRow } from '../../../model/schema/staff-content.ts';
import type { ContentContext } from '../content-context.ts';
import { type ListKind, copyOf } from '../entry/new-body.ts';
import type { EntryBody } from '../entry/unsent.ts';
import type { NewEntryEvent } from './new-entry-event.ts';

/**
 * Makes an entry and opens it.
 * @param version of one that was removed and lives on; 0 where there never was one
 * @returns whether it is made
 */
export async function makeEntry(
  content: ContentContext,
  kind: ListKind,
  { id, body, like }: Pick<NewEntryEvent, 'id' | 'body' | 'like'>,
  version: number,
): Promise<boolean> {
  const { client, complain } = content;
  if (like === undefined) return saveNew(content, kind, id, body, version);
  const shared = await client.catalogue(like);
  if (shared.ok)
    return saveNew(content, kind, id, { ...ownLike(shared.value.body, {}, id), ...body }, version);
  complain(shared.error);
  return false;
}

/** Makes another entry like one, under an id of its own, and opens it. */
export async function copyEntry(content: ContentContext, kind: ListKind, row: EntryRow): Promise<void> {
  const { client, complain, words, reading } = content;
  const entry = await client.entry(row);
  if (!entry.ok) return complain(entry.error);
  const taken = new Set(
    (reading.overview?.entries ?? []).filter(({ role }) => role === kind).map(({ id }) => id),
  );
  const from = {
    id: row.id,
    body: entry.value.body ?? {},
    shared: row.own ? undefined : entry.value.catalogue,
  };
  const { id, body } = copyOf(kind, from, taken, words.both('list.copy-mark'));
  await saveNew(content, kind, id, body, 0);
}

async function saveNew(
  { client, complain, refresh, staff }: ContentContext,
  kind: ListKind,
  id: string,
  body: EntryBody,
  base: number,
): Promise<boolean> {
  const answer = await client.save({ role: kind, id }, { base, body });
  if (!answer.ok) {
    complain(answer.error);
    return false;
  }
  refresh();
  staff.go(kind, id);
  return true;
}
