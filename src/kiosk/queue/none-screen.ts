import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/empty/empty.ts';
import type { NoneWhy } from './flow.ts';
import { QueueScreen } from './queue-screen.ts';

/** No number here, why, and what to do instead. */
@customElement('linli-none-screen')
export class NoneScreen extends QueueScreen {
  @property({ attribute: false }) why: NoneWhy = 'no-queue';
  /** What the number was for, where that is known. */
  @property({ attribute: false }) service: string | undefined;

  protected override render(): TemplateResult {
    return html`
      <linli-empty whole icon="ticket" heading=${this.t('queue.none')} text=${this.#text}></linli-empty>
      <div class="ways">${this.#way()} ${this.helpButton()}</div>
    `;
  }

  get #text(): string {
    const key = `queue.none.${this.why}`;
    return this.terminal.words.has(key) ? this.t(key) : this.errorText(this.why);
  }

  /** What leads on, where something does. */
  #way(): TemplateResult | typeof nothing {
    if (this.why === 'by-appointment') return this.#appointment();
    if (this.why === 'no-queue') return nothing;
    return html`<linli-button
      variant="primary"
      size="large"
      icon="rotate-ccw"
      label=${this.t('queue.again')}
      @click=${() => this.step({ kind: 'again' })}
    ></linli-button>`;
  }

  #appointment(): TemplateResult {
    const { service } = this;
    return html`<linli-button
        variant="primary"
        size="large"
        icon="qr-code"
        label=${this.t('queue.check-in')}
        @click=${() => this.go({ view: 'arrival', purpose: 'check-in' }, { replace: true })}
      ></linli-button>
      ${
        service === undefined
          ? nothing
          : html`<linli-button
              size="large"
              icon="calendar-check"
              label=${this.t('service.book')}
              @click=${() => this.go({ view: 'service', id: service }, { replace: true })}
            ></linli-button>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-none-screen': NoneScreen;
  }
}
