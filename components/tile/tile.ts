import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { Pressable } from '../press/pressable.ts';
import { card } from '../styles/card.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';

export type TileTone = 'plain' | 'accent' | 'positive' | 'caution' | 'danger';

/** A large card of the home grid: an icon, what it opens, and a hint of what is there. */
@customElement('linli-tile')
export class LinliTile extends Pressable {
  static override styles = [
    reset,
    focus,
    press,
    card,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      button {
        display: flex;
        flex-direction: column;
        align-items: flex-start;
        gap: var(--space-1);
        inline-size: 100%;
        block-size: 100%;
        min-block-size: calc(var(--unit) * 10.5);
        padding: var(--space-3);
        border-radius: var(--radius-3);
        overflow-wrap: anywhere;
      }
      .mark {
        display: grid;
        place-items: center;
        inline-size: min(3.5rem, calc(var(--unit) * 5));
        block-size: min(3.5rem, calc(var(--unit) * 5));
        margin-block-end: auto;
        border-radius: var(--radius-2);
        background: var(--accent-soft);
        color: var(--accent);
        --icon-size: min(2rem, calc(var(--unit) * 3));
      }
      .words {
        display: flex;
        flex-direction: column;
        gap: var(--space-1);
        min-inline-size: 0;
        margin-block-start: var(--space-1);
      }
      .label {
        /* A name breaks at its brackets and dots, not inside a word, as long as it can. */
        word-break: keep-all;
        /* A bracket that begins a line stands at its edge. */
        text-spacing-trim: trim-start;
        font-size: var(--type-heading);
        font-weight: var(--weight-strong);
        line-height: var(--leading-heading);
      }
      .hint {
        color: var(--muted);
        line-height: var(--leading-heading);
        word-break: keep-all;
        text-wrap: balance;
      }
      /* A wide glass is low: the icon stands beside the words, so that the whole home screen fits. */
      @media (orientation: landscape) {
        button {
          flex-direction: row;
          align-items: center;
          gap: var(--space-3);
          min-block-size: calc(var(--unit) * 5.5);
        }
        .mark {
          flex: none;
          margin-block-end: 0;
        }
        .words {
          margin-block-start: 0;
        }
        .label {
          font-size: var(--type-lead);
        }
      }
      .positive .mark {
        background: var(--positive-soft);
        color: var(--positive);
      }
      .caution .mark {
        background: var(--caution-soft);
        color: var(--caution);
      }
      .danger .mark {
        background: var(--danger-soft);
        color: var(--danger);
      }
      .accent {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      .accent .hint {
        color: inherit;
      }
      .accent .mark {
        background: var(--surface-raised);
      }
      .accent[data-pressed],
      .accent:not(:disabled):active {
        background: var(--accent-pressed);
      }
    `,
  ];

  @property() label = '';
  @property() hint = '';
  @property() icon = '';
  @property() tone: TileTone = 'plain';

  override render(): TemplateResult {
    return html`<button type="button" class="card ${this.tone}">
      <span class="mark"><linli-icon name=${this.icon}></linli-icon></span>
      <span class="words">
        <span class="label">${this.label}</span>
        ${this.hint ? html`<span class="hint">${this.hint}</span>` : nothing}
      </span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-tile': LinliTile;
  }
}
