import type { z } from 'zod';
import { type BothWords, says } from '../fault-words.ts';
import { type Fault, pathText } from './files.ts';
import { fieldsAt } from './fields.ts';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** A piece of a sentence in English and in Chinese. */
type Piece = readonly [en: string, zh: string];

const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
const quote = (text: string): string => `"${cut(text)}"`;

/** What a person calls a JSON value. */
function nameOf(value: unknown): Piece {
  if (value === null) return ['null', '空值'];
  if (Array.isArray(value)) return ['a list', '一个列表'];
  switch (typeof value) {
    case 'object':
      return ['an object', '一组内容'];
    case 'string':
      return [`the text ${quote(value)}`, `“${cut(value)}”`];
    case 'boolean':
      return [`the boolean ${String(value)}`, value ? '“是”' : '“否”'];
    default:
      return [`the ${typeof value} ${JSON.stringify(value)}`, `“${JSON.stringify(value)}”`];
  }
}

const KINDS: Readonly<Record<string, Piece>> = {
  array: ['a list in [ ]', '一个列表'],
  tuple: ['a list in [ ]', '一个列表'],
  object: ['an object in { }', '一组内容'],
  string: ['a text in quotes', '文字'],
  number: ['a number without quotes', '数字'],
  int: ['a whole number without quotes', '整数'],
  boolean: ['true or false without quotes', '是或否'],
};

const UNITS: Readonly<Record<string, Piece>> = {
  string: ['characters', '个字'],
  array: ['entries', '项'],
};

const FORMATS: Readonly<Record<string, Piece>> = {
  datetime: ['an instant in UTC such as 2026-05-01T08:00:00Z', '请写一个时刻，例如 2026-05-01T08:00:00Z'],
  date: ['a day as YYYY-MM-DD that exists', '请写真有的日期，例如 2026-05-01'],
};

/** What the schemas say in their own words, in Chinese: a mend each. */
const CUSTOM: Readonly<Record<string, string>> = {
  'one letter, A to Z': '请写一个大写字母，A 到 Z',
  'ends after it begins': '结束要晚于开始',
  'a recurrence rule such as FREQ=WEEKLY;BYDAY=MO,WE': '请重新选哪些日子',
  'closes after it opens': '关门要晚于开门',
  'digits, spaces, + and - only': '只能写数字、空格、+ 和 -',
  'an IANA time zone such as Asia/Shanghai': '请写时区名，例如 Asia/Shanghai',
  'a colour as #rrggbb': '请写 # 加六位的颜色，例如 #1c5d68',
  'plain text only: remove the markup or script address': '只能写普通文字，请去掉网页代码或脚本地址',
  'a time as HH:MM, 00:00 to 23:59': '请写 00:00 到 23:59 的时间，例如 08:30',
  'a system id such as M02 or D03': '请写系统编号，例如 M02 或 D03',
};

/** The value at a path, or undefined where there is none. */
export const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    root,
  );

function sizeWords(issue: Issue & { code: 'too_big' | 'too_small' }, value: unknown): BothWords {
  const limit = Number(issue.code === 'too_big' ? issue.maximum : issue.minimum);
  const unit = UNITS[issue.origin];
  const isBig = issue.code === 'too_big';
  if (!isBig && limit === 1 && unit)
    return unit[0] === 'characters'
      ? says('empty', 'write a text, or leave the field out', '是空的', '请写文字，或者不填这一项')
      : says('empty', 'add an entry', '是空的', '请至少加一项');
  const bound: Piece = isBig ? ['at most', '最多'] : ['at least', '至少'];
  const size = typeof value === 'string' || Array.isArray(value) ? value.length : Number(value);
  return unit
    ? says(
        `${isBig ? 'too long' : 'too short'}: ${size} ${unit[0]}`,
        `use ${bound[0]} ${limit} ${unit[0]}`,
        `${isBig ? '太长' : '太短'}：现在 ${size} ${unit[1]}`,
        `${bound[1]} ${limit} ${unit[1]}`,
      )
    : says(
        `${size} is out of range`,
        `use a number of ${bound[0]} ${limit}`,
        `${size} 超出范围`,
        `${bound[1]} ${limit}`,
      );
}

function unknownField(name: string, known: readonly string[]): BothWords {
  const close = nearest(name, known);
  return says(
    `unknown field ${quote(name)}`,
    `${close ? `did you mean ${quote(close)}? ` : 'remove it. '}Fields here: ${known.join(', ')}`,
    `没有“${cut(name)}”这一项`,
    close ? `是不是“${close}”？不是的话请去掉` : '请去掉它',
  );
}

function choice(values: readonly unknown[], value: unknown): BothWords {
  const known = values.filter((one) => one !== undefined).map(String);
  const close = typeof value === 'string' ? nearest(value, known) : undefined;
  const [en, zh] = nameOf(value);
  const isMissing = value === undefined;
  return says(
    isMissing ? 'missing' : `${en} is not one of the choices`,
    `${close ? `did you mean ${quote(close)}? ` : ''}Use one of: ${known.join(', ')}`,
    isMissing ? '还没有选' : `没有${zh}这个选项`,
    close ? `是不是“${close}”？请从列表里选` : '请从列表里选一个',
  );
}

const notAllowed = (value: unknown, message: string): BothWords => {
  const [en, zh] = nameOf(value);
  return says(`${en} is not allowed`, message, `${zh}不能用`, CUSTOM[message] ?? '请改一下');
};

function wordsOf(issue: Exclude<Issue, { code: 'unrecognized_keys' }>, value: unknown): BothWords {
  const [en, zh] = nameOf(value);
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? [issue.expected, issue.expected];
      return value === undefined
        ? says('missing', `add this field: ${kind[0]}`, '还没有填', `请填写${kind[1]}`)
        : says(`${en} is of the wrong type`, `write ${kind[0]}`, `${zh}不合要求`, `请填写${kind[1]}`);
    }
    case 'too_big':
    case 'too_small':
      return sizeWords(issue, value);
    case 'invalid_format': {
      const form = FORMATS[issue.format];
      return says(
        `${en} has the wrong form`,
        form?.[0] ?? issue.message,
        `${zh}的写法不对`,
        form?.[1] ?? CUSTOM[issue.message] ?? '请照例子重写',
      );
    }
    case 'invalid_value':
      return choice(issue.values, value);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? choice(issue.options, value)
        : says(
            value === undefined ? 'missing' : `${en} fits none of the forms`,
            formsOf(issue),
            value === undefined ? '还没有填' : `${zh}不合要求`,
            '请重新填写',
          );
    default:
      return notAllowed(value, issue.message);
  }
}

/** The forms of a union in words, each from the first thing that is wrong with it. */
function formsOf(issue: Issue & { code: 'invalid_union' }): string {
  const forms = issue.errors.map(([first]) =>
    first?.code === 'invalid_type' ? (KINDS[first.expected]?.[0] ?? first.expected) : (first?.message ?? ''),
  );
  return `write ${[...new Set(forms)].join(', or ')}`;
}

/**
 * Puts what the schema found into sentences that an editor can act on.
 * @param at where in the file `value` stands; empty for the whole file
 */
export function explain(
  issues: readonly Issue[],
  schema: z.ZodType,
  value: unknown,
  file: string,
  at: readonly PropertyKey[] = [],
): Fault[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys')
      return [
        { file, path: pathText([...at, ...issue.path]), ...wordsOf(issue, valueAt(value, issue.path)) },
      ];
    const known = fieldsAt(schema, value, issue.path).filter((field) => field !== '$schema');
    return issue.keys.map((key) => ({
      file,
      path: pathText([...at, ...issue.path, key]),
      ...unknownField(key, known),
    }));
  });
}
