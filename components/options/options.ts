import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ChooseEvent } from '../events/choose-event.ts';
import '../icon/icon.ts';
import { PressFeedback } from '../press/press-feedback.ts';
import { choice } from '../styles/choice.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';

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
    css`
      :host {
        display: block;
      }
      .options {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
        gap: var(--gap);
      }
      .choice {
        align-items: center;
        gap: var(--space-2);
        block-size: 100%;
        min-block-size: var(--target-large);
        padding: var(--space-2) var(--space-3);
      }
      .words {
        display: flex;
        flex: 1 1 0;
        flex-direction: column;
        gap: calc(var(--space-1) / 2);
        min-inline-size: 0;
      }
      .label {
        font-size: var(--type-lead);
        font-weight: var(--weight-strong);
      }
      .detail {
        color: var(--muted);
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
      [aria-pressed='true'] .detail {
        color: inherit;
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
    return html`<div class="options" role="group" aria-label=${this.label || nothing}>
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
      @click=${() => this.#onChoose(id, chosen)}
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

  #onChoose(id: string, chosen: boolean): void {
    const others = this.selected.filter((other) => other !== id);
    const selected = !this.multiple ? [id] : chosen ? others : [...others, id];
    this.dispatchEvent(new ChooseEvent(id, selected));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-options': LinliOptions;
  }
}
