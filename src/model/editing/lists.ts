import { canonical, valueIn } from './json.ts';

/** The keys by which the items of a list may be known. */
const ID_KEYS = ['id', 'service'];

/** The ids of items by one key; undefined where an item has none or two have the same. */
function idsBy(key: string, items: readonly unknown[]): readonly string[] | undefined {
  const ids = items.map((item) => valueIn(item, key));
  if (!ids.every((id): id is string => typeof id === 'string')) return undefined;
  return new Set(ids).size === ids.length ? ids : undefined;
}

/**
 * @param lists states of one list
 * @returns the ids of the items of each, where all items of all states are known by the same key
 */
export function idsOf(...lists: readonly (readonly unknown[])[]): (readonly string[])[] | undefined {
  for (const key of ID_KEYS) {
    const found = lists.map((items) => idsBy(key, items));
    if (found.every((ids) => ids !== undefined)) return found;
  }
  return undefined;
}

/** What stands in each list, as texts; undefined where something stands twice in one. */
export function contentsOf(...lists: readonly (readonly unknown[])[]): (readonly string[])[] | undefined {
  const texts = lists.map((items) => items.map(canonical));
  return texts.every((list) => new Set(list).size === list.length) ? texts : undefined;
}
