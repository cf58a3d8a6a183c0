import type { Field, Shape } from './shape.ts';
import { type JsonObject, isList, isObject } from './values.ts';

/** Letters and digits that nobody takes for one another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * @param letters more where nobody will see whether it is taken
 * @returns a proposed id, e.g. `notice-x7k2`: people may write a better one before it is first saved
 */
export function proposedId(word: string, letters = 4): string {
  const bytes = crypto.getRandomValues(new Uint8Array(letters));
  return `${word}-${[...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;
}

/** The word before the number of a proposed id: `site.tiles` gives `tile`. */
const wordOf = (at: string): string =>
  (at.split('.').pop() ?? '').replace(/ies$/u, 'y').replace(/s$/u, '') || 'entry';

function blankFields(fields: readonly Field[], at: string): JsonObject {
  const value: Record<string, unknown> = {};
  for (const { name, shape, optional, standard } of fields) {
    if (optional || standard !== undefined) continue;
    const blank = name === 'id' && shape.kind === 'id' ? proposedId(wordOf(at)) : blankOf(shape, at);
    if (blank !== undefined) value[name] = blank;
  }
  return value;
}

/**
 * What a new value begins with: what must be there, empty; nothing is guessed.
 * @param at the path of the field it is for, from which an id is proposed
 * @returns undefined where nothing can stand for "not filled in yet"
 */
export function blankOf(shape: Shape, at: string): unknown {
  switch (shape.kind) {
    case 'object':
      return blankFields(shape.fields, at);
    case 'union': {
      const [first] = shape.options;
      return first && { [shape.key]: first.value, ...blankFields(first.fields, at) };
    }
    case 'localized':
      return { zh: '' };
    case 'text':
      return '';
    case 'truth':
      return false;
    case 'list':
      return shape.least > 0 ? [blankOf(shape.item, at)] : [];
    case 'refs':
    case 'flags':
    case 'hours':
      return [];
    default:
      return undefined;
  }
}

/** Fills a list's item that is to be copied: with an id of its own, also inside. */
export function copyOf(shape: Shape, item: unknown, at: string): unknown {
  if (shape.kind === 'list' && isList(item)) return item.map((inner) => copyOf(shape.item, inner, at));
  if (shape.kind !== 'object' || !isObject(item)) return item;
  const copy: Record<string, unknown> = { ...item };
  for (const field of shape.fields) {
    if (!(field.name in item)) continue;
    copy[field.name] =
      field.name === 'id' && field.shape.kind === 'id'
        ? proposedId(wordOf(at))
        : copyOf(field.shape, item[field.name], field.at);
  }
  return copy;
}
