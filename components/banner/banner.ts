import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { reset } from '../styles/reset.ts';
import { type } from '../styles/type.ts';

export type BannerTone = 'info' | 'positive' | 'caution' | 'danger';

/** The shape that says the tone without colour. */
const icons: Record<BannerTone, string> = {
  info: 'info',
  positive: 'circle-check',
  caution: 'triangle-alert',
  danger: 'octagon-alert',
};

/**
 * Something the person should know while going on. It is announced: politely, or at once where the tone is danger.
 *
 * @slot - What happened and what to do next.
 * @slot actions - At most one or two buttons.
 */
@customElement('linli-banner')
export class LinliBanner extends LitElement {
  static override styles = [
    reset,
    type,
    css`
      :host {
        display: block;
      }
      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        padding: var(--space-2) var(--space-3);
        border-inline-start: calc(var(--unit) / 3) solid currentColor;
        border-radius: var(--radius-1);
        overflow-wrap: anywhere;
      }
      .message {
        display: flex;
        flex: 1 1 14rem;
        gap: var(--space-2);
        min-inline-size: 0;
      }
      .words {
        flex: 1 1 0;
        min-inline-size: 0;
        color: var(--text);
      }
      linli-icon {
        --icon-size: min(1.5rem, calc(var(--unit) * 3));
      }
      .info {
        background: var(--info-soft);
        color: var(--info);
      }
      .positive {
        background: var(--positive-soft);
        color: var(--positive);
      }
      .caution {
        background: var(--caution-soft);
        color: var(--caution);
      }
      .danger {
        background: var(--danger-soft);
        color: var(--danger);
      }
    `,
  ];

  @property() tone: BannerTone = 'info';
  /** An icon other than the tone's own. */
  @property() icon = '';
  @property() heading = '';

  override render(): TemplateResult {
    return html`<div class="banner ${this.tone}" role=${this.tone === 'danger' ? 'alert' : 'status'}>
      <div class="message">
        <linli-icon name=${this.icon || icons[this.tone]}></linli-icon>
        <div class="words">
          ${this.heading ? html`<p class="strong">${this.heading}</p>` : nothing}
          <slot></slot>
        </div>
      </div>
      <slot name="actions"></slot>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-banner': LinliBanner;
  }
}
