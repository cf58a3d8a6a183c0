import type { Field, ObjectShape } from './shape.ts';
import { isObject } from './values.ts';

const standing = (fields: readonly Field[], from: unknown): Field[] =>
  fields.map((field) => {
    const inherited = isObject(from) ? from[field.name] : undefined;
    return inherited === undefined || !field.optional ? field : { ...field, standard: inherited };
  });

/**
 * The shape of a site's service where the catalogue's service stands for what the site does not say. The guide is put
 * together field by field, everything else as a whole (`composeService`).
 */
export function withInherited(shape: ObjectShape, catalogue: unknown): ObjectShape {
  if (!isObject(catalogue)) return shape;
  const { guide, ...others } = catalogue;
  return {
    kind: 'object',
    fields: standing(shape.fields, others).map((field) =>
      field.name === 'guide' && field.shape.kind === 'object'
        ? { ...field, shape: { kind: 'object', fields: standing(field.shape.fields, guide) } }
        : field,
    ),
  };
}
