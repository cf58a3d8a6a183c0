import { LitElement, type TemplateResult, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../../../components/qr/qr.ts';
import { qrMatrix } from '../../devices/qr-code.ts';
import type { TotpOffer } from '../../model/schema/staff-factors.ts';
import { desk } from './desk-styles.ts';
import type { StaffWords } from './words.ts';

/** A code of the app was typed. */
export class TotpCodeEvent extends Event {
  readonly code: string;

  constructor(code: string) {
    super('linli-totp-code');
    this.code = code;
  }
}

/**
 * Sets up an app that makes codes: its secret as a QR code and in letters, and the first code of it.
 *
 * @fires linli-totp-code
 * @fires linli-totp-cancel
 */
@customElement('linli-totp-setup')
export class TotpSetup extends LitElement {
  static override styles = [
    desk,
    css`
      linli-qr {
        inline-size: min(100%, 14rem);
      }
      code {
        font:
          600 1rem/1.6 ui-monospace,
          'DejaVu Sans Mono',
          monospace;
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ];

  @property({ attribute: false }) words!: StaffWords;
  @property({ attribute: false }) offer!: TotpOffer;
  @property({ type: Boolean }) busy = false;
  @state() private code = '';

  protected override render(): TemplateResult {
    const { t } = this.words;
    const { uri, secret } = this.offer;
    return html`<section class="panel stack">
      <p>${t('factors.app.scan')}</p>
      <linli-qr .matrix=${qrMatrix(uri)} label=${t('factors.app.scan')}></linli-qr>
      <p class="hint">${t('factors.app.type')}</p>
      <code>${secret.replaceAll(/.{4}(?=.)/gu, '$& ')}</code>
      <form @submit=${this.#onSubmit}>
        <div class="field">
          <label for="first-code">${t('factors.app.code')}</label>
          <input
            id="first-code"
            .value=${live(this.code)}
            maxlength="10"
            inputmode="numeric"
            autocomplete="one-time-code"
            @input=${(event: InputEvent) => (this.code = (event.target as HTMLInputElement).value)}
          />
        </div>
        <div class="row">
          <button type="submit" class="primary" ?disabled=${this.busy}>${t('factor.do')}</button>
          <button type="button" @click=${() => this.dispatchEvent(new Event('linli-totp-cancel'))}>
            ${t('factors.keep')}
          </button>
        </div>
      </form>
    </section>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy || this.code.trim() === '') return;
    this.dispatchEvent(new TotpCodeEvent(this.code));
    this.code = '';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-totp-setup': TotpSetup;
  }
}
