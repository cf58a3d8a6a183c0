import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { BookingsClient } from '../../api/staff-bookings.ts';
import type { CallFailure } from '../../api/client.ts';
import { listenForScanner } from '../../devices/scanner/scanner.ts';
import { newCommandId } from '../../model/ids.ts';
import { readPass } from '../../model/pass.ts';
import type { BookingCode } from '../../model/schema/booking.ts';
import type { AtDesk, Command, CommandBody, CommandId, Outcome } from '../../model/schema/command.ts';
import type { BookingSearch, DeskServices, DeskSlot } from '../../model/schema/staff-bookings.ts';
import { recallKeys, rememberKeys } from '../counter/remembered.ts';
import { ActLine } from '../shell/act-line.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import './booking-dialog.ts';
import { type BookingsWords, bookingsWords, whenOf } from './bookings-words.ts';
import './calendar-page.ts';
import './calls-page.ts';
import { type Said, deskNews } from './desk-news.ts';
import type { DeskAct, DeskContext, Subject } from './desk-context.ts';
import type { ShownBooking } from './expected.ts';
import './find-page.ts';
import { actsKeep, wouldLose } from './kept-acts.ts';
import { PAGES, PAGE_KEYS, type PageName, pageKey } from './page-keys.ts';
import './print-page.ts';
import { saidOf } from './said.ts';
import { Still } from './still.ts';
import './walk-in.ts';

const RETRY_MS = 3_000;
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Bookings at the desk: a calendar, bookings for who stands there, finding, calling, printing. */
@customElement('linli-bookings-desk')
export class BookingsDesk extends LitElement {
  static override styles = [
    desk,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1);
      }
      nav a[aria-current='page'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        font-weight: var(--weight-strong);
      }
      nav .keys {
        margin-inline-start: auto;
      }
      .said {
        position: sticky;
        inset-block-start: 0;
        z-index: 3;
      }
      .said > .row {
        padding-block: var(--space-1);
        background: var(--surface);
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private services: DeskServices | undefined;
  @state() private failure: CallFailure | undefined;
  @state() private said: Said | undefined;
  @state() private chosen: { readonly booking: ShownBooking; readonly slot: DeskSlot } | undefined;
  @state() private scanned: BookingSearch | undefined;
  @state() private wished: DeskSlot | undefined;
  @state() private settled: readonly Command[] = [];
  @state() private answers = 0;
  @state() private keys = recallKeys();
  readonly #drag = new Still(this);
  #words!: BookingsWords;
  #client: BookingsClient | undefined;
  #line: ActLine | undefined;
  #deaf: (() => void) | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #readAtMs = 0;
  readonly #subjects = new Map<CommandId, Subject>();
  readonly #listeners = new Map<CommandId, (outcome: Outcome) => void>();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey);
    window.addEventListener('beforeunload', this.#onLeave);
    this.#deaf = listenForScanner(window, this.#onScan);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKey);
    window.removeEventListener('beforeunload', this.#onLeave);
    this.#deaf?.();
    this.#line?.stop();
    clearTimeout(this.#retry);
  }

  protected override shouldUpdate(): boolean {
    return !this.#drag.isStill;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('staff')) return;
    this.#words = bookingsWords(this.staff);
    if (!this.#client) this.#open();
  }

  protected override render(): TemplateResult {
    const { t, why } = this.#words;
    const context = this.#context;
    if (!context)
      return html`<h1 tabindex="-1">${t('calendar.heading')}</h1>
        ${this.failure ? note('bad', t('failed', { why: why(this.failure) })) : html`<p>${t('wait')}</p>`}`;
    return html`${this.#nav()}
      ${deskNews(context, this.said, this.keys, {
        undo: this.#undo,
        goBeyond: this.#goBeyond,
        dismiss: () => (this.said = undefined),
      })}
      ${this.#page(context)}
      <linli-booking-dialog
        .context=${context}
        .chosen=${this.chosen}
        @linli-closed=${() => (this.chosen = undefined)}
      ></linli-booking-dialog>`;
  }

  get #name(): PageName {
    const [below] = this.staff.below;
    return PAGES.find((name) => name === below) ?? 'calendar';
  }

  #nav(): TemplateResult {
    const { t } = this.#words;
    return html`<nav aria-label=${t('nav.label')}>
      ${PAGES.map(
        (name) =>
          html`<a
            class="button"
            href=${deskPath(this.staff.site.id, 'bookings', name === 'calendar' ? [] : [name])}
            aria-current=${name === this.#name ? 'page' : nothing}
            >${t(`nav.${name}`)}
            ${this.keys ? html`<kbd aria-hidden="true">${PAGE_KEYS[name]}</kbd>` : nothing}</a
          >`,
      )}
      <button type="button" class="quiet keys" aria-pressed=${this.keys} @click=${this.#toggleKeys}>
        ${t(this.keys ? 'keys.on' : 'keys.off')}
      </button>
    </nav>`;
  }

  #page(context: DeskContext): TemplateResult {
    switch (this.#name) {
      case 'calendar':
        return html`<linli-bookings-calendar .context=${context}></linli-bookings-calendar>`;
      case 'new':
        return html`<linli-walk-in .context=${context}></linli-walk-in>`;
      case 'find':
        return html`<linli-find-booking .context=${context}></linli-find-booking>`;
      case 'calls':
        return html`<linli-booking-calls .context=${context}></linli-booking-calls>`;
      case 'print':
        return html`<linli-booking-list .context=${context}></linli-booking-list>`;
    }
  }

  get #context(): DeskContext | undefined {
    if (!this.services || !this.#client) return undefined;
    return {
      staff: this.staff,
      words: this.#words,
      client: this.#client,
      services: this.services,
      nowMs: this.#nowMs,
      waiting: this.#line?.waiting ?? [],
      settled: this.settled,
      failing: this.#line?.failing ?? false,
      answers: this.answers,
      act: this.#act,
      answerTo: (id) => new Promise((resolve) => this.#listeners.set(id, resolve)),
      settle: this.#settle,
      open: (booking, slot) => (this.chosen = { booking, slot }),
      scanned: this.scanned,
      taken: () => (this.scanned = undefined),
      wished: this.wished,
      bookAt: this.#bookAt,
    };
  }

  #open(): void {
    const { client, site, session } = this.staff;
    this.#client = new BookingsClient(client.call, location.origin, site.id);
    const bookings = this.#client;
    this.#line = new ActLine({
      send: (commands) => bookings.send(commands),
      keep: actsKeep(`${site.id}.${session.staff.id}`),
      onChange: () => this.requestUpdate(),
      onOutcome: (command, outcome) => this.#onOutcome(command, outcome),
    });
    this.#line.start();
    void this.#readServices();
  }

  async #readServices(): Promise<void> {
    const answer = await this.#client?.services();
    if (answer?.ok) {
      this.services = answer.value;
      this.#readAtMs = performance.now();
    } else {
      this.failure = answer?.error;
      if (this.isConnected) this.#retry = setTimeout(() => void this.#readServices(), RETRY_MS);
    }
  }

  readonly #nowMs = (): number =>
    this.services ? Date.parse(this.services.now) + performance.now() - this.#readAtMs : Date.now();

  readonly #act = <K extends DeskAct>(kind: K, body: CommandBody<K>, subject: Subject = {}): CommandId => {
    this.said = undefined;
    const id = newCommandId(random);
    this.#subjects.set(id, subject);
    this.#line?.add({ id, kind, at: new Date(this.#nowMs()).toISOString(), body } as unknown as Command);
    return id;
  };

  #onOutcome(command: Command, outcome: Outcome): void {
    const subject = this.#subjects.get(command.id) ?? {};
    this.#subjects.delete(command.id);
    // The page that books somebody says itself what came of it, as long as it is there.
    const speaks = this.#listeners.has(command.id) && this.#name === 'new';
    if (!speaks) this.said = this.#wordsFor(command, outcome, subject);
    if (outcome.status === 'done') this.settled = [...this.settled, command];
    this.answers += 1;
    this.#listeners.get(command.id)?.(outcome);
    this.#listeners.delete(command.id);
  }

  #wordsFor(command: Command, outcome: Outcome, subject: Subject): Said | undefined {
    if (outcome.status === 'done') {
      const text = saidOf(this.#words, command, subject);
      if (text === undefined) return undefined;
      return { tone: 'good', text, ...(subject.undo ? { undo: subject.undo } : {}) };
    }
    const { code } = outcome.error;
    const text = this.#words.why({ kind: 'refused', status: 409, problem: { code } });
    const isBeyond = code === 'booking.too-many-today' && command.kind !== 'book';
    return { tone: 'bad', text, ...(isBeyond ? { beyond: { command, subject } } : {}) };
  }

  /** The way back is a move like any other: where somebody else has the place by now, the hub says so. */
  readonly #undo = (): void => {
    const undo = this.said?.undo;
    if (!undo) return;
    const { booking, slot } = undo;
    this.#act(
      'change',
      { booking: booking.id, slot: slot.id, desk: { sequence: booking.sequence } },
      { ...(booking.name ? { name: booking.name } : {}), when: whenOf(this.#words, slot), isUndo: true },
    );
  };

  readonly #goBeyond = (overCap: NonNullable<AtDesk['overCap']>): void => {
    const beyond = this.said?.beyond;
    if (!beyond) return;
    const { kind, body } = beyond.command;
    if (kind !== 'change' && kind !== 'accept') return;
    this.#act(kind, { ...body, desk: { ...body.desk, overCap } }, beyond.subject);
  };

  readonly #settle = (): void => {
    if (this.settled.length > 0) this.settled = [];
  };

  readonly #bookAt = (slot: DeskSlot | undefined): void => {
    this.wished = slot;
    if (slot) this.staff.go('new');
  };

  /** A pass, or the nine digits as a code: found wherever one is on these pages. */
  readonly #onScan = (text: string): void => {
    this.chosen = undefined;
    const code = text.replaceAll(/\s/gu, '');
    this.scanned =
      !readPass(text).ok && /^\d{9}$/u.test(code)
        ? { by: 'code', code: code as BookingCode }
        : { by: 'pass', pass: text.slice(0, 200) };
    this.staff.go('find');
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.keys || this.chosen) return;
    const key = pageKey(event);
    if (key === undefined) return;
    event.preventDefault();
    if (key === 'undo') this.#undo();
    else this.staff.go(...(key === 'calendar' ? [] : [key]));
  };

  readonly #toggleKeys = (): void => {
    this.keys = !this.keys;
    rememberKeys(this.keys);
  };

  /** The browser asks before it throws away what is nowhere else. */
  readonly #onLeave = (event: BeforeUnloadEvent): void => {
    if (wouldLose(this.#line?.waiting ?? [])) event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-bookings-desk': BookingsDesk;
  }
}
