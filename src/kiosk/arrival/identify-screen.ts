import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/field/field.ts';
import '../../../components/keyboard/keyboard.ts';
import type { FieldInputEvent } from '../../../components/field/field.ts';
import type { KeyEvent } from '../../../components/keyboard/keyboard.ts';
import { ArrivalScreen, IdentifyEvent } from './arrival-screen.ts';
import type { Goal } from './flow.ts';
import './scan-panel.ts';
import type { ScanEvent } from './scan-panel.ts';

const CODE_LENGTH = 9;

/** Show the pass, or type its nine digits. */
@customElement('linli-identify-screen')
export class IdentifyScreen extends ArrivalScreen {
  @property() goal: Goal = 'check-in';
  @property({ type: Boolean }) typing = false;
  @state() private code = '';

  protected override render(): TemplateResult {
    const heading = html`<h1 tabindex="-1">
      ${this.t(this.goal === 'check-in' ? 'arrival.heading' : 'manage.heading')}
    </h1>`;
    return html`${heading} ${this.typing ? this.#digits() : this.#scanner()}`;
  }

  #scanner(): TemplateResult {
    return html`
      <p class="lead">${this.t('arrival.how')}</p>
      <linli-scan-panel
        .words=${this.terminal.words}
        @linli-scan=${(event: ScanEvent) => this.#identify(event.text)}
      ></linli-scan-panel>
      <linli-button
        size="large"
        icon="keyboard"
        label=${this.t('arrival.type')}
        @click=${() => this.step({ kind: 'how', typing: true })}
      ></linli-button>
    `;
  }

  #digits(): TemplateResult {
    return html`
      <div class="columns stack">
        <linli-field
          code
          label=${this.t('arrival.code')}
          hint=${this.t('arrival.code-hint')}
          .value=${this.code.replaceAll(/(\d{3})(?=\d)/gu, '$1 ')}
          @linli-input=${(event: FieldInputEvent) => this.#type(event.value)}
        ></linli-field>
        <linli-keyboard
          layout="digits"
          label=${this.t('arrival.code')}
          .labels=${{ delete: this.t('key.delete'), done: this.t('key.done') }}
          @linli-key=${this.#onKey}
        ></linli-keyboard>
      </div>
      <div class="row">
        <linli-button
          icon="qr-code"
          label=${this.t('arrival.scan')}
          @click=${() => this.step({ kind: 'how', typing: false })}
        ></linli-button>
      </div>
    `;
  }

  #type(text: string): void {
    this.code = text.replaceAll(/\D/gu, '').slice(0, CODE_LENGTH);
    if (this.code.length === CODE_LENGTH) this.#identify(this.code);
  }

  #identify(text: string): void {
    if (text !== '') this.dispatchEvent(new IdentifyEvent(text));
  }

  readonly #onKey = (event: KeyEvent): void => {
    if (event.key === 'done') this.#identify(this.code);
    else this.#type(event.key === 'delete' ? this.code.slice(0, -1) : this.code + event.key);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-identify-screen': IdentifyScreen;
  }
}
