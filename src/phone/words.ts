import { type PhoneKey, phoneEn, phoneZh } from '../access/messages/phone.ts';
import { type Clockwork, clockwork } from '../access/format.ts';
import type { Language, Localized } from '../model/schema/text.ts';

/** All the words of one language, and how content, days and times are read in it. */
export interface PhoneWords {
  readonly language: Language;
  readonly t: (key: PhoneKey, values?: Readonly<Record<string, string | number>>) => string;
  /** A text of the content; Chinese where no English exists. */
  readonly of: (text: Localized) => string;
  /** Why something was refused, whatever the code. */
  readonly why: (code: string) => string;
  readonly clock: Clockwork;
}

export function phoneWords(language: Language, timeZone: string): PhoneWords {
  const catalogue: Readonly<Record<PhoneKey, string>> = language === 'en' ? phoneEn : phoneZh;
  const knows = (key: string): key is PhoneKey => key in catalogue;
  const t: PhoneWords['t'] = (key, values) =>
    catalogue[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values?.[name] ?? ''));
  return {
    language,
    t,
    of: (text) => (language === 'en' ? (text.en ?? text.zh) : text.zh),
    why: (code) => t(knows(`error.${code}`) ? (`error.${code}` as PhoneKey) : 'error.other'),
    clock: clockwork(language, timeZone),
  };
}

/** The day and the time of an instant, as the values of a message. @param ms since 1970 */
export const dayAndTime = (
  { clock }: PhoneWords,
  ms: number,
): { readonly day: string; readonly time: string } => ({
  day: clock.day(ms),
  time: clock.time(ms),
});
