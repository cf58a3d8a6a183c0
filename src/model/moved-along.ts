import type { Slot } from './schema/booking.ts';

/**
 * Where the other matters of a visit go when one of them is moved: each keeps its distance to it, at the same place.
 * @param others the matters beside the one that moves from `from` to `to`
 * @param slots among which theirs are looked for
 * @returns in the order of `others`; undefined where one of them has no slot there
 */
export function movedAlong<S extends Slot>(
  others: readonly Slot[],
  from: Slot,
  to: Slot,
  slots: readonly S[],
): readonly S[] | undefined {
  const byMs = Date.parse(to.startsAt) - Date.parse(from.startsAt);
  const moved = others.flatMap((each) => {
    const startsAtMs = Date.parse(each.startsAt) + byMs;
    const found = slots.find(
      (slot) =>
        slot.service === each.service && slot.place === to.place && Date.parse(slot.startsAt) === startsAtMs,
    );
    return found ? [found] : [];
  });
  return moved.length === others.length ? moved : undefined;
}
