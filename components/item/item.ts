import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { Pressable } from '../press/pressable.ts';
import { card } from '../styles/card.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';
import { words } from '../styles/words.ts';

export type BadgeTone = 'plain' | 'positive' | 'caution' | 'danger';

/** A row of a list that opens something. The badge is a word, its tone only repeats it in colour. */
@customElement('linli-item')
export class LinliItem extends Pressable {
  static override styles = [
    reset,
    focus,
    press,
    card,
    words,
    css`
      :host {
        display: block;
        container-type: inline-size;
        min-inline-size: 0;
      }
      button {
        display: flex;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        inline-size: 100%;
        block-size: 100%;
        min-block-size: var(--target-large);
        padding: var(--space-2) var(--space-3);
        overflow-wrap: anywhere;
      }
      .mark {
        display: grid;
        flex: none;
        place-items: center;
        inline-size: min(2.5rem, calc(var(--unit) * 4));
        block-size: min(2.5rem, calc(var(--unit) * 4));
        border-radius: var(--radius-1);
        background: var(--accent-soft);
        color: var(--accent);
        --icon-size: min(1.5rem, calc(var(--unit) * 2.5));
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--gap);
      }
      .heading {
        font-size: var(--type-lead);
        font-weight: var(--weight-strong);
      }
      .meta {
        color: var(--muted);
        font-size: var(--type-small);
        font-variant-numeric: tabular-nums;
      }
      .detail {
        font-variant-numeric: tabular-nums;
      }
      .badge {
        padding: calc(var(--space-1) / 4) var(--space-1);
        border: 2px solid currentColor;
        border-radius: var(--radius-1);
        background: var(--surface);
        color: var(--muted);
        font-size: var(--type-small);
        font-weight: var(--weight-strong);
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
      .chevron {
        color: var(--muted);
        --icon-size: min(1.25rem, calc(var(--unit) * 2));
      }
      @container (max-width: 20rem) {
        button {
          align-items: flex-start;
        }
      }
      :host(:dir(rtl)) .chevron {
        transform: scaleX(-1);
      }
    `,
  ];

  @property() heading = '';
  @property() detail = '';
  @property() meta = '';
  @property() icon = '';
  @property() badge = '';
  @property() badgeTone: BadgeTone = 'plain';
  @property({ type: Boolean }) chevron = false;

  override render(): TemplateResult {
    return html`<button type="button" class="card">
      ${this.icon ? html`<span class="mark"><linli-icon name=${this.icon}></linli-icon></span>` : nothing}
      <span class="words">
        <span class="head">
          <span class="heading">${this.heading}</span>
          ${this.badge ? html`<span class="badge ${this.badgeTone}">${this.badge}</span>` : nothing}
        </span>
        ${this.detail ? html`<span class="detail">${this.detail}</span>` : nothing}
        ${this.meta ? html`<span class="meta">${this.meta}</span>` : nothing}
      </span>
      ${this.chevron ? html`<linli-icon class="chevron" name="chevron-right"></linli-icon>` : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-item': LinliItem;
  }
}
