import { type StaffKey, staffEn, staffZh } from '../../access/messages/staff.ts';
import { type Clockwork, clockwork } from '../../access/format.ts';
import type { CallFailure } from '../../api/client.ts';
import type { Language, Localized } from '../../model/schema/text.ts';

/** All the words of one desk in one language, and how content, days and times are read in it. */
export interface DeskWords<Key extends string> {
  readonly language: Language;
  readonly t: (key: Key, values?: Readonly<Record<string, string | number>>) => string;
  /** A text of the content; Chinese where no English exists. */
  readonly of: (text: Localized) => string;
  /** Why a call brought nothing, and what to do: the desk's own words for the code, else the staff's. */
  readonly why: (failure: CallFailure) => string;
  readonly clock: Clockwork;
}

export type StaffWords = DeskWords<StaffKey>;

/** The messages of a desk in both languages, as `src/access/messages/<desk>.ts` has them. */
export interface DeskMessages<Key extends string> {
  readonly zh: Readonly<Record<Key, string>>;
  readonly en: Readonly<Record<Key, string>>;
}

/**
 * Makes the words of a desk.
 *
 *     const words = deskWords({ zh: counterZh, en: counterEn }, staff.words.language, staff.site.timeZone);
 */
export function deskWords<Key extends string>(
  messages: DeskMessages<Key>,
  language: Language,
  timeZone: string,
): DeskWords<Key> {
  const [own, staff]: readonly Readonly<Record<string, string>>[] =
    language === 'en' ? [messages.en, staffEn] : [messages.zh, staffZh];
  const fill = (text: string, values?: Readonly<Record<string, string | number>>): string =>
    text.replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values?.[name] ?? ''));
  return {
    language,
    t: (key, values) => fill(own?.[key] ?? key, values),
    of: (text) => (language === 'en' ? (text.en ?? text.zh) : text.zh),
    why: (failure) => {
      const key = `error.${failure.kind === 'unreachable' ? 'unreachable' : failure.problem.code}`;
      return own?.[key] ?? staff?.[key] ?? staff?.['error.other'] ?? key;
    },
    clock: clockwork(language, timeZone),
  };
}

export const staffWords = (language: Language, timeZone: string): StaffWords =>
  deskWords({ zh: staffZh, en: staffEn }, language, timeZone);
