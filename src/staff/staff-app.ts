import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { StaffClient } from '../api/staff-client.ts';
import type { StaffSession, StaffSite } from '../model/schema/staff.ts';
import type { Language } from '../model/schema/text.ts';
import { desk as deskStyles } from './shell/desk-styles.ts';
import { type Desk, desksFor } from './shell/desks.ts';
import { recallLanguage, recallSite, rememberLanguage, rememberSite } from './shell/memory.ts';
import { followed } from './shell/follow.ts';
import { accountPage, firstFactorPage, firstPasswordPage, troublePage } from './shell/pages.ts';
import { note } from './shell/parts.ts';
import { type StaffRoute, deskPath, readRoute, siteOf } from './shell/route.ts';
import { shellStyles } from './shell/shell-styles.ts';
import type { StaffContext } from './shell/staff-context.ts';
import { startPage } from './shell/start-page.ts';
import { hasRail, rail, topBar } from './shell/top-bar.ts';
import { type StaffWords, staffWords } from './shell/words.ts';
import './sign-in.ts';
import type { SignInReason, SignedInEvent } from './sign-in.ts';

/** Who sits here, as far as it is known. */
type Standing =
  | { readonly kind: 'reading' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed-out'; readonly reason: SignInReason }
  | { readonly kind: 'signed-in'; readonly session: StaffSession };

/** Until a site says which zone it is in. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * The staff's pages: the sign-in, one's own password, and the desks. It keeps no data; each desk reads the hub. The
 * address says which page is shown, so that a session that ends in the middle leads to the sign-in and back to it.
 */
@customElement('linli-staff')
export class StaffApp extends LitElement {
  static override styles = [deskStyles, shellStyles];

  @state() private standing: Standing = { kind: 'reading' };
  @state() private language: Language = recallLanguage();
  @state() private pathname = location.pathname;
  /** Desks whose element is there, and those that could not be fetched. */
  @state() private loaded: ReadonlyMap<string, 'there' | 'failed'> = new Map();
  /** Why signing out did not work. */
  @state() private failed = '';
  /** The one-time password typed at the sign-in, until an own one takes its place. */
  #typed = '';
  #context: StaffContext | undefined;
  readonly #client = new StaffClient({
    origin: location.origin,
    onShut: (code) => {
      if (this.standing.kind !== 'signed-in') return;
      if (code === 'staff.signed-out') this.#leave('ended');
      else void this.#read();
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#onAddress);
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.addEventListener('click', this.#onLink);
    void this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#onAddress);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.removeEventListener('click', this.#onLink);
  }

  protected override willUpdate(): void {
    const { language, t } = this.#words;
    document.documentElement.lang = language;
    const desk = this.#desk;
    document.title = desk ? `${t(desk.label)} · ${t('page.title')}` : t('page.title');
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
    const { standing } = this;
    return html`
      ${topBar({
        words,
        route: this.#route,
        session: this.#session,
        canLeave: standing.kind === 'signed-in',
        onSkip: this.#onSkip,
        onLanguage: this.#onLanguage,
        onSignOut: () => void this.#signOut(),
      })}
      <div class="below">
        ${hasRail({ session: this.#session, route: this.#route }) ? rail({ words, route: this.#route, session: this.#session }) : nothing}
        <main id="main" tabindex="-1" class=${this.#desk ? '' : 'narrow'}>
          ${this.failed === '' ? nothing : note('bad', this.failed)} ${this.#reminder(words)}
          ${this.#page(words)}
        </main>
      </div>
    `;
  }

  /** Of whoever is signed in and may begin to work. */
  get #session(): StaffSession | undefined {
    if (this.standing.kind !== 'signed-in') return undefined;
    const { session } = this.standing;
    return session.mustChange || session.mustEnrol ? undefined : session;
  }

  get #route(): StaffRoute {
    return readRoute(this.pathname, this.#session?.sites ?? [], recallSite());
  }

  get #site(): StaffSite | undefined {
    return this.#session && siteOf(this.#route, this.#session);
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

  /** A second factor has to be set up soon. */
  #reminder({ t, clock }: StaffWords): TemplateResult | typeof nothing {
    const by = this.#session?.enrolBy;
    if (by === undefined) return nothing;
    return html`<p class="note">
      <span>${t('factor.due', { day: clock.day(Date.parse(by)) })}</span>
      <a href="/staff/account/">${t('factor.due.link')}</a>
    </p>`;
  }

  #page(words: StaffWords): TemplateResult {
    const { standing } = this;
    switch (standing.kind) {
      case 'reading':
        return html`<p class="muted">${words.t('page.wait')}</p>`;
      case 'unreachable':
        return troublePage(words, 'page.unreachable', 'page.again', this.#read);
      case 'signed-out':
        return html`<linli-sign-in
          .client=${this.#client}
          .words=${words}
          .reason=${standing.reason}
          @linli-signed-in=${this.#onSignedIn}
        ></linli-sign-in>`;
      case 'signed-in': {
        const { session } = standing;
        const parts = { words, session, client: this.#client };
        if (session.mustChange) return firstPasswordPage(parts, this.#typed, this.#onPassword);
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
        return accountPage({ words, session, client: this.#client }, this.#onFactors);
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
    const isSamePage = known?.below.join('/') === below.join('/');
    if (
      known?.session === session &&
      known.site === site &&
      known.words.language === words.language &&
      isSamePage
    )
      return known;
    const go = (...page: readonly string[]): void => {
      if (route.page === 'desk') this.#go(deskPath(site.id, route.desk, page));
    };
    this.#context = { client: this.#client, session, words, site, below, go };
    return this.#context;
  }

  #unknown(words: StaffWords): TemplateResult {
    return troublePage(words, 'page.unknown', 'page.to-start', () => this.#go('/staff/'));
  }

  readonly #read = async (): Promise<void> => {
    const answer = await this.#client.session();
    if (answer.ok) {
      const known = this.standing.kind === 'signed-in' ? this.standing.session : undefined;
      if (JSON.stringify(known) !== JSON.stringify(answer.value))
        this.standing = { kind: 'signed-in', session: answer.value };
      this.#settleAddress();
    } else if (answer.error.kind === 'refused' && answer.error.problem.code === 'staff.signed-out')
      this.#leave(this.standing.kind === 'signed-in' ? 'ended' : 'first');
    else if (this.standing.kind !== 'signed-in') this.standing = { kind: 'unreachable' };
  };

  async #load(desk: Desk): Promise<void> {
    const outcome = await desk.load().then(
      () => 'there' as const,
      () => 'failed' as const,
    );
    this.loaded = new Map([...this.loaded, [desk.name, outcome]]);
  }

  #leave(reason: SignInReason): void {
    if (this.standing.kind === 'signed-out') return;
    this.#typed = '';
    this.failed = '';
    this.standing = { kind: 'signed-out', reason };
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

  /** Another window may have signed out meanwhile, or somebody else in. */
  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'visible' && this.standing.kind === 'signed-in') void this.#read();
  };

  readonly #onSignedIn = ({ session, password }: SignedInEvent): void => {
    this.#typed = session.mustChange ? password : '';
    this.standing = { kind: 'signed-in', session };
    this.#settleAddress();
    void this.updateComplete.then(() => this.#focusMain());
  };

  readonly #onPassword = (): void => {
    this.#typed = '';
    void this.#read().then(() => this.#focusMain());
  };

  readonly #onFactors = (): void => void this.#read();

  readonly #onSkip = (): void => this.#focusMain();

  readonly #onLanguage = (): void => {
    this.language = this.language === 'en' ? 'zh-Hans' : 'en';
    rememberLanguage(this.language);
  };

  async #signOut(): Promise<void> {
    const answer = await this.#client.signOut();
    if (answer.ok) this.#leave('out');
    else if (this.standing.kind === 'signed-in') this.failed = this.#words.why(answer.error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-staff': StaffApp;
  }
}
