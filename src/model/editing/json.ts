/** What JSON can hold, seen from rules that know nothing of its schema. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Where a value stands in an entry: keys, and places in lists. */
export type JsonPath = readonly (string | number)[];

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const own = (object: JsonObject, key: string): unknown =>
  Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;

/** The value under a key of something that may be no object; undefined where there is none. */
export const valueIn = (value: unknown, key: string): unknown =>
  isObject(value) ? own(value, key) : undefined;

/** Whether two values say the same. The order of keys does not count, and a key without a value is none. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  return keysOf(one, other).every((key) => same(own(one, key), own(other, key)));
}

/** The keys of several objects, each once, in the order in which they come up. */
export const keysOf = (...values: readonly unknown[]): string[] => [
  ...new Set(values.filter(isObject).flatMap((value) => Object.keys(value))),
];

/** A text that is equal for equal values and differs for others. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return value === undefined ? 'null' : JSON.stringify(value);
  const fields = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${fields.join(',')}}`;
}

/** What tells the forms of a union apart, where it is a text: what a tile opens, how places are set aside. */
const FORM_KEYS = ['view', 'policy', 'kind'];

/**
 * Whether objects are of different forms, so that fields of one mean nothing in the other: they are taken or left as a
 * whole. An entry itself has one form.
 */
export const differInForm = (path: JsonPath, ...values: readonly unknown[]): boolean =>
  path.length > 0 &&
  FORM_KEYS.some((key) => {
    const forms = values.map((value) => valueIn(value, key));
    return forms.some((form) => typeof form === 'string') && forms.some((form) => form !== forms[0]);
  });
