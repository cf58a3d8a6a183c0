import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/icon/icon.ts';
import { reset } from '../../components/styles/reset.ts';
import type { DisplayKey } from '../access/messages/display.ts';
import { bothOf } from './both.ts';
import { type BothWords, startWords } from './words.ts';

/** What stands on the glass where there are no numbers to show: what is so, and what to do. */
@customElement('linli-display-message')
export class DisplayMessage extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: 2.4vmin;
        height: 100%;
        padding: 6vmin;
        text-align: center;
      }
      linli-icon {
        --icon-size: 12vmin;
        color: var(--accent);
      }
      h1 {
        font-size: 7vmin;
        font-weight: var(--weight-strong);
        line-height: 1.25;
      }
      p {
        font-size: 3.6vmin;
        line-height: 1.5;
        max-width: 24em;
        text-wrap: balance;
      }
      .second {
        display: block;
        color: var(--muted);
        font-size: 0.7em;
        font-weight: var(--weight-text);
      }
      .code {
        font-size: 13vmin;
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.04em;
        line-height: 1.1;
      }
    `,
  ];

  @property({ attribute: false }) words: BothWords = startWords();
  @property() icon = 'clock';
  @property() heading: DisplayKey = 'start.loading';
  @property() text: DisplayKey = 'start.loading-text';
  @property({ attribute: false }) values: Readonly<Record<string, string | number>> = {};
  /** What an operator types, the largest thing on the glass. */
  @property() code = '';

  protected override render(): TemplateResult {
    return html`
      <linli-icon name=${this.icon}></linli-icon>
      <h1>${bothOf(this.words, this.heading, this.values)}</h1>
      ${this.code === '' ? nothing : html`<p class="code">${this.code}</p>`}
      <p>${bothOf(this.words, this.text, this.values)}</p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-display-message': DisplayMessage;
  }
}
