const MATCHED = ['name', 'pinyin', 'initials', 'alias', 'text', 'near'] as const;

/** Why an entry was found. `near` covers everything that is not what was typed: sounds alike, one slip, scattered. */
export type Matched = (typeof MATCHED)[number];

export interface SearchHit {
  readonly id: string;
  /** Higher is better: the whole part is the rank, the rest how much of the name was matched. */
  readonly score: number;
  readonly matched: Matched;
}

/**
 * The order of answers. Within a rank a match at the beginning comes first, then the larger share of the name, then
 * the order in which the entries were added.
 */
export const Rank = {
  /** The whole name, in characters, in English or in pinyin. */
  whole: 10,
  beginning: 9,
  wholeInitials: 8,
  /** Pinyin from any syllable on, English from any word on. */
  sound: 7,
  /** Characters or initials anywhere in the name. */
  inside: 6,
  alias: 5,
  text: 4,
  /** Other characters of the same sound, or zh for z, n for ng and the like. */
  alike: 3,
  /** All characters but at most one, in any order. */
  scattered: 2,
  /** One letter too many, too few, wrong or swapped. */
  slip: 1,
} as const;

/**
 * The best match of each entry during one search. Its fields are `private` and not `#`: for older browsers a `#` field
 * is built as a WeakMap, and these are read thousands of times a query.
 */
export class Hits {
  private readonly scores: Float32Array;
  private readonly reasons: Uint8Array;
  private readonly found: number[] = [];

  constructor(entries: number) {
    this.scores = new Float32Array(entries);
    this.reasons = new Uint8Array(entries);
  }

  get size(): number {
    return this.found.length;
  }

  has(entry: number): boolean {
    return this.scores[entry] !== 0;
  }

  /** @param closeness 0 to 1, exclusive: orders the hits of one rank */
  offer(entry: number, rank: number, closeness: number, matched: Matched): void {
    const score = Math.fround(rank + closeness);
    const before = this.scores[entry] ?? 0;
    if (score <= before) return;
    if (before === 0) this.found.push(entry);
    this.scores[entry] = score;
    this.reasons[entry] = MATCHED.indexOf(matched);
  }

  /** The best hits, best first. */
  best(ids: readonly string[], limit: number): readonly SearchHit[] {
    const top: number[] = [];
    const before = (a: number, b: number) => {
      const difference = (this.scores[a] ?? 0) - (this.scores[b] ?? 0);
      return difference > 0 || (difference === 0 && a < b);
    };
    for (const entry of this.found) {
      const last = top[top.length - 1];
      if (top.length >= limit && last !== undefined && !before(entry, last)) continue;
      let place = top.length;
      while (place > 0 && before(entry, top[place - 1] ?? entry)) place -= 1;
      top.splice(place, 0, entry);
      if (top.length > limit) top.pop();
    }
    return top.map((entry) => ({
      id: ids[entry] ?? '',
      score: this.scores[entry] ?? 0,
      matched: MATCHED[this.reasons[entry] ?? 0] ?? 'near',
    }));
  }
}
