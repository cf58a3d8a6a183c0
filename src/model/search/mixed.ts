import { closeness, coverOfUnits, lettersOf } from './direct.ts';
import { type Hits, Rank } from './hits.ts';
import { KeyKind, type SearchIndex, WORD } from './keys.ts';
import { stretch } from './lane.ts';
import { codeOf, isWord } from './text.ts';

/** How many readings of a query are tried, and how many steps finding them may take. */
const READINGS = 32;
const STEPS = 400;

/**
 * Queries that mix characters, syllables and initials: 「zhu餐」, 「老nian」, "laonzc". Each way to read the query as
 * units gives initials; the keys with those initials are then compared unit by unit.
 */
export function findMixed(index: SearchIndex, hits: Hits, parts: readonly string[]): void {
  for (const reading of readingsOf(index, parts)) {
    const { from, to } = stretch(index.initials, lettersOf(reading.map((unit) => unit.initial).join('')));
    for (let place = from; place < to; place += 1) {
      const unit = index.initials.order[place] ?? 0;
      if (reading.every((typed, offset) => agrees(index, unit + offset, typed)))
        offer(index, hits, unit, reading);
    }
  }
}

/** One unit as typed: a character, or the beginning of a syllable or word. */
interface Typed {
  readonly initial: string;
  readonly character: number;
  readonly letters: string;
  /** The syllable may go on: an initial, or the end of what is typed. */
  readonly open: boolean;
}

function agrees(index: SearchIndex, unit: number, typed: Typed): boolean {
  if (typed.character !== 0) return index.characters.codes[unit] === typed.character;
  const from = index.lettersFrom[unit] ?? 0;
  const length = (index.lettersFrom[unit + 1] ?? 0) - from;
  if (typed.open ? length < typed.letters.length : length !== typed.letters.length) return false;
  for (let at = 1; at < typed.letters.length; at += 1)
    if (index.sounds.codes[from + at] !== typed.letters.charCodeAt(at)) return false;
  return true;
}

function offer(index: SearchIndex, hits: Hits, unit: number, reading: readonly Typed[]): void {
  const key = index.keyOfUnit[unit] ?? 0;
  const entry = index.keyEntry[key] ?? 0;
  const cover = coverOfUnits(index, unit, reading.length);
  const asWritten = reading.every((typed, offset) => isAsWritten(index, unit + offset, typed));
  if (index.keyKind[key] === KeyKind.alias) hits.offer(entry, Rank.alias, closeness(cover), 'alias');
  else if (!asWritten) hits.offer(entry, Rank.inside, closeness(cover), 'pinyin');
  else if (!cover.atBeginning) hits.offer(entry, Rank.inside, closeness(cover), 'name');
  else hits.offer(entry, cover.share === 1 ? Rank.whole : Rank.beginning, closeness(cover), 'name');
}

/** A character, or a word of the name itself such as 4050 in 「4050人员」, typed in full. */
function isAsWritten(index: SearchIndex, unit: number, typed: Typed): boolean {
  if (typed.character !== 0) return true;
  const length = (index.lettersFrom[unit + 1] ?? 0) - (index.lettersFrom[unit] ?? 0);
  return index.characters.codes[unit] === WORD && typed.letters.length === length;
}

/** The ways to read a query as units, those with the longest syllables first. */
function readingsOf(index: SearchIndex, parts: readonly string[]): readonly (readonly Typed[])[] {
  const readings: (readonly Typed[])[] = [];
  let steps = 0;
  const read = (part: number, at: number, units: readonly Typed[]): void => {
    if (readings.length >= READINGS || ++steps > STEPS) return;
    const text = parts[part];
    if (text === undefined) readings.push(units);
    else if (!isWord(text))
      for (const initial of initialsOf(index, codeOf(text)))
        read(part + 1, 0, [...units, { initial, character: codeOf(text), letters: '', open: false }]);
    else if (at >= text.length) read(part + 1, 0, units);
    else
      for (const { letters, open } of unitsAt(index, text, at, part === parts.length - 1))
        read(part, at + letters.length, [
          ...units,
          { initial: letters.charAt(0), character: 0, letters, open },
        ]);
  };
  read(0, 0, []);
  return readings;
}

/** What may be one unit at this place: a syllable, an initial, or at the very end the beginning of a syllable. */
function unitsAt(
  index: SearchIndex,
  text: string,
  at: number,
  last: boolean,
): readonly Pick<Typed, 'letters' | 'open'>[] {
  const found: Pick<Typed, 'letters' | 'open'>[] = [];
  for (let end = text.length; end > at; end -= 1) {
    const letters = text.slice(at, end);
    const initial = letters.length === 1 || letters === 'zh' || letters === 'ch' || letters === 'sh';
    const begun = last && end === text.length && index.beginnings.has(letters);
    if (initial || begun || index.syllables.has(letters)) found.push({ letters, open: initial || begun });
  }
  return found;
}

/** The initials a character is read with in this index: two where it has two readings. */
function initialsOf(index: SearchIndex, character: number): readonly string[] {
  const { from, to } = stretch(index.characters, [character]);
  const found = new Set<string>();
  for (let place = from; place < to && found.size < 3; place += 1) {
    const code = index.initials.codes[index.characters.order[place] ?? 0] ?? 0;
    if (code !== 0) found.add(String.fromCharCode(code));
  }
  return [...found];
}
