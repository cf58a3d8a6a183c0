import { lastOf } from '../last.ts';

/** The order of a list that two people changed, each from the same state. */
export interface MergedOrder {
  readonly ids: readonly string[];
  /** True where both moved things, and not alike: then mine holds. */
  readonly clash: boolean;
}

const isEqual = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index]);

/** The ids of a list that all others have, too, in its order. */
function common(list: readonly string[], ...others: readonly (readonly string[])[]): readonly string[] {
  const sets = others.map((other) => new Set(other));
  return list.filter((id) => sets.every((set) => set.has(id)));
}

/** Puts what only `other` has into `list`, each behind what it stands behind there. */
function fillIn(list: readonly string[], other: readonly string[]): readonly string[] {
  const placed = new Set(list);
  const behind = new Map<string | undefined, string[]>();
  let anchor: string | undefined;
  for (const id of other)
    if (placed.has(id)) anchor = id;
    else {
      const group = behind.get(anchor);
      if (group) group.push(id);
      else behind.set(anchor, [id]);
    }
  return [...(behind.get(undefined) ?? []), ...list.flatMap((id) => [id, ...(behind.get(id) ?? [])])];
}

/**
 * Puts together the orders of two lists that came from one. What only one side has stands behind what it stands
 * behind there.
 * @param keep the ids that the result is to have, each of which stands in `theirs` or `mine`
 */
export function mergeOrder(
  base: readonly string[],
  theirs: readonly string[],
  mine: readonly string[],
  keep: ReadonlySet<string>,
): MergedOrder {
  const [before, there, here] = [
    common(base, theirs, mine),
    common(theirs, base, mine),
    common(mine, base, theirs),
  ];
  const movedThere = !isEqual(before, there);
  const movedHere = !isEqual(before, here);
  const kept = (list: readonly string[]) => list.filter((id) => keep.has(id));
  const [first, second] = movedThere && !movedHere ? [theirs, mine] : [mine, theirs];
  return {
    ids: fillIn(kept(first), kept(second)),
    clash: movedThere && movedHere && !isEqual(there, here),
  };
}

/** Of two orders of the same ids, those that have to be moved to make one of the other: as few as can be. */
export function movedIds(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const at = new Map(before.map((id, index) => [id, index]));
  const places = after.map((id) => at.get(id) ?? -1);
  const staying = longestRise(places);
  return new Set(after.filter((_, index) => !staying.has(index)));
}

/** @returns the indexes of a longest rising run through the numbers, not necessarily side by side */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  /** By length of a run, the index of the smallest number that such a run ends with. */
  const ends: number[] = [];
  const earlier: (number | undefined)[] = [];
  numbers.forEach((number, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    earlier[index] = ends[low - 1];
    ends[low] = index;
  });
  const run = new Set<number>();
  for (let index = lastOf(ends); index !== undefined; index = earlier[index]) run.add(index);
  return run;
}
