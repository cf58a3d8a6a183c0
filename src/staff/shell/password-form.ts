import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StaffKey } from '../../access/messages/staff.ts';
import type { CallFailure } from '../../api/client.ts';
import type { StaffClient } from '../../api/staff-client.ts';
import { desk } from './desk-styles.ts';
import { note, showPasswords, textField } from './parts.ts';
import type { StaffWords } from './words.ts';

/** An own password was chosen. */
export class PasswordChangedEvent extends Event {
  constructor() {
    super('linli-password-changed');
  }
}

type Field = 'old' | 'new' | 'again';
type Step =
  | { readonly kind: 'asking' }
  | { readonly kind: 'wrong'; readonly text: string; readonly field: Field }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done' };

const WEAK: Readonly<Record<string, StaffKey>> = {
  short: 'password.weak.short',
  name: 'password.weak.name',
  common: 'password.weak.common',
  same: 'password.weak.same',
};

/**
 * Chooses an own password: freely, or in place of a one-time one before any work begins.
 *
 * @fires linli-password-changed
 */
@customElement('linli-password-form')
export class PasswordForm extends LitElement {
  static override styles = desk;

  @property({ attribute: false }) client!: Pick<StaffClient, 'changePassword'>;
  @property({ attribute: false }) words!: StaffWords;
  /** Whose password it is, for a password manager. */
  @property() name = '';
  /** The present password where it was typed a moment ago; it is then not asked for again. */
  @property({ attribute: false }) known = '';

  @state() private old = '';
  @state() private next = '';
  @state() private again = '';
  @state() private shown = false;
  @state() private step: Step = { kind: 'asking' };

  protected override render(): TemplateResult {
    const { t } = this.words;
    const { step, known } = this;
    const wrong = step.kind === 'wrong' ? step : undefined;
    const type = this.shown ? 'text' : 'password';
    return html`
      <form @submit=${this.#onSubmit}>
        <div role="alert">${this.#said()}</div>
        <input hidden type="text" autocomplete="username" .value=${this.name} readonly aria-hidden="true" />
        ${
          known === ''
            ? textField({
                id: 'old',
                label: t('password.old'),
                value: this.old,
                type,
                autocomplete: 'current-password',
                wrong: wrong?.field === 'old',
                onInput: (value) => (this.old = value),
              })
            : nothing
        }
        ${textField({
          id: 'new',
          label: t('password.new'),
          value: this.next,
          type,
          autocomplete: 'new-password',
          hint: t('password.rule'),
          wrong: wrong?.field === 'new',
          onInput: (value) => (this.next = value),
        })}
        ${textField({
          id: 'again',
          label: t('password.again'),
          value: this.again,
          type,
          autocomplete: 'new-password',
          wrong: wrong?.field === 'again',
          onInput: (value) => (this.again = value),
        })}
        ${showPasswords(t('sign-in.show'), this.shown, (shown) => (this.shown = shown))}
        <button type="submit" class="primary" ?disabled=${step.kind === 'sending'}>
          ${t(step.kind === 'sending' ? 'password.doing' : 'password.do')}
        </button>
      </form>
    `;
  }

  #said(): TemplateResult | typeof nothing {
    if (this.step.kind === 'wrong') return note('bad', this.step.text);
    return this.step.kind === 'done' ? note('good', this.words.t('password.done')) : nothing;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.step.kind === 'sending') return;
    const { t } = this.words;
    if (this.known === '' && this.old === '') return this.#ask(t('password.wrong-old'), 'old');
    if (this.next === '') return this.#ask(t('password.weak.short'), 'new');
    if (this.next !== this.again) return this.#ask(t('password.differ'), 'again');
    void this.#send();
  };

  async #send(): Promise<void> {
    this.step = { kind: 'sending' };
    const answer = await this.client.changePassword({ old: this.known || this.old, new: this.next });
    if (!answer.ok) return this.#ask(...this.#wordsOf(answer.error));
    this.old = this.next = this.again = '';
    this.step = { kind: 'done' };
    this.dispatchEvent(new PasswordChangedEvent());
  }

  #wordsOf(failure: CallFailure): [text: string, field: Field] {
    const { t, why } = this.words;
    const { code, mend = '' } = failure.kind === 'refused' ? failure.problem : { code: '' };
    if (code === 'staff.sign-in') return [t('password.wrong-old'), 'old'];
    const weak = code === 'staff.password-weak' ? WEAK[mend] : undefined;
    return [weak ? t(weak) : why(failure), 'new'];
  }

  #ask(text: string, field: Field): void {
    this.step = { kind: 'wrong', text, field };
    // A password that was wrong here is asked for after all.
    if (field === 'old') this.known = '';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${field}`)?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-password-form': PasswordForm;
  }
}
