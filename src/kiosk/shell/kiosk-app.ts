import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { clockwork } from '../../access/format.ts';
import { wordsFor } from '../../access/say.ts';
import type { listenForScanner } from '../../devices/scanner/scanner.ts';
import type { Speaker } from '../../devices/speech.ts';
import type { Site } from '../../model/schema/site.ts';
import type { Language } from '../../model/schema/text.ts';
import { type Visit, type VisitEvent, type VisitLimits, nextVisit } from '../../model/visit.ts';
import type { SyncState } from '../../sync/sync.ts';
import type { BeginEvent } from '../home/attract-view.ts';
import type { LanguageEvent, LeaveEvent, Route } from './route.ts';
import type { Runtime } from './runtime.ts';
import { readStart, rememberStart } from './start.ts';
import type { Terminal } from './terminal.ts';

/** In a frame of the staff's pages: the terminal with a draft. */
const isPreview = window !== parent && new URLSearchParams(location.search).has('preview');

const FALLBACK_LIMITS: VisitLimits = { idlePromptSeconds: 120, idleCountdownSeconds: 30 };
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
const MINUTE_MS = 60_000;
/** The first screen has the machine to itself for so long; then the clock and the next screen come, then the rest. */
const CLOCK_AFTER_MS = 120;
const REST_AFTER_MS = 400;

/**
 * The terminal: which hall it stands in, what it is connected to, and who is in front of it. It paints from the site
 * document alone; everything else is loaded afterwards. A visit lives in its own frame, which is thrown away with
 * all that it knew when the visit ends.
 */
@customElement('linli-kiosk')
export class KioskApp extends LitElement {
  static override styles = css`
    :host {
      display: block;
      height: 100vh;
      height: 100dvh;
      overflow: hidden;
      background: var(--surface);
      color: var(--text);
    }
  `;

  readonly #start = readStart();
  @state() private site: Site | undefined = this.#start.site;
  @state() private runtime: Runtime | undefined;
  @state() private speaker: Speaker | undefined;
  @state() private sync: SyncState = { state: 'starting' };
  @state() private language: Language = this.#start.site?.languages[0] ?? 'zh-Hans';
  /** The hub's time as far as known, to the minute: milliseconds since 1970. Zero until the first screen stands. */
  @state() private nowMs = 0;
  #visit: Visit = { state: 'attract' };
  #visitNumber = 0;
  /** Where the visit begins, if not at home. In memory only, like all of it. */
  #first: Route | undefined;
  #listenForScanner: typeof listenForScanner | undefined;
  #stopScanner: (() => void) | undefined;
  #terminal: Terminal | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.addEventListener('linli-leave', this.#onLeave);
    this.addEventListener('linli-language', this.#onLanguage);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of TOUCHES)
      window.addEventListener(type, this.#onTouch, { capture: true, passive: true });
    window.addEventListener('contextmenu', preventDefault);
    window.addEventListener('dragstart', preventDefault);
    this.#timer = setInterval(this.#onTick, 1_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of TOUCHES) window.removeEventListener(type, this.#onTouch, { capture: true });
    window.removeEventListener('contextmenu', preventDefault);
    window.removeEventListener('dragstart', preventDefault);
    clearInterval(this.#timer);
    this.#stopScanner?.();
  }

  protected override firstUpdated(): void {
    // Writing the time loads the browser's calendar, and the next screen wants its code: both can wait a moment.
    setTimeout(this.#afterFirstPaint, CLOCK_AFTER_MS);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const parts = ['site', 'runtime', 'sync', 'language'] as const;
    // Made anew only when a part of it is another, so that a passing minute does not redraw every screen.
    if (this.site && parts.some((part) => changed.has(part)))
      this.#terminal = {
        site: this.site,
        words: wordsFor(this.language),
        clock: clockwork(this.language, this.site.timeZone),
        sync: this.sync,
        runtime: this.runtime,
      };
    if (changed.has('language')) document.documentElement.lang = this.language;
    if (changed.has('site') && this.site) {
      document.documentElement.style.setProperty('--accent', this.site.brand.accent);
      document.title = this.site.name.zh;
    }
  }

  protected override render(): TemplateResult {
    const terminal = this.#terminal;
    if (!terminal)
      return html`<linli-first-start .siteId=${this.#start.siteId} .sync=${this.sync}></linli-first-start>`;
    if (this.#visit.state === 'attract')
      return html`<linli-attract-view
        .terminal=${terminal}
        .nowMs=${this.nowMs}
        @linli-begin=${this.#onBegin}
      ></linli-attract-view>`;
    return html`
      ${keyed(
        this.#visitNumber,
        html`<linli-visit-frame
          .terminal=${terminal}
          .nowMs=${this.nowMs}
          .speaker=${this.speaker}
          .first=${this.#first}
        ></linli-visit-frame>`,
      )}
      ${this.#idlePrompt(terminal)}
    `;
  }

  #idlePrompt({ words }: Terminal): TemplateResult | typeof nothing {
    if (this.#visit.state !== 'prompt') return nothing;
    return html`<linli-idle-prompt
      .words=${words}
      .secondsLeft=${Math.max(0, Math.ceil((this.#visit.endsAtMs - Date.now()) / 1_000))}
      .totalSeconds=${this.#limits.idleCountdownSeconds}
      @linli-stay=${this.#onStay}
    ></linli-idle-prompt>`;
  }

  get #limits(): VisitLimits {
    return this.site?.limits ?? FALLBACK_LIMITS;
  }

  async #bringUp(): Promise<void> {
    const { siteId } = this.#start;
    const parts = await import('./bring-up.ts');
    if (siteId === undefined || !window.isSecureContext) return;
    if (isPreview) return this.#bringPreview(siteId);
    rememberStart(this.#start);
    this.#listenForScanner = parts.listenForScanner;
    this.#hearScanner();
    await this.#startRuntime(parts.Runtime, siteId);
    void parts.pageLineScanners({ prefix: '', suffix: 'Enter', ...this.site?.scanner });
    this.#openSetup();
    this.speaker = parts.createSpeaker();
    parts.keepUpToDate(this.#isIdle);
    await parts.prefetchViews();
    if (this.runtime) await parts.keepFonts(this.runtime, parts.allWords());
  }

  /** Shows what an editor's page sends instead of what the hub does; whoever looks at it is never asked to go on. */
  async #bringPreview(siteId: string): Promise<void> {
    const { Preview } = await import('./preview.ts');
    const preview = await Preview.start(siteId);
    this.runtime = preview.runtime;
    this.sync = { state: 'preview' };
    let shown = '';
    preview.hear(({ screen, language, elder }) => {
      void preview.runtime.store.get('site', siteId).then(async (site) => {
        this.site = site ?? this.site;
        this.language = language;
        const wanted = JSON.stringify([screen, elder]);
        if (wanted === shown) return;
        shown = wanted;
        this.#step({ kind: 'finish' });
        if (!screen) return;
        this.#begin(language, screen.view === 'home' ? undefined : screen);
        await bringVisit();
        await this.updateComplete;
        const frame = this.renderRoot.querySelector('linli-visit-frame');
        if (frame) preview.turn(frame, elder);
      });
    });
  }

  /** Asked for in the address, once: the staff look after the machine, in a visit like any other. */
  #openSetup(): void {
    const { searchParams, pathname } = new URL(location.href);
    if (!searchParams.has('setup')) return;
    searchParams.delete('setup');
    const rest = String(searchParams);
    history.replaceState(null, '', rest === '' ? pathname : `${pathname}?${rest}`);
    this.#begin(this.language, { view: 'setup' });
  }

  async #startRuntime(factory: typeof Runtime, siteId: string): Promise<void> {
    const onLost = () => {
      // The browser took the database away: open what is left of it, and read everything anew.
      this.runtime?.stop();
      this.runtime = undefined;
      void this.#startRuntime(factory, siteId);
    };
    const runtime = await factory.start(siteId, this.#onSync, onLost, this.#isIdle);
    const readSite = async (): Promise<void> => {
      this.site = (await runtime.store.get('site', siteId)) ?? this.site;
    };
    runtime.store.subscribe(['site'], () => void readSite());
    await readSite();
    this.runtime = runtime;
  }

  readonly #afterFirstPaint = (): void => {
    this.#onTick();
    void bringVisit();
    // Where there is nothing to show yet, everything is brought at once.
    setTimeout(() => void this.#bringUp(), this.site ? REST_AFTER_MS : 0);
  };

  #step(event: VisitEvent): void {
    const before = this.#visit;
    this.#visit = nextVisit(before, event, this.#limits);
    // A touch in the middle of a visit changes nothing that is drawn; a countdown changes every second.
    if (before.state !== this.#visit.state || this.#visit.state === 'prompt') this.requestUpdate();
    if (before.state !== 'attract' && this.#visit.state === 'attract') this.#tidyUp();
    if ((before.state === 'attract') !== (this.#visit.state === 'attract')) this.#hearScanner();
  }

  /** A code shown to the first screen begins a visit; in a visit its frame hears the scanner. */
  #hearScanner(): void {
    this.#stopScanner?.();
    this.#stopScanner =
      this.#visit.state === 'attract'
        ? this.#listenForScanner?.(window, this.#onScan, this.site?.scanner ?? {})
        : undefined;
  }

  /** Nothing of the visit stays: its frame is gone, language and selection are as for the next person. */
  #tidyUp(): void {
    this.#visitNumber += 1;
    this.#first = undefined;
    this.language = this.site?.languages[0] ?? 'zh-Hans';
    document.getSelection()?.removeAllRanges();
    void this.runtime?.endVisit();
  }

  readonly #onScan = (text: string): void => {
    this.#begin(this.language, { view: 'arrival', purpose: 'check-in', text });
  };

  readonly #onBegin = ({ language, route }: BeginEvent): void => this.#begin(language, route);

  #begin(language: Language, route?: Route): void {
    void bringVisit();
    this.language = language;
    this.#first = route;
    if (this.#visit.state === 'attract') this.runtime?.usage.note('visit');
    this.#step({ kind: 'touch', nowMs: Date.now() });
  }

  readonly #isIdle = (): boolean => this.#visit.state === 'attract';

  readonly #onTouch = (): void => {
    if (this.#visit.state === 'active') this.#step({ kind: 'touch', nowMs: Date.now() });
  };

  readonly #onStay = (): void => {
    this.#step({ kind: 'touch', nowMs: Date.now() });
  };

  readonly #onTick = (): void => {
    const nowMs = this.runtime?.store.now() ?? Date.now();
    if (Math.floor(nowMs / MINUTE_MS) !== Math.floor(this.nowMs / MINUTE_MS)) this.nowMs = nowMs;
    if (!isPreview) this.#step({ kind: 'tick', nowMs: Date.now() });
  };

  readonly #onLeave = (event: LeaveEvent): void => {
    if (event.to === 'end') this.#step({ kind: 'finish' });
  };

  readonly #onLanguage = ({ language }: LanguageEvent): void => {
    this.language = language;
    if (language !== this.site?.languages[0]) this.runtime?.usage.note('way.language');
  };

  readonly #onSync = (sync: SyncState): void => {
    this.sync = sync;
  };
}

/** The frame of a visit and the home screen. */
const bringVisit = (): Promise<unknown> => import('./visit-frame.ts');

function preventDefault(event: Event): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-kiosk': KioskApp;
  }
}
