import type { Choice, Form, Reading } from './forms.ts';
import { narrow, timeOf } from './number-forms.ts';
import { keeps } from './text-forms.ts';
import { type JsonObject, isObject } from './values.ts';

const rowsOf = (cell: string): string[] =>
  cell
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const partsOf = (line: string): string[] => line.split(/[|｜]/u).map((part) => part.trim());
const joined = (parts: readonly string[]): string => parts.join('｜').replace(/｜+$/u, '');
const idOf = (word: string, choices: readonly Choice[]): string | undefined =>
  choices.find(({ id, names }) => id === word || names.includes(word))?.id;
const nameOf = (id: unknown, choices: readonly Choice[]): string =>
  choices.find((choice) => choice.id === id)?.names[0] ?? '';

const isPart = (text: string): boolean => text === '' || (keeps(text) && !/[|｜\n]/u.test(text));
const words = (value: unknown, language: 'zh' | 'en'): string => {
  const text = isObject(value) ? value[language] : undefined;
  return typeof text === 'string' ? text : '';
};
const localized = (zh: string | undefined, en: string | undefined): JsonObject | undefined =>
  zh || en ? { ...(zh ? { zh } : {}), ...(en ? { en } : {}) } : undefined;
const formsOf = ({ choices }: Reading): readonly Choice[] => choices['material-form'] ?? [];
const yesOf = ({ choices }: Reading): readonly Choice[] => choices['yes-no'] ?? [];

/**
 * What has to be brought, one a line: 名称｜原件或复印件｜份数｜谁出具｜怎么办到｜是否已取消. In English, in the same order of
 * lines: name | issued by | how to get.
 */
export const materials: Form = {
  parts: 2,
  write: (value, reading) => {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const zh: string[] = [];
    const en: string[] = [];
    for (const item of value as readonly unknown[]) {
      if (!isObject(item)) return undefined;
      const chinese = [
        words(item['name'], 'zh'),
        nameOf(item['form'], formsOf(reading)),
        typeof item['copies'] === 'number' ? String(item['copies']) : '',
        words(item['issuedBy'], 'zh'),
        words(item['howToGet'], 'zh'),
        typeof item['noLongerRequired'] !== 'boolean'
          ? ''
          : nameOf(String(item['noLongerRequired']), yesOf(reading)),
      ];
      const english = ['name', 'issuedBy', 'howToGet'].map((name) => words(item[name], 'en'));
      if (![...chinese, ...english].every(isPart) || chinese[0] === '') return undefined;
      zh.push(joined(chinese));
      en.push(joined(english));
    }
    return [zh.join('\n'), en.some((line) => line !== '') ? en.join('\n') : ''];
  },
  read: ([zh, en], present, reading) => {
    const before: readonly unknown[] = Array.isArray(present) ? (present as readonly unknown[]) : [];
    // English alone says nothing of what is asked for: the Chinese lines stay as they were.
    const lines = zh === undefined ? undefined : rowsOf(zh);
    const english = en?.split('\n').map(partsOf);
    const value: JsonObject[] = [];
    for (let index = 0; index < (lines ?? before).length; index += 1) {
      const old = before[index];
      const same = isObject(old) ? old : {};
      const [name = '', form = '', copies = '', issuer = '', way = '', over = ''] = lines
        ? partsOf(lines[index] ?? '')
        : (materials.write([same], reading)?.[0] ?? '').split('｜');
      const [nameEn, issuerEn, wayEn] = english
        ? (english[index] ?? [])
        : words(same['name'], 'zh') === name
          ? ['name', 'issuedBy', 'howToGet'].map((field) => words(same[field], 'en'))
          : [];
      const formId = form === '' ? undefined : idOf(form, formsOf(reading));
      const overId = over === '' ? undefined : idOf(over, yesOf(reading));
      const count = copies === '' ? undefined : Number(narrow(copies).replace(/份$/u, ''));
      const isWrong =
        (form !== '' && formId === undefined) || (over !== '' && overId === undefined) || Number.isNaN(count);
      if (isWrong)
        return {
          ok: false,
          fault: { code: 'bad-material', values: { value: lines?.[index] ?? '', row: index + 1 } },
        };
      const issuedBy = localized(issuer, issuerEn);
      const howToGet = localized(way, wayEn);
      value.push({
        name: localized(name, nameEn) ?? {},
        ...(formId === undefined ? {} : { form: formId }),
        ...(count === undefined ? {} : { copies: count }),
        ...(issuedBy ? { issuedBy } : {}),
        ...(howToGet ? { howToGet } : {}),
        ...(overId === undefined ? {} : { noLongerRequired: overId === 'true' }),
      });
    }
    return { ok: true, value };
  },
};

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** @returns the days of `周一至周五`, `周一、周三` or `MO-FR`; undefined where a word is no day */
function daysOf(text: string, known: readonly Choice[]): readonly string[] | undefined {
  const days: string[] = [];
  for (const span of text.split(/[、,，;；\s]+/u).filter((part) => part !== '')) {
    const ends = span
      .split(/[至到~～–—-]/u)
      .map((word) => DAYS.findIndex((id) => id === idOf(word.trim(), known)));
    const [first = -1, last = first] = ends;
    if (first < 0 || last < first || ends.length > 2) return undefined;
    days.push(...DAYS.slice(first, last + 1));
  }
  return days.length === 0 ? undefined : days;
}

const timeText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Opening hours, one span a line: `周一、周二 09:00-17:00`. */
export const weeklyHours: Form = {
  parts: 1,
  write: (value, { choices }) => {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const lines = (value as readonly unknown[]).map((item) =>
      isObject(item) && Array.isArray(item['days'])
        ? `${item['days'].map((day) => nameOf(day, choices['weekday'] ?? [])).join('、')} ${timeText(item['opens'])}-${timeText(item['closes'])}`
        : '',
    );
    return [lines.join('\n')];
  },
  read: ([cell = ''], _present, { choices }) => {
    const spans: JsonObject[] = [];
    for (const line of rowsOf(cell)) {
      const [, daysText = '', from = '', to = ''] =
        /^(.+?)\s*(\d{1,2}:\d{2})\s*[-–—~～至到]\s*(\d{1,2}:\d{2})$/u.exec(narrow(line)) ?? [];
      const days = daysOf(daysText, choices['weekday'] ?? []);
      const [opens, closes] = [timeOf(from), timeOf(to)];
      if (!days || opens === undefined || closes === undefined)
        return { ok: false, fault: { code: 'bad-hours', values: { value: line } } };
      spans.push({ days, opens, closes });
    }
    return { ok: true, value: spans };
  },
};
