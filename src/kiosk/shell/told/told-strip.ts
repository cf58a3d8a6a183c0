import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../../../../components/icon/icon.ts';
import { KioskView, Live } from '../kiosk-view.ts';

/** A timer reaches no further than so long (2^31 milliseconds). */
const FURTHEST_MS = 2 ** 31 - 1;

/** What the staff have to say to everybody, until its time is over; nothing where they have nothing to say. */
@customElement('linli-told-strip')
export class ToldStrip extends KioskView {
  static override styles = css`
    :host {
      display: block;
    }
    p {
      display: flex;
      gap: var(--space-2);
      margin: 0;
      padding: var(--space-2) var(--space-4);
      background: var(--info-soft);
      color: var(--text);
      font-size: min(1.25rem, 6vmin);
      font-weight: var(--weight-strong);
      line-height: 1.4;
      text-align: start;
      overflow-wrap: anywhere;
    }
    linli-icon {
      --icon-size: 1.4em;
      color: var(--info);
    }
  `;

  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #message = new Live(this, ['told'], ({ told }) => told.message());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override updated(): void {
    clearTimeout(this.#timer);
    const { runtime } = this.terminal;
    const message = this.#message.value;
    if (!runtime || !message) return;
    const leftMs = Math.min(message.untilMs - runtime.store.now(), FURTHEST_MS);
    this.#timer = setTimeout(() => this.#message.refresh(), Math.max(leftMs, 0) + 100);
  }

  protected override render(): TemplateResult | typeof nothing {
    const message = this.#message.value;
    if (!message) return nothing;
    return html`<p><linli-icon name="megaphone"></linli-icon><span>${this.of(message.text)}</span></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-told-strip': ToldStrip;
  }
}
