/** A step in one direction: what lies that way, and how far to the side of it. */
interface Way {
  readonly ahead: (from: DOMRect, to: DOMRect) => number;
  readonly aside: (from: DOMRect, to: DOMRect) => number;
}

const across = (from: DOMRect, to: DOMRect): number => Math.abs(to.left - from.left);
const along = (from: DOMRect, to: DOMRect): number => Math.abs(to.top - from.top);

const WAYS: Readonly<Record<string, Way>> = {
  ArrowDown: { ahead: (from, to) => to.top - from.top, aside: across },
  ArrowUp: { ahead: (from, to) => from.top - to.top, aside: across },
  ArrowRight: { ahead: (from, to) => to.left - from.left, aside: along },
  ArrowLeft: { ahead: (from, to) => from.left - to.left, aside: along },
};

/** What lies to the side counts so many times: one stays in one's column or row where one can. */
const ASIDE = 3;

/**
 * Where an arrow key leads on a page of buttons that lie as they lie.
 * @returns undefined for another key, and where nothing lies that way
 */
export function nearest(
  from: HTMLElement,
  all: readonly HTMLElement[],
  key: string,
): HTMLElement | undefined {
  const way = WAYS[key];
  if (!way) return undefined;
  const here = from.getBoundingClientRect();
  const there = all
    .filter((one) => one !== from)
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => way.ahead(here, box) > 1)
    .map(({ one, box }) => ({ one, cost: way.ahead(here, box) + ASIDE * way.aside(here, box) }));
  return there.sort((a, b) => a.cost - b.cost)[0]?.one;
}
