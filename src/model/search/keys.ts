import { Column } from './column.ts';
import { type Lane, sortLane } from './lane.ts';
import { codeOf, fold, isWord, partsOf, scannable } from './text.ts';

/** Something that can be found. */
export interface SearchEntry {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en?: string | undefined };
  /** Other words people use. */
  readonly aliases: readonly string[];
  /** Syllables with blanks between them: first the name's, then one for each alias. */
  readonly pinyin: readonly string[];
  /** Searched after the names. */
  readonly text?: string | undefined;
}

/** Which of an entry's words a key is. */
export const KeyKind = { name: 0, english: 1, alias: 2 } as const;

/** Stands in the lane of characters for a Latin word or a number. */
export const WORD = 0xff_ff;

/**
 * Every name and alias is a key: a row of units. A unit is a character with its syllable, or a Latin word.
 * Each key ends with an empty unit. All rows lie in typed arrays, about 400 bytes an entry.
 */
export interface SearchIndex {
  readonly ids: readonly string[];
  readonly characters: Lane;
  readonly sounds: Lane;
  readonly initials: Lane;
  /** Where a unit's letters begin in `sounds.codes`. */
  readonly lettersFrom: Uint32Array;
  readonly keyOfUnit: Uint32Array;
  readonly keyFrom: Uint32Array;
  readonly keyEntry: Uint32Array;
  readonly keyKind: Uint8Array;
  /** Every syllable and word that occurs, and every beginning of one. */
  readonly syllables: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
  /** All texts, one a line, and where each begins. */
  readonly text: string;
  readonly textFrom: Uint32Array;
}

interface Unit {
  readonly character: number;
  readonly letters: string;
}

const soundless = (part: string): Unit =>
  isWord(part) ? { character: WORD, letters: part } : { character: codeOf(part), letters: '' };

/** Gives each part its syllable; undefined where the counts do not agree. */
function align(parts: readonly string[], sounds: readonly string[]): Unit[] | undefined {
  const units: Unit[] = [];
  let next = 0;
  for (const part of parts) {
    if (isWord(part)) {
      // Some tools spell a word out letter by letter, some leave it out.
      let spelled = '';
      while (next < sounds.length && part.startsWith(spelled + (sounds[next] ?? ''))) {
        spelled += sounds[next] ?? '';
        next += 1;
      }
      if (spelled !== '' && spelled !== part) return undefined;
      units.push(soundless(part));
    } else {
      const letters = sounds[next];
      if (letters === undefined) return undefined;
      units.push({ character: codeOf(part), letters });
      next += 1;
    }
  }
  return next === sounds.length ? units : undefined;
}

/** The rows of units that a written form and its pinyin make: one where they agree, else one for each. */
function rowsOf(written: string, pinyin: string | undefined): readonly (readonly Unit[])[] {
  const parts = partsOf(fold(written));
  const sounds = parts.every(isWord) ? [] : partsOf(fold(pinyin ?? '')).filter(isWord);
  if (sounds.length === 0) return [parts.map(soundless)];
  const aligned = align(parts, sounds);
  if (aligned) return [aligned];
  return [parts.map(soundless), sounds.map((letters) => ({ character: WORD, letters }))];
}

const shorts = (length: number): Uint16Array => new Uint16Array(length);
const longs = (length: number): Uint32Array => new Uint32Array(length);

/** Builds an index bit by bit, so that a page can draw meanwhile. */
export class IndexBuilder {
  readonly #ids: string[] = [];
  readonly #characters = new Column(shorts);
  readonly #initials = new Column(shorts);
  readonly #letters = new Column(shorts);
  readonly #lettersFrom = new Column(longs);
  readonly #keyOfUnit = new Column(longs);
  readonly #keyFrom = new Column(longs);
  readonly #keyEntry = new Column(longs);
  readonly #keyKind = new Column((length) => new Uint8Array(length));
  readonly #syllables = new Set<string>();
  readonly #texts: string[] = [];
  readonly #textFrom = new Column(longs);
  #textLength = 0;

  add(entry: SearchEntry): void {
    const { name, aliases, pinyin } = entry;
    for (const row of rowsOf(name.zh, pinyin[0])) this.#addKey(row, KeyKind.name);
    if (name.en) for (const row of rowsOf(name.en, undefined)) this.#addKey(row, KeyKind.english);
    for (const [index, alias] of aliases.entries())
      for (const row of rowsOf(alias, pinyin[index + 1])) this.#addKey(row, KeyKind.alias);
    const text = scannable(entry.text ?? '');
    this.#textFrom.push(this.#textLength);
    this.#textLength += text.length + 1;
    this.#texts.push(text);
    this.#ids.push(entry.id);
  }

  /** Finishes in one go. */
  finish(): SearchIndex {
    const steps = this.finishInSteps();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** Finishes in steps of a few milliseconds. @yields when the caller may draw a frame */
  *finishInSteps(): Generator<void, SearchIndex> {
    const codes = this.#characters.cells();
    const initialCodes = this.#initials.cells();
    const letters = this.#letters.cells();
    const lettersFrom = this.#lettersFrom.cells();
    const units = codes.length;
    yield;
    const characters = lane(codes, undefined, units, (unit) => {
      const code = codes[unit] ?? 0;
      return code !== 0 && code !== WORD;
    });
    yield;
    const initials = lane(initialCodes, undefined, units, (unit) => initialCodes[unit] !== 0);
    yield;
    const sounds = lane(letters, lettersFrom, units, (unit) => letters[lettersFrom[unit] ?? 0] !== 0);
    yield;
    this.#keyFrom.push(units);
    for (const each of [characters, initials, sounds]) yield* sortLane(each);
    return {
      ids: this.#ids,
      characters,
      sounds,
      initials,
      lettersFrom,
      keyOfUnit: this.#keyOfUnit.cells(),
      keyFrom: this.#keyFrom.cells(),
      keyEntry: this.#keyEntry.cells(),
      keyKind: this.#keyKind.cells(),
      syllables: this.#syllables,
      beginnings: beginningsOf(this.#syllables),
      text: this.#texts.join('\n'),
      textFrom: this.#textFrom.cells(),
    };
  }

  #addKey(units: readonly Unit[], kind: (typeof KeyKind)[keyof typeof KeyKind]): void {
    if (units.length === 0) return;
    const key = this.#keyFrom.length;
    this.#keyFrom.push(this.#characters.length);
    this.#keyEntry.push(this.#ids.length);
    this.#keyKind.push(kind);
    for (const { character, letters } of [...units, { character: 0, letters: '' }]) {
      this.#keyOfUnit.push(key);
      this.#characters.push(character);
      // Initials of English words would drown those of Chinese names.
      this.#initials.push(kind === KeyKind.english || letters === '' ? 0 : letters.charCodeAt(0));
      this.#lettersFrom.push(this.#letters.length);
      for (let index = 0; index < letters.length; index += 1) this.#letters.push(letters.charCodeAt(index));
      if (kind !== KeyKind.english && letters !== '') this.#syllables.add(letters);
    }
    this.#letters.push(0);
  }
}

function lane(
  codes: Uint16Array,
  start: Uint32Array | undefined,
  units: number,
  takes: (unit: number) => boolean,
): Lane {
  const order = new Uint32Array(units);
  let count = 0;
  for (let unit = 0; unit < units; unit += 1) if (takes(unit)) order[count++] = unit;
  return { codes, start, order: order.slice(0, count) };
}

function beginningsOf(syllables: ReadonlySet<string>): ReadonlySet<string> {
  const beginnings = new Set<string>();
  for (const syllable of syllables)
    for (let length = 1; length <= syllable.length; length += 1) beginnings.add(syllable.slice(0, length));
  return beginnings;
}
