import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StaffAnswer, StaffClient } from '../../api/staff-client.ts';
import type { OneTimePassword, StaffAccount, StaffGrant, StaffSession } from '../../model/schema/staff.ts';
import './new-account.ts';
import type { NewAccountEvent } from './new-account.ts';
import { desk } from './desk-styles.ts';
import { note } from './parts.ts';
import type { StaffWords } from './words.ts';

type Verb = 'disable' | 'reset';

/** What is said above the table: a failure, or a password that is shown this once. */
type Message =
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'password'; readonly made: OneTimePassword };

/** The accounts of the hub, for an admin of all sites: see them, add one, shut one out, give a one-time password. */
@customElement('linli-accounts')
export class Accounts extends LitElement {
  static override styles = [
    desk,
    css`
      .once {
        display: block;
        margin-block: var(--space-1);
        font:
          600 1.5rem / 1.4 ui-monospace,
          'Cascadia Mono',
          'DejaVu Sans Mono',
          monospace;
        overflow-wrap: anywhere;
        user-select: all;
      }
      p + button,
      p + .row {
        margin-block-start: var(--space-1);
      }
      .disabled {
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) client!: StaffClient;
  @property({ attribute: false }) words!: StaffWords;
  @property({ attribute: false }) session!: StaffSession;

  @state() private accounts: readonly StaffAccount[] | undefined;
  @state() private asking: { readonly verb: Verb; readonly account: StaffAccount } | undefined;
  @state() private message: Message | undefined;
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  protected override updated(changed: PropertyValues): void {
    // What is said stands above the table, and was caused by a button far below it.
    if (changed.has('message') && this.message)
      this.renderRoot.querySelector('[role=status]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`
      <section class="stack">
        <h2>${t('accounts.heading')}</h2>
        <div role="status">${this.#message()}</div>
        ${this.accounts ? this.#table(this.accounts) : html`<p class="muted">${t('accounts.wait')}</p>`}
        <linli-new-account
          .words=${this.words}
          .sites=${this.session.sites}
          ?disabled=${this.busy}
          @linli-new-account=${this.#onNew}
        ></linli-new-account>
      </section>
    `;
  }

  #message(): TemplateResult | typeof nothing {
    const { t } = this.words;
    switch (this.message?.kind) {
      case undefined:
        return nothing;
      case 'failed':
        return note('bad', this.message.text);
      case 'password': {
        const { account, password } = this.message.made;
        return html`<div class="panel">
          <p class="strong">${t('accounts.once', { name: account.shownName, account: account.name })}</p>
          <code class="once">${password}</code>
          <p>${t('accounts.once.text')}</p>
          <button type="button" @click=${this.#onNoted}>${t('accounts.once.done')}</button>
        </div>`;
      }
    }
  }

  #table(accounts: readonly StaffAccount[]): TemplateResult {
    const { t } = this.words;
    const heads = ['who', 'name', 'roles', 'state', 'do'] as const;
    return html`<table class="stacks">
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${t(`accounts.${head}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${accounts.map((account) => this.#row(account))}
      </tbody>
    </table>`;
  }

  #row(account: StaffAccount): TemplateResult {
    const { t } = this.words;
    const mine = account.id === this.session.staff.id;
    return html`<tr class=${account.disabled ? 'disabled' : ''}>
      <th scope="row">
        ${account.shownName} ${mine ? html`<span class="tag">${t('accounts.me')}</span>` : nothing}
      </th>
      <td>${account.name}</td>
      <td>${account.roles.map((grant) => html`<div>${this.#grant(grant)}</div>`)}</td>
      <td>
        <div>
          ${t(`accounts.state.${account.disabled ? 'disabled' : account.mustChange ? 'new' : 'open'}`)}
        </div>
        ${account.seenAt === undefined ? nothing : html`<div class="hint">${this.#seen(account.seenAt)}</div>`}
      </td>
      <td>
        ${this.asking?.account.id === account.id ? this.#question(this.asking) : this.#actions(account, mine)}
      </td>
    </tr>`;
  }

  #grant({ role, site }: StaffGrant): string {
    const { t, of } = this.words;
    const known = this.session.sites.find(({ id }) => id === site);
    return t('role.at', {
      role: t(`role.${role}`),
      site: site === '*' ? t('site.all') : known ? of(known.name) : site,
    });
  }

  #seen(seenAt: string): string {
    const { t, clock } = this.words;
    const ms = Date.parse(seenAt);
    return t('accounts.seen', { day: clock.shortDay(ms), time: clock.time(ms) });
  }

  #actions(account: StaffAccount, mine: boolean): TemplateResult | typeof nothing {
    const { t } = this.words;
    // One changes one's own password in the form above, and cannot shut oneself out by a slip.
    if (mine) return nothing;
    const ask = (verb: Verb) => () => (this.asking = { verb, account });
    return html`<div class="row">
      <button type="button" ?disabled=${this.busy} @click=${ask('reset')}>${t('accounts.reset')}</button>
      ${
        account.disabled
          ? html`<button
              type="button"
              ?disabled=${this.busy}
              @click=${() => this.#setDisabled(account, false)}
            >
              ${t('accounts.enable')}
            </button>`
          : html`<button type="button" ?disabled=${this.busy} @click=${ask('disable')}>
              ${t('accounts.disable')}
            </button>`
      }
    </div>`;
  }

  #question({ verb, account }: { readonly verb: Verb; readonly account: StaffAccount }): TemplateResult {
    const { t } = this.words;
    const act = () => (verb === 'disable' ? this.#setDisabled(account, true) : this.#reset(account));
    return html`<div role="group" aria-label=${t(`accounts.${verb}`)}>
      <p>${t(`accounts.ask.${verb}`, { name: account.shownName })}</p>
      <div class="row">
        <button type="button" class="danger" ?disabled=${this.busy} @click=${act}>
          ${t(`accounts.${verb}`)}
        </button>
        <button type="button" @click=${() => (this.asking = undefined)}>${t('accounts.keep')}</button>
      </div>
    </div>`;
  }

  readonly #onNoted = (): void => {
    this.message = undefined;
  };

  readonly #onNew = (event: NewAccountEvent): void => {
    void this.#do(this.client.makeAccount(event.wish), (made) => {
      this.message = { kind: 'password', made };
      event.taken();
    });
  };

  #setDisabled(account: StaffAccount, disabled: boolean): void {
    void this.#do(this.client.setDisabled(account.id, disabled));
  }

  #reset(account: StaffAccount): void {
    void this.#do(this.client.resetPassword(account.id), (made) => {
      this.message = { kind: 'password', made };
    });
  }

  /** Waits for an answer, says why there is none, and reads the list anew. */
  async #do<T>(answer: StaffAnswer<T>, then?: (value: T) => void): Promise<void> {
    this.busy = true;
    this.asking = undefined;
    this.message = undefined;
    const result = await answer;
    this.busy = false;
    if (result.ok) then?.(result.value);
    else this.message = { kind: 'failed', text: this.words.why(result.error) };
    await this.#read();
  }

  async #read(): Promise<void> {
    const answer = await this.client.accounts();
    if (answer.ok) this.accounts = answer.value.accounts;
    else this.message = { kind: 'failed', text: this.words.why(answer.error) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-accounts': Accounts;
  }
}
