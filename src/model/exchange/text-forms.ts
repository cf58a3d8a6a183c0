import type { Form, Read } from './forms.ts';
import { isObject } from './values.ts';

const good = (value: unknown): Read => ({ ok: true, value });

/** Characters that a sheet loses or turns into something else. `_x0041_` is how XLSX writes a character by its number. */
const LOST =
  /[\u0000-\u0009\u000b-\u001f\u007f\ufffe\uffff]|_x[0-9a-f]{4}_|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/iu;
/** The most that a cell of XLSX takes is 32,767 characters. */
const MOST = 30_000;

/** Whether a text comes back from a cell as it went in. */
export const keeps = (text: string): boolean =>
  text !== '' && text === text.trim() && text.length <= MOST && !LOST.test(text);

const isText = (value: unknown): value is string => typeof value === 'string' && keeps(value);

/** One line of text, or several. */
export const text: Form = {
  parts: 1,
  write: (value) => (isText(value) ? [value] : undefined),
  read: ([cell]) => good(cell),
};

/** A text in Chinese and in English; a language that is not in the sheet stays as it was. */
export const localizedText: Form = {
  parts: 2,
  write: (value) => {
    if (!isObject(value)) return undefined;
    const { zh, en = '', ...more } = value;
    const fits = isText(zh) && (en === '' || isText(en)) && Object.keys(more).length === 0;
    return fits ? [zh, en] : undefined;
  },
  read: ([zh, en], present) => {
    const before = isObject(present) ? present : {};
    return good({
      ...before,
      ...(zh === undefined ? {} : { zh }),
      ...(en === undefined ? {} : { en }),
    });
  },
};

const linesOf = (cell: string | undefined): string[] => (cell ?? '').split('\n').map((line) => line.trim());

/** A list of texts in Chinese and in English: one a line, in both cells the same number of lines. */
export const localizedList: Form = {
  parts: 2,
  write: (value) => {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const pairs = value.map((item) => localizedText.write(item, nothingKnown));
    if (pairs.some((pair) => pair === undefined || pair.some((one) => one.includes('\n')))) return undefined;
    const column = (part: number) => pairs.map((pair) => pair?.[part] ?? '').join('\n');
    const english = column(1);
    return [column(0), english.trim() === '' ? '' : english];
  },
  read: ([zh, en], present) => {
    const before: readonly unknown[] = Array.isArray(present) ? present : [];
    const chinese =
      zh === undefined
        ? before.map((item) => (isObject(item) ? item['zh'] : undefined))
        : filled(linesOf(zh));
    const english = en === undefined ? undefined : linesOf(en);
    return good(
      chinese.map((words, index) => {
        const old = before[index];
        const kept = isObject(old) && old['zh'] === words ? old['en'] : undefined;
        const other = english ? english[index] : kept;
        return { zh: words, ...(other === undefined || other === '' ? {} : { en: other }) };
      }),
    );
  },
};

const filled = (lines: readonly string[]): string[] => lines.filter((line) => line !== '');

const nothingKnown = { references: {}, choices: {}, timeZone: 'UTC' };

/** Codes such as system ids: one after the other, in any usual way. */
export const codes: Form = {
  parts: 1,
  write: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'string' && /^[\w-]+$/u.test(item))
      ? [value.join('、')]
      : undefined,
  read: ([cell = '']) => good(splitList(cell)),
};

/** The items of a list in one cell: by 、 , ; ，； or lines. */
export const splitList = (cell: string): string[] =>
  filled(cell.split(/[、,;，；\n]/u).map((item) => item.trim()));
