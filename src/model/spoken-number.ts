import type { Language } from './schema/text.ts';

/** A piece of a spoken call: a clip below `public/voice/` without its ending, or a rest. */
export type Piece = { readonly clip: string } | { readonly restMs: number };

export interface CallToSpeak {
  /** As it is shown: a letter and three or four digits. */
  readonly number: string;
  /** The counter's number, 1 to 99; left out where it is not known. */
  readonly counter?: number | undefined;
  readonly language: Language;
}

/** Between the number and where to go: who hears their number listens up. */
const REST: Piece = { restMs: 250 };

const clip = (name: string): Piece => ({ clip: name });

/** Letters are spoken the English way in Mandarin, too. */
const signs = (number: string, folder: string): readonly Piece[] =>
  [...number].map((sign) => clip(/\d/u.test(sign) ? `${folder}/${sign}` : `en/letter-${sign.toLowerCase()}`));

/** 12 is said 十二, 20 二十, 35 三十五. */
function mandarinCount(count: number): readonly Piece[] {
  const tens = Math.floor(count / 10);
  const ones = count % 10;
  return [
    ...(tens > 1 ? [clip(`zh/${tens}`)] : []),
    ...(tens > 0 ? [clip('zh/ten')] : []),
    ...(ones > 0 || tens === 0 ? [clip(`zh/${ones}`)] : []),
  ];
}

/** Up to twenty each has a word of its own; 35 is said thirty, five. */
function englishCount(count: number): readonly Piece[] {
  if (count <= 20 || count % 10 === 0) return [clip(`en/${count}`)];
  return [clip(`en/${count - (count % 10)}`), clip(`en/${count % 10}`)];
}

/**
 * What is said when a number is called: 请 A 零一二 号，到三号窗口 / Number A zero one two, please go to counter three. Digits are
 * spoken one by one, as they stand on the slip.
 * @returns the pieces in order; an empty list where the label is not one that can be spoken
 */
export function spokenCall({ number, counter, language }: CallToSpeak): readonly Piece[] {
  if (!/^[A-Z]\d{1,4}$/u.test(number)) return [];
  const known = counter !== undefined && Number.isInteger(counter) && counter >= 1 && counter <= 99;
  if (language === 'en')
    return [
      clip('en/number'),
      ...signs(number, 'en'),
      REST,
      ...(known
        ? [clip('en/please-go-to-counter'), ...englishCount(counter)]
        : [clip('en/please-go-to-the-counter')]),
    ];
  return [
    clip('zh/please'),
    ...signs(number, 'zh'),
    clip('zh/hao'),
    REST,
    clip('zh/to'),
    ...(known ? [...mandarinCount(counter), clip('zh/hao-counter')] : [clip('zh/the-counter')]),
  ];
}
