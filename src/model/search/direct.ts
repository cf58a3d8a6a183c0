import { type Hits, type Matched, Rank } from './hits.ts';
import { KeyKind, type SearchIndex } from './keys.ts';
import { stretch } from './lane.ts';
import { codeOf } from './text.ts';

/** Where in a key a match lies. */
interface Cover {
  readonly atBeginning: boolean;
  /** The match ends where a character, syllable or word ends. */
  readonly endsCleanly: boolean;
  /** How much of the key is matched, above 0 up to 1. */
  readonly share: number;
}

/** What is typed as it is compared: one code a letter. */
export const lettersOf = (text: string): readonly number[] =>
  Array.from(text, (letter) => letter.charCodeAt(0));

/** Orders the matches of one rank, 0 to 1 exclusive: beginning, then clean end, then share. */
export const closeness = (cover: Cover): number =>
  (cover.atBeginning ? 0.5 : 0) + (cover.endsCleanly ? 0.25 : 0) + cover.share * 0.24;

/** The cover of `length` units from `unit` on. */
export function coverOfUnits(index: SearchIndex, unit: number, length: number): Cover {
  const key = index.keyOfUnit[unit] ?? 0;
  const from = index.keyFrom[key] ?? 0;
  const units = (index.keyFrom[key + 1] ?? 0) - 1 - from;
  return { atBeginning: unit === from, endsCleanly: true, share: length / units };
}

/** The cover of `length` letters from the beginning of `unit` on. */
export function coverOfLetters(index: SearchIndex, unit: number, length: number): Cover {
  const { lettersFrom } = index;
  const key = index.keyOfUnit[unit] ?? 0;
  const first = index.keyFrom[key] ?? 0;
  const last = (index.keyFrom[key + 1] ?? 0) - 1;
  const end = (lettersFrom[unit] ?? 0) + length;
  let next = unit;
  while ((lettersFrom[next] ?? end) < end) next += 1;
  return {
    atBeginning: unit === first,
    endsCleanly: lettersFrom[next] === end,
    share: length / ((lettersFrom[last] ?? 0) - (lettersFrom[first] ?? 0)),
  };
}

const isWhole = (cover: Cover): boolean => cover.atBeginning && cover.share === 1;

/** Offers an entry for a match in one of its keys. An alias counts as an alias however it was matched. */
function offer(
  index: SearchIndex,
  hits: Hits,
  unit: number,
  cover: Cover,
  rankOf: (cover: Cover) => number,
  matched: Matched,
): void {
  const key = index.keyOfUnit[unit] ?? 0;
  const entry = index.keyEntry[key] ?? 0;
  if (index.keyKind[key] === KeyKind.alias) hits.offer(entry, Rank.alias, closeness(cover), 'alias');
  else hits.offer(entry, rankOf(cover), closeness(cover), matched);
}

const rankOfCharacters = (cover: Cover): number => {
  if (isWhole(cover)) return Rank.whole;
  return cover.atBeginning ? Rank.beginning : Rank.inside;
};
const rankOfSound = (cover: Cover): number => (isWhole(cover) ? Rank.whole : Rank.sound);
const rankOfInitials = (cover: Cover): number => (isWhole(cover) ? Rank.wholeInitials : Rank.inside);

/** Names and aliases that contain these characters side by side. */
export function findCharacters(index: SearchIndex, hits: Hits, parts: readonly string[]): void {
  const { from, to } = stretch(index.characters, parts.map(codeOf));
  for (let place = from; place < to; place += 1) {
    const unit = index.characters.order[place] ?? 0;
    offer(index, hits, unit, coverOfUnits(index, unit, parts.length), rankOfCharacters, 'name');
  }
}

/**
 * Names and aliases whose pinyin, or whose English words, go on with these letters from a syllable or word on. One
 * letter says too little to be looked for inside: it finds what begins with it.
 */
export function findSounds(index: SearchIndex, hits: Hits, letters: string): void {
  const { from, to } = stretch(index.sounds, lettersOf(letters));
  for (let place = from; place < to; place += 1) {
    const unit = index.sounds.order[place] ?? 0;
    const key = index.keyOfUnit[unit] ?? 0;
    if (letters.length === 1 && index.keyFrom[key] !== unit) continue;
    const english = index.keyKind[key] === KeyKind.english;
    const cover = coverOfLetters(index, unit, letters.length);
    offer(index, hits, unit, cover, rankOfSound, english ? 'name' : 'pinyin');
  }
}

/** Names and aliases with these initials side by side. */
export function findInitials(index: SearchIndex, hits: Hits, letters: string): void {
  const { from, to } = stretch(index.initials, lettersOf(letters));
  for (let place = from; place < to; place += 1) {
    const unit = index.initials.order[place] ?? 0;
    offer(index, hits, unit, coverOfUnits(index, unit, letters.length), rankOfInitials, 'initials');
  }
}

/** Texts that contain the query; stops when `limit` entries are found. */
export function findText(index: SearchIndex, hits: Hits, scanned: string, limit: number): void {
  const word = /^[a-z0-9]/u.test(scanned);
  let at = index.text.indexOf(scanned);
  while (at >= 0 && hits.size < limit) {
    const inWord = word && /[a-z0-9]/u.test(index.text.charAt(at - 1));
    if (inWord) {
      at = index.text.indexOf(scanned, at + 1);
      continue;
    }
    const entry = lineAt(index.textFrom, at);
    if (!hits.has(entry)) hits.offer(entry, Rank.text, 0.5, 'text');
    const next = index.textFrom[entry + 1];
    at = next === undefined ? -1 : index.text.indexOf(scanned, next);
  }
}

/** The last line that begins at or before `at`. */
function lineAt(from: Uint32Array, at: number): number {
  let low = 0;
  let high = from.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((from[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}
