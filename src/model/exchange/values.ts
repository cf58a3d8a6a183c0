/** JSON as content has it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two values say the same; the order of an object's keys says nothing. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => sameValue(item, other[index]))
    );
  if (!isObject(one) || !isObject(other)) return false;
  const keys = (object: JsonObject) => Object.keys(object).filter((key) => object[key] !== undefined);
  const own = keys(one);
  return own.length === keys(other).length && own.every((key) => sameValue(one[key], other[key]));
}

/** @param path names joined by dots */
export const getAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (at, name) => (isObject(at) && Object.prototype.hasOwnProperty.call(at, name) ? at[name] : undefined),
      value,
    );

/** The object with another value at a path; undefined takes the field away, and an object that has nothing left with it. */
export function setAt(object: JsonObject, path: string, value: unknown): JsonObject {
  const [name = '', ...rest] = path.split('.');
  const below = object[name];
  const next = rest.length === 0 ? value : setAt(isObject(below) ? below : {}, rest.join('.'), value);
  const gone = next === undefined || (rest.length > 0 && isObject(next) && Object.keys(next).length === 0);
  if (!gone) return { ...object, [name]: next as Json };
  if (!(name in object)) return object;
  const { [name]: _gone, ...others } = object;
  return others;
}
