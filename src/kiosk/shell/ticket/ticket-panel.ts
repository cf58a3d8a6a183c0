import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/banner/banner.ts';
import '../../../../components/wait/wait.ts';
import '../../../access/messages/queue.ts';
import { KioskView, Live } from '../kiosk-view.ts';
import './ticket-card.ts';
import type { TicketActEvent } from './ticket-card.ts';
import { type TicketRef, TICKET_TOPICS, readTicket, unlisted } from './ticket-facts.ts';

/**
 * A number that lives: it is read from the local store and read again as the line moves; leaving and coming back are kept,
 * and what becomes of them is shown.
 *
 * @slot - The owner's own buttons, the first of all.
 */
@customElement('linli-ticket-panel')
export class TicketPanel extends KioskView {
  static override styles = css`
    :host {
      display: flex;
      flex: 1 0 auto;
      flex-direction: column;
      gap: var(--space-3);
    }
  `;

  @property({ attribute: false }) ticket!: TicketRef;
  @property({ attribute: false }) token: string | undefined;
  @state() private notKept = false;

  readonly #details = new Live(this, TICKET_TOPICS, (runtime) => readTicket(runtime, this.ticket));

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('ticket')) this.#details.refresh();
  }

  protected override render(): TemplateResult {
    // A store that fails takes no number away.
    const details = this.#details.value ?? (this.#details.failed ? unlisted(this.ticket) : undefined);
    if (!details) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    // The code of a number that was merged is no longer the one to show.
    const token = details.id === this.ticket.id ? this.token : undefined;
    return html`
      ${
        this.notKept
          ? html`<linli-banner tone="caution">${this.t('ticket.act-not-kept')}</linli-banner>`
          : nothing
      }
      <linli-ticket-card
        .terminal=${this.terminal}
        .details=${details}
        .token=${token}
        @linli-ticket-act=${this.#onAct}
        ><slot></slot
      ></linli-ticket-card>
    `;
  }

  readonly #onAct = (event: TicketActEvent): void => {
    void this.#keep(event);
  };

  async #keep({ act }: TicketActEvent): Promise<void> {
    const { runtime, sync } = this.terminal;
    const ticket = this.#details.value?.ticket;
    // A terminal that is not let in, or that forgets, delivers nothing: then nothing is promised either.
    const delivers =
      sync.state === 'online' || (sync.state !== 'revoked' && sync.state !== 'waiting' && runtime?.durable);
    if (!runtime || !ticket || !delivers) {
      this.notKept = true;
      return;
    }
    try {
      await (act === 'leave' ? runtime.leaveQueue(ticket) : runtime.rejoinQueue(ticket));
      this.notKept = false;
    } catch {
      this.notKept = true;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-ticket-panel': TicketPanel;
  }
}
