import { pinyin } from 'pinyin-pro';

/** What is left when marks and spaces go: letters and digits. */
const MARKS = /[^\p{L}\p{N}]+/gu;

/**
 * @param text a name in Chinese, perhaps with letters and digits in it
 * @returns its syllables without tones, ü as v, joined by spaces; empty where there is nothing to say.
 *   The reading of a character that has several comes from the word it stands in.
 */
export const pinyinOf = (text: string): string =>
  pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map((syllable) => syllable.replaceAll(MARKS, ' ').trim().toLowerCase())
    .filter((syllable) => syllable !== '')
    .join(' ');

/** @returns one for each text, in order: a search pairs characters with syllables by their place */
export const pinyinList = (texts: readonly string[]): string[] => texts.map(pinyinOf);
