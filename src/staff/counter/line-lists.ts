import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { inOrder, mayCall } from '../../model/queue.ts';
import type { Counter } from '../../model/schema/queue.ts';
import type { HallView, StaffTicket } from '../../model/schema/staff-hall.ts';
import { desk } from '../shell/desk-styles.ts';
import { ActEvent, PassOnEvent } from './act-event.ts';
import { type CounterWords, counterNumber, matterOf, originOf, waitedMinutes } from './counter-words.ts';
import { setAside } from './predict.ts';

type ListName = 'waiting' | 'aside' | 'busy' | 'ended';

/** Who waits, who was set aside, who is at other counters, who is done: every list with what can be done there. */
@customElement('linli-line-lists')
export class LineLists extends LitElement {
  static override styles = [
    desk,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--space-3);
      }
      .scroll {
        overflow-x: auto;
      }
      .number {
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .not-here {
        color: var(--muted);
      }
      td button {
        min-block-size: 2.25rem;
        white-space: nowrap;
      }
      .row {
        flex-wrap: nowrap;
      }
      details > summary {
        cursor: pointer;
        font-weight: var(--weight-strong);
        min-block-size: var(--target);
      }
      /* What can be read in the hall is left out on a phone. */
      @media (max-width: 46rem) {
        .how {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: CounterWords;
  @property({ attribute: false }) hall!: HallView;
  @property({ attribute: false }) counter!: Counter;
  @property({ attribute: false }) tickets: readonly StaffTicket[] = [];
  @property({ type: Number }) nowMs = 0;

  protected override render(): TemplateResult {
    const { tickets } = this;
    const busy = tickets.filter(
      ({ status, counter }) => (status === 'called' || status === 'serving') && counter !== this.counter.id,
    );
    const ended = tickets.filter(({ status }) => status === 'done' || status === 'cancelled');
    return html`
      ${this.#list('waiting', inOrder(tickets))} ${this.#list('aside', setAside(tickets))}
      ${this.#folded('busy', busy)} ${this.#folded('ended', ended)}
    `;
  }

  #list(name: ListName, tickets: readonly StaffTicket[]): TemplateResult {
    const { t } = this.words;
    return html`<section>
      <h2>${t(`counter.list.${name}`)} (${tickets.length})</h2>
      ${tickets.length === 0 ? html`<p class="hint">${t('counter.list.empty')}</p>` : this.#table(name, tickets)}
    </section>`;
  }

  /** What one seldom needs is one touch away. */
  #folded(name: ListName, tickets: readonly StaffTicket[]): TemplateResult {
    const { t } = this.words;
    return html`<details>
      <summary>${t(`counter.list.${name}`)} (${tickets.length})</summary>
      ${tickets.length === 0 ? html`<p class="hint">${t('counter.list.empty')}</p>` : this.#table(name, tickets)}
    </details>`;
  }

  #table(name: ListName, tickets: readonly StaffTicket[]): TemplateResult {
    const { t } = this.words;
    return html`<div class="scroll">
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">${t('counter.col.number')}</th>
            <th scope="col">${t('counter.col.what')}</th>
            <th scope="col" class="how">${t('counter.col.how')}</th>
            <th scope="col">${t(name === 'waiting' ? 'counter.col.waited' : 'counter.col.state')}</th>
            <th scope="col">${t('counter.col.do')}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            tickets,
            ({ id }) => id,
            (ticket) => this.#row(name, ticket),
          )}
        </tbody>
      </table>
    </div>`;
  }

  #row(name: ListName, ticket: StaffTicket): TemplateResult {
    const here = mayCall(this.counter, ticket);
    return html`<tr class=${here ? '' : 'not-here'}>
      <th scope="row" class="number">${ticket.number}</th>
      <td>
        ${matterOf(ticket, this.hall, this.words)}
        ${here || name !== 'waiting' ? nothing : html`<span class="hint">${this.words.t('counter.not-here')}</span>`}
      </td>
      <td class="how">${originOf(ticket, this.hall, this.words)}</td>
      <td>${name === 'waiting' ? this.#waited(ticket) : this.#state(ticket)}</td>
      <td>${this.#acts(name, ticket, here)}</td>
    </tr>`;
  }

  #waited(ticket: StaffTicket): TemplateResult {
    const { t } = this.words;
    const only = counterNumber(this.hall, ticket.onlyAt);
    return html`${t('counter.waited', { n: waitedMinutes(ticket, this.nowMs) })}
    ${only === undefined ? nothing : html`<div class="hint">${t('counter.only-at', { n: only })}</div>`}`;
  }

  #state(ticket: StaffTicket): TemplateResult {
    const { t } = this.words;
    const at = counterNumber(this.hall, ticket.counter);
    return html`${t(`counter.status.${ticket.status}`)}
    ${at === undefined ? nothing : html`<div class="hint">${t('counter.heading', { n: at })}</div>`}`;
  }

  #acts(name: ListName, ticket: StaffTicket, here: boolean): TemplateResult | typeof nothing {
    const { t } = this.words;
    if (name === 'busy' || name === 'ended') return nothing;
    const act = (does: 'call' | 'resume') => () => this.dispatchEvent(new ActEvent(ticket.id, { does }));
    return html`<div class="row">
      ${
        here
          ? html`<button type="button" @click=${act('call')}>
              ${t('counter.call')}<span class="visually-hidden"> ${ticket.number}</span>
            </button>`
          : nothing
      }
      ${
        name === 'aside'
          ? html`<button type="button" @click=${act('resume')}>
              ${t('counter.resume')}<span class="visually-hidden"> ${ticket.number}</span>
            </button>`
          : html`<button
              type="button"
              class="quiet"
              @click=${() => this.dispatchEvent(new PassOnEvent(ticket.id))}
            >
              ${t('counter.pass-on')}<span class="visually-hidden"> ${ticket.number}</span>
            </button>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-line-lists': LineLists;
  }
}
