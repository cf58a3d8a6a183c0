/** Longest query that is read; the rest is dropped. */
const QUERY_LIMIT = 64;

/**
 * One spelling for everything that looks alike: full width becomes half width, capitals become small, tone marks
 * and accents go (NFKD), and `v` becomes `u`, because keyboards write ü both ways.
 */
export const fold = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('v', 'u').normalize('NFC');

/** A folded text as its parts: Latin words and numbers whole, every other letter or digit alone; signs are dropped. */
export const partsOf = (folded: string): readonly string[] => folded.match(/[a-z0-9]+|\p{L}|\p{N}/gu) ?? [];

/** Is this part a Latin word or a number, rather than one Chinese character? */
export const isWord = (part: string): boolean => /^[a-z0-9]/u.test(part);

/**
 * One number for a part in an index of characters. The rare characters beyond the basic plane are folded into the
 * private use area: two of them may look alike to a search, which costs a superfluous hit at worst.
 */
export function codeOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x1_00_00 ? point : 0xe0_00 + (point % 0x10_00);
}

/** A text ready to be scanned: parts side by side, a blank only between two words. */
export function scannable(text: string): string {
  let scanned = '';
  let afterWord = false;
  for (const part of partsOf(fold(text))) {
    const word = isWord(part);
    scanned += word && afterWord ? ` ${part}` : part;
    afterWord = word;
  }
  return scanned;
}

/** What a person typed, taken apart. */
export interface Query {
  readonly parts: readonly string[];
  /** All of it without blanks, as it is compared. */
  readonly joined: string;
  /** The same as a text is scanned for it. */
  readonly scanned: string;
  readonly script: 'none' | 'han' | 'letters' | 'mixed';
}

export function readQuery(typed: string): Query {
  const parts = partsOf(fold(typed.slice(0, QUERY_LIMIT)));
  const words = parts.filter(isWord).length;
  const script =
    parts.length === 0 ? 'none' : words === 0 ? 'han' : words === parts.length ? 'letters' : 'mixed';
  return { parts, joined: parts.join(''), scanned: scannable(parts.join(' ')), script };
}
