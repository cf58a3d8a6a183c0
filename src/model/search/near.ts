import { closeness, coverOfLetters, lettersOf } from './direct.ts';
import { type Hits, Rank } from './hits.ts';
import { type SearchIndex } from './keys.ts';
import { firstAtLeast, firstCode, stretch } from './lane.ts';
import { codeOf, isWord } from './text.ts';

/** Fewer letters than this are taken as typed: one slip in two letters could mean anything. */
const SLIP_LETTERS = 3;
/** So many letters may also be the beginning of a word, where nothing else was found; else a syllable must end. */
const OPEN_LETTERS = 5;
/** How many stretches one search for slips may look at: a bound for time, far above what names need. */
const SLIP_STEPS = 4_000;
/** How many confusions of sounds one query may hold. */
const CONFUSIONS = 2;

/** Names of the same sound in other characters: 「老年住餐」. One character alone has too many. */
export function findHomophones(index: SearchIndex, hits: Hits, parts: readonly string[]): void {
  if (parts.length < 2) return;
  const sounds = parts.map((part) => (isWord(part) ? part : soundOf(index, codeOf(part))));
  if (sounds.includes('')) return;
  const letters = sounds.join('');
  const { from, to } = stretch(index.sounds, lettersOf(letters));
  for (let place = from; place < to; place += 1) {
    const unit = index.sounds.order[place] ?? 0;
    const cover = coverOfLetters(index, unit, letters.length);
    if (cover.endsCleanly) offer(index, hits, unit, Rank.alike, closeness(cover));
  }
}

/** How a character is read where it first occurs in this index; empty where it does not. */
function soundOf(index: SearchIndex, character: number): string {
  const { from, to } = stretch(index.characters, [character]);
  for (let place = from; place < to; place += 1) {
    const unit = index.characters.order[place] ?? 0;
    const letters = index.sounds.codes.subarray(index.lettersFrom[unit], index.lettersFrom[unit + 1]);
    if (letters.length > 0 && letters[0] !== 0) return String.fromCharCode(...letters);
  }
  return '';
}

/**
 * Entries that hold the characters apart or in another order. Of three or more one may be wrong, and the name and
 * the aliases count together: 「老人餐」 and 「老年住餐」 find 「老年助餐」. Two must stand in the same name or alias:
 * 「医保」 finds 「医疗保险」 and not what is called both 「医生」 and 「保姆」.
 */
export function findScattered(index: SearchIndex, hits: Hits, parts: readonly string[]): void {
  const wanted = [...new Set(parts)].slice(0, 31);
  if (wanted.length < 2) return;
  const together = wanted.length === 2;
  const needed = together ? 2 : wanted.length - 1;
  /** Which of the characters a key or an entry holds, one bit each. */
  const held = new Uint32Array(together ? index.keyEntry.length : index.ids.length);
  const touched: number[] = [];
  for (const [bit, part] of wanted.entries()) {
    const { from, to } = stretch(index.characters, [codeOf(part)]);
    for (let place = from; place < to; place += 1) {
      const key = index.keyOfUnit[index.characters.order[place] ?? 0] ?? 0;
      const holder = together ? key : (index.keyEntry[key] ?? 0);
      const before = held[holder] ?? 0;
      if (before === 0) touched.push(holder);
      held[holder] = before | (1 << bit);
    }
  }
  for (const holder of touched) {
    const count = bitsOf(held[holder] ?? 0);
    if (count < needed) continue;
    const entry = together ? (index.keyEntry[holder] ?? 0) : holder;
    hits.offer(entry, Rank.scattered, (count / wanted.length) * 0.9, 'near');
  }
}

function bitsOf(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}

/**
 * Names whose pinyin or English differs from what was typed by one slip: a letter too many, too few, wrong, or two
 * swapped. Confusions common in southern speech (zh/z, ch/c, sh/s, ng/n, l/n) are no slips; two of them are free.
 */
export function findSlips(index: SearchIndex, hits: Hits, letters: string): void {
  if (letters.length < SLIP_LETTERS) return;
  new SlipSearch(index, hits, lettersOf(letters)).run();
}

const [C, G, H, L, N, S, Z] = Array.from('cghlnsz', (letter) => letter.charCodeAt(0));
const isSibilant = (code: number | undefined): boolean => code === Z || code === C || code === S;

/** A walk over the lane of sounds as over a trie: a stretch of the lane is a node. */
class SlipSearch {
  private readonly open: boolean;
  private steps = 0;

  constructor(
    private readonly index: SearchIndex,
    private readonly hits: Hits,
    private readonly typed: readonly number[],
  ) {
    this.open = typed.length >= OPEN_LETTERS && hits.size === 0;
  }

  run(): void {
    this.walk(0, this.index.sounds.order.length, 0, 0, { slip: false, confusions: 0, last: undefined });
  }

  /** Goes on from the stretch that shares `depth` letters, with `read` letters of the query used up. */
  private walk(from: number, to: number, depth: number, read: number, state: State): void {
    if (from >= to || ++this.steps > SLIP_STEPS) return;
    if (read === this.typed.length) this.offerAll(from, to, depth, state);
    const wanted = this.typed[read];
    if (wanted !== undefined)
      this.step(from, to, depth, wanted, (low, high) => {
        this.walk(low, high, depth + 1, read + 1, { ...state, last: wanted });
      });
    if (state.confusions < CONFUSIONS) this.confuse(from, to, depth, read, state);
    if (!state.slip) this.slip(from, to, depth, read, { ...state, slip: true });
  }

  private step(
    from: number,
    to: number,
    depth: number,
    code: number,
    go: (from: number, to: number) => void,
  ): void {
    const low = firstAtLeast(this.index.sounds, from, to, depth, code);
    const high = firstAtLeast(this.index.sounds, low, to, depth, code + 1);
    if (low < high) go(low, high);
  }

  private confuse(from: number, to: number, depth: number, read: number, state: State): void {
    const next = { ...state, confusions: state.confusions + 1 };
    const wanted = this.typed[read];
    const ending = isSibilant(state.last) ? H : state.last === N ? G : undefined;
    if (ending !== undefined && wanted === ending)
      this.walk(from, to, depth, read + 1, { ...next, last: undefined });
    else if (ending !== undefined && wanted !== undefined)
      this.step(from, to, depth, ending, (low, high) => {
        this.walk(low, high, depth + 1, read, { ...next, last: undefined });
      });
    const other = wanted === L ? N : wanted === N ? L : undefined;
    if (other !== undefined)
      this.step(from, to, depth, other, (low, high) => {
        this.walk(low, high, depth + 1, read + 1, { ...next, last: other });
      });
  }

  private slip(from: number, to: number, depth: number, read: number, state: State): void {
    const { sounds } = this.index;
    const wanted = this.typed[read];
    const after = this.typed[read + 1];
    if (wanted !== undefined) this.walk(from, to, depth, read + 1, state);
    if (wanted !== undefined && after !== undefined && wanted !== after)
      this.step(from, to, depth, after, (low, high) => {
        this.step(low, high, depth + 1, wanted, (inner, outer) => {
          this.walk(inner, outer, depth + 2, read + 2, { ...state, last: wanted });
        });
      });
    for (let low = from; low < to;) {
      const code = firstCode(sounds, low, depth);
      const high = firstAtLeast(sounds, low, to, depth, code + 1);
      if (code !== 0) {
        this.walk(low, high, depth + 1, read, { ...state, last: code });
        if (wanted !== undefined && code !== wanted)
          this.walk(low, high, depth + 1, read + 1, { ...state, last: code });
      }
      low = high;
    }
  }

  private offerAll(from: number, to: number, depth: number, state: State): void {
    const { index, hits, typed } = this;
    if (!state.slip && state.confusions === 0) return;
    const rank = state.slip ? Rank.slip : Rank.alike;
    for (let place = from; place < to; place += 1) {
      const unit = index.sounds.order[place] ?? 0;
      const cover = coverOfLetters(index, unit, depth);
      if (!this.open && !cover.endsCleanly) continue;
      if (typed.length === SLIP_LETTERS && state.slip && !this.sameInitial(unit)) continue;
      offer(index, hits, unit, rank, closeness(cover) * (1 - 0.1 * state.confusions));
    }
  }

  private sameInitial(unit: number): boolean {
    const first = this.index.lettersFrom[unit] ?? 0;
    return this.index.sounds.codes[first] === this.typed[0];
  }
}

interface State {
  readonly slip: boolean;
  readonly confusions: number;
  /** The letter of the name that was matched last. */
  readonly last: number | undefined;
}

function offer(index: SearchIndex, hits: Hits, unit: number, rank: number, close: number): void {
  hits.offer(index.keyEntry[index.keyOfUnit[unit] ?? 0] ?? 0, rank, close, 'near');
}
