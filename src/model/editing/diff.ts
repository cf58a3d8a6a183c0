import { pathText } from '../path-text.ts';
import { type JsonPath, canonical, differInForm, isObject, keysOf, same, valueIn } from './json.ts';
import { idsOf } from './lists.ts';
import { movedIds } from './order.ts';

/** What differs between two states of something. Of what moved in its list the values are its places, from 0 on. */
export interface FieldChange {
  /** In the later state; of what was removed, in the earlier one. */
  readonly path: string;
  readonly at: JsonPath;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Longer lists are told as one value: finding what belongs to what would cost more than it tells. */
const LONGEST_LIST = 1_000;

const added = (at: JsonPath, after: unknown): FieldChange => ({
  path: pathText(at),
  at,
  kind: 'added',
  after,
});
const removed = (at: JsonPath, before: unknown): FieldChange => ({
  path: pathText(at),
  at,
  kind: 'removed',
  before,
});
const changed = (at: JsonPath, before: unknown, after: unknown): FieldChange => ({
  path: pathText(at),
  at,
  kind: 'changed',
  before,
  after,
});

/**
 * @returns what differs, field by field; nothing where both say the same. Undefined and null stand for what is not there
 */
export function diffOf(before: unknown, after: unknown): FieldChange[] {
  return differences(before ?? undefined, after ?? undefined, []);
}

function differences(before: unknown, after: unknown, at: JsonPath): FieldChange[] {
  if (same(before, after)) return [];
  if (before === undefined) return [added(at, after)];
  if (after === undefined) return [removed(at, before)];
  if (isObject(before) && isObject(after) && !differInForm(at, before, after))
    return keysOf(before, after).flatMap((key) =>
      differences(valueIn(before, key), valueIn(after, key), [...at, key]),
    );
  if (Array.isArray(before) && Array.isArray(after) && Math.max(before.length, after.length) <= LONGEST_LIST)
    return inItems(before, after, at) ?? inContents(before, after, at);
  return [changed(at, before, after)];
}

/** @returns undefined where the items are not known by an id */
function inItems(
  before: readonly unknown[],
  after: readonly unknown[],
  at: JsonPath,
): FieldChange[] | undefined {
  const [earlier, later] = idsOf(before, after) ?? [];
  if (!earlier || !later) return undefined;
  const was = new Map(earlier.map((id, index) => [id, index]));
  const is = new Set(later);
  const moved = movedIds(
    earlier.filter((id) => is.has(id)),
    later.filter((id) => was.has(id)),
  );
  return [
    ...earlier.flatMap((id, index) => (is.has(id) ? [] : [removed([...at, index], before[index])])),
    ...later.flatMap((id, index): FieldChange[] => {
      const here = [...at, index];
      const from = was.get(id);
      if (from === undefined) return [added(here, after[index])];
      const inside = differences(before[from], after[index], here);
      return moved.has(id)
        ? [{ path: pathText(here), at: here, kind: 'moved', before: from, after: index }, ...inside]
        : inside;
    }),
  ];
}

/** Items that are known by nothing: what stands between two that stayed belongs together, one by one. */
function inContents(before: readonly unknown[], after: readonly unknown[], at: JsonPath): FieldChange[] {
  const changes: FieldChange[] = [];
  let [from, to] = [0, 0];
  for (const [stayedFrom, stayedTo] of [...stayed(before, after), [before.length, after.length] as const]) {
    while (from < stayedFrom || to < stayedTo) {
      if (from < stayedFrom && to < stayedTo)
        changes.push(...differences(before[from++], after[to], [...at, to++]));
      else if (from < stayedFrom) changes.push(removed([...at, from], before[from++]));
      else changes.push(added([...at, to], after[to++]));
    }
    [from, to] = [stayedFrom + 1, stayedTo + 1];
  }
  return changes;
}

/** The places of a longest common run of two lists: in the one and in the other. */
function stayed(before: readonly unknown[], after: readonly unknown[]): (readonly [number, number])[] {
  const [one, other] = [before.map(canonical), after.map(canonical)];
  const width = other.length + 1;
  /** How long the run is from two places on. */
  const runs = new Uint16Array((one.length + 1) * width);
  const run = (i: number, j: number): number => runs[i * width + j] ?? 0;
  for (let i = one.length - 1; i >= 0; i -= 1)
    for (let j = other.length - 1; j >= 0; j -= 1)
      runs[i * width + j] =
        one[i] === other[j] ? run(i + 1, j + 1) + 1 : Math.max(run(i + 1, j), run(i, j + 1));
  const found: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) found.push([i++, j++]);
    else if (run(i + 1, j) >= run(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

/** @returns which entries of a list stand elsewhere, each under its id */
export function orderDiff(before: readonly string[], after: readonly string[]): FieldChange[] {
  const [was, is] = [before, after].map((ids) => new Map(ids.map((id, index) => [id, index])));
  const moved = movedIds(
    before.filter((id) => is?.has(id)),
    after.filter((id) => was?.has(id)),
  );
  return [...moved].map((id) => ({
    path: id,
    at: [id],
    kind: 'moved',
    before: was?.get(id),
    after: is?.get(id),
  }));
}
