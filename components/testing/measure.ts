import { setViewport } from '@web/test-runner-commands';

/** The glass most terminals have; tests start on a small one. */
export const upright = (): Promise<void> => setViewport({ width: 1080, height: 1920 });

/** Sets the size of text as the terminal does; call without a scale to set it back. */
export function setTextScale(scale?: number): void {
  if (scale === undefined) document.documentElement.style.removeProperty('--text-scale');
  else document.documentElement.style.setProperty('--text-scale', String(scale));
}

/** All elements under a root, through open shadow roots. */
export function* deep(root: ParentNode): Generator<Element> {
  if (root instanceof Element && root.shadowRoot) yield* deep(root.shadowRoot);
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* deep(element.shadowRoot);
  }
}

const name = (element: Element): string => `${element.localName}.${element.getAttribute('class') ?? ''}`;

/** Things that stick out of `box` sideways, or whose own content is wider than they are. */
export function overflowing(box: HTMLElement): string[] {
  const { left, right } = box.getBoundingClientRect();
  const found: string[] = [];
  for (const element of deep(box)) {
    const style = getComputedStyle(element);
    if (element.closest('svg') || style.clipPath !== 'none') continue;
    const rect = element.getBoundingClientRect();
    if (rect.width > 0 && (rect.right > right + 1 || rect.left < left - 1))
      found.push(`${name(element)} sticks out`);
    if (
      style.display !== 'inline' &&
      element.clientWidth > 0 &&
      element.scrollWidth > element.clientWidth + 1
    ) {
      found.push(`${name(element)} is too narrow for its content`);
    }
  }
  return found;
}

/** Boxes of everything that can be touched. */
export function targets(root: ParentNode): DOMRect[] {
  return [...deep(root)]
    .filter((element) => element instanceof HTMLButtonElement || element instanceof HTMLInputElement)
    .map((element) => element.getBoundingClientRect())
    .filter((rect) => rect.width > 0);
}

/** The smallest edge among targets, in CSS pixels. */
export const smallestEdge = (boxes: readonly DOMRect[]): number =>
  Math.min(...boxes.flatMap(({ width, height }) => [width, height]));

/** The smallest distance between two targets, in CSS pixels; 0 if two overlap. */
export function smallestGap(boxes: readonly DOMRect[]): number {
  let smallest = Infinity;
  boxes.forEach((one, index) => {
    for (const other of boxes.slice(index + 1)) {
      const x = Math.max(0, other.left - one.right, one.left - other.right);
      const y = Math.max(0, other.top - one.bottom, one.top - other.bottom);
      smallest = Math.min(smallest, Math.hypot(x, y));
    }
  });
  return smallest;
}
