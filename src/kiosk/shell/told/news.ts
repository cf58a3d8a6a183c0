import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { KioskView } from '../kiosk-view.ts';
import '../withdrawn/withdrawn-strip.ts';
import './told-strip.ts';

/** What the first screen says beside its invitation: a message of the staff, and times the hall will not hold. */
@customElement('linli-news')
export class News extends KioskView {
  static override styles = css`
    :host {
      display: block;
    }
    linli-told-strip {
      width: fit-content;
      margin: var(--space-3) auto 0;
      border-radius: var(--radius-1);
      overflow: hidden;
    }
    linli-withdrawn-strip {
      --strip-side: auto;
    }
  `;

  /** The hub's time to the minute, milliseconds since 1970. */
  @property({ type: Number }) nowMs = 0;

  protected override render(): TemplateResult {
    return html`<linli-told-strip role="status" .terminal=${this.terminal}></linli-told-strip>
      <linli-withdrawn-strip .terminal=${this.terminal} .nowMs=${this.nowMs}></linli-withdrawn-strip>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-news': News;
  }
}
