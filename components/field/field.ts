import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../icon/icon.ts';
import { focus } from '../styles/focus.ts';
import { reset } from '../styles/reset.ts';
import { type } from '../styles/type.ts';

/** The person changed the text of a field. */
export class FieldInputEvent extends Event {
  readonly value: string;

  constructor(value: string) {
    super('linli-input', { bubbles: true, composed: true });
    this.value = value;
  }
}

/**
 * One line of text, filled by the keys on the glass or by a real keyboard. The value goes down as a property; what is typed
 * comes up as an event, and nothing is remembered by the browser.
 *
 * @fires linli-input
 */
@customElement('linli-field')
export class LinliField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  static override styles = [
    reset,
    type,
    focus,
    css`
      :host {
        display: block;
      }
      label {
        display: block;
        margin-block-end: var(--space-1);
        font-weight: var(--weight-strong);
        line-height: var(--leading-heading);
      }
      .box {
        display: flex;
        align-items: center;
        gap: var(--gap);
        min-block-size: calc(var(--unit) * 3.5);
        padding-inline: var(--space-3);
        border: 2px solid var(--line-strong);
        border-radius: var(--radius-2);
        background: var(--surface-raised);
        color: var(--muted);
      }
      .box:focus-within {
        border-color: var(--accent);
        box-shadow: 0 0 0 3px var(--accent);
      }
      input {
        flex: 1 1 0;
        inline-size: 0;
        min-inline-size: 0;
        min-block-size: calc(var(--unit) * 3.25);
        padding: 0;
        border: 0;
        outline: none;
        background: none;
        color: var(--text);
        font-size: var(--type-lead);
        caret-color: var(--accent);
      }
      input:focus-visible {
        outline: none;
        box-shadow: none;
      }
      input::placeholder {
        color: var(--muted);
        opacity: 1;
      }
      .code .box {
        min-block-size: calc(var(--unit) * 5);
      }
      .code input {
        font-size: var(--type-figure);
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.12em;
        line-height: 1.2;
        text-align: center;
      }
      .note {
        display: flex;
        gap: var(--space-1);
        margin-block-start: var(--space-1);
        color: var(--muted);
      }
      .invalid .box {
        border-color: var(--danger);
        border-width: 4px;
      }
      .error {
        color: var(--danger);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property() label = '';
  @property() value = '';
  @property() placeholder = '';
  @property() hint = '';
  /** What is wrong and what to do; empty if nothing is. */
  @property() error = '';
  @property() icon = '';
  /** Which keyboard the system may show; `none` where the page shows its own. */
  @property() mode: 'none' | 'text' | 'numeric' = 'none';
  /** A code to be typed: large, centred, spaced digits. */
  @property({ type: Boolean }) code = false;
  @property({ type: Number }) maxLength: number | undefined;

  @query('input') private readonly input!: HTMLInputElement;

  override render(): TemplateResult {
    return html`<div class="${this.code ? 'code' : ''} ${this.error ? 'invalid' : ''}">
      <label for="input">${this.label}</label>
      <div class="box">
        ${this.icon ? html`<linli-icon name=${this.icon}></linli-icon>` : nothing}
        <input
          id="input"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          autocorrect="off"
          spellcheck="false"
          inputmode=${this.mode}
          maxlength=${this.maxLength ?? nothing}
          placeholder=${this.placeholder || nothing}
          aria-describedby="hint error"
          aria-invalid=${this.error ? 'true' : 'false'}
          .value=${live(this.value)}
          @input=${this.#onInput}
        />
      </div>
      ${this.hint ? html`<p id="hint" class="note">${this.hint}</p>` : nothing}
      <div id="error" aria-live="polite">
        ${
          this.error
            ? html`<p class="note error">
                <linli-icon name="circle-alert"></linli-icon><span>${this.error}</span>
              </p>`
            : nothing
        }
      </div>
    </div>`;
  }

  #onInput(): void {
    this.value = this.input.value;
    this.dispatchEvent(new FieldInputEvent(this.value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-field': LinliField;
  }
  interface GlobalEventHandlersEventMap {
    'linli-input': FieldInputEvent;
  }
}
