import type { z } from 'zod';
import type { ContentFormKey } from '../../access/messages/content-form.ts';
import type { FormWords } from './form-words.ts';
import type { FormKind, Path } from './form-types.ts';
import { type Shape, formShape, schemaOf } from './shape.ts';
import { fieldNamed, isObject, pathText, valueAt } from './values.ts';

/** Something wrong at a field, in words. */
export interface Issue {
  /** As `pathText` writes it. */
  readonly path: string;
  readonly text: string;
  /** A key that the schema does not know: it can be taken out. */
  readonly unknownKey?: string;
}

type Found = z.core.$ZodIssue;
type Values = Readonly<Record<string, string | number>>;
type Said = readonly [key: ContentFormKey, values?: Values];

/** What the schemas' own messages mean to whoever fills in the form; a test finds the ones that are missing. */
export const customWords: Readonly<Record<string, ContentFormKey>> = {
  'plain text only: remove the markup or script address': 'issue.markup',
  'a time as HH:MM, 00:00 to 23:59': 'issue.time',
  'a system id such as M02 or D03': 'issue.system',
  'digits, spaces, + and - only': 'issue.hotline',
  'an IANA time zone such as Asia/Shanghai': 'issue.zone',
  'a colour as #rrggbb': 'issue.colour',
  'ends after it begins': 'issue.ends',
  'a recurrence rule such as FREQ=WEEKLY;BYDAY=MO,WE': 'issue.rule',
  'closes after it opens': 'issue.closes',
  'one letter, A to Z': 'issue.letter',
};

const ownWords = (message: string): ContentFormKey | undefined =>
  message.endsWith(': use lower-case letters, digits and single hyphens') ? 'issue.id' : customWords[message];

/** The shape at a path, for as long as the value has the form it should have. */
function shapeAt(root: Shape, value: unknown, path: Path): Shape | undefined {
  let shape: Shape | undefined = root;
  path.forEach((part, index) => {
    if (!shape) return;
    const here = valueAt(value, path.slice(0, index));
    shape =
      typeof part === 'number'
        ? shape.kind === 'list'
          ? shape.item
          : undefined
        : fieldNamed(shape, here, part)?.shape;
  });
  return shape;
}

const CHOSEN: readonly (Shape['kind'] | undefined)[] = ['choice', 'ref', 'union', 'refs', 'flags'];

const FORMATS: Readonly<Partial<Record<string, ContentFormKey>>> = {
  time: 'issue.time',
  day: 'issue.day',
  instant: 'issue.instant',
  colour: 'issue.colour',
  rule: 'issue.rule',
};

/** What is wrong where nothing, or something of another type, stands. */
function typeWords(shape: Shape | undefined, value: unknown): Said {
  if (shape && CHOSEN.includes(shape.kind)) return ['issue.choose'];
  if (value !== undefined && shape?.kind === 'number')
    return [typeof value === 'number' ? 'issue.whole' : 'issue.number'];
  return [value === undefined ? ((shape && FORMATS[shape.kind]) ?? 'issue.missing') : 'issue.other'];
}

function sizeWords(found: Found & { code: 'too_big' | 'too_small' }, value: unknown): Said {
  const isText = found.origin === 'string';
  const isList = found.origin === 'array';
  const n = isText || isList ? (value as { length: number }).length : Number(value);
  if (found.code === 'too_small')
    return isText
      ? ['issue.empty']
      : isList
        ? ['issue.empty-list']
        : ['issue.too-small', { least: Number(found.minimum) }];
  const most = Number(found.maximum);
  return isText
    ? ['issue.too-long', { n, most }]
    : isList
      ? ['issue.too-many', { n, most }]
      : ['issue.too-big', { most }];
}

function said(
  found: Exclude<Found, { code: 'unrecognized_keys' }>,
  shape: Shape | undefined,
  value: unknown,
): Said {
  switch (found.code) {
    case 'invalid_type':
      return typeWords(shape, value);
    case 'too_big':
    case 'too_small':
      return sizeWords(found, value);
    case 'invalid_format':
      return [ownWords(found.message) ?? FORMATS[shape?.kind ?? ''] ?? 'issue.other'];
    case 'invalid_value':
      return typeof value === 'string' && value !== '' ? ['issue.not-a-choice', { value }] : ['issue.choose'];
    case 'invalid_union':
      return [shape?.kind === 'range' ? 'issue.number' : 'issue.choose'];
    case 'custom':
      return [ownWords(found.message) ?? 'issue.other'];
    default:
      return ['issue.other'];
  }
}

/**
 * What the schema of an entry finds wrong with a value, at its fields and in the reader's words. A line that only an
 * empty text brings is left out where the same text is too short as well.
 */
export function issuesOf(kind: FormKind, value: unknown, words: FormWords): Issue[] {
  const result = schemaOf(kind, value).safeParse(value);
  if (result.success) return [];
  const root = formShape(kind, value);
  const seen = new Set<string>();
  return result.error.issues.flatMap((found): Issue[] => {
    const path = found.path as Path;
    const at = pathText(path);
    if (found.code === 'unrecognized_keys')
      return found.keys.map((key) => ({
        path: at,
        text: words.t('issue.unknown-key', { key }),
        unknownKey: key,
      }));
    // One thing wrong at a field is enough to mend it.
    if (seen.has(at)) return [];
    seen.add(at);
    const here = valueAt(value, path);
    const parent = valueAt(value, path.slice(0, -1));
    const shape =
      shapeAt(root, value, path) ?? (isObject(parent) ? undefined : shapeAt(root, value, path.slice(0, -1)));
    const [key, values] = said(found, shape, here);
    return [{ path: at, text: words.t(key, values) }];
  });
}
