import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NewStaffAccount, StaffRole, StaffSite } from '../../model/schema/staff.ts';
import { desk } from './desk-styles.ts';
import { note, textField } from './parts.ts';
import type { StaffWords } from './words.ts';

/** An account is wished for. */
export class NewAccountEvent extends Event {
  readonly wish: NewStaffAccount;
  /** To be called when it was made: the form is for the next one then. */
  readonly taken: () => void;

  constructor(wish: NewStaffAccount, taken: () => void) {
    super('linli-new-account');
    this.wish = wish;
    this.taken = taken;
  }
}

const ROLES: readonly StaffRole[] = ['clerk', 'admin'];
const ALL = '*';

/**
 * Asks who the new colleague is, and where they work.
 *
 * @fires linli-new-account
 */
@customElement('linli-new-account')
export class NewAccount extends LitElement {
  static override styles = desk;

  @property({ attribute: false }) words!: StaffWords;
  @property({ attribute: false }) sites: readonly StaffSite[] = [];
  @property({ type: Boolean }) disabled = false;

  @state() private shownName = '';
  @state() private name = '';
  @state() private duty: StaffRole = 'clerk';
  @state() private site: string | undefined;
  @state() private empty = false;

  protected override render(): TemplateResult {
    const { t, of } = this.words;
    const [first] = this.sites;
    const chosen = this.site ?? first?.id ?? ALL;
    return html`<form class="panel" @submit=${this.#onSubmit}>
      <h3>${t('accounts.new')}</h3>
      <div role="alert">${this.empty ? note('bad', t('accounts.new.empty')) : nothing}</div>
      ${textField({
        id: 'shown',
        label: t('accounts.new.shown'),
        value: this.shownName,
        maxLength: 32,
        wrong: this.empty && this.shownName.trim() === '',
        onInput: (value) => (this.shownName = value),
      })}
      ${textField({
        id: 'name',
        label: t('accounts.new.name'),
        hint: t('accounts.new.name.hint'),
        value: this.name,
        maxLength: 32,
        wrong: this.empty && this.name.trim() === '',
        onInput: (value) => (this.name = value),
      })}
      <div class="field">
        <label for="role">${t('accounts.new.role')}</label>
        <select id="role" @change=${this.#onRole}>
          ${ROLES.map(
            (role) =>
              html`<option value=${role} ?selected=${role === this.duty}>${t(`role.${role}`)}</option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="site">${t('accounts.new.site')}</label>
        <select id="site" @change=${this.#onSite}>
          ${this.sites.map(
            ({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${of(name)}</option>`,
          )}
          <option value=${ALL} ?selected=${chosen === ALL}>${t('site.all')}</option>
        </select>
      </div>
      <button type="submit" class="primary" ?disabled=${this.disabled}>${t('accounts.new.do')}</button>
    </form>`;
  }

  readonly #onRole = (event: Event): void => {
    this.duty = (event.target as HTMLSelectElement).value as StaffRole;
  };

  readonly #onSite = (event: Event): void => {
    this.site = (event.target as HTMLSelectElement).value;
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const [name, shownName] = [this.name.trim(), this.shownName.trim()];
    this.empty = name === '' || shownName === '';
    if (this.empty) return;
    const site = this.site ?? this.sites[0]?.id ?? ALL;
    this.dispatchEvent(
      new NewAccountEvent({ name, shownName, roles: [{ site, role: this.duty }] }, () => {
        this.name = this.shownName = '';
      }),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-new-account': NewAccount;
  }
}
