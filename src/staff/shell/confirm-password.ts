import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StaffClient } from '../../api/staff-client.ts';
import { desk } from './desk-styles.ts';
import { note, textField } from './parts.ts';
import type { StaffWords } from './words.ts';

/** The password was right: what asked for it may go on. */
export class ConfirmedEvent extends Event {
  constructor() {
    super('linli-confirmed');
  }
}

/**
 * Asks for the password once more, before a way to sign in is added or taken away.
 *
 * @fires linli-confirmed
 */
@customElement('linli-confirm-password')
export class ConfirmPassword extends LitElement {
  static override styles = desk;

  @property({ attribute: false }) client!: Pick<StaffClient, 'confirm'>;
  @property({ attribute: false }) words!: StaffWords;
  /** Comes from the city's login, and has no password here. */
  @property({ type: Boolean }) city = false;

  @state() private password = '';
  @state() private wrong = '';
  @state() private busy = false;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    if (this.city) return note('info', t('confirm.city'));
    return html`<form class="panel" @submit=${this.#onSubmit}>
      <p>${t('confirm.heading')}</p>
      <div role="alert">${this.wrong === '' ? nothing : note('bad', this.wrong)}</div>
      ${textField({
        id: 'confirm',
        label: t('sign-in.password'),
        value: this.password,
        type: 'password',
        autocomplete: 'current-password',
        wrong: this.wrong !== '',
        onInput: (value) => (this.password = value),
      })}
      <button type="submit" class="primary" ?disabled=${this.busy}>${t('confirm.do')}</button>
    </form>`;
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.busy || this.password === '') return;
    this.busy = true;
    const answer = await this.client.confirm(this.password);
    this.busy = false;
    this.password = '';
    if (answer.ok) this.dispatchEvent(new ConfirmedEvent());
    else
      this.wrong =
        answer.error.kind === 'refused' && answer.error.problem.code === 'staff.sign-in'
          ? this.words.t('password.wrong-old')
          : this.words.why(answer.error);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-confirm-password': ConfirmPassword;
  }
}
