/**
 * How the places that a service sets aside by demand are divided among the terminals of a hall. The same input gives
 * the same division, in whatever order the terminals come: every process of the hub comes to the same answer.
 */

/** How busy a terminal was for a service. */
export interface Demand {
  readonly terminal: string;
  /** Bookings made at it in the time that counts; whole and not negative. */
  readonly bookings: number;
}

/** Places by terminal. */
export type Shares = ReadonlyMap<string, number>;

/** How far a division that stands may be off a terminal's exact share before it is divided anew, in places. */
const TOLERANCE = 1;

/** How many places of a slot are set aside in all. */
export const placesByDemand = (capacity: number, sharePercent: number): number =>
  Math.floor((capacity * sharePercent) / 100);

/**
 * Divides places in proportion to `1 + bookings`, by largest remainder (Hamilton's method); where remainders are equal,
 * the terminal whose id comes first.
 * @param places how many there are; all of them are given out as long as there is a terminal
 * @param standing the division so far. It stays as long as it gives out the same number to the same terminals and is a
 *   place off for nobody, so that a single booking does not send places to and fro
 */
export function divideByDemand(places: number, demand: readonly Demand[], standing?: Shares): Shares {
  const total = demand.reduce((sum, { bookings }) => sum + 1 + bookings, 0);
  const exact = demand
    .map(({ terminal, bookings }) => ({ terminal, share: (places * (1 + bookings)) / total }))
    .sort((one, other) => (one.terminal < other.terminal ? -1 : 1));
  if (standing && isFairEnough(places, exact, standing)) return standing;

  const whole = exact.map(({ terminal, share }) => ({ terminal, places: Math.floor(share), share }));
  const left = places - whole.reduce((sum, one) => sum + one.places, 0);
  const first = new Set(
    [...whole]
      .sort((one, other) => other.share - other.places - (one.share - one.places))
      .slice(0, left)
      .map(({ terminal }) => terminal),
  );
  return new Map(whole.map((one) => [one.terminal, one.places + (first.has(one.terminal) ? 1 : 0)]));
}

function isFairEnough(
  places: number,
  exact: readonly { readonly terminal: string; readonly share: number }[],
  standing: Shares,
): boolean {
  const given = [...standing.values()].reduce((sum, one) => sum + one, 0);
  return (
    standing.size === exact.length &&
    given === places &&
    exact.every(({ terminal, share }) => Math.abs((standing.get(terminal) ?? Infinity) - share) < TOLERANCE)
  );
}
