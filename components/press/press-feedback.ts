import type { LitElement, ReactiveController } from 'lit';

/** How long a press stays visible after a quick tap; shorter ones are not seen. */
const linger = 120;

/**
 * Marks the touched button of its host with `data-pressed` at pointer-down. Chromium waits about 100 ms before it matches
 * `:active` on a touch that might still become a scroll, which is too late to be felt as an answer.
 */
export class PressFeedback implements ReactiveController {
  readonly #host: LitElement;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('pointerdown', this.#onPointerDown);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('pointerdown', this.#onPointerDown);
  }

  readonly #onPointerDown = (event: PointerEvent): void => {
    const button = event
      .composedPath()
      .find(
        (node): node is HTMLButtonElement =>
          node instanceof HTMLButtonElement && node.getRootNode() === this.#host.renderRoot,
      );
    if (!button || button.disabled) return;
    button.dataset['pressed'] = '';
    const release = new AbortController();
    const onRelease = (): void => {
      release.abort();
      setTimeout(() => delete button.dataset['pressed'], linger);
    };
    for (const name of ['pointerup', 'pointercancel'] as const) {
      window.addEventListener(name, onRelease, { signal: release.signal, capture: true });
    }
  };
}
