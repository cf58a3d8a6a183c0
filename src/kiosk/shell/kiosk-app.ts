import { LitElement, type PropertyValues, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import '../../../components/bar/bar.ts';
import '../../../components/scroll/scroll.ts';
import type { BarPressEvent } from '../../../components/bar/bar.ts';
import { clockwork } from '../../access/format.ts';
import { wordsFor } from '../../access/say.ts';
import { nextTextScale, setTextScale } from '../../access/text-size.ts';
import { freshness } from '../../model/freshness.ts';
import type { Site } from '../../model/schema/site.ts';
import type { Language } from '../../model/schema/text.ts';
import { type Visit, type VisitLimits, nextVisit } from '../../model/visit.ts';
import type { Speaker } from '../../devices/speech.ts';
import type { SyncState } from '../../sync/sync.ts';
import { loadView, prefetchViews, renderView } from '../features.ts';
import { type BarAction, barItems } from './bar-items.ts';
import { kioskStyles } from './kiosk-styles.ts';
import type { KioskView } from './kiosk-view.ts';
import { type GoEvent, type LeaveEvent, type Route } from './route.ts';
import type { Runtime } from './runtime.ts';
import { readStart, rememberSite } from './start.ts';
import type { Terminal } from './terminal.ts';

const HOME: Route = { view: 'home' };
const FALLBACK_LIMITS = { idlePromptSeconds: 120, idleCountdownSeconds: 30 };
const LISTENERS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/**
 * The terminal's shell: who is in front of it (the visit), where they are (a stack of routes in memory), and the
 * frame around every screen. It paints from the site document alone; everything else is loaded afterwards.
 */
@customElement('linli-kiosk')
export class KioskApp extends LitElement {
  static override styles = kioskStyles;

  readonly #start = readStart();
  @state() private site: Site | undefined = this.#start.site;
  @state() private runtime: Runtime | undefined;
  @state() private sync: SyncState = { state: 'starting' };
  @state() private visit: Visit = { state: 'attract' };
  @state() private routes: readonly Route[] = [HOME];
  @state() private language: Language = this.#start.site?.languages[0] ?? 'zh-Hans';
  @state() private textScale = 1;
  @state() private listening = false;
  @state() private speaker: Speaker | undefined;
  @state() private broken = false;
  /** Seconds since 1970, by the hub's clock as far as known: what the header and the idle prompt show. */
  @state() private nowSeconds = Math.floor(Date.now() / 1_000);
  #visitNumber = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of LISTENERS)
      window.addEventListener(type, this.#onTouch, { capture: true, passive: true });
    window.addEventListener('error', this.#onBroken);
    window.addEventListener('unhandledrejection', this.#onBroken);
    window.addEventListener('contextmenu', preventDefault);
    window.addEventListener('dragstart', preventDefault);
    this.#timer = setInterval(this.#onTick, 1_000);
    this.addEventListener('linli-go', this.#onGo);
    this.addEventListener('linli-leave', this.#onLeave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of LISTENERS) window.removeEventListener(type, this.#onTouch, { capture: true });
    window.removeEventListener('error', this.#onBroken);
    window.removeEventListener('unhandledrejection', this.#onBroken);
    window.removeEventListener('contextmenu', preventDefault);
    window.removeEventListener('dragstart', preventDefault);
    clearInterval(this.#timer);
  }

  protected override firstUpdated(): void {
    // The first screen is on the glass and can be pressed before anything else is asked for.
    const later = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1));
    later(() => void this.#bringUp());
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('language' as keyof KioskApp)) document.documentElement.lang = this.language;
    if (changed.has('site' as keyof KioskApp) && this.site) {
      document.documentElement.style.setProperty('--accent', this.site.brand.accent);
      document.title = this.site.name.zh;
    }
  }

  protected override render() {
    if (!this.site)
      return html`<linli-first-start .siteId=${this.#start.siteId} .sync=${this.sync}></linli-first-start>`;
    const terminal = this.#terminal(this.site);
    if (this.visit.state === 'attract')
      return html`<linli-attract-view
        .terminal=${terminal}
        .nowMs=${this.nowSeconds * 1_000}
        @click=${this.#onBegin}
      ></linli-attract-view>`;
    return html`
      <div class="frame">
        ${this.#header(terminal)}
        <main class="content">
          <linli-scroll
            label=${terminal.words.t('scroll.region')}
            upLabel=${terminal.words.t('scroll.up')}
            downLabel=${terminal.words.t('scroll.down')}
          >
            ${
              this.broken
                ? html`<linli-broken-view .terminal=${terminal}></linli-broken-view>`
                : keyed(`${this.#visitNumber}/${this.routes.length}`, renderView(terminal, this.#route))
            }
          </linli-scroll>
        </main>
        <nav class="bar" aria-label=${terminal.words.t('bar.name')}>
          <linli-bar .items=${this.#barItems(terminal)} @linli-bar-press=${this.#onBar}></linli-bar>
        </nav>
      </div>
      ${this.#idlePrompt(terminal)}
    `;
  }

  #header({ words, clock, site, runtime }: Terminal) {
    const { t } = words;
    const nowMs = this.nowSeconds * 1_000;
    const age =
      runtime && freshness(runtime.store.mark.syncedAtMs, Date.now(), site.limits.staleAfterMinutes);
    return html`
      <header class="header">
        <div class="hall">
          <span class="hall-name">${words.of(site.hall)}</span>
          <span class="site-name">${words.of(site.name)}</span>
        </div>
        <div class="state">
          <span class="time">${clock.time(nowMs)}</span>
          ${site.demo ? html`<span class="tag">${t('header.demo')}</span>` : nothing}
          ${this.sync.state === 'offline' ? html`<span class="tag caution">${t('header.offline')}</span>` : nothing}
        </div>
      </header>
      ${
        age?.state === 'stale'
          ? html`<p class="strip" role="status">
              ${t('header.stale', { day: clock.shortDay(age.sinceMs), time: clock.time(age.sinceMs) })}
            </p>`
          : nothing
      }
      ${runtime && !runtime.durable ? html`<p class="strip" role="status">${t('header.memory-only')}</p>` : nothing}
      ${
        this.sync.state === 'waiting'
          ? html`<p class="strip" role="status">${t('header.waiting', { code: this.sync.code })}</p>`
          : nothing
      }
      ${this.sync.state === 'revoked' ? html`<p class="strip" role="status">${t('header.revoked')}</p>` : nothing}
    `;
  }

  #idlePrompt({ words }: Terminal) {
    if (this.visit.state !== 'prompt') return nothing;
    const left = Math.max(0, Math.ceil((this.visit.endsAtMs - Date.now()) / 1_000));
    return html`<linli-idle-prompt
      .words=${words}
      .secondsLeft=${left}
      .totalSeconds=${this.site?.limits.idleCountdownSeconds ?? FALLBACK_LIMITS.idleCountdownSeconds}
      @linli-stay=${this.#onStay}
      @linli-leave=${this.#onLeave}
    ></linli-idle-prompt>`;
  }

  get #route(): Route {
    return this.routes.at(-1) ?? HOME;
  }

  #terminal(site: Site): Terminal {
    return {
      site,
      words: wordsFor(this.language),
      clock: clockwork(this.language, site.timeZone),
      sync: this.sync,
      runtime: this.runtime,
    };
  }

  #barItems({ words, site }: Terminal) {
    return barItems(words, {
      atHome: this.routes.length <= 1 && !this.broken,
      canListen: this.speaker?.available(this.language) ?? false,
      listening: this.listening,
      textScale: this.textScale,
      languages: site.languages,
    });
  }

  async #bringUp(): Promise<void> {
    const { siteId } = this.#start;
    const parts = await import('./bring-up.ts');
    if (siteId === undefined) return;
    if (!window.isSecureContext) return;
    rememberSite(siteId);
    const startRuntime = async (): Promise<void> => {
      this.runtime = await parts.Runtime.start(siteId, this.#onSync, () => {
        this.runtime = undefined;
        void startRuntime();
      });
      const { store } = this.runtime;
      const readSite = async (): Promise<void> => {
        this.site = (await store.get('site', siteId)) ?? this.site;
      };
      store.subscribe(['site'], () => void readSite());
      await readSite();
    };
    await startRuntime();
    this.speaker = parts.createSpeaker();
    parts.keepUpToDate(() => this.visit.state === 'attract');
    await prefetchViews();
    if (this.runtime) await parts.keepFonts(this.runtime, parts.allWords());
  }

  #endVisit(): void {
    this.visit = nextVisit(this.visit, { kind: 'finish' }, FALLBACK_LIMITS);
    this.#visitNumber += 1;
    this.routes = [HOME];
    this.language = this.site?.languages[0] ?? 'zh-Hans';
    this.textScale = 1;
    setTextScale(1);
    this.broken = false;
    this.#hush();
    document.getSelection()?.removeAllRanges();
    void this.runtime?.endVisit();
  }

  async #show(routes: readonly Route[]): Promise<void> {
    const view = routes.at(-1) ?? HOME;
    await loadView(view.view);
    this.#hush();
    this.broken = false;
    this.routes = routes;
    await this.updateComplete;
    const element = this.renderRoot.querySelector<KioskView>('linli-scroll > *');
    await element?.updateComplete;
    element?.focusHeading?.();
  }

  #hush(): void {
    this.speaker?.stop();
    this.listening = false;
  }

  async #listen(): Promise<void> {
    if (this.listening || !this.speaker) {
      this.#hush();
      return;
    }
    const { readableText } = await import('../../access/read-aloud.ts');
    const content = this.renderRoot.querySelector('linli-scroll');
    this.listening = true;
    await this.speaker.speak(content ? readableText(content) : '', this.language, { rate: 0.9 });
    this.listening = false;
  }

  readonly #onSync = (sync: SyncState): void => {
    this.sync = sync;
  };

  readonly #onTouch = (): void => {
    if (this.visit.state === 'active') this.#touch();
  };

  readonly #onTick = (): void => {
    this.nowSeconds = Math.floor((this.runtime?.store.now() ?? Date.now()) / 1_000);
    const next = nextVisit(this.visit, { kind: 'tick', nowMs: Date.now() }, this.#limits);
    if (next === this.visit && next.state !== 'prompt') return;
    if (this.visit.state === 'prompt' && next.state === 'attract') this.#endVisit();
    else this.visit = next;
  };

  #touch(): void {
    this.visit = nextVisit(this.visit, { kind: 'touch', nowMs: Date.now() }, this.#limits);
  }

  get #limits(): VisitLimits {
    return this.site?.limits ?? FALLBACK_LIMITS;
  }

  readonly #onBegin = (event: Event): void => {
    const chosen = (event as CustomEvent)
      .composedPath()
      .find((each) => each instanceof HTMLElement && each.dataset['language']);
    if (chosen instanceof HTMLElement) this.language = chosen.dataset['language'] as Language;
    this.visit = { state: 'active', touchedAtMs: Date.now() };
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<KioskView>('linli-scroll > *')?.focusHeading?.(),
    );
  };

  readonly #onStay = (): void => {
    this.#touch();
  };

  readonly #onGo = (event: GoEvent): void => {
    const below = event.replace ? this.routes.slice(0, -1) : this.routes;
    void this.#show([...below, event.route]);
  };

  readonly #onLeave = (event: LeaveEvent): void => {
    if (event.to === 'end') this.#endVisit();
    else void this.#show(event.to === 'home' || this.routes.length <= 1 ? [HOME] : this.routes.slice(0, -1));
  };

  readonly #onBar = (event: BarPressEvent): void => {
    const action = event.id as BarAction;
    switch (action) {
      case 'home':
        void this.#show([HOME]);
        return;
      case 'back':
        void this.#show(this.routes.length <= 1 ? [HOME] : this.routes.slice(0, -1));
        return;
      case 'help':
        if (this.#route.view !== 'help') void this.#show([...this.routes, { view: 'help' }]);
        return;
      case 'listen':
        void this.#listen();
        return;
      case 'larger':
        this.textScale = nextTextScale(this.textScale);
        setTextScale(this.textScale);
        return;
      case 'language':
        this.#hush();
        this.language = this.language === 'en' ? 'zh-Hans' : 'en';
        return;
      case 'finish':
        this.#endVisit();
    }
  };

  readonly #onBroken = (event: ErrorEvent | PromiseRejectionEvent): void => {
    // The one boundary for what nobody foresaw: the console for the technician, a way out for the visitor.
    const reason: unknown = 'reason' in event ? event.reason : event.error;
    if (reason === undefined || reason === null) return;
    this.broken = this.visit.state !== 'attract';
  };
}

function preventDefault(event: Event): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-kiosk': KioskApp;
  }
}
