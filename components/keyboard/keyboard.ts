import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { PressFeedback } from '../press/press-feedback.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';

export type KeyboardLayout = 'letters' | 'digits';

/** Words on the keys that are not characters. A key without a word is left out. */
export interface KeyboardLabels {
  readonly delete: string;
  readonly space?: string | undefined;
  readonly done?: string | undefined;
}

/** A key went down: one character, `delete` or `done`. */
export class KeyEvent extends Event {
  readonly key: string;

  constructor(key: string) {
    super('linli-key', { bubbles: true, composed: true });
    this.key = key;
  }
}

const letterRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const digits = '123456789';

/**
 * Keys on the glass. A key answers when the finger lands, not when it leaves, and never takes the focus from the field that
 * is being filled. Letters are shown as capitals and given as small letters, as pinyin wants them.
 *
 * @fires linli-key
 */
@customElement('linli-keyboard')
export class LinliKeyboard extends LitElement {
  static override styles = [
    reset,
    focus,
    press,
    css`
      :host {
        display: block;
        container-type: inline-size;
        --key-size: min(1.4rem, calc(var(--unit) * 2));
        --word-size: min(1rem, calc(var(--unit) * 1.75));
      }
      .keys {
        display: flex;
        flex-direction: column;
        gap: var(--gap);
        max-inline-size: calc(var(--unit) * 48);
        margin-inline: auto;
      }
      .row {
        display: flex;
        justify-content: center;
        gap: var(--gap);
      }
      button {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: var(--gap);
        min-inline-size: 0;
        min-block-size: calc(var(--unit) * 3.5);
        border: 2px solid var(--line);
        border-radius: var(--radius-1);
        background: var(--surface-raised);
        box-shadow: 0 2px 0 var(--line);
        font-size: var(--key-size);
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
        line-height: 1.1;
        text-align: center;
        text-transform: uppercase;
        --icon-size: min(1.5rem, calc(var(--unit) * 2));
      }
      button[data-pressed],
      button:active {
        border-color: var(--accent);
        background: var(--accent);
        box-shadow: none;
        color: var(--on-accent);
      }
      .row button {
        flex: 0 1 calc((100% - 9 * var(--gap)) / 10);
      }
      .row .word {
        flex: 1 1 0;
      }
      .row .space {
        flex-grow: 2;
      }
      .word {
        padding-inline: var(--space-1);
        background: var(--surface-sunken);
        font-size: var(--word-size);
        text-transform: none;
        overflow-wrap: anywhere;
      }
      .done {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      .pad {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        max-inline-size: calc(var(--unit) * 26);
      }
      .pad button {
        min-block-size: calc(var(--unit) * 4.5);
        font-size: calc(var(--key-size) * 1.25);
      }
      .pad .word {
        flex-direction: column;
        gap: 0;
        font-size: var(--word-size);
      }
      @media (orientation: portrait) {
        .letters button {
          min-block-size: var(--target-large);
        }
      }
      /* Read and hit from a step away, by a hand that shakes: no smaller than a twelfth of the glass. */
      .pad.large {
        max-inline-size: 72vmin;
      }
      .pad.large button {
        min-block-size: 12vmin;
        font-size: max(8.4vmin, calc(var(--unit) * 2));
      }
      .pad.large .word {
        font-size: var(--word-size);
      }
      /* Where ten keys do not fit, the alphabet flows. */
      @container (max-width: 760px) {
        .letters .row {
          flex-wrap: wrap;
        }
        .letters .row button {
          flex: 1 0 64px;
        }
        .letters .row .word {
          flex-basis: 30%;
        }
      }
    `,
  ];

  @property() layout: KeyboardLayout = 'letters';
  @property({ attribute: false }) labels: KeyboardLabels = { delete: '' };
  /** Of digits only: keys as large as the glass allows, for what everybody has to type. */
  @property({ type: Boolean }) large = false;
  /** Accessible name of the group of keys. */
  @property() label = '';

  constructor() {
    super();
    new PressFeedback(this);
  }

  override render(): TemplateResult {
    return html`<div
      class="keys ${this.layout === 'letters' ? 'letters' : this.large ? 'pad large' : 'pad'}"
      role="group"
      aria-label=${this.label || nothing}
      @mousedown=${this.#onMouseDown}
    >
      ${this.layout === 'letters' ? this.#renderLetters() : this.#renderDigits()}
    </div>`;
  }

  #renderLetters(): TemplateResult {
    return html`${letterRows.map(
        (row) => html`<div class="row">${[...row].map((letter) => this.#renderKey(letter))}</div>`,
      )}
      <div class="row">
        ${this.#renderWord('delete', this.labels.delete, 'delete')}
        ${this.#renderWord(' ', this.labels.space, 'space')}
        ${this.#renderWord('done', this.labels.done, 'check')}
      </div>`;
  }

  #renderDigits(): TemplateResult {
    return html`${[...digits].map((digit) => this.#renderKey(digit))}
    ${this.#renderWord('delete', this.labels.delete, 'delete')} ${this.#renderKey('0')}
    ${this.#renderWord('done', this.labels.done, 'check')}`;
  }

  #renderKey(character: string): TemplateResult {
    return html`<button
      type="button"
      @pointerdown=${(event: PointerEvent) => this.#onPointerDown(event, character)}
      @click=${(event: MouseEvent) => this.#onClick(event, character)}
    >
      ${character}
    </button>`;
  }

  #renderWord(key: string, label: string | undefined, icon: string): TemplateResult | typeof nothing {
    if (!label) return nothing;
    return html`<button
      type="button"
      class="word ${key === ' ' ? 'space' : key}"
      @pointerdown=${(event: PointerEvent) => this.#onPointerDown(event, key)}
      @click=${(event: MouseEvent) => this.#onClick(event, key)}
    >
      <linli-icon name=${icon}></linli-icon><span>${label}</span>
    </button>`;
  }

  #onMouseDown(event: MouseEvent): void {
    event.preventDefault();
  }

  #onPointerDown(event: PointerEvent, key: string): void {
    if (event.button === 0) this.dispatchEvent(new KeyEvent(key));
  }

  /** A click without a pointer comes from a real keyboard or an assistive device; the others were answered on landing. */
  #onClick(event: MouseEvent, key: string): void {
    if (event.detail === 0) this.dispatchEvent(new KeyEvent(key));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-keyboard': LinliKeyboard;
  }
  interface GlobalEventHandlersEventMap {
    'linli-key': KeyEvent;
  }
}
