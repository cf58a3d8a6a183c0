import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { BookingsClient } from '../../api/staff-bookings.ts';
import type { CallFailure } from '../../api/client.ts';
import { listenForScanner } from '../../devices/scanner/scanner.ts';
import { readPass } from '../../model/pass.ts';
import type { BookingCode } from '../../model/schema/booking.ts';
import type { BookingSearch, DeskServices, DeskSlot } from '../../model/schema/staff-bookings.ts';
import { recallKeys, rememberKeys } from '../counter/remembered.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import './booking-dialog.ts';
import { type BookingsWords, bookingsWords } from './bookings-words.ts';
import './calendar-page.ts';
import './calls-page.ts';
import { DeskActs } from './desk-acts.ts';
import type { DeskContext } from './desk-context.ts';
import { deskNews } from './desk-news.ts';
import type { ShownBooking } from './expected.ts';
import './find-page.ts';
import { PAGES, PAGE_KEYS, type PageName, pageKey } from './page-keys.ts';
import './print-page.ts';
import { Still } from './still.ts';
import './walk-in.ts';

const RETRY_MS = 3_000;

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
        inset-block-start: var(--top, 0px);
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
  @state() private chosen: { readonly booking: ShownBooking; readonly slot: DeskSlot } | undefined;
  @state() private scanned: BookingSearch | undefined;
  @state() private wished: DeskSlot | undefined;
  @state() private keys = recallKeys();
  readonly #drag = new Still(this);
  #words!: BookingsWords;
  #client: BookingsClient | undefined;
  #acts: DeskActs | undefined;
  #deaf: (() => void) | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #readAtMs = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey);
    this.#deaf = listenForScanner(window, this.#onScan);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKey);
    this.#deaf?.();
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
    const [context, acts] = [this.#context, this.#acts];
    if (!context || !acts)
      return html`<h1 tabindex="-1">${t('calendar.heading')}</h1>
        ${this.failure ? note('bad', t('failed', { why: why(this.failure) })) : html`<p>${t('wait')}</p>`}`;
    return html`${this.#nav()} ${deskNews(context, acts.said, this.keys, acts)} ${this.#page(context)}
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
    const acts = this.#acts;
    if (!this.services || !this.#client || !acts) return undefined;
    const { waiting, settled, failing, answers, act, answerTo, settle } = acts;
    return {
      staff: this.staff,
      words: this.#words,
      client: this.#client,
      services: this.services,
      nowMs: this.#nowMs,
      waiting,
      settled,
      failing,
      answers,
      act,
      answerTo,
      settle,
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
    this.#acts = new DeskActs(this, {
      send: (commands) => bookings.send(commands),
      key: `${site.id}.${session.staff.id}`,
      words: () => this.#words,
      nowMs: this.#nowMs,
      speaks: () => this.#name === 'new',
    });
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
    if (key === 'undo') this.#acts?.undo();
    else this.staff.go(...(key === 'calendar' ? [] : [key]));
  };

  readonly #toggleKeys = (): void => {
    this.keys = !this.keys;
    rememberKeys(this.keys);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-bookings-desk': BookingsDesk;
  }
}
