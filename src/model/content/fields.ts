import type { z } from 'zod';

type Schema = z.core.$ZodType;

/** Takes off what only wraps a schema: optional, default, brand. */
function bare(schema: Schema): z.core.$ZodTypes {
  let inner = schema as z.core.$ZodTypes;
  for (;;) {
    const { def } = inner._zod;
    if (def.type !== 'optional' && def.type !== 'default' && def.type !== 'nullable') return inner;
    inner = (def as z.core.$ZodOptionalDef).innerType as z.core.$ZodTypes;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The option of a union by its discriminator, where it has one. */
function optionFor(union: z.core.$ZodUnionDef, value: unknown): Schema | undefined {
  const key = (union as z.core.$ZodDiscriminatedUnionDef).discriminator;
  if (!key || !isObject(value)) return undefined;
  return union.options.find((option) => {
    const { def } = bare(option)._zod;
    if (def.type !== 'object') return false;
    return def.shape[key]?._zod.values?.has(value[key] as z.core.util.Primitive);
  });
}

/**
 * @param path where in `value` the object stands
 * @returns the names of the fields that the schema knows there; empty where it is no object
 */
export function fieldsAt(schema: Schema, value: unknown, path: readonly PropertyKey[]): string[] {
  const { def } = bare(schema)._zod;
  const [part, ...rest] = path;
  if (def.type === 'union') {
    const option = optionFor(def, value);
    return option ? fieldsAt(option, value, path) : [];
  }
  if (def.type === 'object') {
    if (part === undefined) return Object.keys(def.shape);
    const field = def.shape[String(part)];
    return field ? fieldsAt(field, isObject(value) ? value[String(part)] : undefined, rest) : [];
  }
  if (def.type === 'array' && part !== undefined)
    return fieldsAt(def.element, Array.isArray(value) ? value[Number(part)] : undefined, rest);
  return [];
}
