import type { z } from 'zod';
import type { CellFault } from './faults.ts';
import { type Field, REST } from './fields.ts';
import { getAt } from './values.ts';

type Issue = z.core.$ZodIssue;

const IS_SLUG = 'use lower-case letters, digits and single hyphens';

/** What a schema found, as a fault of the column it stands in. */
export function faultOfIssue(
  issue: Issue,
  fields: readonly Field[],
  item: unknown,
): CellFault & { readonly column: string } {
  const path = issue.path.map(String).join('.');
  const field = fields.find((each) => path === each.path || path.startsWith(`${each.path}.`));
  const below = field ? path.slice(field.path.length + 1) : path;
  // A list's second column is the English one, and so is a text's.
  const isEnglish = /(?:^|\.)en$/u.test(below);
  const column = field?.columns[isEnglish ? 1 : 0] ?? REST;
  return { column, ...faultOf(issue, getAt(item, path), path) };
}

const shortened = (value: unknown): string => {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

function faultOf(issue: Issue, value: unknown, path: string): CellFault {
  const said = shortened(value);
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? { code: 'missing', values: {} }
        : { code: 'other', values: { value: said, path, message: issue.message } };
    case 'too_big':
    case 'too_small': {
      const limit = Number(issue.code === 'too_big' ? issue.maximum : issue.minimum);
      if (issue.origin === 'string') {
        const size = typeof value === 'string' ? value.length : 0;
        if (issue.code === 'too_small')
          return { code: size === 0 ? 'missing' : 'too-short', values: { limit, size } };
        return { code: 'too-long', values: { limit, size } };
      }
      if (issue.origin === 'array') {
        const size = Array.isArray(value) ? value.length : 0;
        return issue.code === 'too_small'
          ? { code: 'missing', values: {} }
          : { code: 'too-many', values: { limit, size } };
      }
      return {
        code: 'out-of-range',
        values: { value: said, limit, side: issue.code === 'too_big' ? 'max' : 'min' },
      };
    }
    case 'invalid_format':
      if (issue.message.includes(IS_SLUG)) return { code: 'bad-id', values: { value: said } };
      return { code: 'other', values: { value: said, path, message: issue.message } };
    case 'invalid_value':
    case 'invalid_union':
      if (value === undefined) return { code: 'missing', values: {} };
      return { code: 'not-choice', values: { value: said, choices: choicesOf(issue) } };
    case 'unrecognized_keys':
      return { code: 'unknown-field', values: { value: issue.keys.join('、') } };
    case 'custom':
      if (issue.message.startsWith('plain text only')) return { code: 'markup', values: { value: said } };
      if (issue.message.includes('after it')) return { code: 'order', values: {} };
      return { code: 'other', values: { value: said, path, message: issue.message } };
    default:
      return { code: 'other', values: { value: said, path, message: issue.message } };
  }
}

const choicesOf = (issue: Issue): string =>
  issue.code === 'invalid_value' ? issue.values.map(String).join('、') : '';
