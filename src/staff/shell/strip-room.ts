import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Makes room for what stands above a page and stays in sight: what else stays in sight begins below it (`--top`), and what is
 * being typed is never under it.
 */
export class StripRoom implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #strip: () => HTMLElement | null;
  #observer: ResizeObserver | undefined;

  /** @param strip the element, once it is drawn; it is always the same */
  constructor(host: ReactiveControllerHost & HTMLElement, strip: () => HTMLElement | null) {
    this.#host = host;
    this.#strip = strip;
    host.addController(this);
  }

  hostUpdated(): void {
    const strip = this.#strip();
    if (this.#observer || !strip) return;
    this.#observer = new ResizeObserver(() => this.#measure(strip));
    this.#observer.observe(strip);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    document.documentElement.style.removeProperty('scroll-padding-top');
  }

  #measure(strip: HTMLElement): void {
    // On a low screen it goes away with the page instead of taking half of it.
    const heightPx = getComputedStyle(strip).position === 'sticky' ? strip.offsetHeight : 0;
    this.#host.style.setProperty('--top', `${heightPx}px`);
    // Where Tab leads is scrolled to below it.
    document.documentElement.style.setProperty('scroll-padding-top', `${heightPx}px`);
    const typed = heightPx > 0 ? focused() : undefined;
    if (!typed || strip.contains(typed)) return;
    const { top, bottom } = typed.getBoundingClientRect();
    const underPx = strip.getBoundingClientRect().bottom - top;
    if (underPx > 0 && bottom > 0) scrollBy(0, -underPx);
  }
}

/** What has the focus, however deep it lies. */
function focused(): Element | undefined {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.matches('input, textarea, select, [contenteditable]') ? at : undefined;
}
