import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NewStaffAccount, StaffRole } from '../../model/schema/staff.ts';
import { desk } from '../shell/desk-styles.ts';
import { note, textField } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { peopleStyles } from './people-styles.ts';
import { peopleWords } from './people-words.ts';
import { roleChecks } from './role-checks.ts';
import { siteField } from './site-field.ts';

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

/**
 * Asks who the new colleague is, where they work, and what they may do.
 *
 * @fires linli-new-account
 */
@customElement('linli-new-account')
export class NewAccount extends LitElement {
  static override styles = [desk, peopleStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ type: Boolean }) disabled = false;

  @state() private shownName = '';
  @state() private name = '';
  @state() private duties: readonly StaffRole[] = ['clerk'];
  @state() private site: string | undefined;
  @state() private fault: 'new.empty' | 'roles.none' | undefined;

  protected override render(): TemplateResult {
    const words = peopleWords(this.staff);
    const { t } = words;
    const staffWords = this.staff.words;
    const empty = this.fault === 'new.empty';
    return html`<form class="panel wide" @submit=${this.#onSubmit}>
      <h2>${t('new.heading')}</h2>
      <div role="alert">${this.fault ? note('bad', t(this.fault)) : nothing}</div>
      ${textField({
        id: 'shown',
        label: t('new.shown'),
        value: this.shownName,
        maxLength: 32,
        wrong: empty && this.shownName.trim() === '',
        onInput: (value) => (this.shownName = value),
      })}
      ${textField({
        id: 'name',
        label: t('new.name'),
        hint: t('new.name.hint'),
        value: this.name,
        maxLength: 32,
        wrong: empty && this.name.trim() === '',
        onInput: (value) => (this.name = value),
      })}
      ${siteField({
        staff: this.staff,
        id: 'site',
        label: t('new.site'),
        chosen: this.#chosen,
        onChange: (site) => (this.site = site),
      })}
      ${roleChecks({
        staffWords,
        words,
        label: t('roles.heading'),
        chosen: this.duties,
        onChange: (duties) => (this.duties = duties),
      })}
      <button type="submit" class="primary" ?disabled=${this.disabled}>${t('new.do')}</button>
    </form>`;
  }

  get #chosen(): string {
    return this.site ?? this.staff.site.id;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const [name, shownName] = [this.name.trim(), this.shownName.trim()];
    this.fault =
      name === '' || shownName === '' ? 'new.empty' : this.duties.length === 0 ? 'roles.none' : undefined;
    if (this.fault) return;
    const roles = this.duties.map((role) => ({ site: this.#chosen, role }));
    this.dispatchEvent(
      new NewAccountEvent({ name, shownName, roles }, () => {
        this.name = this.shownName = '';
        this.duties = ['clerk'];
      }),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-new-account': NewAccount;
  }
}
