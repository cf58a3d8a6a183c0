import { fieldWords, sectionWords, valueWords } from '../../access/messages/content-fields.ts';
import { type ContentFormKey, contentFormEn, contentFormZh } from '../../access/messages/content-form.ts';
import type { Language, Localized } from '../../model/schema/text.ts';

/** All words of a form in one language. */
export interface FormWords {
  readonly language: Language;
  readonly t: (key: ContentFormKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly of: (text: Localized) => string;
  /** What a field is called and what to write there; its path where the catalogue has no words. */
  readonly field: (at: string) => { readonly name: string; readonly hint: string };
  /** What a value of a choice is called. */
  readonly value: (at: string, value: string) => string;
  readonly section: (key: string) => string;
  /** Several things in one line. */
  readonly list: (parts: readonly string[]) => string;
}

export function formWords(language: Language): FormWords {
  const messages: Readonly<Record<ContentFormKey, string>> =
    language === 'en' ? contentFormEn : contentFormZh;
  return {
    language,
    t: (key, values) =>
      messages[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values?.[name] ?? '')),
    of: (text) => (language === 'en' ? (text.en ?? text.zh) : text.zh),
    field: (at) => fieldWords(at, language) ?? { name: at, hint: '' },
    value: (at, value) => valueWords(at, value, language) ?? value,
    section: (key) => sectionWords(key, language) ?? key,
    list: (parts) => parts.join(language === 'en' ? ', ' : '、'),
  };
}
