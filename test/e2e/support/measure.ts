import type { Page } from '@playwright/test';

/** A control as it stands on the glass. */
interface Control {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** What lies over its centre, where something does. */
  readonly coveredBy: string | undefined;
}

/** What the eye and the finger find on a screen. All figures in CSS pixels. */
export interface Screen {
  readonly controls: readonly Control[];
  /** The smallest text, and what it says. */
  readonly smallest: { readonly sizePx: number; readonly text: string };
  /** What is wider than the room it has, the page first. */
  readonly tooWide: readonly string[];
}

/** Measures what is on the screen, through shadow roots; what is scrolled out of sight is not looked for underneath. */
export function measure(page: Page): Promise<Screen> {
  return page.evaluate(() => {
    const all: Element[] = [];
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        all.push(element);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    const seen = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return (
        width > 1 &&
        height > 1 &&
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      );
    };
    /** The element at a point, in the innermost shadow root. */
    const at = (x: number, y: number): Element | null => {
      let found = document.elementFromPoint(x, y);
      while (found?.shadowRoot) {
        const inner = found.shadowRoot.elementFromPoint(x, y);
        if (!inner || inner === found) break;
        found = inner;
      }
      return found;
    };
    const parentOf = (node: Node): Node | null =>
      node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
    const within = (node: Node | null, outer: Node): boolean => {
      for (let each = node; each; each = parentOf(each)) if (each === outer) return true;
      return false;
    };
    /** Whether a point of an element is on the glass, and not scrolled behind the edge of what holds it. */
    const inSight = (element: Element, x: number, y: number): boolean => {
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
      let each: Node | null = element;
      while ((each = (each instanceof Element && each.assignedSlot) || parentOf(each))) {
        if (!(each instanceof Element) || getComputedStyle(each).overflowY === 'visible') continue;
        const { left, right, top, bottom } = each.getBoundingClientRect();
        if (x < left || x > right || y < top || y > bottom) return false;
      }
      return true;
    };
    const words = (element: Element): string => {
      const label =
        element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent;
      return (element.getAttribute('aria-label') ?? label ?? '').trim().replaceAll(/\s+/gu, ' ').slice(0, 40);
    };

    const modal = all.find((element) => element.matches('dialog:modal'));
    const host = modal && (modal.getRootNode() as ShadowRoot).host;
    const reachable = (element: Element): boolean =>
      !modal || within(element, modal) || (!!host && within(element, host));
    const controls = all
      .filter((element) => element.matches('button, a[href], input, select, textarea') && seen(element))
      .filter(reachable)
      .map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        const over = inSight(element, x, y) ? at(x, y) : null;
        const other = over?.closest('button, a[href], input');
        const coveredBy = other && other !== element && !within(other, element) ? words(other) : undefined;
        return { name: words(element), width, height, coveredBy };
      });

    let smallest = { sizePx: Number.POSITIVE_INFINITY, text: '' };
    for (const element of all) {
      const text = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent?.trim() ?? '')
        .join('');
      if (text === '' || !seen(element) || element.matches('style, script, noscript')) continue;
      const sizePx = Number.parseFloat(getComputedStyle(element).fontSize);
      if (sizePx < smallest.sizePx) smallest = { sizePx, text: text.slice(0, 40) };
    }

    const tooWide = [document.documentElement, ...all]
      .filter((element) => {
        const { overflowX } = getComputedStyle(element);
        const scrolls =
          element === document.documentElement ||
          /auto|scroll/u.test(overflowX) ||
          element.localName === 'linli-scroll';
        // A table of figures is wide by nature and scrolls in a region of its own that a keyboard reaches.
        return (
          scrolls && !element.querySelector(':scope > table') && element.scrollWidth > element.clientWidth + 1
        );
      })
      .map(
        (element) =>
          `${element.localName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`,
      );
    return { controls, smallest, tooWide };
  });
}
