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

export interface DayOption {
  readonly id: string;
  /** The day as one says it, e.g. the day of the week. */
  readonly label: string;
  /** The date. */
  readonly sublabel?: string | undefined;
  /** What is left on that day, in words. */
  readonly count?: number | string | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Choose a day from a few.
 *
 * @fires linli-choose
 */
@customElement('linli-days')
export class LinliDays extends LitElement {
  static override styles = [
    reset,
    focus,
    press,
    choice,
    choiceGrid,
    css`
      :host {
        --column: max(8.5rem, calc(var(--unit) * 9));
        container-type: inline-size;
      }
      .choice {
        position: relative;
        flex-direction: column;
        justify-content: center;
        gap: calc(var(--space-1) / 2);
        min-block-size: calc(var(--unit) * 5.5);
        text-align: center;
      }
      /* Four in a row on either glass. */
      @media (orientation: landscape) {
        :host {
          --column: max(8.5rem, calc(var(--unit) * 13));
        }
      }
      /* There is room enough on a standing glass. */
      @media (orientation: portrait) {
        .choice {
          min-block-size: calc(var(--unit) * 7);
        }
        .count {
          font-size: var(--type-text);
        }
      }
      linli-icon {
        position: absolute;
        inset-block-start: var(--space-1);
        inset-inline-end: var(--space-1);
        --icon-size: var(--unit);
      }
      /* One day a row: all on one line where it fits. */
      @container (max-width: 17.5rem) {
        .choice {
          flex-flow: row wrap;
          align-items: baseline;
          justify-content: flex-start;
          gap: 0 var(--space-2);
          text-align: start;
        }
        linli-icon {
          position: static;
          order: -1;
          align-self: center;
          --icon-size: 1em;
        }
      }
    `,
  ];

  /** Accessible name of the set. */
  @property() label = '';
  @property({ attribute: false }) days: readonly DayOption[] = [];
  @property() selected = '';

  constructor() {
    super();
    new PressFeedback(this);
  }

  override render(): TemplateResult {
    return html`<div class="choices" role="group" aria-label=${this.label || nothing}>
      ${this.days.map((day) => this.#renderDay(day))}
    </div>`;
  }

  #renderDay(day: DayOption): TemplateResult {
    const chosen = day.id === this.selected;
    return html`<button
      type="button"
      class="choice"
      aria-pressed=${String(chosen)}
      ?disabled=${day.disabled ?? false}
      @click=${() => this.dispatchEvent(new ChooseEvent(day.id, [day.id]))}
    >
      ${chosen ? html`<linli-icon name="check"></linli-icon>` : nothing}
      <span class="label">${day.label}</span>
      ${day.sublabel ? html`<span>${day.sublabel}</span>` : nothing}
      ${day.count === undefined ? nothing : html`<span class="count">${day.count}</span>`}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-days': LinliDays;
  }
}
