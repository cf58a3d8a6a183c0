import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PhoneClient } from '../api/phone-client.ts';
import { newCommandId } from '../model/ids.ts';
import type { BookingId } from '../model/schema/booking.ts';
import type { PassView, Turn } from '../model/schema/phone.ts';
import type { Language } from '../model/schema/text.ts';
import { calendarFile, saveFile } from './calendar-file.ts';
import { HandIn, type Sending } from './hand-in.ts';
import { drop, isSame, keep, keptOf, phoneMemory, readKept } from './kept.ts';
import { type PhoneLink, readLink, writeLink } from './link.ts';
import { LivePass, type PassReading } from './live-pass.ts';
import { PageEvent } from './page-event.ts';
import { banner, sendingPart, troublePart } from './parts/messages.ts';
import type { Intent, PartContext } from './parts/part.ts';
import { passPart } from './parts/pass.ts';
import { turnHeading } from './parts/turn.ts';
import { type CommandIntent, commandFor } from './pass-command.ts';
import { PASS, type Panel, passPanel } from './pass-panel.ts';
import { Ring } from './ring.ts';
import { type PhoneWords, dayAndTime, phoneWords } from './words.ts';

/** Until the hub says which zone the hall is in. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const monotonic = (): number => performance.now();

/** A booking or a number, live. What the hub answers is kept in memory; the pass stands in the address. */
@customElement('linli-pass-page')
export class PassPage extends LitElement {
  @property({ attribute: false }) link!: PhoneLink;
  @property() language: Language = 'zh-Hans';
  /** True where the text leaves room for two columns. */
  @property({ type: Boolean }) wide = false;
  @state() private reading: PassReading = { kind: 'reading' };
  @state() private sending: Sending = { kind: 'none' };
  @state() private panel: Panel = PASS;
  @state() private rings = false;
  @state() private isKept = false;
  @state() private mayKeep = true;
  /** Of a booking that was moved: its pass is the newer one. */
  #newer: PhoneLink | undefined;
  readonly #ring = new Ring();
  /** The call that was rung for last, so that each rings once. */
  #rungFor = '';
  #live: LivePass | undefined;
  #hand: HandIn | undefined;
  /** A question stands in the phone's history, so that its way back leads out of the question. */
  #inHistory = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.#look);
    addEventListener('popstate', this.#onBack);
    addEventListener('pointerdown', this.#onTouch);
    document.addEventListener('visibilitychange', this.#onVisibility);
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.#look);
    removeEventListener('popstate', this.#onBack);
    removeEventListener('pointerdown', this.#onTouch);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#live?.stop();
    this.#hand?.stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get('link') as PhoneLink | undefined;
    if (changed.has('link') && !(before && isSame(before, this.link))) this.#open();
    document.title = this.#title;
  }

  protected override updated(changed: PropertyValues): void {
    // A new question is read from its heading on.
    if (!changed.has('panel') || changed.get('panel') === undefined) return;
    scrollTo(0, 0);
    this.querySelector<HTMLElement>('h1')?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <div role="status">
        ${this.#staleBanner()}${sendingPart(this.sending, { ...this.#context, busy: false })}
      </div>
      <main class=${this.panel.kind === 'pass' && this.wide ? 'with-code' : ''}>${this.#main()}</main>
    `;
  }

  get #view(): PassView | undefined {
    return this.reading.kind === 'known' ? this.reading.view : undefined;
  }

  get #words(): PhoneWords {
    return phoneWords(this.language, this.#view?.site.timeZone ?? HERE);
  }

  /** The number of the pass, or of its booking; of a merged one, the other. */
  get #turn(): Turn | undefined {
    const view = this.#view;
    return view?.kind === 'ticket' ? (view.into ?? view.turn) : view?.turn;
  }

  /** What a phone shows of this page while it shows another. */
  get #title(): string {
    const turn = this.#turn;
    if (turn) return `${turnHeading(turn, this.#context)} · ${turn.number}`;
    return this.#words.t('page.title');
  }

  /** The hub's clock: its last answer, carried on. */
  get #nowMs(): number {
    if (this.reading.kind !== 'known') return Date.now();
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
    const { reading } = this;
    switch (reading.kind) {
      case 'reading':
        return html`<p class="wait">${context.words.t('page.wait')}</p>`;
      case 'trouble': {
        const worthless = reading.trouble === 'invalid' || reading.trouble === 'expired';
        return html`${troublePart(reading.trouble, context)}
        ${worthless ? nothing : passPart(this.#pass.pass, ['pass.how'], context)}`;
      }
      case 'known':
        return passPanel(reading.view, this.panel, {
          context,
          pass: this.#pass.pass,
          rings: this.rings,
          isKept: this.isKept,
          mayKeep: this.mayKeep,
        });
    }
  }

  #want(intent: Intent): void {
    switch (intent.kind) {
      case 'see-times':
        return this.#show({ kind: 'times' });
      case 'choose':
        return this.#show({ kind: 'ask-change', slot: intent.slot });
      case 'ask-cancel':
      case 'ask-leave':
        return this.#show(intent);
      case 'back':
        return this.#show(PASS);
      case 'look-again':
        return void this.#live?.readNow();
      case 'stop-sending':
        return this.#hand?.stop();
      case 'calendar':
        return this.#saveCalendar();
      case 'prepare-ring':
        return this.#prepareRing();
      case 'remember':
      case 'forget':
        return this.#remember(intent.kind === 'remember');
      case 'cancel':
        return void this.#cancel(intent.bookings);
      case 'accept':
      case 'change':
      case 'leave-queue':
      case 'rejoin-queue':
        return void this.#command(intent);
    }
  }

  async #command(intent: CommandIntent): Promise<void> {
    const view = this.#view;
    if (!view) return;
    const envelope = { id: newCommandId(random), at: new Date(this.#nowMs).toISOString() };
    const command = commandFor(intent, view, envelope);
    if (command) await this.#hand?.hand(command);
  }

  /** One after the other; where one is not carried out, the rest stay as they are. */
  async #cancel(bookings: readonly BookingId[]): Promise<void> {
    for (const booking of bookings) {
      await this.#command({ kind: 'cancel', booking });
      if (this.sending.kind !== 'done') return;
    }
  }

  #saveCalendar(): void {
    const view = this.#view;
    if (view?.kind === 'booking')
      saveFile(calendarFile(view, this.#words), 'text/calendar', `linli-${view.booking.id}.ics`);
  }

  #remember(yes: boolean): void {
    const view = this.#view;
    if (!view) return;
    const now = Date.now();
    this.mayKeep = yes
      ? keep(phoneMemory, keptOf(this.#pass, view), now)
      : drop(phoneMemory, this.#pass, now);
    this.isKept = readKept(phoneMemory, now).some((each) => isSame(each, this.#pass));
  }

  #prepareRing(): void {
    this.#ring.prepare();
    this.rings = this.#ring.isReady;
  }

  #show(panel: Panel): void {
    this.sending = { kind: 'none' };
    this.panel = panel;
    if (panel.kind === 'pass') return this.#leaveHistory();
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
    if (this.#pass.pass !== readLink(location.hash)?.pass)
      history.replaceState(null, '', writeLink(this.#pass));
  }

  readonly #onBack = (): void => {
    // Another address in the same window comes by here, too; it is read when `hashchange` tells of it.
    if (!this.#inHistory) return;
    this.#inHistory = false;
    if (this.sending.kind === 'sending') return;
    this.panel = PASS;
    this.#writeAddress();
  };

  get #pass(): PhoneLink {
    return this.#newer ?? this.link;
  }

  #open(): void {
    this.#newer = undefined;
    this.#live?.stop();
    this.#hand?.stop();
    this.panel = PASS;
    this.reading = { kind: 'reading' };
    this.sending = { kind: 'none' };
    this.isKept = readKept(phoneMemory, Date.now()).some((each) => isSame(each, this.#pass));
    const client = new PhoneClient({ origin: location.origin, site: this.link.site });
    const live = new LivePass({
      read: () => client.view(this.#pass.pass),
      listen: (onChanged) => client.listen(onChanged),
      onReading: (reading) => {
        if (this.#live === live) this.#take(reading);
      },
      monotonic,
      random: Math.random,
    });
    this.#live = live;
    const hand = new HandIn(
      (command) => client.send(this.#pass.pass, command),
      (sending) => {
        if (this.#hand === hand) this.#onSending(sending);
      },
    );
    this.#hand = hand;
    if (document.visibilityState === 'visible') live.start();
  }

  #take(reading: PassReading): void {
    this.reading = reading;
    if (reading.kind === 'known') this.dispatchEvent(new PageEvent(reading.view.site));
    this.#ringWhenCalled();
  }

  #ringWhenCalled(): void {
    const turn = this.#turn;
    if (turn?.status !== 'called') return;
    const call = `${turn.id} ${turn.calledAt} ${turn.recalls}`;
    if (call === this.#rungFor) return;
    this.#rungFor = call;
    this.#ring.ring();
  }

  #onSending(sending: Sending): void {
    this.sending = sending;
    if (sending.kind === 'sending') return;
    if (sending.kind === 'done' && sending.pass) this.#renew({ ...this.link, pass: sending.pass });
    this.panel = PASS;
    this.#leaveHistory();
    void this.#live?.readNow();
  }

  /** The newer pass of the same booking; what the phone remembers is that one. */
  #renew(link: PhoneLink): void {
    const wasKept = this.isKept;
    if (wasKept) drop(phoneMemory, this.#pass, Date.now());
    this.#newer = link;
    if (wasKept) this.#remember(true);
  }

  readonly #look = (): void => void this.#live?.readNow();

  /** Any touch lets the page sound, once there is a number. */
  readonly #onTouch = (): void => {
    if (this.#turn) this.#prepareRing();
  };

  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'visible') this.#live?.start();
    // Whoever waits to be called looks at something else meanwhile: the page goes on listening, as far as the phone lets it.
    else if (!this.#turn) this.#live?.stop();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-pass-page': PassPage;
  }
}
