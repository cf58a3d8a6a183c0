import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { desk } from '../shell/desk-styles.ts';
import type { BookingsWords } from './bookings-words.ts';

/** It is to be cancelled, and why. */
export class CancelEvent extends Event {
  readonly reason: string;

  constructor(reason: string) {
    super('linli-cancel');
    this.reason = reason;
  }
}

const PRESETS = ['asked', 'teacher', 'room', 'mistake'] as const;
const LONGEST = 120;

/** Asks why, in words that the resident reads; nothing is cancelled without. */
@customElement('linli-cancel-form')
export class CancelForm extends LitElement {
  static override styles = [
    desk,
    css`
      form {
        max-inline-size: none;
      }
      .fault {
        color: var(--danger);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) words!: BookingsWords;
  @state() private reason = '';
  @state() private asked = false;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    const missing = this.asked && this.reason.trim() === '';
    return html`<form @submit=${this.#onSubmit}>
      <strong>${t('cancel.heading')}</strong>
      <p class="hint">${t('cancel.hint')}</p>
      <div class="row">
        ${PRESETS.map(
          (preset) =>
            html`<button
              type="button"
              aria-pressed=${this.reason === t(`cancel.preset.${preset}`) ? 'true' : 'false'}
              @click=${() => (this.reason = t(`cancel.preset.${preset}`))}
            >
              ${t(`cancel.preset.${preset}`)}
            </button>`,
        )}
      </div>
      <div class="field">
        <label for="reason">${t('cancel.reason')}</label>
        <input
          id="reason"
          maxlength=${LONGEST}
          autocomplete="off"
          .value=${live(this.reason)}
          aria-invalid=${missing ? 'true' : 'false'}
          @input=${(event: InputEvent) => (this.reason = (event.target as HTMLInputElement).value)}
        />
        ${missing ? html`<p class="fault" role="alert">${t('cancel.needed')}</p>` : nothing}
      </div>
      <p>${t('cancel.lost')}</p>
      <div class="row">
        <button type="submit" class="danger">${t('cancel.do')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new Event('linli-back'))}>
          ${t('cancel.keep')}
        </button>
      </div>
    </form>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.asked = true;
    const reason = this.reason.trim();
    if (reason !== '') this.dispatchEvent(new CancelEvent(reason));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-cancel-form': CancelForm;
  }
}
