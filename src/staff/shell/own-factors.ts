import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StaffAnswer, StaffClient } from '../../api/staff-client.ts';
import type { OwnFactors as Factors, PasskeyRow, TotpOffer } from '../../model/schema/staff-factors.ts';
import type { StaffSession } from '../../model/schema/staff.ts';
import './confirm-password.ts';
import { desk } from './desk-styles.ts';
import { note, textField } from './parts.ts';
import { makePasskey, passkeysWork } from './passkey.ts';
import './recovery-codes.ts';
import './totp-setup.ts';
import type { TotpCodeEvent } from './totp-setup.ts';
import type { StaffWords } from './words.ts';

/** A second factor was set up or taken away. */
export class FactorsChangedEvent extends Event {
  constructor() {
    super('linli-factors-changed');
  }
}

type Asking = { readonly what: 'app' } | { readonly what: 'passkey'; readonly key: PasskeyRow };

/**
 * One's own ways to sign in beside the password: the app for codes, recovery codes, passkeys.
 *
 * @fires linli-factors-changed
 */
@customElement('linli-own-factors')
export class OwnFactors extends LitElement {
  static override styles = [
    desk,
    css`
      li {
        padding-block: var(--space-1);
        border-block-end: 1px solid var(--line);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
    `,
  ];

  @property({ attribute: false }) client!: StaffClient;
  @property({ attribute: false }) words!: StaffWords;
  @property({ attribute: false }) session!: StaffSession;

  @state() private factors: Factors | undefined;
  @state() private offer: TotpOffer | undefined;
  @state() private codes: readonly string[] = [];
  @state() private passkeyName = '';
  @state() private asking: Asking | undefined;
  /** What waits for the password. */
  @state() private waiting: (() => void) | undefined;
  @state() private said: { readonly tone: 'good' | 'bad'; readonly text: string } | undefined;
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`<div class="stack">
      <div role="status">${this.said ? note(this.said.tone, this.said.text) : nothing}</div>
      ${
        this.waiting
          ? html`<linli-confirm-password
              .client=${this.client}
              .words=${this.words}
              ?city=${this.session.city === true}
              @linli-confirmed=${this.#onConfirmed}
            ></linli-confirm-password>`
          : nothing
      }
      ${
        this.codes.length > 0
          ? html`<linli-recovery-codes
              .words=${this.words}
              .codes=${this.codes}
              @linli-noted=${this.#onNoted}
            ></linli-recovery-codes>`
          : nothing
      }
      ${
        this.factors
          ? html`${this.#app(this.factors)}${this.#passkeys(this.factors)}`
          : html`<p class="muted">${t('factors.wait')}</p>`
      }
    </div>`;
  }

  #app({ totp, recovery }: Factors): TemplateResult {
    const { t, clock } = this.words;
    return html`<section class="stack">
      <h3>${t('factors.app')}</h3>
      <p>${totp ? t('factors.app.since', { day: clock.day(Date.parse(totp)) }) : t('factors.app.none')}</p>
      ${totp ? html`<p>${t('factors.recovery')} · ${t('factors.recovery.left', { n: recovery })}</p>` : nothing}
      ${
        this.offer
          ? html`<linli-totp-setup
              .words=${this.words}
              .offer=${this.offer}
              ?busy=${this.busy}
              @linli-totp-code=${this.#onCode}
              @linli-totp-cancel=${() => (this.offer = undefined)}
            ></linli-totp-setup>`
          : this.asking?.what === 'app'
            ? this.#question(t('factors.app.ask'), t('factors.app.remove'), () => this.#removeApp())
            : html`<div class="row">
                ${this.#button(totp ? 'factors.app.change' : 'factors.app.add', () => this.#offerApp())}
                ${totp ? this.#button('factors.recovery.new', () => this.#newCodes()) : nothing}
                ${totp ? this.#button('factors.app.remove', () => (this.asking = { what: 'app' })) : nothing}
              </div>`
      }
    </section>`;
  }

  #passkeys({ passkeys }: Factors): TemplateResult {
    const { t } = this.words;
    return html`<section class="stack">
      <h3>${t('factors.passkeys')}</h3>
      ${
        passkeys.length === 0
          ? html`<p>${t('factors.passkeys.none')}</p>`
          : html`<ul>
              ${passkeys.map((key) => this.#passkey(key))}
            </ul>`
      }
      ${
        passkeysWork()
          ? html`<form @submit=${this.#onAddPasskey}>
              ${textField({
                id: 'passkey-name',
                label: t('factors.passkeys.name'),
                hint: t('factors.passkeys.name.hint'),
                value: this.passkeyName,
                maxLength: 32,
                onInput: (value) => (this.passkeyName = value),
              })}
              <button type="submit" ?disabled=${this.busy}>
                <linli-icon name="fingerprint-pattern"></linli-icon>${t('factors.passkeys.add')}
              </button>
            </form>`
          : html`<p class="hint">${t('factors.passkeys.unable')}</p>`
      }
    </section>`;
  }

  #passkey(key: PasskeyRow): TemplateResult {
    const { t, clock } = this.words;
    const { asking } = this;
    if (asking?.what === 'passkey' && asking.key.id === key.id)
      return html`<li>
        ${this.#question(t('factors.passkeys.ask', { name: key.name }), t('factors.passkeys.remove'), () =>
          this.#removePasskey(key),
        )}
      </li>`;
    return html`<li class="row">
      <strong>${key.name}</strong>
      <span class="hint">
        ${t('factors.passkeys.made', { day: clock.day(Date.parse(key.madeAt)) })} ·
        ${
          key.usedAt
            ? t('factors.passkeys.used', { day: clock.day(Date.parse(key.usedAt)) })
            : t('factors.passkeys.unused')
        }
      </span>
      ${this.#button('factors.passkeys.remove', () => (this.asking = { what: 'passkey', key }))}
    </li>`;
  }

  #button(key: Parameters<StaffWords['t']>[0], onPress: () => void): TemplateResult {
    return html`<button type="button" ?disabled=${this.busy} @click=${onPress}>${this.words.t(key)}</button>`;
  }

  #question(text: string, verb: string, onYes: () => void): TemplateResult {
    return html`<div role="group" aria-label=${verb} class="stack">
      <p>${text}</p>
      <div class="row">
        <button type="button" class="danger" ?disabled=${this.busy} @click=${onYes}>${verb}</button>
        <button type="button" @click=${() => (this.asking = undefined)}>
          ${this.words.t('factors.keep')}
        </button>
      </div>
    </div>`;
  }

  #offerApp(): void {
    void this.#do(
      () => this.client.offerTotp(),
      (offer) => (this.offer = offer),
    );
  }

  readonly #onCode = ({ code }: TotpCodeEvent): void => {
    const token = this.offer?.token ?? '';
    void this.#do(
      () => this.client.confirmTotp({ token, code }),
      ({ codes }) => {
        this.offer = undefined;
        this.codes = codes;
        this.#good('factors.app.done');
      },
    );
  };

  #newCodes(): void {
    void this.#do(
      () => this.client.newRecoveryCodes(),
      ({ codes }) => (this.codes = codes),
    );
  }

  #removeApp(): void {
    void this.#do(
      () => this.client.removeTotp(),
      () => this.#removed(),
    );
  }

  #removePasskey({ id }: PasskeyRow): void {
    void this.#do(
      () => this.client.removePasskey(id),
      () => this.#removed(),
    );
  }

  #removed(): void {
    this.asking = undefined;
    this.#good('factors.removed');
    this.dispatchEvent(new FactorsChangedEvent());
  }

  readonly #onAddPasskey = (event: SubmitEvent): void => {
    event.preventDefault();
    const { t } = this.words;
    const name = this.passkeyName.trim() || t('factors.passkeys');
    void this.#do(
      () => this.client.askNewPasskey(),
      async ({ token, options }) => {
        const made = await makePasskey(options);
        if (!made.ok) {
          const key = made.error === 'here' ? 'passkey.here' : 'passkey.cancelled';
          this.said = { tone: 'bad', text: t(key) };
          return;
        }
        await this.#do(
          () => this.client.addPasskey({ token, name, response: made.value }),
          () => {
            this.passkeyName = '';
            this.#good('factors.passkeys.added');
            this.dispatchEvent(new FactorsChangedEvent());
          },
        );
      },
    );
  };

  readonly #onNoted = (): void => {
    this.codes = [];
    this.dispatchEvent(new FactorsChangedEvent());
  };

  readonly #onConfirmed = (): void => {
    const then = this.waiting;
    this.waiting = undefined;
    then?.();
  };

  #good(key: 'factors.app.done' | 'factors.passkeys.added' | 'factors.removed'): void {
    this.said = { tone: 'good', text: this.words.t(key) };
  }

  /** Waits for an answer and says why there is none; where the hub asks for the password first, it is asked for. */
  async #do<T>(call: () => StaffAnswer<T>, then: (value: T) => unknown): Promise<void> {
    this.busy = true;
    this.said = undefined;
    const answer = await call();
    if (answer.ok) await then(answer.value);
    else if (answer.error.kind === 'refused' && answer.error.problem.code === 'staff.confirm')
      this.waiting = () => void this.#do(call, then);
    else this.said = { tone: 'bad', text: this.words.why(answer.error) };
    this.busy = false;
    await this.#read();
  }

  async #read(): Promise<void> {
    const answer = await this.client.factors();
    if (answer.ok) this.factors = answer.value;
    else this.said = { tone: 'bad', text: this.words.why(answer.error) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-own-factors': OwnFactors;
  }
}
