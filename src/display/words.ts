import { type Clockwork, clockwork } from '../access/format.ts';
import { type DisplayKey, displayEn, displayZh } from '../access/messages/display.ts';
import type { Language, Localized } from '../model/schema/text.ts';

type Values = Readonly<Record<string, string | number>>;

/** The words of one language, and how content and times are read in it. */
export interface Words {
  readonly language: Language;
  readonly t: (key: DisplayKey, values?: Values) => string;
  /** A text of the content; Chinese where no English exists. */
  readonly of: (text: Localized) => string;
  readonly clock: Clockwork;
}

/** What a display says things in: the site's first language large, its second one small beside it. */
export interface BothWords {
  readonly first: Words;
  readonly second: Words | undefined;
}

function wordsOf(language: Language, timeZone: string): Words {
  const catalogue: Readonly<Record<DisplayKey, string>> = language === 'en' ? displayEn : displayZh;
  return {
    language,
    t: (key, values) =>
      catalogue[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values?.[name] ?? '')),
    of: (text) => (language === 'en' ? (text.en ?? text.zh) : text.zh),
    clock: clockwork(language, timeZone),
  };
}

/** @param languages the site's, the first is its main one */
export function displayWords(languages: readonly Language[], timeZone: string): BothWords {
  const [first = 'zh-Hans', second] = languages;
  return {
    first: wordsOf(first, timeZone),
    second: second === undefined || second === first ? undefined : wordsOf(second, timeZone),
  };
}

/** Before the site is known: both. */
export const startWords = (): BothWords => displayWords(['zh-Hans', 'en'], 'Asia/Shanghai');
