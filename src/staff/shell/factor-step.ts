import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { StaffClient } from '../../api/staff-client.ts';
import type { FactorStep as Asked } from '../../model/schema/staff-factors.ts';
import type { StaffSession } from '../../model/schema/staff.ts';
import { desk } from './desk-styles.ts';
import { note } from './parts.ts';
import { passkeysWork, usePasskey } from './passkey.ts';
import type { StaffWords } from './words.ts';

/** The second factor was right. */
export class FactorPassedEvent extends Event {
  readonly session: StaffSession;

  constructor(session: StaffSession) {
    super('linli-factor-passed');
    this.session = session;
  }
}

/** The step is over: the sign-in begins anew. */
export class FactorOverEvent extends Event {
  /** What is said there; empty where the person went back. */
  readonly why: string;

  constructor(why: string) {
    super('linli-factor-over');
    this.why = why;
  }
}

type Client = Pick<StaffClient, 'sendFactor' | 'askPasskey' | 'sendPasskey'>;

/**
 * After the password: a code of the app, a recovery code, or a passkey.
 *
 * @fires linli-factor-passed
 * @fires linli-factor-over
 */
@customElement('linli-factor-step')
export class FactorStep extends LitElement {
  static override styles = desk;

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) words!: StaffWords;
  @property({ attribute: false }) asked!: Asked;

  @state() private code = '';
  @state() private kind: 'code' | 'recovery' = 'code';
  @state() private wrong = '';
  @state() private busy = false;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('input, button')?.focus();
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    const { ways } = this.asked;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('factor.heading')}</h1>
      <div role="alert">${this.wrong === '' ? nothing : note('bad', this.wrong)}</div>
      ${ways.includes('totp') ? this.#codeForm() : html`<p>${t('factor.passkey.text')}</p>`}
      ${
        ways.includes('passkey') && passkeysWork()
          ? html`<button
              type="button"
              class=${ways.includes('totp') ? '' : 'primary'}
              ?disabled=${this.busy}
              @click=${this.#onPasskey}
            >
              <linli-icon name="fingerprint-pattern"></linli-icon>${t('factor.passkey')}
            </button>`
          : nothing
      }
      <button type="button" class="quiet" @click=${() => this.dispatchEvent(new FactorOverEvent(''))}>
        ${t('factor.back')}
      </button>
    </div>`;
  }

  #codeForm(): TemplateResult {
    const { t } = this.words;
    const isCode = this.kind === 'code';
    return html`<form @submit=${this.#onSubmit}>
      <div class="field">
        <label for="code">${t(isCode ? 'factor.code' : 'factor.recovery')}</label>
        <input
          id="code"
          name="code"
          .value=${live(this.code)}
          maxlength="40"
          autocomplete="one-time-code"
          inputmode=${isCode ? 'numeric' : 'text'}
          autocapitalize="none"
          spellcheck="false"
          aria-invalid=${this.wrong === '' ? 'false' : 'true'}
          aria-describedby="code-hint"
          @input=${(event: InputEvent) => (this.code = (event.target as HTMLInputElement).value)}
        />
        <p class="hint" id="code-hint">${t(isCode ? 'factor.code.text' : 'factor.recovery.text')}</p>
      </div>
      <button type="submit" class="primary" ?disabled=${this.busy}>
        ${t(this.busy ? 'factor.doing' : 'factor.do')}
      </button>
      <button type="button" class="quiet" @click=${this.#onOther}>
        ${t(isCode ? 'factor.use-recovery' : 'factor.use-code')}
      </button>
    </form>`;
  }

  readonly #onOther = (): void => {
    this.kind = this.kind === 'code' ? 'recovery' : 'code';
    this.code = this.wrong = '';
    this.#focusCode();
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    if (this.code.trim() === '') return this.#say(this.words.t('factor.empty'));
    void this.#send(() => this.client.sendFactor({ token: this.asked.token, code: this.code }));
  };

  readonly #onPasskey = async (): Promise<void> => {
    this.busy = true;
    const question = await this.client.askPasskey();
    if (!question.ok) return this.#say(this.words.why(question.error));
    const signed = await usePasskey(question.value.options);
    if (!signed.ok) return this.#say(this.words.t('passkey.cancelled'));
    await this.#send(() => this.client.sendPasskey({ token: question.value.token, response: signed.value }));
  };

  async #send(call: () => ReturnType<Client['sendFactor']>): Promise<void> {
    this.busy = true;
    const answer = await call();
    if (answer.ok) {
      this.dispatchEvent(new FactorPassedEvent(answer.value));
      return;
    }
    const why = this.words.why(answer.error);
    if (answer.error.kind === 'refused' && answer.error.problem.code === 'staff.step-over')
      this.dispatchEvent(new FactorOverEvent(why));
    else this.#say(why);
  }

  #say(wrong: string): void {
    this.busy = false;
    this.code = '';
    this.wrong = wrong;
    this.#focusCode();
  }

  #focusCode(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#code')?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-factor-step': FactorStep;
  }
}
