/** What a person ticked, by service. It hangs on the frame of the visit, and goes with it. */
const ofVisits = new WeakMap<object, Map<string, ReadonlySet<number>>>();

/**
 * @param visit what lives as long as the visit: the element that the view stands in
 * @returns the places in the list of what this person has
 */
export const ticksOf = (visit: object, service: string): ReadonlySet<number> =>
  ofVisits.get(visit)?.get(service) ?? new Set();

/** Ticks one, or takes the tick back. */
export function tick(visit: object, service: string, index: number): void {
  const ofVisit = ofVisits.get(visit) ?? new Map<string, ReadonlySet<number>>();
  const before = ticksOf(visit, service);
  const after = new Set(before);
  if (!after.delete(index)) after.add(index);
  ofVisits.set(visit, ofVisit.set(service, after));
}
