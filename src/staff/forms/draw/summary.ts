import { readRule } from '../rule.ts';
import type { Field, Shape } from '../shape.ts';
import { isObject } from '../values.ts';
import { type Pen, textOf } from './pen.ts';
import { nameOfRef } from './references.ts';

/** Fields that name the thing they are of. */
const NAMES = ['label', 'name', 'title', 'domain'];

/** Fields that are read as one: from and to. */
const ENDS: Readonly<Record<string, string>> = { opensAt: 'closesAt', from: 'to' };

/** A recurrence rule in words; another rule as it is written. */
function ruleInWords(pen: Pen, text: string): string {
  const { t, value, list } = pen.words;
  const rule = readRule(text);
  switch (rule.every) {
    case 'day':
      return t('rule.in-words.day');
    case 'weekday':
      return t('rule.in-words.weekday');
    case 'week':
      return list(rule.days.map((day) => value('days', day)));
    case 'month':
      return t('rule.in-words.month', {
        nth: t(`rule.nth.${rule.nth as 1 | 2 | 3 | 4 | -1}`),
        day: value('days', rule.day),
      });
    case 'other':
      return rule.text;
  }
}

/** A plain value in words; empty where it has none. */
function wordsOf(pen: Pen, { shape, at }: Field, value: unknown): string {
  if (value === undefined) return '';
  switch (shape.kind) {
    case 'localized':
      return isObject(value)
        ? pen.words.of({ zh: textOf(value['zh']), ...(value['en'] ? { en: textOf(value['en']) } : {}) })
        : '';
    case 'choice':
      return pen.words.value(at, textOf(value));
    case 'ref':
      return nameOfRef(pen, pen.choices(shape.list), textOf(value));
    case 'rule':
      return ruleInWords(pen, textOf(value));
    case 'text':
    case 'time':
    case 'day':
      return textOf(value);
    default:
      return '';
  }
}

function fieldsInWords(pen: Pen, fields: readonly Field[], value: Readonly<Record<string, unknown>>): string {
  const counted = fields.find(({ name, shape }) => name === 'number' && shape.kind === 'number');
  const number = counted ? textOf(value[counted.name]) : '';
  const named = fields.find(({ name }) => NAMES.includes(name) && value[name] !== undefined);
  if (named) return `${number} ${wordsOf(pen, named, value[named.name])}`.trim();
  const ends = new Set(Object.values(ENDS));
  const parts = fields.flatMap((field) => {
    if (ends.has(field.name) || field.name === 'icon' || field.name === 'id') return [];
    const words = wordsOf(pen, field, value[field.name]);
    const end = textOf(value[ENDS[field.name] ?? '']);
    return words === '' ? [] : [end === '' ? words : `${words}–${end}`];
  });
  return [...(number === '' ? [] : [number]), ...parts.slice(0, 3)].join(' · ');
}

/** What an item of a list is called in the form: by its name, or by what it says first. */
export function nameOfItem(pen: Pen, shape: Shape, at: string, item: unknown, index: number): string {
  const otherwise = pen.words.t('item', { n: index + 1 });
  if (!isObject(item)) return typeof item === 'string' && item !== '' ? item : otherwise;
  if (shape.kind === 'localized') return textOf(item['zh']) || otherwise;
  if (shape.kind === 'object') return fieldsInWords(pen, shape.fields, item) || otherwise;
  if (shape.kind !== 'union') return otherwise;
  const which = textOf(item[shape.key]);
  const fields = shape.options.find(({ value }) => value === which)?.fields ?? [];
  const words = fieldsInWords(pen, fields, item);
  return words === '' ? otherwise : `${words} · ${pen.words.value(at, which)}`;
}
