import type { SheetKind } from '../schema/staff-exchange.ts';
import { type JsonObject, getAt, isObject } from './values.ts';

/** One item of a list file, or a whole file with id `-`, as a draft keeps it. */
export interface ExchangeEntry {
  readonly role: SheetKind;
  readonly id: string;
  readonly body: JsonObject;
}

/** What one line stands for, and which entry it is of. */
export interface Item {
  readonly entry: string;
  /** Tells it from every other line of the kind. */
  readonly key: string;
  readonly item: JsonObject;
}

const WHOLE = '-';
const textAt = (item: unknown, path: string): string => {
  const value = getAt(item, path);
  return typeof value === 'string' ? value : '';
};

/** A day of the calendar has no id: it is told by what it is, when it begins and what it is called. */
const calendarKey = (item: JsonObject): string =>
  [textAt(item, 'kind'), textAt(item, 'from'), textAt(item, 'name.zh')].join('\n');

/** @returns which line an item is; `again` counts the ones of the calendar that are called alike */
export function keyOf(kind: SheetKind, item: JsonObject, again: number): { entry: string; key: string } {
  switch (kind) {
    case 'services':
      return { entry: textAt(item, 'service'), key: textAt(item, 'service') };
    case 'indicators':
      return { entry: textAt(item, 'table.id'), key: `${textAt(item, 'table.id')}\n${textAt(item, 'id')}` };
    case 'calendar':
      return { entry: WHOLE, key: `${calendarKey(item)}\n${again}` };
    default:
      return { entry: textAt(item, 'id'), key: textAt(item, 'id') };
  }
}

/** Counts how often a day of the calendar came before. */
export class Counter {
  readonly #counts = new Map<string, number>();

  next(kind: SheetKind, item: JsonObject): number {
    if (kind !== 'calendar') return 0;
    const key = calendarKey(item);
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    return count;
  }
}

const objectsAt = (body: unknown, name: string): JsonObject[] => {
  const list = getAt(body, name);
  return Array.isArray(list) ? (list as readonly unknown[]).filter(isObject) : [];
};

/** The lines of the entries of a kind, in order. */
export function itemsOf(kind: SheetKind, entries: readonly ExchangeEntry[]): Item[] {
  const own = entries.filter(({ role }) => role === kind);
  const counter = new Counter();
  const items = own.flatMap(({ body }): JsonObject[] => {
    if (kind === 'calendar') return objectsAt(body, 'entries');
    if (kind !== 'indicators') return [body];
    const { rows: _rows, ...table } = body;
    return objectsAt(body, 'rows').map((row) => ({ table, ...row }));
  });
  return items.map((item) => ({ ...keyOf(kind, item, counter.next(kind, item)), item }));
}

/**
 * Puts lines into their entries. What the lines do not name stays as it is, and where it is; new lines come at the end.
 * @param items new and changed ones
 * @returns the entries that are other than they were
 */
export function entriesWith(
  kind: SheetKind,
  entries: readonly ExchangeEntry[],
  items: readonly Item[],
): ExchangeEntry[] {
  if (kind === 'calendar') {
    if (items.length === 0) return [];
    const body = entries.find(({ role }) => role === 'calendar')?.body ?? {};
    return [{ role: kind, id: WHOLE, body: { ...body, entries: merged(kind, entries, WHOLE, items) } }];
  }
  if (kind !== 'indicators') return items.map(({ entry, item }) => ({ role: kind, id: entry, body: item }));
  const byTable = new Map<string, Item[]>();
  for (const item of items) byTable.set(item.entry, [...(byTable.get(item.entry) ?? []), item]);
  return [...byTable].map(([id, rows]) => {
    const { table } = rows[rows.length - 1]?.item ?? {};
    return {
      role: kind,
      id,
      body: {
        ...(isObject(table) ? table : { id }),
        rows: merged(kind, entries, id, rows).map(({ table: _table, ...row }) => row),
      },
    };
  });
}

/** The items of an entry with others in their places, and new ones after them. */
function merged(
  kind: SheetKind,
  entries: readonly ExchangeEntry[],
  id: string,
  items: readonly Item[],
): JsonObject[] {
  const changed = new Map(items.map((item) => [item.key, item.item]));
  const before = itemsOf(kind, entries).filter(({ entry }) => entry === id);
  const known = new Set(before.map(({ key }) => key));
  return [
    ...before.map(({ key, item }) => changed.get(key) ?? item),
    ...items.filter(({ key }) => !known.has(key)).map(({ item }) => item),
  ];
}

/** What people call an item. */
export const titleOf = (item: JsonObject): string =>
  textAt(item, 'title.zh') || textAt(item, 'name.zh') || textAt(item, 'title.en') || textAt(item, 'name.en');
