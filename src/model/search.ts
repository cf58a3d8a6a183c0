import { findCharacters, findInitials, findSounds, findText } from './search/direct.ts';
import { Hits, type SearchHit } from './search/hits.ts';
import { IndexBuilder, type SearchEntry, type SearchIndex } from './search/keys.ts';
import { findMixed } from './search/mixed.ts';
import { findHomophones, findScattered, findSlips } from './search/near.ts';
import { readQuery } from './search/text.ts';

export type { Matched, SearchHit } from './search/hits.ts';
export type { IndexBuilder, SearchEntry, SearchIndex } from './search/keys.ts';

/** From so many letters on, slips are looked for although something was found: fewer are too easily something else. */
const SURE_LETTERS = 5;

/** An index is built entry by entry, then finished in one go or in steps. */
export const createIndexBuilder = (): IndexBuilder => new IndexBuilder();

export function buildIndex(entries: Iterable<SearchEntry>): SearchIndex {
  const builder = createIndexBuilder();
  for (const entry of entries) builder.add(entry);
  return builder.finish();
}

/**
 * Finds entries by what a person types: characters, pinyin, initials, a mix of them, or English; while they type;
 * and with one slip. Case, width, tone marks and blanks do not matter.
 * @param query read up to 64 characters; an empty one finds nothing
 * @returns at most `limit` hits, best first
 */
export function search(
  index: SearchIndex,
  query: string,
  { limit }: { readonly limit: number },
): readonly SearchHit[] {
  const { parts, joined, scanned, script } = readQuery(query);
  if (script === 'none' || limit < 1) return [];
  const hits = new Hits(index.ids.length);
  const few = () => hits.size < limit;

  if (script === 'han') findCharacters(index, hits, parts);
  if (script === 'letters') {
    findSounds(index, hits, joined);
    if (joined.length > 1) findInitials(index, hits, joined);
  }
  if (script === 'mixed' || (script === 'letters' && joined.length > 1 && few()))
    findMixed(index, hits, parts);
  // One letter or one character of a text says nothing.
  if (few() && joined.length > 1) findText(index, hits, scanned, limit);
  if (few() && script !== 'letters') findHomophones(index, hits, parts);
  if (few() && script === 'han') findScattered(index, hits, parts);
  if (script === 'letters' && (joined.length >= SURE_LETTERS ? few() : hits.size === 0))
    findSlips(index, hits, joined);
  return hits.best(index.ids, limit);
}
