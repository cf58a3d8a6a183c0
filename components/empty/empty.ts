import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { reset } from '../styles/reset.ts';
import { type } from '../styles/type.ts';

/**
 * A screen or region with nothing to show: empty, full, closed, offline, broken. What happened, then what to do next.
 *
 * @slot - More words, where the text is not enough.
 * @slot actions - The next step.
 */
@customElement('linli-empty')
export class LinliEmpty extends LitElement {
  static override styles = [
    reset,
    type,
    css`
      :host {
        display: block;
      }
      :host([whole]) {
        display: flex;
        flex: 1 0 auto;
      }
      .empty {
        display: flex;
        flex: 1 1 auto;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: var(--space-2);
        min-block-size: 100%;
        padding: var(--space-5) var(--space-3);
        text-align: center;
        overflow-wrap: anywhere;
      }
      .mark {
        display: grid;
        place-items: center;
        inline-size: calc(var(--unit) * 6);
        block-size: calc(var(--unit) * 6);
        margin-block-end: var(--space-1);
        border-radius: var(--radius-round);
        background: var(--accent-soft);
        color: var(--accent);
        --icon-size: calc(var(--unit) * 3);
      }
      h1 {
        font-size: var(--type-title);
        outline: none;
      }
      h1,
      p {
        /* Chinese breaks at its punctuation, as long as a line holds what stands between. */
        word-break: keep-all;
        text-wrap: balance;
        white-space: pre-line;
      }
      :host([whole]) p {
        font-size: var(--type-lead);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-2);
        margin-block-start: var(--space-2);
      }
    `,
  ];

  @property() icon = 'info';
  @property() heading = '';
  @property() text = '';
  /** It is the whole screen: its heading is the screen's, and takes the focus. */
  @property({ type: Boolean, reflect: true }) whole = false;

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('h1')?.focus(options);
  }

  override render(): TemplateResult {
    return html`<div class="empty">
      <div class="mark"><linli-icon name=${this.icon}></linli-icon></div>
      ${this.whole ? html`<h1 tabindex="-1">${this.heading}</h1>` : html`<h2>${this.heading}</h2>`}
      ${this.text ? html`<p>${this.text}</p>` : nothing}
      <slot></slot>
      <div class="actions"><slot name="actions"></slot></div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-empty': LinliEmpty;
  }
}
