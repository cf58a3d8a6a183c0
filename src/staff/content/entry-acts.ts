import type { EntryKey } from '../../api/staff-content.ts';
import type { ContentContext } from './content-context.ts';

/**
 * Takes an entry out of the draft, and offers to take that back.
 * @param version that is removed: what a colleague saved since is not lost
 * @returns whether it is gone
 */
export async function removeEntry(
  { client, complain, say, refresh, shelf, words }: ContentContext,
  key: EntryKey,
  version: number,
  title: string,
): Promise<boolean> {
  const answer = await client.remove(key, version);
  refresh();
  if (!answer.ok) complain(answer.error);
  else if (answer.value.outcome === 'conflict') say(words.t('said.changed-meanwhile', { name: title }));
  else {
    shelf.forget(key.role, key.id);
    say(words.t('said.removed', { name: title }), answer.value.seq);
    return true;
  }
  return false;
}

/**
 * Makes an entry what is live.
 * @returns whether it is
 */
export async function discardEntry(
  { client, complain, say, refresh, shelf, words }: ContentContext,
  key: EntryKey,
  title: string,
): Promise<boolean> {
  const answer = await client.discard(key);
  refresh();
  if (!answer.ok) {
    complain(answer.error);
    return false;
  }
  shelf.forget(key.role, key.id);
  say(words.t('said.reverted', { name: title }), answer.value.seq);
  return true;
}
