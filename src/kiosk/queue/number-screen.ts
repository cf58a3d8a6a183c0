import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TakenTicket } from '../shell/runtime.ts';
import '../shell/ticket/ticket-panel.ts';
import { QueueScreen } from './queue-screen.ts';

/** The number: it stays here, and moves with the line, until the person says that they have it. */
@customElement('linli-number-screen')
export class NumberScreen extends QueueScreen {
  @property({ attribute: false }) taken!: TakenTicket;
  /** True where it was there before one was asked for. */
  @property({ type: Boolean }) had = false;

  protected override render(): TemplateResult {
    const { ticket, token } = this.taken;
    return html`
      <h1 tabindex="-1">${this.t(this.had ? 'queue.have' : 'queue.yours')}</h1>
      <linli-ticket-panel .terminal=${this.terminal} .ticket=${ticket} .token=${token}>
        <linli-button
          variant="primary"
          size="large"
          icon="check"
          label=${this.t('queue.done')}
          @click=${() => this.leave('end')}
        ></linli-button>
        ${
          this.had
            ? html`<linli-button
                size="large"
                icon="users"
                label=${this.t('queue.another')}
                @click=${() => this.step({ kind: 'another' })}
              ></linli-button>`
            : nothing
        }
      </linli-ticket-panel>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-number-screen': NumberScreen;
  }
}
