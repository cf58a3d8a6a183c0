import type { Language, Localized } from '../model/schema/text.ts';
import type { ArrivalKey } from './messages/arrival.ts';
import type { BookingKey } from './messages/booking.ts';
import type { CardKey } from './messages/card.ts';
import { type FirstKey, firstEn, firstZh } from './messages/first.ts';
import type { HandOffKey } from './messages/hand-off.ts';
import type { QueueKey } from './messages/queue.ts';
import type { HelpKey } from './messages/help.ts';
import type { RestKey } from './messages/rest.ts';
import type { ScanKey } from './messages/scan.ts';
import type { SetupKey } from './messages/setup.ts';

/** The id of a message: all texts that people see are in the catalogue under `messages/`. */
export type MessageKey =
  | FirstKey
  | RestKey
  | ArrivalKey
  | BookingKey
  | ScanKey
  | QueueKey
  | CardKey
  | HelpKey
  | HandOffKey
  | SetupKey;

/** Values that a message names in braces. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** All the words of one language, and how content is read in it. */
export interface Words {
  readonly language: Language;
  /** A message of the catalogue. */
  readonly t: (key: MessageKey, values?: MessageValues) => string;
  /** Whether the catalogue has this message. */
  readonly has: (key: string) => key is MessageKey;
  /** A text of the content; Chinese where no English exists. */
  readonly of: (text: Localized | undefined) => string;
}

type Catalogue = Record<string, string>;

const catalogues: Readonly<Record<Language, Catalogue>> = { 'zh-Hans': { ...firstZh }, en: { ...firstEn } };

/** Adds the words that were not needed for the first screen. */
export function addMessages(zh: Readonly<Catalogue>, en: Readonly<Catalogue>): void {
  Object.assign(catalogues['zh-Hans'], zh);
  Object.assign(catalogues.en, en);
}

/** All texts of the catalogue in one: which characters a font must have. */
export const allWords = (): string => Object.values(catalogues).flatMap(Object.values).join('');

export function wordsFor(language: Language): Words {
  const catalogue = catalogues[language];
  return {
    language,
    t: (key, values) =>
      (catalogue[key] ?? key).replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values?.[name] ?? '')),
    has: (key): key is MessageKey => key in catalogue,
    of: (text) => (text ? (language === 'en' ? (text.en ?? text.zh) : text.zh) : ''),
  };
}
