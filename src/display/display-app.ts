import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { type Announcer, createAnnouncer } from '../devices/announcer.ts';
import { createAnnouncerSound } from '../devices/announcer-sound.ts';
import { createSpeaker } from '../devices/speech.ts';
import { readBoot } from '../local/boot.ts';
import type { ToldMessage } from '../local/told.ts';
import type { Site } from '../model/schema/site.ts';
import type { SyncState } from '../sync/sync.ts';
import { announcementOf } from './announce-call.ts';
import { type Board, type Known, boardOf } from './board.ts';
import './call-board.ts';
import './display-message.ts';
import { type Line, openLine } from './line.ts';
import { SPOKEN_WITHIN_MS, whatToSpeak } from './speaking.ts';
import { keepSpoken, readSpoken, readStart, rememberStart } from './start.ts';
import { keepUpToDate } from './updates.ts';
import { Watchdog, reloadsLately } from './watchdog.ts';
import { type BothWords, displayWords, startWords } from './words.ts';

const TICK_MS = 1_000;
/** What changes with time alone: the hour, a notice, a call for help that nobody answered. */
const BOARD_EVERY_TICKS = 3;
/** When so many reloads did not help, it may be what is kept here that cannot be drawn. */
const READ_ANEW_AFTER = 3;
const KINDS = ['site', 'ticket', 'queue', 'counter', 'place', 'notice', 'help-call', 'terminal'] as const;

/**
 * The hall display: a terminal that nobody touches. It shows what its local database knows, speaks new calls, and leads
 * itself back from whatever goes wrong.
 */
@customElement('linli-display')
export class DisplayApp extends LitElement {
  static override styles = css`
    :host {
      display: block;
      height: 100vh;
      overflow: hidden;
      background: var(--surface);
      color: var(--text);
      cursor: none;
    }
  `;

  readonly #start = readStart();
  @state() private site: Site | undefined = this.#start.site ? readBoot(this.#start.site) : undefined;
  @state() private board: Board | undefined;
  @state() private sync: SyncState = { state: 'starting' };
  @state() private nowMs = Date.now();
  @state() private broken = false;
  /** What staff have to say to everybody. */
  @state() private told: ToldMessage | undefined;
  #words: BothWords = startWords();
  #known: Known | undefined;
  #line: Line | undefined;
  #announcer: Announcer | undefined;
  #done = readSpoken();
  #lookForUpdate: (() => void) | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ticks = 0;
  /** Counts readings, so that a slow one does not overtake a later one. */
  #reading = 0;
  readonly #watchdog = new Watchdog(() => {
    this.broken = true;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watchdog.watch();
    this.#timer = setInterval(this.#onTick, TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watchdog.stop();
    clearInterval(this.#timer);
    this.#announcer?.stop();
    this.#line?.stop();
  }

  protected override firstUpdated(): void {
    // The typeface for machines without a Chinese one: what it lacks is drawn with what is there until it comes.
    void import('../../components/fonts.css');
    if (this.#start.site === undefined || !window.isSecureContext) return;
    rememberStart(this.#start);
    this.#announcer = createAnnouncer({ sound: createAnnouncerSound(), speaker: createSpeaker() });
    this.#announcer.onChange(() => this.requestUpdate());
    this.#lookForUpdate = keepUpToDate(() => this.#announcer?.busy !== true);
    this.#open(this.#start.site).catch(this.#watchdog.failed);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('site') || !this.site) return;
    this.#words = displayWords(this.site.languages, this.site.timeZone);
    document.documentElement.lang = this.#words.first.language;
    document.documentElement.style.setProperty('--accent', this.site.brand.accent);
  }

  protected override render(): TemplateResult {
    if (this.broken) return this.#message('rotate-ccw', 'broken.heading', 'broken.text');
    if (this.#start.site === undefined)
      return this.#message('map-pin', 'start.no-site', 'start.no-site-text');
    if (!window.isSecureContext)
      return this.#message('shield-alert', 'start.insecure', 'start.insecure-text');
    if (this.sync.state === 'waiting') return this.#waiting(this.sync.code, this.#start.site);
    if (this.sync.state === 'revoked')
      return this.#message('shield-alert', 'start.revoked', 'start.revoked-text');
    if (!this.board || !this.site)
      return this.sync.state === 'offline'
        ? this.#message('wifi-off', 'start.offline', 'start.offline-text')
        : this.#message('clock', 'start.loading', 'start.loading-text');
    return html`<linli-call-board
      .words=${this.#words}
      .hall=${this.#hall(this.site)}
      .board=${this.board}
      .told=${this.told && this.told.untilMs > this.nowMs ? this.told.text : undefined}
      .nowMs=${this.nowMs}
      .offlineSinceMs=${this.#offlineSince()}
      .sound=${this.#announcer?.state ?? 'none'}
    ></linli-call-board>`;
  }

  #message(icon: string, heading: string, text: string): TemplateResult {
    return html`<linli-display-message
      .words=${this.#words}
      icon=${icon}
      heading=${heading}
      text=${text}
    ></linli-display-message>`;
  }

  #waiting(code: string, site: string): TemplateResult {
    return html`<linli-display-message
      .words=${this.#words}
      icon="shield"
      heading="start.waiting"
      text="start.waiting-text"
      code=${code}
      .values=${{ site }}
    ></linli-display-message>`;
  }

  #hall(site: Site): Site['name'] {
    return this.#known?.places.find(({ id }) => id === this.#start.place)?.name ?? site.name;
  }

  /** By the hub's clock, as everything on the glass. */
  #offlineSince(): number | undefined {
    const mark = this.#line?.store.mark;
    if (this.sync.state !== 'offline' || mark?.syncedAtMs === undefined) return undefined;
    return mark.syncedAtMs + mark.clockOffsetMs;
  }

  async #open(site: string): Promise<void> {
    const line = await openLine({
      site,
      anew: reloadsLately() >= READ_ANEW_AFTER,
      onSync: this.#onSync,
      isIdle: () => this.#announcer?.busy !== true,
      onLost: () => {
        // The browser took the database away: open what is left of it, and read everything anew.
        this.#line?.stop();
        this.#line = undefined;
        this.#open(site).catch(this.#watchdog.failed);
      },
    });
    this.#line = line;
    line.store.subscribe(KINDS, () => void this.#read(line).catch(this.#watchdog.failed));
    const readTold = async (): Promise<void> => {
      this.told = await line.told.message();
    };
    line.store.subscribe(['told'], () => void readTold().catch(this.#watchdog.failed));
    await Promise.all([this.#read(line), readTold()]);
  }

  async #read({ store }: Line): Promise<void> {
    const reading = (this.#reading += 1);
    const [site, tickets, queues, counters, places, notices, helpCalls, [self]] = await Promise.all([
      store.get('site', store.site),
      store.all('ticket'),
      store.all('queue'),
      store.all('counter'),
      store.all('place'),
      store.all('notice'),
      store.all('help-call'),
      store.all('terminal'),
    ]);
    if (reading !== this.#reading || !site) return;
    this.site = site;
    this.#known = { site, tickets, queues, counters, places, notices, helpCalls, self };
    this.#draw();
  }

  #draw(): void {
    if (!this.#known || !this.#line) return;
    this.nowMs = this.#line.store.now();
    this.board = boardOf(this.#known, this.#start.place, this.nowMs);
    this.#speak(this.board);
  }

  /** What cannot be spoken now is let go: it stands on the glass. */
  #speak({ called }: Board): void {
    const { say, done } = whatToSpeak(called, this.#done, this.nowMs);
    if (say.length > 0 || done.size !== this.#done.size) keepSpoken(done);
    this.#done = done;
    for (const call of say) {
      const stillTrue = (): boolean => this.nowMs - call.calledAtMs < SPOKEN_WITHIN_MS;
      this.#announcer?.announce({ ...announcementOf(call, this.#words), stillTrue });
    }
  }

  readonly #onTick = (): void => {
    this.#ticks += 1;
    if (this.#ticks % BOARD_EVERY_TICKS === 0) this.#draw();
  };

  readonly #onSync = (sync: SyncState): void => {
    // A hub that was away may have come back with a new version of this page.
    if (sync.state === 'online' && this.sync.state === 'offline') this.#lookForUpdate?.();
    this.sync = sync;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-display': DisplayApp;
  }
}
