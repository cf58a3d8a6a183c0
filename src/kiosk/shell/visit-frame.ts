import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/bar/bar.ts';
import type { BarPressEvent } from '../../../components/bar/bar.ts';
import '../../../components/scroll/scroll.ts';
import { nextTextScale, setTextScale } from '../../access/text-size.ts';
import type { Speaker } from '../../devices/speech.ts';
import { freshness } from '../../model/freshness.ts';
import { loadView, renderView } from '../features.ts';
import '../home/home-view.ts';
import { type BarAction, barItems } from './bar-items.ts';
import type { KioskView } from './kiosk-view.ts';
import { type GoEvent, LanguageEvent, LeaveEvent, type Route } from './route.ts';
import type { Terminal } from './terminal.ts';
import { visitStyles } from './visit-styles.ts';

const HOME: Route = { view: 'home' };

/**
 * One visit: where the person is (a stack of routes in memory only), how large they read, and the frame around every
 * screen. It exists from the first touch until the visit ends.
 */
@customElement('linli-visit-frame')
export class VisitFrame extends LitElement {
  static override styles = visitStyles;

  @property({ attribute: false }) terminal!: Terminal;
  @property({ type: Number }) nowMs = 0;
  @property({ attribute: false }) speaker: Speaker | undefined;
  @state() private routes: readonly Route[] = [HOME];
  @state() private textScale = 1;
  @state() private listening = false;
  @state() private broken = false;

  constructor() {
    super();
    this.addEventListener('linli-go', this.#onGo);
    this.addEventListener('linli-leave', this.#onLeave);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('error', this.#onBroken);
    window.addEventListener('unhandledrejection', this.#onBroken);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('error', this.#onBroken);
    window.removeEventListener('unhandledrejection', this.#onBroken);
    this.#hush();
    setTextScale(1);
  }

  protected override firstUpdated(): void {
    void this.#focusView();
  }

  protected override render(): TemplateResult {
    const { terminal } = this;
    const { t } = terminal.words;
    return html`
      ${this.#header(terminal)}
      <main class="content">
        <linli-scroll label=${t('scroll.region')} upLabel=${t('scroll.up')} downLabel=${t('scroll.down')}>
          ${
            this.broken
              ? html`<linli-broken-view .terminal=${terminal}></linli-broken-view>`
              : repeat(
                  this.#screens,
                  ({ depth }) => depth,
                  ({ route, hidden }) =>
                    html`<div class="screen" ?hidden=${hidden}>${renderView(terminal, route)}</div>`,
                )
          }
        </linli-scroll>
      </main>
      <nav class="bar" aria-label=${t('bar.name')}>
        <linli-bar .items=${this.#barItems()} @linli-bar-press=${this.#onBar}></linli-bar>
      </nav>
    `;
  }

  #header({ words, clock, site, sync }: Terminal): TemplateResult {
    const { t, of } = words;
    return html`
      <header class="header">
        <div class="hall">
          <span class="hall-name">${of(site.hall)}</span>
          <span class="site-name">${of(site.name)}</span>
        </div>
        <div class="state">
          <span class="time">${clock.time(this.nowMs)}</span>
          ${site.demo ? html`<span class="tag">${t('header.demo')}</span>` : nothing}
          ${
            sync.state === 'offline'
              ? html`<span class="tag caution" role="status">${t('header.offline')}</span>`
              : nothing
          }
        </div>
      </header>
      <div class="strips" role="status">
        ${this.#strips().map((text) => html`<p class="strip">${text}</p>`)}
      </div>
    `;
  }

  /** What the person must know of the terminal itself, on every screen. */
  #strips(): readonly string[] {
    const { words, clock, site, runtime, sync } = this.terminal;
    const { t } = words;
    const age =
      runtime && freshness(runtime.store.mark.syncedAtMs, Date.now(), site.limits.staleAfterMinutes);
    return [
      age?.state === 'stale'
        ? t('header.stale', { day: clock.shortDay(age.sinceMs), time: clock.time(age.sinceMs) })
        : '',
      runtime && !runtime.durable ? t('header.memory-only') : '',
      runtime && runtime.lost > 0 ? t('header.lost', { n: runtime.lost }) : '',
      sync.state === 'waiting' ? t('header.waiting', { code: sync.code }) : '',
      sync.state === 'revoked' ? t('header.revoked') : '',
    ].filter((text) => text !== '');
  }

  get #route(): Route {
    return this.routes.at(-1) ?? HOME;
  }

  /** The screen that is open. Under help lies the one it was called from, with all that was typed there. */
  get #screens(): readonly { readonly depth: number; readonly route: Route; readonly hidden: boolean }[] {
    const top = this.routes.length - 1;
    const from = this.#route.view === 'help' ? Math.max(0, top - 1) : top;
    return this.routes.flatMap((route, depth) =>
      depth < from ? [] : [{ depth, route, hidden: depth < top }],
    );
  }

  get #view(): KioskView | null {
    return this.renderRoot.querySelector<KioskView>('.screen:not([hidden]) > *');
  }

  #barItems() {
    const { words, site } = this.terminal;
    return barItems(words, {
      atHome: this.routes.length <= 1 && !this.broken,
      canListen: this.speaker?.available(words.language) ?? false,
      listening: this.listening,
      textScale: this.textScale,
      languages: site.languages,
    });
  }

  async #show(routes: readonly Route[]): Promise<void> {
    await loadView((routes.at(-1) ?? HOME).view);
    this.#hush();
    this.broken = false;
    this.routes = routes;
    await this.updateComplete;
    await this.#focusView();
  }

  #back(): void {
    void this.#show(this.routes.length <= 1 ? [HOME] : this.routes.slice(0, -1));
  }

  async #focusView(): Promise<void> {
    const view = this.#view;
    await view?.updateComplete;
    view?.focusHeading();
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
    await this.speaker.speak(content ? readableText(content) : '', this.terminal.words.language, {
      rate: 0.9,
    });
    this.listening = false;
  }

  readonly #onGo = (event: GoEvent): void => {
    const below = event.replace ? this.routes.slice(0, -1) : this.routes;
    void this.#show([...below, event.route]);
  };

  readonly #onLeave = (event: LeaveEvent): void => {
    if (event.to === 'home') void this.#show([HOME]);
    else if (event.to === 'back') this.#back();
  };

  readonly #onBar = (event: BarPressEvent): void => {
    const action = event.id as BarAction;
    switch (action) {
      case 'home':
        void this.#show([HOME]);
        return;
      case 'back':
        if (!this.#view?.stepBack()) this.#back();
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
        this.dispatchEvent(new LanguageEvent(this.terminal.words.language === 'en' ? 'zh-Hans' : 'en'));
        return;
      case 'finish':
        this.dispatchEvent(new LeaveEvent('end'));
    }
  };

  /** The one boundary for what nobody foresaw: the browser's console for the technician, a way out for the visitor. */
  readonly #onBroken = (event: ErrorEvent | PromiseRejectionEvent): void => {
    const reason: unknown = 'reason' in event ? event.reason : event.error;
    // Some errors of the browser itself carry no reason and break nothing (a resize observer that fell behind).
    if (reason !== undefined && reason !== null) this.broken = true;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-visit-frame': VisitFrame;
  }
}
