import type { z } from 'zod';
import { fileSchemas, listsOf } from '../../model/content/files.ts';
import { isOwnService } from '../../model/content/own.ts';
import { refOf } from '../../model/editing/index.ts';
import { adoptedService, ownService } from '../../model/schema/service.ts';
import { day, instant, systemId, wallTime, weeklyHours } from '../../model/schema/text.ts';
import type { ChoiceList, FormKind } from './form-types.ts';

/**
 * What a form draws, read from a zod schema: how each value is filled in, and nothing of how it is checked, which the
 * schema itself does.
 */
export type Shape =
  /** `most`: characters; undefined where the schema sets no bound. */
  | { readonly kind: 'text'; readonly most?: number }
  | { readonly kind: 'localized'; readonly most: number; readonly mostEn: number }
  | { readonly kind: 'id' }
  | { readonly kind: 'ref'; readonly list: ChoiceList }
  | { readonly kind: 'number'; readonly least?: number; readonly most?: number }
  | { readonly kind: 'truth' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'day' | 'time' | 'instant' | 'colour' | 'rule' }
  /** A number, or a range of two. */
  | { readonly kind: 'range' }
  /** Hours of the week. */
  | { readonly kind: 'hours' }
  /** Some of a few values. */
  | { readonly kind: 'flags'; readonly values: readonly string[] }
  | { readonly kind: 'refs'; readonly list: ChoiceList; readonly most?: number }
  | { readonly kind: 'list'; readonly item: Shape; readonly least: number; readonly most?: number }
  | ObjectShape
  | UnionShape;

export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: readonly Field[];
}

export interface UnionShape {
  readonly kind: 'union';
  /** The field that says which. */
  readonly key: string;
  readonly options: readonly { readonly value: string; readonly fields: readonly Field[] }[];
}

export interface Field {
  readonly name: string;
  /** The names from the kind of the entry down, without places in lists: `site.tiles.icon`. Words hang on it. */
  readonly at: string;
  readonly shape: Shape;
  /** True where it may be missing and nothing stands for it then. */
  readonly optional: boolean;
  /** What holds where it is missing; undefined where nothing does. */
  readonly standard: unknown;
}

type Defs = z.core.$ZodTypes['_zod']['def'];

const defOf = (schema: z.core.$ZodType): Defs => (schema as z.core.$ZodTypes)._zod.def;

interface Bounds {
  readonly least?: number;
  readonly most?: number;
  readonly pattern?: string;
}

/** The bounds that the checks of a schema set, and the pattern where it has one. */
function boundsOf(schema: z.core.$ZodType): Bounds {
  const bounds: { least?: number; most?: number; pattern?: string } = {};
  for (const check of schema._zod.def.checks ?? []) {
    const { def } = (check as z.core.$ZodChecks)._zod;
    if (def.check === 'min_length') bounds.least = def.minimum;
    else if (def.check === 'max_length') bounds.most = def.maximum;
    else if (def.check === 'greater_than') bounds.least = Number(def.value);
    else if (def.check === 'less_than') bounds.most = Number(def.value);
    else if (def.check === 'string_format')
      bounds.pattern = String((def as { pattern?: RegExp }).pattern?.source);
  }
  return bounds;
}

const SLUG = '^[a-z0-9]+(?:-[a-z0-9]+)*$';

/** Schemas that mean more than their type, by identity. */
const known = new Map<z.core.$ZodType, Shape>([
  [wallTime, { kind: 'time' }],
  [day, { kind: 'day' }],
  [instant, { kind: 'instant' }],
  [systemId, { kind: 'ref', list: 'systems' }],
]);

function textShape(schema: z.core.$ZodType, at: string): Shape {
  const { most, pattern } = boundsOf(schema);
  if (pattern === SLUG) {
    const list = refOf(at);
    return list ? { kind: 'ref', list } : { kind: 'id' };
  }
  if (pattern?.startsWith('^#')) return { kind: 'colour' };
  if (pattern?.startsWith('^FREQ')) return { kind: 'rule' };
  return { kind: 'text', ...(most === undefined ? {} : { most }) };
}

function listShape(def: z.core.$ZodArrayDef, schema: z.core.$ZodType, at: string): Shape {
  if (def.element === weeklyHours) return { kind: 'hours' };
  const item = shapeOf(def.element, at);
  const { least = 0, most } = boundsOf(schema);
  const atMost = most === undefined ? {} : { most };
  if (item.kind === 'choice') return { kind: 'flags', values: item.values };
  if (item.kind === 'ref') return { kind: 'refs', list: item.list, ...atMost };
  return { kind: 'list', item, least, ...atMost };
}

function objectShape(shape: z.core.$ZodShape, at: string): Shape {
  const names = Object.keys(shape);
  const { zh, en } = shape;
  if (names.length === 2 && zh && en)
    return {
      kind: 'localized',
      most: boundsOf(zh).most ?? 0,
      mostEn: boundsOf(fieldOf('en', en, at).inner).most ?? 0,
    };
  return { kind: 'object', fields: fieldsOf(shape, at) };
}

function fieldsOf(shape: z.core.$ZodShape, at: string): Field[] {
  return Object.entries(shape).flatMap(([name, schema]) =>
    name === '$schema' ? [] : [fieldOf(name, schema, at).field()],
  );
}

/** Takes off what says whether a field may be missing, and what holds then. */
function fieldOf(name: string, schema: z.core.$ZodType, parent: string) {
  let inner = schema;
  let optional = false;
  let standard: unknown;
  for (;;) {
    const def = defOf(inner);
    if (def.type === 'optional') optional = true;
    else if (def.type === 'default' || def.type === 'prefault') standard = def.defaultValue;
    else break;
    inner = def.innerType;
  }
  const at = `${parent}.${name}`;
  return { inner, field: (): Field => ({ name, at, shape: shapeOf(inner, at), optional, standard }) };
}

function unionShape(def: z.core.$ZodUnionDef | z.core.$ZodDiscriminatedUnionDef, at: string): Shape {
  if (!('discriminator' in def)) return { kind: 'range' };
  const key = def.discriminator;
  return {
    kind: 'union',
    key,
    options: def.options.map((option) => {
      const { shape } = defOf(option) as z.core.$ZodObjectDef;
      const { [key]: which, ...rest } = shape;
      const [value] = (defOf(which as z.core.$ZodType) as z.core.$ZodLiteralDef<string>).values;
      return { value: value as string, fields: fieldsOf(rest, at) };
    }),
  };
}

/**
 * @param at where the schema stands, see `Field.at`
 * @throws where the schema is of a kind that no form draws: then this file wants a new case
 */
function shapeOf(schema: z.core.$ZodType, at: string): Shape {
  const meant = known.get(schema);
  if (meant) return meant;
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return textShape(schema, at);
    case 'number': {
      const { least, most } = boundsOf(schema);
      return {
        kind: 'number',
        ...(least === undefined ? {} : { least }),
        ...(most === undefined ? {} : { most }),
      };
    }
    case 'boolean':
    case 'literal':
      return { kind: 'truth' };
    case 'enum':
      return { kind: 'choice', values: Object.values(def.entries).map(String) };
    case 'array':
      return listShape(def, schema, at);
    case 'object':
      return objectShape(def.shape, at);
    case 'union':
      return unionShape(def, at);
    default:
      throw new Error(`no form for ${def.type} at ${at}`);
  }
}

/** The schema of one entry. @param value of a service: which of its two forms it has */
export const schemaOf = (kind: FormKind, value?: unknown): z.ZodType => {
  switch (kind) {
    case 'site':
    case 'calendar':
    case 'queues':
      return fileSchemas[kind];
    case 'services':
      return isOwnService(value) ? ownService : adoptedService;
    default:
      return listsOf[kind].item;
  }
};

/** Which of two forms a service has is decided when it is made, and so is the id of one of the site's own. */
const HIDDEN = { shared: ['own'], own: ['own', 'service'] };

const shapes = new Map<z.ZodType, ObjectShape>();

/** The shape of one entry. @param value as for `schemaOf` */
export function formShape(kind: FormKind, value?: unknown): ObjectShape {
  const schema = schemaOf(kind, value);
  const known = shapes.get(schema);
  if (known) return known;
  const { fields } = shapeOf(schema, kind) as ObjectShape;
  const hidden = kind === 'services' ? HIDDEN[isOwnService(value) ? 'own' : 'shared'] : [];
  const made: ObjectShape = { kind: 'object', fields: fields.filter(({ name }) => !hidden.includes(name)) };
  shapes.set(schema, made);
  return made;
}

/** Every field of a shape, with those inside it. */
export function allFields(shape: Shape): Field[] {
  switch (shape.kind) {
    case 'object':
      return shape.fields.flatMap((field) => [field, ...allFields(field.shape)]);
    case 'union':
      return shape.options.flatMap(({ fields }) => allFields({ kind: 'object', fields }));
    case 'list':
      return allFields(shape.item);
    default:
      return [];
  }
}
