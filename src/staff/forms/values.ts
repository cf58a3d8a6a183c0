import { pathText } from '../../model/content/files.ts';
import type { Path } from './form-types.ts';
import type { Field, Shape } from './shape.ts';

/** Values are JSON and never changed in place. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export { pathText };

/** @param text a path as the hub writes it: `tiles[3].opens.kinds[0]` */
export const pathOf = (text: string): Path =>
  (text.match(/[^.[\]]+/gu) ?? []).map((part) => (/^\d+$/u.test(part) ? Number(part) : part));

/** The value at a path; undefined where there is none. */
export const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, part) => {
    if (isList(value)) return typeof part === 'number' ? value[part] : undefined;
    return isObject(value) && Object.prototype.hasOwnProperty.call(value, part) ? value[part] : undefined;
  }, root);

/** The field of this name that an object has, or of a union the one that is chosen. */
export function fieldNamed(shape: Shape, value: unknown, name: string): Field | undefined {
  if (shape.kind === 'object') return shape.fields.find((field) => field.name === name);
  if (shape.kind !== 'union') return undefined;
  const chosen = isObject(value) ? value[shape.key] : undefined;
  return shape.options.find((option) => option.value === chosen)?.fields.find((field) => field.name === name);
}

/**
 * A value with one place changed. What is missing on the way there is made from what stands for it when it is missing, so
 * that changing one part of a standard value keeps the rest of it. Keys that no field has stay.
 * @param next the new value there; undefined takes the field out, and of a list the item
 */
export function withValue(
  shape: Shape | undefined,
  value: unknown,
  path: Path,
  next: unknown,
  standard?: unknown,
): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return next;
  const base = value ?? standard;
  if (typeof part === 'number') {
    const list = isList(base) ? base : [];
    const item = withValue(shape?.kind === 'list' ? shape.item : undefined, list[part], rest, next);
    return item === undefined
      ? list.filter((_item, index) => index !== part)
      : part < list.length
        ? list.map((old, index) => (index === part ? item : old))
        : [...list, item];
  }
  const object = isObject(base) ? base : {};
  const field = shape && fieldNamed(shape, object, part);
  const inner = withValue(field?.shape, object[part], rest, next, field?.standard);
  if (inner !== undefined) return { ...object, [part]: inner };
  const { [part]: _gone, ...others } = object;
  return others;
}

/** What holds at a path: what is written there, or what stands for it. */
export function shownAt(shape: Shape, value: unknown, path: Path): unknown {
  let here: { shape: Shape | undefined; value: unknown } = { shape, value };
  for (const part of path) {
    if (typeof part === 'number')
      here = {
        shape: here.shape?.kind === 'list' ? here.shape.item : undefined,
        value: isList(here.value) ? here.value[part] : undefined,
      };
    else {
      const field = here.shape && fieldNamed(here.shape, here.value, part);
      const own = isObject(here.value) ? here.value[part] : undefined;
      here = { shape: field?.shape, value: own ?? field?.standard };
    }
  }
  return here.value;
}

/** Two JSON values that say the same, whatever the order of their keys. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && same(one[key], other[key]))
  );
}

/** @returns the list with one item somewhere else */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const others = list.filter((_item, index) => index !== from);
  return [...others.slice(0, to), ...list.slice(from, from + 1), ...others.slice(to)];
}
