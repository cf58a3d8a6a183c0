/**
 * A lane is a sorted list of the places where a match may begin, in the order of what follows each place: a suffix
 * array over characters, over pinyin letters or over initials. All matches of a query lie side by side in it.
 */
export interface Lane {
  /** What is compared; 0 ends each key. */
  readonly codes: Uint16Array;
  /** Where a unit's codes begin; undefined where every unit has exactly one code. */
  readonly start: Uint32Array | undefined;
  /** The units, sorted. */
  readonly order: Uint32Array;
}

/** How many codes are compared before a build hands back control: well under a frame on a slow machine. */
const SORT_STEP = 20_000;

const codeAt = (lane: Lane, place: number, depth: number): number => {
  const unit = lane.order[place] ?? 0;
  return lane.codes[(lane.start ? (lane.start[unit] ?? 0) : unit) + depth] ?? 0;
};

/** The first place of `from` to `to` whose code at `depth` is `code` or more; before `depth` all must be alike. */
export function firstAtLeast(lane: Lane, from: number, to: number, depth: number, code: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (codeAt(lane, middle, depth) < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The code at `depth` of the place `from`. */
export const firstCode = codeAt;

/** The stretch of a lane that begins with a query: `from` inclusive, `to` exclusive; empty where nothing does. */
export function stretch(
  lane: Lane,
  query: ArrayLike<number>,
): { readonly from: number; readonly to: number } {
  let from = 0;
  let to = lane.order.length;
  for (let depth = 0; depth < query.length && from < to; depth += 1) {
    const code = query[depth] ?? 0;
    from = firstAtLeast(lane, from, to, depth, code);
    to = firstAtLeast(lane, from, to, depth, code + 1);
  }
  return { from, to };
}

/**
 * Sorts a lane in place by three-way radix quicksort (Bentley and Sedgewick, 1997): no string is built and no
 * shared beginning is compared twice.
 * @yields after each step of bounded work
 */
export function* sortLane(lane: Lane): Generator<void, void> {
  const { order } = lane;
  const swap = (a: number, b: number) => {
    const kept = order[a] ?? 0;
    order[a] = order[b] ?? 0;
    order[b] = kept;
  };
  const todo: (readonly [from: number, to: number, depth: number])[] = [[0, order.length, 0]];
  let work = 0;
  for (let next = todo.pop(); next; next = todo.pop()) {
    const [from, to, depth] = next;
    if (to - from < 2) continue;
    const pivot = middleOf(
      codeAt(lane, from, depth),
      codeAt(lane, (from + to) >>> 1, depth),
      codeAt(lane, to - 1, depth),
    );
    let below = from;
    let above = to;
    for (let place = from; place < above;) {
      const code = codeAt(lane, place, depth);
      if (code < pivot) swap(below++, place++);
      else if (code > pivot) swap(place, --above);
      else place += 1;
    }
    todo.push([from, below, depth], [above, to, depth]);
    if (pivot !== 0) todo.push([below, above, depth + 1]);
    work += to - from;
    if (work < SORT_STEP) continue;
    work = 0;
    yield;
  }
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
