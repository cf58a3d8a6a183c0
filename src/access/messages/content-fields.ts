import type { Language } from '../../model/schema/text.ts';
import { fieldsEn, sectionsEn, valuesEn } from './content-fields-en.ts';
import { fieldsZh, sectionsZh, valuesZh } from './content-fields-zh.ts';

export type { SectionKey } from './content-fields-zh.ts';

/** Every end of a path, the longest first: `a.b.c`, `b.c`, `c`. */
const endsOf = (at: string): string[] => {
  const parts = at.split('.');
  return parts.map((_part, index) => parts.slice(index).join('.'));
};

function find<Found>(words: Readonly<Record<string, Found>>, keys: readonly string[]): Found | undefined {
  const key = keys.find((one) => Object.prototype.hasOwnProperty.call(words, one));
  return key === undefined ? undefined : words[key];
}

/** What a field is called and what to write there. */
interface FieldWords {
  readonly name: string;
  readonly hint: string;
}

/**
 * @param at the field's path from the kind of entry down, without places in lists: `site.tiles.label`
 * @returns undefined where the catalogue has no words for it, which its test forbids
 */
export function fieldWords(at: string, language: Language): FieldWords | undefined {
  const words = find<readonly [string, string]>(language === 'en' ? fieldsEn : fieldsZh, endsOf(at));
  return words && { name: words[0], hint: words[1] };
}

/** @returns what a value of a choice is called: of `places.accessibility.toilet`, `yes` also stands as `accessibility=yes` */
export function valueWords(at: string, value: string, language: Language): string | undefined {
  const parents = endsOf(at.split('.').slice(0, -1).join('.'));
  return find<string>(
    language === 'en' ? valuesEn : valuesZh,
    [...endsOf(at), ...parents].map((end) => `${end}=${value}`),
  );
}

/** @returns the heading of a section, e.g. of `services.guide` */
export const sectionWords = (key: string, language: Language): string | undefined =>
  find<string>(language === 'en' ? sectionsEn : sectionsZh, [key]);
