import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ChooseEvent } from '../events/choose-event.ts';
import '../icon/icon.ts';
import { PressFeedback } from '../press/press-feedback.ts';
import { choice } from '../styles/choice.ts';
import { choiceGrid } from '../styles/choice-grid.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';
import { words } from '../styles/words.ts';

export interface TimeOption {
  readonly id: string;
  /** The time as it is read, e.g. from and to. */
  readonly label: string;
  /** Place, what is left, or why it cannot be had. */
  readonly detail?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Choose a time from those of a day.
 *
 * @fires linli-choose
 */
@customElement('linli-times')
export class LinliTimes extends LitElement {
  static override styles = [
    reset,
    focus,
    press,
    choice,
    choiceGrid,
    words,
    css`
      :host {
        --column: 12rem;
      }
      .choice {
        gap: var(--gap);
        padding-inline: var(--space-3);
      }
      .words {
        gap: 0;
      }
      @media (orientation: portrait) {
        .choice {
          min-block-size: calc(var(--unit) * 5);
        }
      }
    `,
  ];

  /** Accessible name of the set. */
  @property() label = '';
  @property({ attribute: false }) slots: readonly TimeOption[] = [];
  @property() selected = '';

  constructor() {
    super();
    new PressFeedback(this);
  }

  override render(): TemplateResult {
    return html`<div class="choices" role="group" aria-label=${this.label || nothing}>
      ${this.slots.map((slot) => this.#renderTime(slot))}
    </div>`;
  }

  #renderTime(slot: TimeOption): TemplateResult {
    const chosen = slot.id === this.selected;
    return html`<button
      type="button"
      class="choice"
      aria-pressed=${String(chosen)}
      ?disabled=${slot.disabled ?? false}
      @click=${() => this.dispatchEvent(new ChooseEvent(slot.id, [slot.id]))}
    >
      <span class="words">
        <span class="label">${slot.label}</span>
        ${slot.detail ? html`<span class="detail">${slot.detail}</span>` : nothing}
      </span>
      ${chosen ? html`<linli-icon name="check"></linli-icon>` : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-times': LinliTimes;
  }
}
