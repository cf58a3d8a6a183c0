import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { setTextScale } from '../access/text-size.ts';
import { PhoneClient } from '../api/phone-client.ts';
import { newCommandId } from '../model/ids.ts';
import type { BookingId, Slot } from '../model/schema/booking.ts';
import type { Command } from '../model/schema/command.ts';
import type { PassView } from '../model/schema/phone.ts';
import type { Language } from '../model/schema/text.ts';
import { calendarFile, saveCalendar } from './calendar-file.ts';
import { HandIn, type Sending } from './hand-in.ts';
import { type PhoneLink, readLink, writeLink } from './link.ts';
import { LivePass, type PassReading } from './live-pass.ts';
import { isShown, passNotes } from './overview.ts';
import { askCancel, askChange } from './parts/ask.ts';
import { actionsPart, bookingPart, factsPart, isUrgent } from './parts/booking.ts';
import { banner, sendingPart, troublePart } from './parts/messages.ts';
import { calendarPart, newsPart, rowPart, screenlessPart } from './parts/more.ts';
import { type Intent, type PartContext, icon } from './parts/part.ts';
import { passPart } from './parts/pass.ts';
import { timesPart } from './parts/times.ts';
import { type PhoneWords, dayAndTime, phoneWords } from './words.ts';

/** Which page is shown: the booking, or one question about it. */
type Panel =
  | { readonly kind: 'booking' }
  | { readonly kind: 'times' }
  | { readonly kind: 'ask-change'; readonly slot: Slot }
  | { readonly kind: 'ask-cancel'; readonly booking: BookingId };

const BOOKING: Panel = { kind: 'booking' };
const SCALES = [1, 1.5, 2] as const;
/** Until the hub says which zone the hall is in. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const monotonic = (): number => performance.now();

/**
 * What a pass opens on one's own phone. It keeps nothing: the pass stands in the address, what the hub answers in memory.
 * It draws into the page itself and not into a shadow root, so that phones without constructable style sheets get the
 * page's one style sheet and none that the content policy would forbid.
 */
@customElement('linli-phone')
export class PhoneApp extends LitElement {
  @state() private reading: PassReading = { kind: 'reading' };
  @state() private sending: Sending = { kind: 'none' };
  @state() private panel: Panel = BOOKING;
  @state() private language: Language = navigator.language.startsWith('en') ? 'en' : 'zh-Hans';
  @state() private scale: number = SCALES[0];
  @state() private link: PhoneLink | undefined;
  #live: LivePass | undefined;
  #hand: HandIn | undefined;
  /** A question stands in the phone's history, so that its way back leads out of the question. */
  #inHistory = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#open);
    addEventListener('online', this.#look);
    addEventListener('popstate', this.#onBack);
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#open);
    removeEventListener('online', this.#look);
    removeEventListener('popstate', this.#onBack);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#live?.stop();
  }

  protected override willUpdate(): void {
    document.documentElement.lang = this.language;
    document.title = this.#words.t('page.title');
  }

  protected override updated(changed: PropertyValues): void {
    // A new question is read from its heading on.
    if (!changed.has('panel') || changed.get('panel') === undefined) return;
    scrollTo(0, 0);
    this.querySelector<HTMLElement>('h1')?.focus();
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    return html`
      <header>
        <p class="hall">
          ${this.#view ? words.of(this.#view.site.hall) : words.t('page.title')}
          ${this.#view?.site.demo ? html`<span class="tag">${words.t('page.demo-mark')}</span>` : nothing}
        </p>
        <div class="tools">
          <button type="button" class="tool" @click=${this.#onScale}>
            ${icon('a-large-small')}<span
              >${words.t(this.scale === SCALES.at(-1) ? 'top.normal' : 'top.larger')}</span
            >
          </button>
          <button type="button" class="tool" @click=${this.#onLanguage}>
            ${icon('languages')}<span lang=${this.language === 'en' ? 'zh-Hans' : 'en'}
              >${words.t('top.language')}</span
            >
          </button>
        </div>
      </header>
      <div role="status">
        ${this.#staleBanner()}${sendingPart(this.sending, { ...this.#context, busy: false })}
      </div>
      <main class=${this.panel.kind === 'booking' && this.scale === SCALES[0] ? 'with-code' : ''}>
        ${this.#main()}
      </main>
    `;
  }

  get #view(): PassView | undefined {
    return this.reading.kind === 'known' ? this.reading.view : undefined;
  }

  get #words(): PhoneWords {
    return phoneWords(this.language, this.#view?.site.timeZone ?? HERE);
  }

  /** The hub's clock: its last answer, carried on. */
  get #nowMs(): number {
    if (this.reading.kind !== 'known') return 0;
    return Date.parse(this.reading.view.now) + monotonic() - this.reading.readAtMs;
  }

  get #context(): PartContext {
    return {
      words: this.#words,
      nowMs: this.#nowMs,
      busy: this.sending.kind === 'sending',
      want: (intent) => this.#want(intent),
    };
  }

  #staleBanner(): TemplateResult | typeof nothing {
    if (this.reading.kind !== 'known' || !this.reading.stale) return nothing;
    const words = this.#words;
    return banner('caution', words.t('page.stale', dayAndTime(words, Date.parse(this.reading.view.now))));
  }

  #main(): TemplateResult {
    const context = this.#context;
    const { link, reading, panel } = this;
    if (!link) return troublePart('link', context);
    switch (reading.kind) {
      case 'reading':
        return html`<p class="wait">${context.words.t('page.wait')}</p>`;
      case 'trouble': {
        const worthless = reading.trouble === 'invalid' || reading.trouble === 'expired';
        return html`${troublePart(reading.trouble, context)}
        ${worthless ? nothing : passPart(link.pass, ['pass.how'], context)}`;
      }
      case 'known':
        return this.#panelOf(panel, reading.view, link, context);
    }
  }

  #panelOf(panel: Panel, view: PassView, link: PhoneLink, context: PartContext): TemplateResult {
    switch (panel.kind) {
      case 'times':
        return timesPart(view, context);
      case 'ask-change':
        return askChange(view, panel.slot, context);
      case 'ask-cancel': {
        const row = [view, ...view.series].find(({ booking }) => booking.id === panel.booking);
        return row ? askCancel(view, row, context) : this.#booking(view, link, context);
      }
      case 'booking':
        return this.#booking(view, link, context);
    }
  }

  /** In the order in which one needs it: how it stands, what to do, the code, and then the rest. */
  #booking(view: PassView, { pass }: PhoneLink, context: PartContext): TemplateResult {
    const { words, nowMs } = context;
    const urgent = isUrgent(view, nowMs);
    const actions = actionsPart(view, context);
    return html`
      ${bookingPart(view, context)} ${urgent ? actions : nothing}
      ${isShown(view, nowMs) ? passPart(pass, passNotes(view), context) : nothing} ${factsPart(view, context)}
      ${newsPart(view, context)} ${urgent ? nothing : actions} ${calendarPart(view, context)}
      ${rowPart(view, context)} ${screenlessPart(view, context)}
      ${view.site.demo ? banner('info', words.t('page.demo')) : nothing}
    `;
  }

  #want(intent: Intent): void {
    switch (intent.kind) {
      case 'see-times':
        return this.#show({ kind: 'times' });
      case 'choose':
        return this.#show({ kind: 'ask-change', slot: intent.slot });
      case 'ask-cancel':
        return this.#show({ kind: 'ask-cancel', booking: intent.booking });
      case 'back':
        return this.#show(BOOKING);
      case 'look-again':
        return void this.#live?.readNow();
      case 'stop-sending':
        return this.#hand?.stop();
      case 'calendar':
        return this.#saveCalendar();
      case 'accept':
      case 'change':
      case 'cancel':
        return this.#command(intent);
    }
  }

  #command(intent: Extract<Intent, { kind: 'accept' | 'change' | 'cancel' }>): void {
    const view = this.#view;
    if (!view) return;
    const envelope = { id: newCommandId(random), at: new Date(this.#nowMs).toISOString() };
    const booking = intent.kind === 'cancel' ? intent.booking : view.booking.id;
    const command: Command =
      intent.kind === 'accept'
        ? { ...envelope, kind: 'accept', body: { booking } }
        : intent.kind === 'cancel'
          ? { ...envelope, kind: 'cancel', body: { booking, by: 'pass' } }
          : { ...envelope, kind: 'change', body: { booking, slot: intent.slot.id, by: 'pass' } };
    void this.#hand?.hand(command);
  }

  #saveCalendar(): void {
    const view = this.#view;
    if (view) saveCalendar(calendarFile(view, this.#words), `linli-${view.booking.id}.ics`);
  }

  #show(panel: Panel): void {
    this.sending = { kind: 'none' };
    this.panel = panel;
    if (panel.kind === 'booking') return this.#leaveHistory();
    if (this.#inHistory) return;
    history.pushState(null, '', location.href);
    this.#inHistory = true;
  }

  #leaveHistory(): void {
    if (this.#inHistory) history.back();
    else this.#writeAddress();
  }

  /** A booking that moved has a newer pass, which lasts as long as it: whoever keeps the address keeps that one. */
  #writeAddress(): void {
    if (this.link && this.link.pass !== readLink(location.hash)?.pass)
      history.replaceState(null, '', writeLink(this.link));
  }

  readonly #onBack = (): void => {
    // Another address in the same window comes by here, too; it is read when `hashchange` tells of it.
    if (!this.#inHistory) return;
    this.#inHistory = false;
    if (this.sending.kind === 'sending') return;
    this.panel = BOOKING;
    this.#writeAddress();
  };

  /** Reads the address: at the start, and when another pass is opened in the same window. */
  readonly #open = (): void => {
    const link = readLink(location.hash);
    if (link && this.link?.site === link.site && this.link.pass === link.pass) return;
    this.#live?.stop();
    this.#hand?.stop();
    this.link = link;
    this.panel = BOOKING;
    this.reading = { kind: 'reading' };
    this.sending = { kind: 'none' };
    if (link) this.#follow(link.site);
  };

  #follow(site: string): void {
    const client = new PhoneClient({ origin: location.origin, site });
    const pass = (): string => this.link?.pass ?? '';
    const live = new LivePass({
      read: () => client.view(pass()),
      listen: (onChanged) => client.listen(onChanged),
      onReading: (reading) => {
        if (this.#live === live) this.#take(reading);
      },
      monotonic,
      random: Math.random,
    });
    this.#live = live;
    const hand = new HandIn(
      (command) => client.send(pass(), command),
      (sending) => {
        if (this.#hand === hand) this.#onSending(sending);
      },
    );
    this.#hand = hand;
    if (document.visibilityState === 'visible') live.start();
  }

  #take(reading: PassReading): void {
    this.reading = reading;
    if (reading.kind !== 'known') return;
    const { languages } = reading.view.site;
    const [first] = languages;
    if (first && !languages.includes(this.language)) this.language = first;
  }

  #onSending(sending: Sending): void {
    this.sending = sending;
    if (sending.kind === 'sending') return;
    if (sending.kind === 'done' && sending.pass && this.link)
      this.link = { ...this.link, pass: sending.pass };
    this.panel = BOOKING;
    this.#leaveHistory();
    void this.#live?.readNow();
  }

  readonly #look = (): void => void this.#live?.readNow();

  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'visible') this.#live?.start();
    else this.#live?.stop();
  };

  readonly #onLanguage = (): void => {
    this.language = this.language === 'en' ? 'zh-Hans' : 'en';
  };

  readonly #onScale = (): void => {
    const next = SCALES.findIndex((scale) => scale === this.scale) + 1;
    this.scale = SCALES[next] ?? SCALES[0];
    setTextScale(this.scale);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-phone': PhoneApp;
  }
}
