import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { PressFeedback } from '../press/press-feedback.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';

export interface BarItem {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  /** Set for an item that stays down, e.g. reading aloud. */
  readonly pressed?: boolean | undefined;
  /** `accent` lifts the one item a person in trouble looks for. */
  readonly tone?: 'plain' | 'accent' | 'danger' | undefined;
  readonly disabled?: boolean | undefined;
}

/** An item of the bar was touched. */
export class BarPressEvent extends Event {
  readonly id: string;

  constructor(id: string) {
    super('linli-bar-press', { bubbles: true, composed: true });
    this.id = id;
  }
}

/**
 * The fixed bar: a row on an upright glass, a column at the side of a wide one. Its labels grow to 1.6 times and then stop,
 * so that the bar never takes the screen from what it serves; with large text it wraps into two rows or two columns.
 *
 * @fires linli-bar-press
 */
@customElement('linli-bar')
export class LinliBar extends LitElement {
  static override styles = [
    reset,
    focus,
    press,
    css`
      :host {
        --label-size: min(1rem, calc(var(--unit) * 1.6));
        --count: 6;
        --half: 3;
        display: block;
        background: var(--surface-raised);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap);
        padding: var(--space-2);
        font-size: var(--label-size);
      }
      /* One row while every item has 5.2 em, else half of them in each of two rows. */
      li {
        flex: 1 1
          clamp(
            (100% + var(--gap)) / var(--count) - var(--gap) - 0.5px,
            (var(--count) * (5.2em + var(--gap)) - 100%) * 999,
            (100% + var(--gap)) / var(--half) - var(--gap) - 0.5px
          );
        max-inline-size: calc((100% + var(--gap)) / var(--half) - var(--gap));
        min-inline-size: 0;
      }
      button {
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: calc(var(--space-1) / 2);
        inline-size: 100%;
        block-size: 100%;
        min-block-size: calc(var(--unit) * 4.5);
        padding: var(--space-1) calc(var(--space-1) / 2);
        border: 2px solid transparent;
        border-radius: var(--radius-2);
        line-height: 1.2;
        text-align: center;
        overflow-wrap: anywhere;
        --icon-size: 1.75em;
      }
      .accent {
        background: var(--accent-soft);
        font-weight: var(--weight-strong);
      }
      .accent linli-icon {
        color: var(--accent);
      }
      .danger {
        background: var(--danger-soft);
        color: var(--danger);
        font-weight: var(--weight-strong);
      }
      [aria-pressed='true'] {
        background: var(--accent);
        color: var(--on-accent);
        font-weight: var(--weight-strong);
      }
      [aria-pressed='true'] linli-icon {
        color: inherit;
      }
      button[data-pressed],
      button:not(:disabled):active {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--text);
      }
      button:disabled {
        color: var(--muted);
      }
      button:disabled linli-icon {
        opacity: 0.55;
      }
      @media (orientation: landscape) {
        :host {
          block-size: 100%;
          overflow-y: auto;
        }
        .bar {
          block-size: 100%;
        }
        li {
          max-inline-size: none;
        }
        ul {
          display: grid;
          /* Two columns once the labels are larger than 1.25 units. */
          inline-size: clamp(
            calc(var(--unit) * 8),
            (1em - var(--unit) * 1.25) * 999,
            calc(var(--unit) * 18.5)
          );
          min-block-size: 100%;
          grid-template-columns: repeat(auto-fit, minmax(calc(var(--unit) * 6), 1fr));
          grid-auto-rows: 1fr;
          align-content: stretch;
        }
      }
    `,
  ];

  @property({ attribute: false }) items: readonly BarItem[] = [];
  /** Accessible name, where the bar does not stand in a named landmark already. */
  @property() label = '';

  constructor() {
    super();
    new PressFeedback(this);
  }

  protected override updated(): void {
    this.style.setProperty('--count', String(Math.max(1, this.items.length)));
    this.style.setProperty('--half', String(Math.max(1, Math.ceil(this.items.length / 2))));
  }

  override render(): TemplateResult {
    return html`<div
      class="bar"
      role=${this.label ? 'navigation' : nothing}
      aria-label=${this.label || nothing}
    >
      <ul>
        ${this.items.map((item) => this.#renderItem(item))}
      </ul>
    </div>`;
  }

  #renderItem(item: BarItem): TemplateResult {
    return html`<li>
      <button
        type="button"
        class=${item.tone ?? 'plain'}
        ?disabled=${item.disabled ?? false}
        aria-pressed=${item.pressed === undefined ? nothing : String(item.pressed)}
        @click=${() => this.dispatchEvent(new BarPressEvent(item.id))}
      >
        <linli-icon name=${item.icon}></linli-icon>
        <span>${item.label}</span>
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-bar': LinliBar;
  }
  interface GlobalEventHandlersEventMap {
    'linli-bar-press': BarPressEvent;
  }
}
