import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ChooseEvent, chosenAfter } from '../events/choose-event.ts';
import '../icon/icon.ts';
import { PressFeedback } from '../press/press-feedback.ts';
import { choice } from '../styles/choice.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';

export interface ChipOption {
  readonly id: string;
  readonly label: string;
  readonly count?: number | string | undefined;
}

/**
 * A short set of choices in a row that wraps. With `multiple` a second touch takes a choice back; without it exactly one is
 * chosen. `selected` comes from outside: the element does not change it.
 *
 * @fires linli-choose
 */
@customElement('linli-chips')
export class LinliChips extends LitElement {
  static override styles = [
    reset,
    focus,
    press,
    choice,
    css`
      :host {
        display: block;
      }
      .label {
        margin-block-end: var(--space-1);
        font-weight: var(--weight-strong);
        line-height: var(--leading-heading);
      }
      .options {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap);
      }
      .choice {
        align-items: center;
        inline-size: auto;
        max-inline-size: 100%;
        gap: 0.4em;
        padding-inline: var(--space-3);
        border-color: var(--line-strong);
        border-radius: calc(var(--target) / 2);
        box-shadow: none;
        --icon-size: 1.2em;
      }
      .choice[aria-pressed='true'] {
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property() label = '';
  /** Whether the label is for the ear only, where a heading already says it. */
  @property({ type: Boolean }) labelHidden = false;
  @property({ attribute: false }) options: readonly ChipOption[] = [];
  @property({ attribute: false }) selected: readonly string[] = [];
  @property({ type: Boolean }) multiple = false;

  constructor() {
    super();
    new PressFeedback(this);
  }

  override render(): TemplateResult {
    return html`<div role="group" aria-labelledby="label">
      <div id="label" class=${this.labelHidden ? 'visually-hidden' : 'label'}>${this.label}</div>
      <div class="options">${this.options.map((option) => this.#renderOption(option))}</div>
    </div>`;
  }

  #renderOption({ id, label, count }: ChipOption): TemplateResult {
    const chosen = this.selected.includes(id);
    return html`<button
      type="button"
      class="choice"
      aria-pressed=${String(chosen)}
      @click=${() => this.#onChoose(id)}
    >
      ${chosen ? html`<linli-icon name="check"></linli-icon>` : nothing}
      <span>${label}</span>
      ${count === undefined ? nothing : html`<span class="count">${count}</span>`}
    </button>`;
  }

  #onChoose(id: string): void {
    this.dispatchEvent(new ChooseEvent(id, chosenAfter(id, this.selected, this.multiple)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-chips': LinliChips;
  }
}
