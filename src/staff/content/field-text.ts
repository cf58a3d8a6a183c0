import { fieldWords, valueWords } from '../../access/messages/content-fields.ts';
import { titleOf, type JsonPath } from '../../model/editing/index.ts';
import type { ContentRole } from '../../model/schema/staff-content.ts';
import type { ContentWords } from './content-words.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What names an item of a list, best first. */
const NAMES = ['label', 'name', 'title', 'text'];

const isText = (value: unknown): value is { readonly zh: string; readonly en?: string } =>
  isFields(value) &&
  typeof value['zh'] === 'string' &&
  Object.keys(value).every((key) => key === 'zh' || key === 'en');

const pathOf = (kind: ContentRole, at: JsonPath): string =>
  [kind, ...at.filter((step) => typeof step === 'string')].join('.');

/** What an item of a list is called: by its name, else by its place. */
function itemName(words: ContentWords, item: unknown, index: number): string {
  if (isFields(item))
    for (const key of NAMES) {
      const name = item[key];
      if (isText(name) && name.zh !== '') return words.of(name);
    }
  return typeof item === 'string' ? item : words.t('field.item', { n: index + 1 });
}

/**
 * A field's name as the form says it, with where it stands: `首页的格子 · 助餐 · 小字说明`.
 * @param body the entry, from which items of lists are named
 */
export function fieldName(words: ContentWords, kind: ContentRole, at: JsonPath, body: unknown): string {
  let value: unknown = body;
  const names = at.map((step, index) => {
    value = isFields(value) || Array.isArray(value) ? (value as Fields)[step] : undefined;
    if (typeof step === 'number') return itemName(words, value, step);
    if (step === 'zh' || step === 'en') return words.t(`field.${step}`);
    return fieldWords(pathOf(kind, at.slice(0, index + 1)), words.language)?.name ?? step;
  });
  return names.length === 0 ? words.t('field.whole') : names.join(' · ');
}

/** A value as people read it. What is not there reads as not set. */
export function valueText(words: ContentWords, kind: ContentRole, at: JsonPath, value: unknown): string {
  const { t } = words;
  if (value === undefined || value === null || value === '') return t('value.none');
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
  if (typeof value === 'string') return valueWords(pathOf(kind, at), value, words.language) ?? value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value))
    return value.length === 0
      ? t('value.none')
      : words.list(value.map((item: unknown) => valueText(words, kind, at, item)));
  if (isText(value)) return value.en === undefined ? value.zh : `${value.zh} / ${value.en}`;
  return objectText(words, kind, at, value as Fields);
}

/** Objects are told by their name where they have one, else field by field. */
function objectText(words: ContentWords, kind: ContentRole, at: JsonPath, value: Fields): string {
  const name = NAMES.map((key) => value[key]).find(isText);
  if (name) return words.of(name);
  return Object.entries(value)
    .map(
      ([key, inner]) =>
        `${fieldName(words, kind, [...at.filter((step) => typeof step === 'string'), key], undefined)
          .split(' · ')
          .slice(-1)
          .join('')}: ${valueText(words, kind, [...at, key], inner)}`,
    )
    .join('; ');
}

/** What an entry is called on the page; one that has no name yet is called so. */
export function entryTitle(words: ContentWords, kind: ContentRole, body: unknown, known = ''): string {
  if (kind === 'site' || kind === 'calendar' || kind === 'queues') return words.t(`role.${kind}`);
  const title = titleOf(kind, body);
  if (title) return words.of(title);
  return known === '' ? words.t('list.nameless') : known;
}
