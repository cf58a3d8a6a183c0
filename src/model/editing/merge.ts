import { pathText } from '../path-text.ts';
import { type JsonPath, differInForm, isObject, keysOf, same, valueIn } from './json.ts';
import { contentsOf, idsOf } from './lists.ts';
import { mergeOrder } from './order.ts';

/** A field that both sides changed, and not alike. A side that is left out has it no longer, or not yet. */
export interface MergeConflict {
  /** As people write it; its places in lists are those of `merged`. */
  readonly path: string;
  readonly at: JsonPath;
  readonly base?: unknown;
  readonly theirs?: unknown;
  readonly mine?: unknown;
}

export interface Merged {
  /** Both sides together. Where they disagree mine stands, and what only one side removed stands as the other has it. */
  readonly merged: unknown;
  readonly conflicts: readonly MergeConflict[];
}

interface Sides {
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

/** What stands nowhere is left out, so that it is not taken for a value. */
const conflictAt = (at: JsonPath, sides: Sides): MergeConflict => ({
  path: pathText(at),
  at,
  ...Object.fromEntries(Object.entries(sides).filter(([, value]) => value !== undefined)),
});

/**
 * Brings together what two people made of the same thing, field by field. Lists whose items have an `id` (or name a
 * `service`) are merged item by item; of other lists, additions and removals are merged as long as no side did both.
 * All else is one value. Undefined stands for what is not there.
 */
export function mergeThree(base: unknown, theirs: unknown, mine: unknown): Merged {
  const conflicts: MergeConflict[] = [];
  return { merged: merge({ base, theirs, mine }, [], conflicts), conflicts };
}

function merge(sides: Sides, at: JsonPath, conflicts: MergeConflict[]): unknown {
  const { base, theirs, mine } = sides;
  if (same(theirs, mine) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  if (
    isObject(theirs) &&
    isObject(mine) &&
    !differInForm(at, ...(isObject(base) ? [base] : []), theirs, mine)
  )
    return mergeFields(sides, at, conflicts);
  if (Array.isArray(theirs) && Array.isArray(mine) && (base === undefined || Array.isArray(base))) {
    const lists = { base: (base ?? []) as unknown[], theirs: theirs as unknown[], mine: mine as unknown[] };
    const list = mergeItems(lists, at, conflicts) ?? mergeContents(lists);
    if (list) return list;
  }
  conflicts.push(conflictAt(at, sides));
  return mine === undefined ? theirs : mine;
}

function mergeFields({ base, theirs, mine }: Sides, at: JsonPath, conflicts: MergeConflict[]): unknown {
  const fields = keysOf(mine, theirs).flatMap((key) => {
    const sides = { base: valueIn(base, key), theirs: valueIn(theirs, key), mine: valueIn(mine, key) };
    const value = merge(sides, [...at, key], conflicts);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(fields);
}

interface Lists {
  readonly base: readonly unknown[];
  readonly theirs: readonly unknown[];
  readonly mine: readonly unknown[];
}

const byId = (ids: readonly string[], items: readonly unknown[]): ReadonlyMap<string, unknown> =>
  new Map(ids.map((id, index) => [id, items[index]]));

/** @returns undefined where the items are not known by an id */
function mergeItems(lists: Lists, at: JsonPath, conflicts: MergeConflict[]): unknown[] | undefined {
  const [inBase, inTheirs, inMine] = idsOf(lists.base, lists.theirs, lists.mine) ?? [];
  if (!inBase || !inTheirs || !inMine) return undefined;
  const [before, there, here] = [
    byId(inBase, lists.base),
    byId(inTheirs, lists.theirs),
    byId(inMine, lists.mine),
  ];
  const sidesOf = (id: string): Sides => ({
    base: before.get(id),
    theirs: there.get(id),
    mine: here.get(id),
  });
  const staysOf = (id: string): boolean => merge(sidesOf(id), at, []) !== undefined;
  const keep = new Set([...inTheirs, ...inMine].filter(staysOf));
  const order = mergeOrder(inBase, inTheirs, inMine, keep);
  const earlier = conflicts.length;
  const list = order.ids.map((id, index) => merge(sidesOf(id), [...at, index], conflicts));
  // A choice between two orders counts places anew: it is offered only where no item is in question.
  if (order.clash && conflicts.length === earlier) {
    const items = byId(order.ids, list);
    const inOrder = (...[first, second]: readonly [readonly string[], readonly string[]]) =>
      mergeOrder([], second, first, keep).ids.map((id) => items.get(id));
    conflicts.push(
      conflictAt(at, {
        base: lists.base,
        theirs: inOrder(inTheirs, inMine),
        mine: inOrder(inMine, inTheirs),
      }),
    );
  }
  return list;
}

/** @returns undefined where a side replaced or moved something: then nobody can tell what belongs to what */
function mergeContents({ base, theirs, mine }: Lists): unknown[] | undefined {
  const [before, there, here] = contentsOf(base, theirs, mine) ?? [];
  if (!before || !there || !here) return undefined;
  if (!onlyAddsOrRemoves(before, there) || !onlyAddsOrRemoves(before, here)) return undefined;
  const removed = before.filter((text) => !there.includes(text) || !here.includes(text));
  const keep = new Set([...there, ...here].filter((text) => !removed.includes(text)));
  const items = new Map([...byId(there, theirs), ...byId(here, mine)]);
  return mergeOrder(before, there, here, keep).ids.map((text) => items.get(text));
}

/** Whether one list follows from another by additions alone or removals alone, with nothing moved. */
function onlyAddsOrRemoves(before: readonly string[], after: readonly string[]): boolean {
  const [longer, shorter] = before.length > after.length ? [before, after] : [after, before];
  let found = 0;
  for (const text of longer) if (text === shorter[found]) found += 1;
  return found === shorter.length;
}

/**
 * Writes choices into what was merged.
 * @param choices of each conflict, in the order given, which side is taken
 * @returns the value, undefined where what was chosen is that there is none
 */
export function settle(
  merged: unknown,
  conflicts: readonly MergeConflict[],
  choices: readonly ('mine' | 'theirs')[],
): unknown {
  // What is taken out of a list moves what stands behind it: last things first.
  const chosen = conflicts.map((conflict, index) => ({
    at: conflict.at,
    value: conflict[choices[index] ?? 'mine'],
  }));
  return chosen.reverse().reduce((value, { at, value: wanted }) => put(value, at, wanted), merged);
}

/** A copy with one value put at a path, or taken out where it is undefined. */
export function put(root: unknown, [part, ...rest]: JsonPath, wanted: unknown): unknown {
  if (part === undefined) return wanted;
  if (Array.isArray(root) && typeof part === 'number') {
    const items = root as readonly unknown[];
    const item = put(items[part], rest, wanted);
    return [...items.slice(0, part), ...(item === undefined ? [] : [item]), ...items.slice(part + 1)];
  }
  const fields = isObject(root) ? root : {};
  const value = put(fields[part], rest, wanted);
  if (value !== undefined) return { ...fields, [part]: value };
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== String(part)));
}
