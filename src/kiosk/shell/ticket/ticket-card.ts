import { type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/banner/banner.ts';
import '../../../../components/button/button.ts';
import '../../../../components/dialog/dialog.ts';
import '../../../../components/icon/icon.ts';
import '../../../../components/qr/qr.ts';
import '../../../access/messages/queue.ts';
import { printSlip } from '../../../devices/printer.ts';
import { qrMatrix } from '../../../devices/qr-code.ts';
import { nextTicketStatus } from '../../../model/ticket.ts';
import { KioskView } from '../kiosk-view.ts';
import { phoneLink } from '../pass/phone-link.ts';
import { slipContent } from '../pass/slip.ts';
import type { TicketDetails } from './ticket-facts.ts';
import { ticketStyles } from './ticket-styles.ts';
import { TICKET_LOOKS, type TicketWords, ticketSlip, ticketWords } from './ticket-words.ts';

/** What the holder of a number does with it. */
export type TicketAct = 'leave' | 'rejoin';

/** The holder of a number wants something done with it, and is sure. */
export class TicketActEvent extends Event {
  readonly act: TicketAct;

  constructor(act: TicketAct) {
    super('linli-ticket-act', { bubbles: true, composed: true });
    this.act = act;
  }
}

/**
 * A number: what holds of it now and what to do next, the number as the largest thing, how many are ahead, its code, and
 * what its holder may do. It is given what there is to show and reads nothing itself.
 *
 * @slot - The owner's own buttons, the first of all.
 * @fires linli-ticket-act
 */
@customElement('linli-ticket-card')
export class TicketCard extends KioskView {
  static override styles = ticketStyles;

  @property({ attribute: false }) details!: TicketDetails;
  /** The signed text of its code; without it there is none to show, and nothing to print. */
  @property({ attribute: false }) token: string | undefined;
  @state() private sure = false;
  @state() private printing: 'no' | 'printed' | 'failed' = 'no';

  protected override render(): TemplateResult {
    const words = ticketWords(this.details, this.terminal.words, this.terminal.site.hall);
    return html`
      ${this.#standing(words)}
      <div class="card">${this.#what(words)} ${this.#code()}</div>
      ${this.#printed()} ${this.#asked()}
      <div class="actions">
        ${
          this.#may('rejoin')
            ? html`<linli-button
                variant="primary"
                size="large"
                icon="check"
                label=${this.t('ticket.rejoin')}
                @click=${() => this.#act('rejoin')}
              ></linli-button>`
            : nothing
        }
        <slot></slot>
        ${this.#printButton()}
        ${
          this.#may('leave')
            ? html`<linli-button
                variant="quiet"
                size="large"
                icon="x"
                label=${this.t('ticket.leave')}
                @click=${this.#askSure}
              ></linli-button>`
            : nothing
        }
      </div>
      ${this.sure ? this.#sure(words) : nothing}
    `;
  }

  /** What holds now: nothing to say of a number that simply waits. It is announced when it changes. */
  #standing({ heading, next }: TicketWords): TemplateResult {
    const { state: standing } = this.details;
    const { tone, icon } = TICKET_LOOKS[standing];
    return html`<div role="status" class=${standing === 'waiting' ? 'quiet' : ''}>
      ${
        standing === 'waiting'
          ? nothing
          : html`<div class="state ${tone} ${standing}">
              <linli-icon name=${icon}></linli-icon>
              <p><strong>${heading}</strong>${next}</p>
            </div>`
      }
    </div>`;
  }

  #what(words: TicketWords): TemplateResult {
    const { terminal } = this;
    const synced = terminal.runtime?.store.mark.syncedAtMs;
    const asOf =
      terminal.sync.state !== 'online' && words.ahead !== '' && synced !== undefined
        ? this.t('queue.as-of', { time: terminal.clock.time(synced) })
        : '';
    const line = (text: string, kind: string) => (text === '' ? nothing : html`<p class=${kind}>${text}</p>`);
    return html`<div class="what">
      <div class="head">
        ${line(words.queue, 'queue')}
        <p class="number" aria-label="${this.t('ticket.number')} ${words.number}">${words.number}</p>
      </div>
      <div class="facts">
        ${line(words.ahead, 'ahead')} ${line(words.estimate, 'estimate')} ${line(words.where, 'where')}
        ${line(this.details.state === 'waiting' ? words.next : '', 'next')} ${line(asOf, 'muted')}
        ${words.notes.map((note) => line(note, 'note'))} ${line(words.demo, 'muted')}
      </div>
    </div>`;
  }

  #code() {
    const link = this.#link;
    if (link === '') return nothing;
    return html`<figure class="code">
      <linli-qr .matrix=${qrMatrix(link)} label=${this.t('ticket.qr')}></linli-qr>
      <figcaption>
        <strong>${this.t('ticket.phone')}</strong>
        <span class="muted">${this.t('ticket.phone-how')}</span>
      </figcaption>
    </figure>`;
  }

  #printButton() {
    if (this.#link === '' || this.#over) return nothing;
    const again = this.printing !== 'no';
    return html`<linli-button
      size="large"
      icon="printer"
      label=${this.t(again ? 'ticket.print-again' : 'ticket.print')}
      @click=${this.#print}
    ></linli-button>`;
  }

  #printed() {
    if (this.printing === 'no') return nothing;
    const failed = this.printing === 'failed';
    return html`<linli-banner tone=${failed ? 'caution' : 'info'} icon="printer"
      >${this.t(failed ? 'ticket.print-failed' : 'ticket.printed')}</linli-banner
    >`;
  }

  /** What was asked for and is on its way, or the hub's no to it. */
  #asked() {
    const { asked, error, state: standing } = this.details;
    if (asked) {
      const offline = this.terminal.sync.state === 'online' ? '' : '-offline';
      return html`<linli-banner tone="info" icon="clock"
        >${this.t(`ticket.asked-${asked}${offline}` as const)}</linli-banner
      >`;
    }
    if (error === undefined) return nothing;
    const heading = standing === 'refused' ? '' : this.t('ticket.act-refused');
    return html`<linli-banner tone="caution" heading=${heading}>${this.errorText(error)}</linli-banner>`;
  }

  #sure({ number }: TicketWords): TemplateResult {
    return html`<linli-dialog open heading=${this.t('ticket.leave-sure')} @linli-dialog-cancel=${this.#stay}>
      <p>${this.t('ticket.leave-means', { number })}</p>
      <linli-button
        slot="actions"
        variant="primary"
        size="large"
        label=${this.t('ticket.leave-no')}
        @click=${this.#stay}
      ></linli-button>
      <linli-button
        slot="actions"
        variant="danger"
        size="large"
        icon="x"
        label=${this.t('ticket.leave-yes')}
        @click=${() => this.#act('leave')}
      ></linli-button>
    </linli-dialog>`;
  }

  /** The address of the phone page, which the terminal's own scanner reads, too. */
  get #link(): string {
    return this.token === undefined ? '' : phoneLink(location.origin, this.terminal.site.id, this.token);
  }

  get #over(): boolean {
    return ['done', 'cancelled', 'merged', 'refused'].includes(this.details.state);
  }

  #may(act: TicketAct): boolean {
    const { ticket, asked } = this.details;
    if (!ticket || asked || this.details.state === 'refused') return false;
    return nextTicketStatus(ticket.status, act).ok;
  }

  #act(act: TicketAct): void {
    this.sure = false;
    this.dispatchEvent(new TicketActEvent(act));
  }

  readonly #askSure = (): void => {
    this.sure = true;
  };

  readonly #stay = (): void => {
    this.sure = false;
  };

  /** A printer that fails takes nothing away: the number is on the screen. */
  readonly #print = (): void => {
    const { words, clock, site } = this.terminal;
    const lines = ticketSlip(this.details, words, clock, { hall: site.hall, link: this.#link });
    this.printing = 'printed';
    printSlip(slipContent(lines, 'slip-80mm'), 'slip-80mm').then(
      (printed) => {
        if (printed === 'timed-out') this.printing = 'failed';
      },
      () => {
        this.printing = 'failed';
      },
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-ticket-card': TicketCard;
  }
  interface HTMLElementEventMap {
    'linli-ticket-act': TicketActEvent;
  }
}
