import type { Path } from './form-types.ts';
import { pathText } from './values.ts';

/** A path and everything inside it. */
export const isWithin = (path: string, outer: string): boolean =>
  outer === '' || path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

/**
 * Where something stands after the items of a list were put in another order.
 * @param key a path, or that of a section (`path#section`)
 * @param list the list's path
 * @param order where each item of the new list stood in the old one; -1 for a new one
 * @returns its new key; none where its item is gone
 */
export function carried(key: string, list: Path, order: readonly number[]): string[] {
  const at = (index: number): string => pathText([...list, index]);
  if (!key.startsWith(`${pathText(list)}[`)) return [key];
  const now = order.findIndex((old) => old >= 0 && (isWithin(key, at(old)) || key.startsWith(`${at(old)}#`)));
  return now === -1 ? [] : [at(now) + key.slice(at(order[now] ?? 0).length)];
}
