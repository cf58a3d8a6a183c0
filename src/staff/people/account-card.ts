import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StaffAnswer } from '../../api/staff-client.ts';
import { PeopleClient } from '../../api/staff-people.ts';
import type {
  OneTimePassword,
  StaffAccount,
  StaffGrant,
  StaffOpenSession,
  StaffRole,
} from '../../model/schema/staff.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { sessionList } from '../shell/session-list.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { peopleStyles } from './people-styles.ts';
import { grantInWords, peopleWords } from './people-words.ts';
import { roleChecks } from './role-checks.ts';
import { siteField } from './site-field.ts';

/** Something of an account was changed. */
export class AccountChangedEvent extends Event {
  /** What is said of it; a one-time password where one was made. */
  readonly said: string | OneTimePassword;

  constructor(said: string | OneTimePassword) {
    super('linli-account-changed');
    this.said = said;
  }
}

type Verb = 'disable' | 'reset' | 'factors-reset';

/**
 * One account, opened: roles at each site, a new password, a second factor cleared, its sessions, and shutting it out.
 *
 * @fires linli-account-changed
 */
@customElement('linli-account-card')
export class AccountCard extends LitElement {
  static override styles = [desk, peopleStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) account!: StaffAccount;

  @state() private site = '';
  @state() private roles: readonly StaffGrant[] = [];
  @state() private asking: Verb | undefined;
  @state() private sessions: readonly StaffOpenSession[] | undefined;
  @state() private failed = '';
  @state() private busy = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('account')) return;
    this.roles = this.account.roles;
    const [first] = this.account.roles;
    if (this.site === '') this.site = first?.site ?? this.staff.site.id;
  }

  protected override firstUpdated(): void {
    void this.#readSessions(this.#client.sessions(this.account.id));
  }

  protected override render(): TemplateResult {
    const { t } = peopleWords(this.staff);
    return html`<section
      class="panel stack"
      aria-label=${t('people.change.heading', { name: this.account.shownName })}
    >
      <div role="alert">${this.failed === '' ? nothing : note('bad', this.failed)}</div>
      ${this.account.city ? note('info', this.staff.words.t('error.staff.city-roles')) : this.#roleForm()}
      <h2>${t('people.sessions')}</h2>
      ${this.#sessionsPart()}
      <div class="row">${this.asking ? this.#question(this.asking) : this.#verbs()}</div>
    </section>`;
  }

  #roleForm(): TemplateResult {
    const words = peopleWords(this.staff);
    const { t } = words;
    const { session, words: staffWords } = this.staff;
    const here = this.roles.filter(({ site }) => site === this.site);
    const elsewhere = this.roles.filter(({ site }) => site !== this.site);
    return html`<form class="wide" @submit=${this.#onRoles}>
      ${siteField({
        staff: this.staff,
        id: 'at',
        label: t('roles.at'),
        chosen: this.site,
        onChange: (site) => (this.site = site),
      })}
      ${roleChecks({
        staffWords,
        words,
        label: t('roles.heading'),
        chosen: here.map(({ role }) => role),
        onChange: (roles) => this.#choose(roles, elsewhere),
      })}
      ${
        elsewhere.length > 0
          ? html`<p class="hint">
              ${t('roles.kept', {
                roles: elsewhere.map((grant) => grantInWords(staffWords, session, grant)).join(' · '),
              })}
            </p>`
          : nothing
      }
      <button type="submit" class="primary" ?disabled=${this.busy}>${t('roles.save')}</button>
    </form>`;
  }

  #sessionsPart(): TemplateResult {
    const { t } = peopleWords(this.staff);
    const { sessions, busy, staff } = this;
    if (!sessions) return html`<p class="muted">${t('people.wait')}</p>`;
    if (sessions.length === 0) return html`<p>${t('people.sessions.none')}</p>`;
    return html`${sessionList({ words: staff.words, sessions, busy, onEnd: (id) => void this.#end(id) })}
    ${
      sessions.length > 1
        ? html`<div>
            <button type="button" ?disabled=${busy} @click=${() => void this.#end('all')}>
              ${t('people.sessions.end-all')}
            </button>
          </div>`
        : nothing
    }`;
  }

  #verbs(): TemplateResult | typeof nothing {
    const { t } = peopleWords(this.staff);
    const { account, busy } = this;
    // One changes one's own password on one's own page, and cannot shut oneself out by a slip.
    if (account.id === this.staff.session.staff.id) return nothing;
    const ask = (verb: Verb) => () => (this.asking = verb);
    return html`
      ${
        account.city
          ? nothing
          : html`<button type="button" ?disabled=${busy} @click=${ask('reset')}>${t('people.reset')}</button>`
      }
      ${
        account.hasFactor
          ? html`<button type="button" ?disabled=${busy} @click=${ask('factors-reset')}>
              ${t('people.factors-reset')}
            </button>`
          : nothing
      }
      ${
        account.disabled
          ? html`<button type="button" ?disabled=${busy} @click=${() => this.#setDisabled(false)}>
              ${t('people.enable')}
            </button>`
          : html`<button type="button" ?disabled=${busy} @click=${ask('disable')}>
              ${t('people.disable')}
            </button>`
      }
    `;
  }

  #question(verb: Verb): TemplateResult {
    const { t } = peopleWords(this.staff);
    return html`<div role="group" aria-label=${t(`people.${verb}`)} class="stack">
      <p>${t(`people.ask.${verb}`, { name: this.account.shownName })}</p>
      <div class="row">
        <button type="button" class="danger" ?disabled=${this.busy} @click=${() => this.#act(verb)}>
          ${t(`people.${verb}`)}
        </button>
        <button type="button" @click=${() => (this.asking = undefined)}>${t('people.keep')}</button>
      </div>
    </div>`;
  }

  get #client(): PeopleClient {
    return new PeopleClient(this.staff.client.call);
  }

  #choose(roles: readonly StaffRole[], elsewhere: readonly StaffGrant[]): void {
    this.roles = [...elsewhere, ...roles.map((role) => ({ site: this.site, role }))];
  }

  #act(verb: Verb): void {
    const { account } = this;
    const { t } = peopleWords(this.staff);
    if (verb === 'disable') this.#setDisabled(true);
    else if (verb === 'reset') void this.#do(this.#client.resetPassword(account.id), (made) => made);
    else
      void this.#do(this.#client.resetFactors(account.id), () =>
        t('people.done.factors', { name: account.shownName }),
      );
  }

  #setDisabled(disabled: boolean): void {
    const { t } = peopleWords(this.staff);
    const { id, shownName } = this.account;
    void this.#do(this.#client.setDisabled(id, disabled), () =>
      t(disabled ? 'people.done.disable' : 'people.done.enable', { name: shownName }),
    );
  }

  readonly #onRoles = (event: SubmitEvent): void => {
    event.preventDefault();
    const { t } = peopleWords(this.staff);
    if (this.roles.length === 0) {
      this.failed = t('roles.none');
      return;
    }
    void this.#do(this.#client.setRoles(this.account.id, this.roles), () =>
      t('people.done.roles', { name: this.account.shownName }),
    );
  };

  async #end(session: string): Promise<void> {
    const ended = await this.#readSessions(this.#client.endSession(this.account.id, session));
    if (ended)
      this.dispatchEvent(new AccountChangedEvent(peopleWords(this.staff).t('people.sessions.ended')));
  }

  async #readSessions(call: ReturnType<PeopleClient['sessions']>): Promise<boolean> {
    const answer = await call;
    if (answer.ok) this.sessions = answer.value.sessions;
    else this.failed = peopleWords(this.staff).why(answer.error);
    return answer.ok;
  }

  async #do<T>(call: StaffAnswer<T>, then: (value: T) => string | OneTimePassword): Promise<void> {
    this.busy = true;
    this.asking = undefined;
    this.failed = '';
    const answer = await call;
    this.busy = false;
    if (answer.ok) this.dispatchEvent(new AccountChangedEvent(then(answer.value)));
    else this.failed = peopleWords(this.staff).why(answer.error);
    await this.#readSessions(this.#client.sessions(this.account.id));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-account-card': AccountCard;
  }
}
