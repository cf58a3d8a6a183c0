import { LitElement, type TemplateResult, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/bar/bar.ts';
import type { BarPressEvent } from '../../../components/bar/bar.ts';
import '../../../components/scroll/scroll.ts';
import { nextTextScale, setTextScale } from '../../access/text-size.ts';
import { listenForScanner } from '../../devices/scanner/scanner.ts';
import type { Speaker } from '../../devices/speech.ts';
import { lastOf } from '../../model/last.ts';
import type { CardWay } from '../../model/schema/card.ts';
import { loadView, renderView } from '../features.ts';
import '../home/home-view.ts';
import { type BarAction, barItems } from './bar-items.ts';
import type { KioskView } from './kiosk-view.ts';
import { type GoEvent, LanguageEvent, LeaveEvent, type Route } from './route.ts';
import type { Terminal } from './terminal.ts';
import { Reader } from './reader.ts';
import { visitHeader } from './visit-header.ts';
import { visitStyles } from './visit-styles.ts';
import { type WayEvent, elderWay, scaleOf, setContrast } from './way.ts';

const HOME: Route = { view: 'home' };
/** Screens that hear a scanner by themselves, and the one where somebody is in the middle of filling in. */
const HEAR_THEMSELVES: ReadonlySet<Route['view']> = new Set(['arrival', 'book', 'setup']);

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
  /** Where the visit begins, if not at home. */
  @property({ attribute: false }) first: Route | undefined;
  @state() private routes: readonly Route[] = [HOME];
  @state() private textScale = 1;
  @state() private broken = false;
  @state() private begun = false;
  readonly #reader: Reader = new Reader(this, () => ({
    speaker: this.speaker,
    language: this.terminal.words.language,
    content: this.renderRoot.querySelector('linli-scroll'),
  }));
  #stopScanner: (() => void) | undefined;

  constructor() {
    super();
    this.addEventListener('linli-go', this.#onGo);
    this.addEventListener('linli-way', this.#onWay);
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
    this.#stopScanner?.();
    this.#reader.hush();
    setTextScale(1);
    setContrast('normal');
  }

  protected override firstUpdated(): void {
    // Brought with the visit: where nobody is called, nothing of it is shown. Without it the rest of the visit goes on.
    void Promise.all([
      import('../../access/messages/help.ts'),
      import('./call-strip.ts'),
      import('./told/told-strip.ts'),
    ]).catch(() => undefined);
    void this.#beginAsTold().catch(() => undefined);
    void this.#show(this.first ? [HOME, this.first] : [HOME]);
  }

  protected override render(): TemplateResult {
    const { terminal } = this;
    const { t } = terminal.words;
    return html`
      ${visitHeader(terminal, this.nowMs, this.#route.view)}
      <main class="content">
        <linli-scroll label=${t('scroll.region')} upLabel=${t('scroll.up')} downLabel=${t('scroll.down')}>
          ${
            this.broken
              ? html`<linli-broken-view .terminal=${terminal}></linli-broken-view>`
              : repeat(
                  this.begun ? this.#screens : [],
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

  /** Staff may have told this terminal to begin every visit large and clear. */
  async #beginAsTold(): Promise<void> {
    if ((await this.terminal.runtime?.told.mode()) === 'elder' && this.isConnected) this.#turn(elderWay);
  }

  get #route(): Route {
    return lastOf(this.routes) ?? HOME;
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
      listening: this.#reader.listening,
      textScale: this.textScale,
      languages: site.languages,
    });
  }

  async #show(routes: readonly Route[]): Promise<void> {
    await loadView((lastOf(routes) ?? HOME).view);
    if (!this.isConnected) return;
    this.#reader.hush();
    this.broken = false;
    this.begun = true;
    this.routes = routes;
    this.terminal.runtime?.shows(this.#route.view);
    this.#count();
    this.#hearScanner();
    await this.updateComplete;
    await this.#focusView();
  }

  /** What is opened, in counts; of a matter that nobody need know of, only that there was one. */
  #count(): void {
    const { usage, store } = this.terminal.runtime ?? {};
    const route = this.#route;
    usage?.note(`view.${route.view}`);
    if (route.view !== 'service') return;
    void store
      ?.get('service', route.id)
      .then((service) => usage?.note(`service.${service?.discreet === false ? route.id : 'discreet'}`))
      .catch(() => undefined);
  }

  /** A code shown at any screen is looked at as if it had been shown at the one for it. */
  #hearScanner(): void {
    this.#stopScanner?.();
    this.#stopScanner = undefined;
    if (!HEAR_THEMSELVES.has(this.#route.view))
      this.#stopScanner = listenForScanner(window, this.#onScan, this.terminal.site.scanner);
  }

  #back(): void {
    void this.#show(this.routes.length <= 1 ? [HOME] : this.routes.slice(0, -1));
  }

  async #focusView(): Promise<void> {
    const view = this.#view;
    await view?.updateComplete;
    view?.focusHeading();
  }

  readonly #onGo = (event: GoEvent): void => {
    const below = event.replace ? this.routes.slice(0, -1) : this.routes;
    if (event.route.view === 'help') this.#toHelp();
    else void this.#show([...below, event.route]);
  };

  #toHelp(): void {
    const { view } = this.#route;
    if (view !== 'help') void this.#show([...this.routes, { view: 'help', from: view }]);
  }

  readonly #onScan = (text: string): void => {
    void this.#show([...this.routes, { view: 'arrival', purpose: 'check-in', text }]);
  };

  /** The holder of a card likes it so: it holds for this visit and ends with it. */
  readonly #onWay = ({ way }: WayEvent): void => {
    this.terminal.runtime?.usage.note('way.card');
    this.#turn(way);
    const { words, site } = this.terminal;
    if (way.language && way.language !== words.language && site.languages.includes(way.language))
      this.dispatchEvent(new LanguageEvent(way.language));
  };

  #turn(way: CardWay): void {
    this.textScale = scaleOf(way);
    setTextScale(this.textScale);
    setContrast(way.contrast);
    this.#reader.aloud = way.voice;
  }

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
        this.#toHelp();
        return;
      case 'listen':
        if (this.#reader.toggle()) this.terminal.runtime?.usage.note('way.listen');
        return;
      case 'larger':
        this.textScale = nextTextScale(this.textScale);
        setTextScale(this.textScale);
        if (this.textScale > 1) this.terminal.runtime?.usage.note('way.large');
        return;
      case 'language':
        this.#reader.hush();
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
