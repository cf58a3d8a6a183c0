import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StaffClient } from '../api/staff-client.ts';
import type { StaffSession } from '../model/schema/staff.ts';
import { desk } from './shell/desk-styles.ts';
import { note, showPasswords, textField } from './shell/parts.ts';
import type { StaffWords } from './shell/words.ts';

/** Somebody signed in. */
export class SignedInEvent extends Event {
  readonly session: StaffSession;
  /** What was typed, for the one moment in which it is changed into an own one. */
  readonly password: string;

  constructor(session: StaffSession, password: string) {
    super('linli-signed-in');
    this.session = session;
    this.password = password;
  }
}

/** Why the sign-in is shown: at the start, because the session ended, or after signing out. */
export type SignInReason = 'first' | 'ended' | 'out';

type Step = { readonly kind: 'asking'; readonly wrong?: string } | { readonly kind: 'sending' };

/**
 * Asks for name and password. A wrong name and a wrong password are told alike.
 *
 * @fires linli-signed-in
 */
@customElement('linli-sign-in')
export class SignIn extends LitElement {
  static override styles = [
    desk,
    css`
      :host {
        inline-size: 100%;
        max-inline-size: 26rem;
        margin-inline: auto;
        padding-block: var(--space-4);
      }
      form > button {
        align-self: stretch;
      }
    `,
  ];

  @property({ attribute: false }) client!: Pick<StaffClient, 'signIn'>;
  @property({ attribute: false }) words!: StaffWords;
  @property() reason: SignInReason = 'first';

  @state() private name = '';
  @state() private password = '';
  @state() private shown = false;
  @state() private step: Step = { kind: 'asking' };

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    const { step } = this;
    const wrong = step.kind === 'asking' ? step.wrong : undefined;
    return html`
      <div class="panel stack">
        <h1>${t('sign-in.heading')}</h1>
        ${
          this.reason === 'first' || wrong !== undefined ? nothing : note('info', t(`sign-in.${this.reason}`))
        }
        <div role="alert">${wrong === undefined ? nothing : note('bad', wrong)}</div>
        <form @submit=${this.#onSubmit}>
          ${textField({
            id: 'name',
            label: t('sign-in.name'),
            value: this.name,
            autocomplete: 'username',
            maxLength: 64,
            wrong: wrong !== undefined,
            onInput: (value) => (this.name = value),
          })}
          ${textField({
            id: 'password',
            label: t('sign-in.password'),
            value: this.password,
            type: this.shown ? 'text' : 'password',
            autocomplete: 'current-password',
            wrong: wrong !== undefined,
            onInput: (value) => (this.password = value),
          })}
          ${showPasswords(t('sign-in.show'), this.shown, (shown) => (this.shown = shown))}
          <button type="submit" class="primary" ?disabled=${step.kind === 'sending'}>
            ${t(step.kind === 'sending' ? 'sign-in.doing' : 'sign-in.do')}
          </button>
        </form>
        <p class="hint">${t('sign-in.help')}</p>
      </div>
    `;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.step.kind === 'sending') return;
    const { t } = this.words;
    if (this.name.trim() === '') return this.#ask(t('sign-in.empty-name'), 'name');
    if (this.password === '') return this.#ask(t('sign-in.empty-password'), 'password');
    void this.#send();
  };

  async #send(): Promise<void> {
    this.step = { kind: 'sending' };
    const { name, password } = this;
    const answer = await this.client.signIn({ name, password });
    if (!answer.ok) {
      // The name stays: a slip of the finger is in the password, mostly.
      if (answer.error.kind === 'refused') this.password = '';
      return this.#ask(this.words.why(answer.error), 'password');
    }
    this.password = '';
    this.step = { kind: 'asking' };
    this.dispatchEvent(new SignedInEvent(answer.value, password));
  }

  #ask(wrong: string, field: 'name' | 'password'): void {
    this.step = { kind: 'asking', wrong };
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${field}`)?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-sign-in': SignIn;
  }
}
