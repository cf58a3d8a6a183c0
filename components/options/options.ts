import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ChooseEvent, chosenAfter } from '../events/choose-event.ts';
import '../icon/icon.ts';
import { PressFeedback } from '../press/press-feedback.ts';
import { choice } from '../styles/choice.ts';
import { choiceGrid } from '../styles/choice-grid.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';
import { words } from '../styles/words.ts';

export interface Option {
  readonly id: string;
  readonly label: string;
  /** What it is, in a sentence at most. */
  readonly detail?: string | undefined;
  /** A few words one chooses by. */
  readonly tags?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Choose among things that want a word of explanation: a dish, a place, a further day. With `multiple` a second touch
 * takes a choice back; without it a touch chooses. `selected` comes from outside: the element does not change it.
 *
 * @fires linli-choose
 */
@customElement('linli-options')
export class LinliOptions extends LitElement {
  static override styles = [
    reset,
    focus,
    press,
    choice,
    choiceGrid,
    words,
    css`
      :host {
        --column: 20rem;
      }
      .choice {
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-block-start: calc(var(--space-1) / 2);
      }
      .tag {
        padding: 0.1em 0.6em;
        border: 1px solid currentColor;
        border-radius: var(--radius-round);
        font-size: var(--type-small);
      }
      .box {
        display: grid;
        flex: none;
        place-items: center;
        inline-size: calc(var(--unit) * 1.4);
        block-size: calc(var(--unit) * 1.4);
        border: 2px solid var(--line-strong);
        border-radius: calc(var(--radius-1) / 2);
        --icon-size: var(--unit);
      }
      [aria-pressed='true'] .box {
        border-color: currentColor;
      }
    `,
  ];

  /** Accessible name of the set. */
  @property() label = '';
  @property({ attribute: false }) options: readonly Option[] = [];
  @property({ attribute: false }) selected: readonly string[] = [];
  @property({ type: Boolean }) multiple = false;

  constructor() {
    super();
    new PressFeedback(this);
  }

  override render(): TemplateResult {
    return html`<div class="choices" role="group" aria-label=${this.label || nothing}>
      ${this.options.map((option) => this.#renderOption(option))}
    </div>`;
  }

  #renderOption({ id, label, detail, tags = [], disabled = false }: Option): TemplateResult {
    const chosen = this.selected.includes(id);
    const check = chosen ? html`<linli-icon name="check"></linli-icon>` : nothing;
    return html`<button
      type="button"
      class="choice"
      aria-pressed=${String(chosen)}
      ?disabled=${disabled}
      @click=${() => this.#onChoose(id)}
    >
      ${this.multiple ? html`<span class="box">${check}</span>` : nothing}
      <span class="words">
        <span class="label">${label}</span>
        ${detail ? html`<span class="detail">${detail}</span>` : nothing}
        ${
          tags.length === 0
            ? nothing
            : html`<span class="tags">${tags.map((tag) => html`<span class="tag">${tag}</span> `)}</span>`
        }
      </span>
      ${this.multiple ? nothing : check}
    </button>`;
  }

  #onChoose(id: string): void {
    this.dispatchEvent(new ChooseEvent(id, chosenAfter(id, this.selected, this.multiple)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-options': LinliOptions;
  }
}
