import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TicketRef } from '../shell/ticket/ticket-facts.ts';
import '../shell/ticket/ticket-panel.ts';
import { ArrivalScreen } from './arrival-screen.ts';

/** A number that was shown: it lives on its own panel, until the person has seen how it stands. */
@customElement('linli-shown-number-screen')
export class ShownNumberScreen extends ArrivalScreen {
  @property({ attribute: false }) ticket!: TicketRef;
  @property({ attribute: false }) token: string | undefined;

  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1">${this.t('queue.yours')}</h1>
      <linli-ticket-panel .terminal=${this.terminal} .ticket=${this.ticket} .token=${this.token}>
        <linli-button
          size="large"
          variant="primary"
          icon="check"
          label=${this.t('book.done')}
          @click=${() => this.leave('end')}
        ></linli-button>
        ${this.helpButton()}
      </linli-ticket-panel>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-shown-number-screen': ShownNumberScreen;
  }
}
