import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SignInAnswer, StaffAnswer, StaffClient } from '../api/staff-client.ts';
import type { CallFailure } from '../api/client.ts';
import type { FactorStep, SignInWays } from '../model/schema/staff-factors.ts';
import type { StaffSession } from '../model/schema/staff.ts';
import { goBack, leaveFor, takeCityReturn } from './shell/city-return.ts';
import { desk } from './shell/desk-styles.ts';
import './shell/factor-step.ts';
import type { FactorOverEvent, FactorPassedEvent } from './shell/factor-step.ts';
import { note, showPasswords, textField } from './shell/parts.ts';
import { passkeysWork, usePasskey } from './shell/passkey.ts';
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

type Client = Pick<
  StaffClient,
  'signIn' | 'ways' | 'sendFactor' | 'askPasskey' | 'sendPasskey' | 'leaveForCity' | 'finishCity'
>;

type Step =
  | { readonly kind: 'asking'; readonly wrong?: string }
  | { readonly kind: 'sending'; readonly way: 'password' | 'passkey' | 'city' }
  | { readonly kind: 'factor'; readonly asked: FactorStep };

/**
 * Asks who sits here: by name and password and, where one is set up, a second factor; by passkey; by the city's login.
 * A wrong name and a wrong password are told alike.
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
      form > button,
      .others > button {
        align-self: stretch;
      }
      .others {
        display: flex;
        flex-direction: column;
        gap: var(--space-1);
      }
      .or {
        color: var(--muted);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) words!: StaffWords;
  @property() reason: SignInReason = 'first';

  @state() private name = '';
  @state() private password = '';
  @state() private shown = false;
  @state() private step: Step = { kind: 'asking' };
  @state() private ways: SignInWays = {};

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
    const returned = takeCityReturn();
    if (returned === 'done') void this.#finishCity();
    else if (returned) this.step = { kind: 'asking', wrong: this.words.t(`sign-in.city.${returned}`) };
    void this.#readWays();
  }

  protected override render(): TemplateResult {
    const { step } = this;
    return html`<div class="panel stack">
      ${
        step.kind === 'factor'
          ? html`<linli-factor-step
              .client=${this.client}
              .words=${this.words}
              .asked=${step.asked}
              @linli-factor-passed=${this.#onFactor}
              @linli-factor-over=${this.#onFactorOver}
            ></linli-factor-step>`
          : this.#form(step)
      }
    </div>`;
  }

  #form(step: Exclude<Step, { kind: 'factor' }>): TemplateResult {
    const { t } = this.words;
    const wrong = step.kind === 'asking' ? step.wrong : undefined;
    const isSending = step.kind === 'sending';
    return html`
      <h1>${t('sign-in.heading')}</h1>
      ${this.reason === 'first' || wrong !== undefined ? nothing : note('info', t(`sign-in.${this.reason}`))}
      <div role="alert">${wrong === undefined ? nothing : note('bad', wrong)}</div>
      ${isSending && step.way === 'city' ? html`<p role="status">${t('sign-in.city.doing')}</p>` : nothing}
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
        <button type="submit" class="primary" ?disabled=${isSending}>
          ${t(isSending && step.way === 'password' ? 'sign-in.doing' : 'sign-in.do')}
        </button>
      </form>
      ${this.#others(isSending)}
      <p class="hint">${t('sign-in.help')}</p>
    `;
  }

  /** The ways without a password, where there are any. */
  #others(isSending: boolean): TemplateResult | typeof nothing {
    const { t } = this.words;
    const { city } = this.ways;
    if (!city && !passkeysWork()) return nothing;
    return html`<div class="others">
      <p class="or">${t('sign-in.or')}</p>
      ${
        passkeysWork()
          ? html`<button type="button" ?disabled=${isSending} @click=${this.#onPasskey}>
                <linli-icon name="fingerprint-pattern"></linli-icon>${t('sign-in.passkey')}
              </button>
              <p class="hint">${t('sign-in.passkey.hint')}</p>`
          : nothing
      }
      ${
        city
          ? html`<button type="button" ?disabled=${isSending} @click=${this.#onCity}>
              ${t('sign-in.city', { name: city.name ?? t('sign-in.city.name') })}
            </button>`
          : nothing
      }
    </div>`;
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
    this.step = { kind: 'sending', way: 'password' };
    const { name, password } = this;
    await this.#take(this.client.signIn({ name, password }), password);
  }

  readonly #onPasskey = async (): Promise<void> => {
    this.step = { kind: 'sending', way: 'passkey' };
    const question = await this.client.askPasskey();
    if (!question.ok) return this.#refuse(question.error);
    const signed = await usePasskey(question.value.options);
    if (!signed.ok) return this.#ask(this.words.t('passkey.cancelled'), 'name');
    await this.#take(this.client.sendPasskey({ token: question.value.token, response: signed.value }));
  };

  readonly #onCity = async (): Promise<void> => {
    this.step = { kind: 'sending', way: 'city' };
    const left = await this.client.leaveForCity();
    if (left.ok) leaveFor(left.value.url);
    else this.#refuse(left.error);
  };

  async #finishCity(): Promise<void> {
    this.step = { kind: 'sending', way: 'city' };
    await this.#take(this.client.finishCity());
  }

  async #readWays(): Promise<void> {
    const ways = await this.client.ways();
    if (ways.ok) this.ways = ways.value;
  }

  /** Goes on with what the hub answers: a session, one more step, or why there is none. */
  async #take(call: StaffAnswer<SignInAnswer>, password = ''): Promise<void> {
    const answer = await call;
    if (!answer.ok) return this.#refuse(answer.error);
    this.password = '';
    if ('step' in answer.value) this.step = { kind: 'factor', asked: answer.value };
    else this.#done(answer.value, password);
  }

  #done(session: StaffSession, password: string): void {
    this.step = { kind: 'asking' };
    this.dispatchEvent(new SignedInEvent(session, password));
    goBack();
  }

  readonly #onFactor = ({ session }: FactorPassedEvent): void => this.#done(session, '');

  readonly #onFactorOver = ({ why }: FactorOverEvent): void => this.#ask(why, 'password');

  #refuse(failure: CallFailure): void {
    // The name stays: a slip of the finger is in the password, mostly.
    if (failure.kind === 'refused') this.password = '';
    this.#ask(this.words.why(failure), 'password');
  }

  #ask(wrong: string, field: 'name' | 'password'): void {
    this.step = wrong === '' ? { kind: 'asking' } : { kind: 'asking', wrong };
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${field}`)?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-sign-in': SignIn;
  }
}
