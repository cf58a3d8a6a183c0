import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { PeopleClient } from '../../api/staff-people.ts';
import type { OneTimePassword, StaffAccount } from '../../model/schema/staff.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import './account-card.ts';
import type { AccountChangedEvent } from './account-card.ts';
import './factor-rule.ts';
import './new-account.ts';
import type { NewAccountEvent } from './new-account.ts';
import { peopleStyles } from './people-styles.ts';
import { ALL_SITES, grantInWords, peopleWords } from './people-words.ts';

/** What is said above the table: something done, a failure, or a password that is shown this once. */
type Message =
  | { readonly kind: 'good' | 'bad'; readonly text: string }
  | { readonly kind: 'password'; readonly made: OneTimePassword };

/** The desk of accounts: who works here, what they may do, how they sign in. */
@customElement('linli-people-desk')
export class PeopleDesk extends LitElement {
  static override styles = [desk, peopleStyles];

  @property({ attribute: false }) staff!: StaffContext;

  @state() private accounts: readonly StaffAccount[] | undefined;
  @state() private scope: 'site' | 'all' = 'site';
  /** The id of the account that is open. */
  @state() private open: string | undefined;
  @state() private message: Message | undefined;
  @state() private busy = false;

  protected override firstUpdated(): void {
    void this.#read();
  }

  protected override updated(changed: PropertyValues): void {
    // What is said stands above the table, and was caused by a button below it.
    if (changed.has('message') && this.message)
      this.renderRoot.querySelector('[role=status]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { t } = peopleWords(this.staff);
    const shown = this.accounts?.filter((account) => this.scope === 'all' || this.#isHere(account));
    return html`<div class="stack">
      <h1 tabindex="-1">${t('people.heading')}</h1>
      <p>${t('people.text')}</p>
      <div role="status">${this.#message()}</div>
      ${this.staff.session.everywhere.includes('admin') ? this.#scopeField() : nothing}
      ${
        !shown
          ? html`<p class="muted">${t('people.wait')}</p>`
          : shown.length === 0
            ? html`<div class="panel">
                <h2>${t('people.none')}</h2>
                <p>${t('people.none.next')}</p>
              </div>`
            : this.#table(shown)
      }
      <linli-new-account
        .staff=${this.staff}
        ?disabled=${this.busy}
        @linli-new-account=${this.#onNew}
      ></linli-new-account>
      <linli-factor-rule .staff=${this.staff}></linli-factor-rule>
    </div>`;
  }

  #isHere({ roles }: StaffAccount): boolean {
    return roles.some(({ site }) => site === this.staff.site.id || site === ALL_SITES);
  }

  #scopeField(): TemplateResult {
    const { t } = peopleWords(this.staff);
    return html`<div class="row">
      <label for="scope">${t('people.scope')}</label>
      <select
        id="scope"
        @change=${(event: Event) =>
          (this.scope = (event.target as HTMLSelectElement).value === 'all' ? 'all' : 'site')}
      >
        <option value="site" ?selected=${this.scope === 'site'}>${t('people.scope.site')}</option>
        <option value="all" ?selected=${this.scope === 'all'}>${t('people.scope.all')}</option>
      </select>
    </div>`;
  }

  #message(): TemplateResult | typeof nothing {
    const { t } = peopleWords(this.staff);
    const { message } = this;
    if (!message) return nothing;
    if (message.kind !== 'password') return note(message.kind, message.text);
    const { account, password } = message.made;
    return html`<div class="panel">
      <p class="strong">${t('once.heading', { name: account.shownName, account: account.name })}</p>
      <code class="once">${password}</code>
      <p>${t('once.text')}</p>
      <button type="button" @click=${() => (this.message = undefined)}>${t('once.done')}</button>
    </div>`;
  }

  #table(accounts: readonly StaffAccount[]): TemplateResult {
    const { t } = peopleWords(this.staff);
    const heads = ['who', 'name', 'roles', 'state', 'do'] as const;
    return html`<table class="stacks">
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${t(`people.${head}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          accounts,
          ({ id }) => id,
          (account) => this.#row(account),
        )}
      </tbody>
    </table>`;
  }

  #row(account: StaffAccount): TemplateResult {
    const { t } = peopleWords(this.staff);
    const { session, words } = this.staff;
    const mine = account.id === session.staff.id;
    const isOpen = this.open === account.id;
    return html`<tr class=${account.disabled ? 'disabled' : ''}>
        <th scope="row">
          ${account.shownName} ${mine ? html`<span class="tag">${t('people.me')}</span>` : nothing}
        </th>
        <td>${account.name}</td>
        <td>${account.roles.map((grant) => html`<div>${grantInWords(words, session, grant)}</div>`)}</td>
        <td>${this.#state(account)}</td>
        <td>
          ${
            account.yours
              ? html`<button
                  type="button"
                  aria-expanded=${isOpen ? 'true' : 'false'}
                  @click=${() => (this.open = isOpen ? undefined : account.id)}
                >
                  ${t(isOpen ? 'people.close' : 'people.change')}
                </button>`
              : html`<span class="hint">${t('people.elsewhere')}</span>`
          }
        </td>
      </tr>
      ${
        isOpen && account.yours
          ? html`<tr>
              <td colspan="5">
                <linli-account-card
                  .staff=${this.staff}
                  .account=${account}
                  @linli-account-changed=${this.#onChanged}
                ></linli-account-card>
              </td>
            </tr>`
          : nothing
      }`;
  }

  #state(account: StaffAccount): TemplateResult {
    const { t, clock } = peopleWords(this.staff);
    const seenMs = account.seenAt === undefined ? undefined : Date.parse(account.seenAt);
    return html`<div>
        ${t(`people.state.${account.disabled ? 'disabled' : account.mustChange ? 'new' : 'open'}`)}
        ${account.city ? html`<span class="tag">${t('people.city')}</span>` : nothing}
        ${account.hasFactor ? html`<span class="tag">${t('people.factor')}</span>` : nothing}
      </div>
      ${
        seenMs === undefined
          ? nothing
          : html`<div class="hint">
              ${t('people.seen', { day: clock.shortDay(seenMs), time: clock.time(seenMs) })}
            </div>`
      }`;
  }

  readonly #onNew = async (event: NewAccountEvent): Promise<void> => {
    this.busy = true;
    const answer = await new PeopleClient(this.staff.client.call).make(event.wish);
    this.busy = false;
    if (answer.ok) {
      this.message = { kind: 'password', made: answer.value };
      event.taken();
    } else this.message = { kind: 'bad', text: peopleWords(this.staff).why(answer.error) };
    await this.#read();
  };

  readonly #onChanged = ({ said }: AccountChangedEvent): void => {
    this.message = typeof said === 'string' ? { kind: 'good', text: said } : { kind: 'password', made: said };
    void this.#read();
  };

  async #read(): Promise<void> {
    const answer = await new PeopleClient(this.staff.client.call).accounts();
    if (answer.ok) this.accounts = answer.value.accounts;
    else this.message = { kind: 'bad', text: peopleWords(this.staff).why(answer.error) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-people-desk': PeopleDesk;
  }
}
