import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CounterClient } from '../../api/staff-counter.ts';
import type { Command, CommandBody, Outcome, StaffKind } from '../../model/schema/command.ts';
import type { Counter } from '../../model/schema/queue.ts';
import type { HallView, StaffTicket } from '../../model/schema/staff-hall.ts';
import type { TicketId } from '../../model/schema/ticket.ts';
import { desk } from '../shell/desk-styles.ts';
import { LiveView, type Reading } from '../shell/live-view.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import type { ActEvent, PassOnEvent } from './act-event.ts';
import { chooseCounter, queueNames } from './choose-counter.ts';
import { CounterActs } from './counter-acts.ts';
import { type CounterSaid, counterNews } from './counter-news.ts';
import { type CounterWords, counterWords } from './counter-words.ts';
import { type KeyAct, KEYS, keyAct } from './keys.ts';
import './line-lists.ts';
import './now-panel.ts';
import './pass-on-dialog.ts';
import {
  type Act,
  type Expected,
  actsFor,
  allTickets,
  expect,
  nextAt,
  presentAt,
  undoable,
} from './predict.ts';
import { recallCounter, recallKeys, rememberCounter, rememberKeys } from './remembered.ts';

const SECOND_MS = 1_000;

/** What was done to a number, told by what it is now. */
const DONE: Readonly<Record<StaffTicket['status'], Act['does'] | 'last'>> = {
  waiting: 'last',
  called: 'call',
  serving: 'serve',
  parked: 'park',
  missed: 'miss',
  done: 'finish',
  cancelled: 'last',
  merged: 'last',
};

/** One counter of a hall: calls the next number, and sees to the one that is there. */
@customElement('linli-counter-desk')
export class CounterDesk extends LitElement {
  static override styles = [
    desk,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--space-3);
      }
      .counters {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr));
        gap: var(--space-2);
      }
      .counters button {
        flex-direction: column;
        min-block-size: 5rem;
      }
      .head {
        justify-content: space-between;
      }
      .news {
        display: flex;
        flex-direction: column;
        gap: var(--space-1);
      }
      .news .note {
        margin: 0;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(18rem, 24rem) minmax(0, 1fr);
        gap: var(--space-3);
        align-items: start;
      }
      .now {
        position: sticky;
        inset-block-start: calc(var(--top, 0px) + var(--space-2));
      }
      @media (max-width: 60rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .now {
          position: static;
        }
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private reading: Reading<HallView> | undefined;
  @state() private unreachable = false;
  @state() private counterId: string | undefined;
  @state() private passing: TicketId | undefined;
  @state() private said: CounterSaid | undefined;
  @state() private keys = recallKeys();
  #words!: CounterWords;
  #live: LiveView<HallView> | undefined;
  #acts: CounterActs | undefined;
  #ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey);
    this.#ticking = setInterval(() => this.requestUpdate(), 15 * SECOND_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKey);
    clearInterval(this.#ticking);
    this.#live?.stop();
    this.#live = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('staff')) return;
    this.#words = counterWords(this.staff);
    if (!this.#live) this.#open();
  }

  protected override render(): TemplateResult {
    const { t } = this.#words;
    const hall = this.reading?.value;
    if (!hall)
      return html`<h1 tabindex="-1">${t('counter.wait')}</h1>
        ${this.unreachable ? note('bad', t('counter.unreachable')) : nothing}`;
    const counter = hall.counters.find(({ id }) => id === this.counterId);
    if (!counter) return chooseCounter(hall, this.#words, (chosen) => this.#choose(chosen));
    return this.#desk(hall, counter);
  }

  #desk(hall: HallView, counter: Counter): TemplateResult {
    const expected = this.#expected(hall);
    const present = presentAt(expected.tickets, counter);
    const nowMs = this.#nowMs;
    return html`
      ${this.#head(hall, counter)} ${counterNews(this.#words, this.reading, this.#acts, this.said)}
      <div
        class="columns"
        @linli-act=${this.#onAct}
        @linli-pass-on=${this.#onPassOn}
        @linli-next=${this.#onNext}
      >
        <div class="now stack">
          <linli-now-panel
            .words=${this.#words}
            .hall=${hall}
            .present=${present}
            .next=${nextAt(expected.tickets, counter)}
            .nowMs=${nowMs}
            .calling=${expected.calling}
            .keys=${this.keys}
          ></linli-now-panel>
          ${this.#undoButton(expected.tickets)}
        </div>
        <linli-line-lists
          .words=${this.#words}
          .hall=${hall}
          .counter=${counter}
          .tickets=${expected.tickets}
          .nowMs=${nowMs}
        ></linli-line-lists>
      </div>
      <linli-pass-on-dialog
        .words=${this.#words}
        .hall=${hall}
        .ticket=${expected.tickets.find(({ id }) => id === this.passing)}
        @linli-act=${this.#onAct}
        @linli-closed=${() => (this.passing = undefined)}
      ></linli-pass-on-dialog>
    `;
  }

  #head(hall: HallView, counter: Counter): TemplateResult {
    const { t } = this.#words;
    return html`<div class="row head">
      <div>
        <h1 tabindex="-1">${t('counter.heading', { n: counter.number })}</h1>
        <p class="hint">
          ${t('counter.calls', { queues: queueNames(hall, counter, this.#words) })}
          ${hall.queues.some(({ demo }) => demo) ? html`<span class="tag">${t('counter.demo')}</span>` : nothing}
        </p>
      </div>
      <div class="row">
        <button type="button" class="quiet" aria-pressed=${this.keys} @click=${this.#toggleKeys}>
          ${t(this.keys ? 'counter.keys.on' : 'counter.keys.off')}
        </button>
        <button type="button" @click=${() => this.#choose(undefined)}>${t('counter.change')}</button>
      </div>
    </div>`;
  }

  #undoButton(tickets: readonly StaffTicket[]): TemplateResult | typeof nothing {
    const ticket = this.#undoable(tickets);
    if (!ticket) return nothing;
    const { t } = this.#words;
    const act = t(`counter.act.${DONE[ticket.status]}` as Parameters<typeof t>[0]);
    return html`<button type="button" @click=${() => this.#handle(ticket.id, { does: 'undo' })}>
      ${t('counter.undo', { number: ticket.number, act })}
      ${this.keys ? html`<kbd aria-hidden="true">${KEYS.undo}</kbd>` : nothing}
    </button>`;
  }

  /** Nothing while an own act is under way: what would be taken back is the one before it, of another number. */
  #undoable(tickets: readonly StaffTicket[]): StaffTicket | undefined {
    const { waiting = [], settled = [] } = this.#acts ?? {};
    return waiting.length + settled.length === 0 ? undoable(tickets, this.#nowMs) : undefined;
  }

  /** The hub's time as this page knows it. */
  get #nowMs(): number {
    const { reading } = this;
    return reading ? Date.parse(reading.value.now) + performance.now() - reading.readAtMs : Date.now();
  }

  #expected(hall: HallView): Expected {
    return expect(hall, this.#acts?.waiting ?? [], this.#acts?.settled);
  }

  #open(): void {
    const { client, site } = this.staff;
    const counters = new CounterClient(client.call, location.origin, site.id);
    this.counterId = recallCounter(site.id);
    this.#acts = new CounterActs(this, {
      send: (commands) => counters.send(commands),
      site: site.id,
      nowMs: () => this.#nowMs,
      onOutcome: (command, outcome) => this.#onOutcome(command, outcome),
    });
    this.#live = new LiveView({
      read: () => counters.hall(),
      listen: (onChanged) => counters.listen(onChanged),
      monotonic: () => performance.now(),
      onReading: this.#onReading,
    });
    this.#live.start();
  }

  readonly #onReading = (reading: Reading<HallView> | undefined): void => {
    const wasOut = this.reading?.stale === true;
    // Whatever was answered before was there to be read: an older read is dropped when an answer comes.
    if (reading && !reading.stale) {
      this.#acts?.onRead();
      if (wasOut) this.said = { tone: 'good', text: this.#words.t('counter.back') };
    }
    this.reading = reading;
    this.unreachable = reading === undefined;
  };

  #choose(counter: Counter | undefined): void {
    this.counterId = counter?.id;
    this.said = undefined;
    rememberCounter(this.staff.site.id, counter?.id);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h1')?.focus());
  }

  readonly #toggleKeys = (): void => {
    this.keys = !this.keys;
    rememberKeys(this.keys);
  };

  readonly #onAct = (event: ActEvent): void => this.#handle(event.ticket, event.act);
  readonly #onPassOn = (event: PassOnEvent): void => {
    this.passing = event.ticket;
  };
  readonly #onNext = (): void => this.#callNext();

  #callNext(): void {
    const { hall, counter } = this.#here ?? {};
    if (!hall || !counter) return;
    const { tickets, calling } = this.#expected(hall);
    // A second touch while the first is under way must not call a second person.
    if (calling) return;
    const present = presentAt(tickets, counter);
    this.#do('call-next', {
      counter: counter.id,
      ...(present ? { finish: present.id } : {}),
    });
  }

  #handle(id: TicketId, act: Act): void {
    const { hall, counter } = this.#here ?? {};
    const ticket = hall && this.#expected(hall).tickets.find((one) => one.id === id);
    if (!ticket || !counter) return;
    this.#do('handle-ticket', { ticket: id, counter: counter.id, sequence: ticket.sequence, act });
  }

  #do<K extends StaffKind>(kind: K, body: CommandBody<K>): void {
    this.said = undefined;
    this.#acts?.do(kind, body);
  }

  get #here(): { readonly hall: HallView; readonly counter: Counter } | undefined {
    const hall = this.reading?.value;
    const counter = hall?.counters.find(({ id }) => id === this.counterId);
    return hall && counter ? { hall, counter } : undefined;
  }

  #onOutcome(command: Command, outcome: Outcome): void {
    const { t, why } = this.#words;
    if (outcome.status === 'refused')
      this.said = {
        tone: 'bad',
        text: why({ kind: 'refused', status: 409, problem: { code: outcome.error.code } }),
      };
    else if (outcome.ticket && command.kind === 'call-next')
      this.said = {
        tone: 'good',
        text: t('counter.said.called', {
          number: outcome.ticket.number,
          n: this.#here?.counter.number ?? '',
        }),
      };
    void this.#live?.readNow();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const isAsking = this.renderRoot.querySelector('linli-pass-on-dialog')?.isOpen ?? false;
    const act = this.keys && !isAsking ? keyAct(event) : undefined;
    if (act === undefined || !this.#here) return;
    event.preventDefault();
    this.#byKey(act, this.#here.hall, this.#here.counter);
  };

  #byKey(act: KeyAct, hall: HallView, counter: Counter): void {
    const { tickets } = this.#expected(hall);
    if (act === 'next') return this.#callNext();
    if (act === 'counter') return this.#choose(undefined);
    if (act === 'keys') return this.#toggleKeys();
    if (act === 'undo') {
      const last = this.#undoable(allTickets(hall));
      if (last) this.#handle(last.id, { does: 'undo' });
      return;
    }
    const present = presentAt(tickets, counter);
    if (!present || !actsFor(present).includes(act)) return;
    if (act === 'pass-on') this.passing = present.id;
    else this.#handle(present.id, { does: act });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-counter-desk': CounterDesk;
  }
}
