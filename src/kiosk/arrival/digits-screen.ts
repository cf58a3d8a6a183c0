import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/field/field.ts';
import '../../../components/keyboard/keyboard.ts';
import type { FieldInputEvent } from '../../../components/field/field.ts';
import type { KeyEvent } from '../../../components/keyboard/keyboard.ts';
import { ArrivalScreen } from './arrival-screen.ts';

const LENGTH = 4;

/** Who looks after a booking by its nine digits says the last four of the phone number that was left with it. */
@customElement('linli-digits-screen')
export class DigitsScreen extends ArrivalScreen {
  /** True where the ones said before were not right. */
  @property({ type: Boolean }) wrong = false;
  @state() private digits = '';
  @state() private touched = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('wrong')) this.touched = false;
  }

  protected override render(): TemplateResult {
    const complain = this.wrong && !this.touched;
    return html`
      <h1 tabindex="-1">${this.t('manage.digits')}</h1>
      <p>${this.t('manage.digits-why')}</p>
      <div class="columns stack">
        <linli-field
          code
          label=${this.t('manage.digits-label')}
          error=${complain ? this.t('manage.digits-wrong') : ''}
          .value=${this.digits}
          @linli-input=${(event: FieldInputEvent) => this.#type(event.value)}
        ></linli-field>
        <linli-keyboard
          layout="digits"
          label=${this.t('manage.digits')}
          .labels=${{ delete: this.t('key.delete') }}
          @linli-key=${this.#onKey}
        ></linli-keyboard>
      </div>
      <p>${this.t('manage.digits-other')}</p>
      <div class="ways">
        <linli-button
          size="large"
          icon="chevron-left"
          label=${this.t('manage.back')}
          @click=${() => this.step({ kind: 'look' })}
        ></linli-button>
        ${this.helpButton()}
      </div>
    `;
  }

  #type(text: string): void {
    this.touched = true;
    this.digits = text.replaceAll(/\D/gu, '').slice(0, LENGTH);
    // Four digits are all there is to say: no further touch is asked for.
    if (this.digits.length === LENGTH) this.step({ kind: 'digits', lastDigits: this.digits });
  }

  readonly #onKey = (event: KeyEvent): void => {
    if (event.key === 'delete') this.#type(this.digits.slice(0, -1));
    else this.#type(this.digits + event.key);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-digits-screen': DigitsScreen;
  }
}
