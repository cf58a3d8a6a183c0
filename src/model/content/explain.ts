import type { z } from 'zod';
import { type Fault, pathText } from './files.ts';
import { fieldsAt } from './fields.ts';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

interface Words {
  readonly problem: string;
  readonly mend: string;
}

const quote = (text: string): string => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;

/** What a person calls a JSON value. */
function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'string':
      return `the text ${quote(value)}`;
    default:
      return `the ${typeof value} ${JSON.stringify(value)}`;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list in [ ]',
  tuple: 'a list in [ ]',
  object: 'an object in { }',
  string: 'a text in quotes',
  number: 'a number without quotes',
  int: 'a whole number without quotes',
  boolean: 'true or false without quotes',
};

const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'an instant in UTC such as 2026-05-01T08:00:00Z',
  date: 'a day as YYYY-MM-DD that exists',
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

function sizeWords(issue: Issue & { code: 'too_big' | 'too_small' }, value: unknown): Words {
  const limit = Number(issue.code === 'too_big' ? issue.maximum : issue.minimum);
  const unit = UNITS[issue.origin];
  if (issue.code === 'too_small' && limit === 1 && unit)
    return {
      problem: 'empty',
      mend: unit === 'characters' ? 'write a text, or leave the field out' : 'add an entry',
    };
  const bound = issue.code === 'too_big' ? 'at most' : 'at least';
  const size = typeof value === 'string' || Array.isArray(value) ? value.length : Number(value);
  return unit
    ? {
        problem: `${issue.code === 'too_big' ? 'too long' : 'too short'}: ${size} ${unit}`,
        mend: `use ${bound} ${limit} ${unit}`,
      }
    : { problem: `${size} is out of range`, mend: `use a number of ${bound} ${limit}` };
}

function unknownField(name: string, known: readonly string[]): Words {
  const close = nearest(name, known);
  return {
    problem: `unknown field ${quote(name)}`,
    mend: `${close ? `did you mean ${quote(close)}? ` : 'remove it. '}Fields here: ${known.join(', ')}`,
  };
}

function choice(values: readonly unknown[], value: unknown): Words {
  const known = values.map(String);
  const close = typeof value === 'string' ? nearest(value, known) : undefined;
  return {
    problem: value === undefined ? 'missing' : `${nameOf(value)} is not one of the choices`,
    mend: `${close ? `did you mean ${quote(close)}? ` : ''}Use one of: ${known.join(', ')}`,
  };
}

function wordsOf(issue: Exclude<Issue, { code: 'unrecognized_keys' }>, value: unknown): Words {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? issue.expected;
      return value === undefined
        ? { problem: 'missing', mend: `add this field: ${kind}` }
        : { problem: `${nameOf(value)} is of the wrong type`, mend: `write ${kind}` };
    }
    case 'too_big':
    case 'too_small':
      return sizeWords(issue, value);
    case 'invalid_format':
      return {
        problem: `${nameOf(value)} has the wrong form`,
        mend: FORMATS[issue.format] ?? issue.message,
      };
    case 'invalid_value':
      return choice(issue.values, value);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? choice(issue.options, value)
        : {
            problem: value === undefined ? 'missing' : `${nameOf(value)} fits none of the forms`,
            mend: formsOf(issue),
          };
    case 'custom':
      return { problem: `${nameOf(value)} is not allowed`, mend: issue.message };
    default:
      return { problem: `${nameOf(value)} is not allowed`, mend: issue.message };
  }
}

/** The forms of a union in words, each from the first thing that is wrong with it. */
function formsOf(issue: Issue & { code: 'invalid_union' }): string {
  const forms = issue.errors.map(([first]) =>
    first?.code === 'invalid_type' ? (KINDS[first.expected] ?? first.expected) : (first?.message ?? ''),
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
