import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldWords, sectionWords, valueWords } from '../../access/messages/content-fields.ts';
import { fieldsEn } from '../../access/messages/content-fields-en.ts';
import { fieldsZh, valuesZh } from '../../access/messages/content-fields-zh.ts';
import { iconsZh } from '../../access/messages/icons.ts';
import { iconNames } from '../../../components/icon/icon-names.ts';
import { contentFormEn, contentFormZh } from '../../access/messages/content-form.ts';
import { refOf } from '../../model/editing/index.ts';
import type { FormKind } from './form-types.ts';
import { customWords } from './issues.ts';
import { layouts } from './layout.ts';
import { type Field, type Shape, allFields, formShape, schemaOf } from './shape.ts';

const kinds: readonly FormKind[] = [
  'site',
  'services',
  'places',
  'calendar',
  'queues',
  'notices',
  'indicators',
];
const own = { own: true };
const fields: readonly Field[] = [
  ...kinds.flatMap((kind) => allFields(formShape(kind))),
  ...allFields(formShape('services', own)),
];
const languages = ['zh-Hans', 'en'] as const;

/** The values a person chooses among at a field. */
function valuesOf(shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'choice':
    case 'flags':
      return shape.values;
    case 'union':
      return shape.options.map(({ value }) => value);
    case 'list':
      return valuesOf(shape.item);
    default:
      return [];
  }
}

describe('the words of the forms', () => {
  it('name every field and say what to write, in both languages', () => {
    assert.ok(fields.length > 150);
    for (const language of languages)
      for (const { at } of fields) {
        const words = fieldWords(at, language);
        assert.ok(words, `${at} has no words in ${language}`);
        assert.ok(words.name.trim() && words.hint.trim(), `${at} is without a name or a hint in ${language}`);
      }
  });

  it('name every value that can be chosen, in both languages', () => {
    for (const language of languages)
      for (const { at, shape } of fields)
        for (const value of valuesOf(shape))
          assert.ok(valueWords(at, value, language)?.trim(), `${at}=${value} has no words in ${language}`);
  });

  it('give days of the week words, which several fields share', () => {
    for (const day of ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'])
      assert.ok(valueWords('days', day, 'zh-Hans') && valueWords('days', day, 'en'));
  });

  it('have no words for fields that are gone', () => {
    // Never asked for, and told where one takes the other's place.
    const ends = [...fields.map(({ at }) => at), 'services.own'].map((at) => `.${at}`);
    for (const key of Object.keys(fieldsZh))
      assert.ok(
        ends.some((at) => at.endsWith(`.${key}`)),
        `${key} names no field`,
      );
    for (const key of Object.keys(valuesZh)) {
      const [name = '', value = ''] = key.split('=');
      const known = fields.some(
        ({ at, shape }) => `.${at}.`.includes(`.${name}.`) && valuesOf(shape).includes(value),
      );
      assert.ok(known, `${key} names no value`);
    }
  });

  it('are Chinese in Chinese and not in English', () => {
    const han = /\p{Script=Han}/u;
    for (const [key, texts] of Object.entries(fieldsZh))
      assert.ok(han.test(texts[0]) && han.test(texts[1]), key);
    for (const [key, texts] of Object.entries(fieldsEn)) assert.ok(!han.test(texts.join('')), key);
    for (const [key, text] of Object.entries(contentFormEn)) assert.ok(!han.test(text), key);
  });

  it('use the same values in braces in both languages', () => {
    const braces = (text: string): string[] => (text.match(/\{\w+\}/gu) ?? []).sort();
    for (const key of Object.keys(contentFormZh) as (keyof typeof contentFormZh)[])
      assert.deepEqual(braces(contentFormEn[key]), braces(contentFormZh[key]), key);
  });

  it('name pictures that there are', () => {
    const names: readonly string[] = iconNames;
    for (const name of Object.keys(iconsZh)) assert.ok(names.includes(name), name);
  });

  it('say every message of the schemas in words of their own', () => {
    const told = new Set<string>();
    const seen = new Set<unknown>();
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null || seen.has(node)) return;
      seen.add(node);
      const { error } = node as { error?: unknown };
      if (typeof error === 'function') told.add(String((error as (issue: object) => unknown)({})));
      for (const value of Object.values(node)) walk(value);
      const inner = (node as { _zod?: { def: unknown } })._zod;
      if (inner) walk(inner.def);
    };
    kinds.forEach((kind) => walk(schemaOf(kind)));
    walk(schemaOf('services', own));
    const slugs = [...told].filter((message) => message.includes(': use lower-case'));
    assert.ok(slugs.length > 10);
    assert.deepEqual(
      [...told].filter((message) => !slugs.includes(message)).sort(),
      Object.keys(customWords).sort(),
    );
  });
});

describe('what a form is made of', () => {
  it('shows every field in exactly one section', () => {
    for (const [at, sections] of Object.entries(layouts)) {
      const here = fields.filter(
        (field) => field.at.startsWith(`${at}.`) && !field.at.slice(at.length + 1).includes('.'),
      );
      const placed = sections.flatMap((section) => section.fields);
      assert.deepEqual([...placed].sort(), [...new Set(here.map(({ name }) => name))].sort(), at);
      for (const { key } of sections)
        for (const language of languages) assert.ok(sectionWords(key, language), `${key} in ${language}`);
    }
  });

  it('asks for all that a service of the site’s own needs, and never for its id', () => {
    const names = formShape('services', own).fields.map(({ name }) => name);
    for (const name of ['category', 'bookedAs', 'withoutScreen', 'guide', 'schedules', 'systems'])
      assert.ok(names.includes(name), name);
    for (const name of ['service', 'own']) assert.ok(!names.includes(name), name);
    const shared = formShape('services', { service: 'meal' }).fields.map(({ name }) => name);
    assert.ok(shared.includes('service') && !shared.includes('category') && !shared.includes('own'));
  });

  it('knows what every id refers to that is not its own', () => {
    for (const { at, name, shape } of fields)
      if (shape.kind === 'id') assert.ok(name === 'id', `${at}: add it to refs.ts`);
      else if (shape.kind === 'list') assert.notEqual(shape.item.kind, 'id', `${at}: add it to refs.ts`);
    assert.equal(refOf('site.tiles.opens.kinds'), 'placeKinds');
  });
});
