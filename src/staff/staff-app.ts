import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { StaffSession, StaffSite } from '../model/schema/staff.ts';
import type { Language } from '../model/schema/text.ts';
import { desk as deskStyles } from './shell/desk-styles.ts';
import { type Desk, desksFor } from './shell/desks.ts';
import { recallLanguage, recallSite, rememberLanguage, rememberSite } from './shell/memory.ts';
import { followed } from './shell/follow.ts';
import { HallCalls } from './shell/hall-calls.ts';
import { accountPage, firstFactorPage, firstPasswordPage, troublePage } from './shell/pages.ts';
import { note } from './shell/parts.ts';
import { type StaffRoute, deskPath, readRoute, siteOf } from './shell/route.ts';
import { Seat } from './shell/seat.ts';
import { shellStyles } from './shell/shell-styles.ts';
import type { StaffContext } from './shell/staff-context.ts';
import { StripRoom } from './shell/strip-room.ts';
import { startPage } from './shell/start-page.ts';
import { hasRail, rail, topBar } from './shell/top-bar.ts';
import { type StaffWords, staffWords } from './shell/words.ts';
import './sign-in.ts';
import type { SignedInEvent } from './sign-in.ts';

/** Until a site says which zone it is in. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * The staff's pages: the sign-in, one's own password, and the desks. It keeps no data; each desk reads the hub. The
 * address says which page is shown, so that a session that ends in the middle leads to the sign-in and back to it.
 */
@customElement('linli-staff')
export class StaffApp extends LitElement {
  static override styles = [deskStyles, shellStyles];

  @state() private language: Language = recallLanguage();
  @state() private pathname = location.pathname;
  /** Desks whose element is there, and those that could not be fetched. */
  @state() private loaded: ReadonlyMap<string, 'there' | 'failed'> = new Map();
  /** Why signing out did not work. */
  @state() private failed = '';
  #context: StaffContext | undefined;
  readonly #seat = new Seat(this, () => this.#settleAddress());
  readonly #calls = new HallCalls(this, this.#seat.client.call);

  constructor() {
    super();
    new StripRoom(this, () => this.renderRoot.querySelector<HTMLElement>('.strip'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#onAddress);
    this.addEventListener('click', this.#onLink);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#onAddress);
    this.removeEventListener('click', this.#onLink);
  }

  protected override willUpdate(): void {
    const { language, t } = this.#words;
    document.documentElement.lang = language;
    const desk = this.#desk;
    const title = desk ? `${t(desk.label)} · ${t('page.title')}` : t('page.title');
    this.#calls.follow(this.#workplace);
    // How many wait for help stands first, so that it is seen from another tab.
    document.title = this.#calls.waiting > 0 ? `(${this.#calls.waiting}) ${title}` : title;
    if (desk && this.#site) rememberSite(this.#site.id);
    if (desk && !this.loaded.has(desk.name)) void this.#load(desk);
  }

  protected override updated(changed: PropertyValues): void {
    // With the first desk come the icons, and the row of desks grows.
    if (changed.has('loaded')) this.#showCurrent();
    // A new page is read from its beginning on.
    if (!changed.has('pathname') || changed.get('pathname') === undefined) return;
    scrollTo(0, 0);
    this.#showCurrent();
    this.#focusMain();
  }

  /** Where the desks stand in a row, the present one is in sight, once what is in the row is drawn. */
  #showCurrent(): void {
    requestAnimationFrame(() =>
      this.renderRoot
        .querySelector('nav [aria-current]')
        ?.scrollIntoView({ inline: 'center', block: 'nearest' }),
    );
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    return html`
      ${topBar({
        words,
        route: this.#route,
        session: this.#session,
        canLeave: this.#seat.standing.kind === 'signed-in',
        onSkip: this.#onSkip,
        onLanguage: this.#onLanguage,
        onSignOut: () => void this.#signOut(),
      })}
      ${this.#strip(words)}
      <div class="below">
        ${hasRail({ session: this.#session, route: this.#route }) ? rail({ words, route: this.#route, session: this.#session }) : nothing}
        <main id="main" tabindex="-1" class=${this.#desk ? '' : 'narrow'}>
          ${this.failed === '' || !this.#session ? nothing : note('bad', this.failed)} ${this.#fault(words)}
          ${this.#reminder(words)} ${this.#page(words)}
        </main>
      </div>
    `;
  }

  get #session(): StaffSession | undefined {
    return this.#seat.session;
  }

  get #route(): StaffRoute {
    return readRoute(this.pathname, this.#session?.sites ?? [], recallSite());
  }

  get #site(): StaffSite | undefined {
    return this.#session && siteOf(this.#route, this.#session);
  }

  /** Where somebody works: at the site that is shown, or, on the pages of no site, at the last one. */
  get #workplace(): StaffSite | undefined {
    const last = recallSite();
    return this.#site ?? this.#session?.sites.find(({ id }) => id === last);
  }

  /** The desk that is shown, if this person may use it. */
  get #desk(): Desk | undefined {
    const route = this.#route;
    if (route.page !== 'desk') return undefined;
    return desksFor(this.#site?.roles ?? []).find(({ name }) => name === route.desk);
  }

  get #words(): StaffWords {
    return staffWords(this.language, this.#site?.timeZone ?? HERE);
  }

  /** Calls for help, above every page but their own. */
  #strip(words: StaffWords): TemplateResult {
    const site = this.#workplace;
    return html`<div class="strip">
      ${site ? this.#calls.strip(words, site, this.#desk?.name === 'help') : nothing}
    </div>`;
  }

  /** A second factor has to be set up soon. */
  #reminder({ t, clock }: StaffWords): TemplateResult | typeof nothing {
    const by = this.#session?.enrolBy;
    if (by === undefined) return nothing;
    return html`<p class="note">
      <span>${t('factor.due', { day: clock.day(Date.parse(by)) })}</span>
      <a href="/staff/account/">${t('factor.due.link')}</a>
    </p>`;
  }

  /** What admins have to know of the hub itself. */
  #fault({ t }: StaffWords): TemplateResult | typeof nothing {
    return this.#session?.keyFault ? note('bad', `${t('key.fault')}${t('key.fault.next')}`) : nothing;
  }

  #page(words: StaffWords): TemplateResult {
    const { standing, client } = this.#seat;
    switch (standing.kind) {
      case 'reading':
        return html`<p class="muted">${words.t('page.wait')}</p>`;
      case 'unreachable':
        return troublePage(words, 'page.unreachable', 'page.again', this.#seat.read);
      case 'signed-out':
        return html`<linli-sign-in
          .client=${client}
          .words=${words}
          .reason=${standing.reason}
          @linli-signed-in=${this.#onSignedIn}
        ></linli-sign-in>`;
      case 'signed-in': {
        const { session } = standing;
        const parts = { words, session, client };
        if (session.mustChange) return firstPasswordPage(parts, this.#seat.typed, this.#onPassword);
        return session.mustEnrol
          ? firstFactorPage(parts, this.#onFactors)
          : this.#pageOf(this.#route, session, words);
      }
    }
  }

  #pageOf(route: StaffRoute, session: StaffSession, words: StaffWords): TemplateResult {
    switch (route.page) {
      case 'start':
        return startPage(session, words, recallSite());
      case 'account':
        return accountPage({ words, session, client: this.#seat.client }, this.#onFactors);
      case 'desk':
        return this.#deskPage(session, words);
      case 'unknown':
        return this.#unknown(words);
    }
  }

  #deskPage(session: StaffSession, words: StaffWords): TemplateResult {
    const [desk, site] = [this.#desk, this.#site];
    if (!desk || !site) return this.#unknown(words);
    switch (this.loaded.get(desk.name)) {
      case undefined:
        return html`<p class="muted">${words.t('page.wait')}</p>`;
      case 'failed':
        return troublePage(words, 'page.broken', 'page.reload', () => location.reload());
      case 'there':
        return desk.draw(this.#contextOf(session, words, site));
    }
  }

  /** The same object as long as nothing in it changes, so that a desk hears only of what does. */
  #contextOf(session: StaffSession, words: StaffWords, site: StaffSite): StaffContext {
    const known = this.#context;
    const route = this.#route;
    const below = route.page === 'desk' ? route.below : [];
    const help = this.#calls.watch;
    const isSamePage = known?.below.join('/') === below.join('/');
    if (
      known?.session === session &&
      known.help === help &&
      known.site === site &&
      known.words.language === words.language &&
      isSamePage
    )
      return known;
    const go = (...page: readonly string[]): void => {
      if (route.page === 'desk') this.#go(deskPath(site.id, route.desk, page));
    };
    this.#context = { client: this.#seat.client, session, words, site, help, below, go };
    return this.#context;
  }

  #unknown(words: StaffWords): TemplateResult {
    return troublePage(words, 'page.unknown', 'page.to-start', () => this.#go('/staff/'));
  }

  async #load(desk: Desk): Promise<void> {
    const outcome = await desk.load().then(
      () => 'there' as const,
      () => 'failed' as const,
    );
    this.loaded = new Map([...this.loaded, [desk.name, outcome]]);
  }

  #go(path: string): void {
    history.pushState(null, '', path);
    this.#onAddress();
  }

  /** An address without a site becomes that of the desk it leads to, which stays the same whatever is used next. */
  #settleAddress(): void {
    const route = this.#route;
    if (route.page !== 'desk') return;
    const path = deskPath(route.site, route.desk, route.below);
    if (path === this.pathname) return;
    history.replaceState(null, '', path);
    this.pathname = path;
  }

  #focusMain(): void {
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  }

  readonly #onAddress = (): void => {
    this.failed = '';
    this.pathname = location.pathname;
    this.#settleAddress();
  };

  /** A link to another page of the staff's is followed without fetching everything again. */
  readonly #onLink = (event: MouseEvent): void => {
    const path = followed(event);
    if (path === undefined) return;
    event.preventDefault();
    this.#go(path);
  };

  readonly #onSignedIn = (event: SignedInEvent): void => {
    this.#seat.begin(event);
    void this.updateComplete.then(() => this.#focusMain());
  };

  readonly #onPassword = (): void => void this.#seat.hasOwnPassword().then(() => this.#focusMain());

  readonly #onFactors = (): void => void this.#seat.read();

  readonly #onSkip = (): void => this.#focusMain();

  readonly #onLanguage = (): void => {
    this.language = this.language === 'en' ? 'zh-Hans' : 'en';
    rememberLanguage(this.language);
  };

  async #signOut(): Promise<void> {
    const failure = await this.#seat.signOut();
    this.failed = failure ? this.#words.why(failure) : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-staff': StaffApp;
  }
}
