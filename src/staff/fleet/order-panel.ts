import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../../../components/icon/icon.ts';
import type { FleetClient } from '../../api/staff-fleet.ts';
import type { FleetTerminal } from '../../model/schema/staff-fleet.ts';
import { MOST_MESSAGE_SIGNS, type OrderWish } from '../../model/schema/terminal-report.ts';
import { textField } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type Said, act, saidNote } from './acts.ts';
import { fleetStyles } from './fleet-styles.ts';
import { type FleetWords, fleetWords } from './fleet-words.ts';
import { inZone, laterToday } from './wall-time.ts';

/** What terminals are told to do: restart, read anew, show a message, how to show, draw the first screen. */
@customElement('linli-order-panel')
export class OrderPanel extends LitElement {
  static override styles = [
    fleetStyles,
    css`
      .orders {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
        gap: var(--space-3);
      }
      .order {
        display: flex;
        flex-direction: column;
        align-items: flex-start;
        gap: 0.4rem;
      }
      form {
        max-inline-size: 40rem;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: FleetClient;
  @property({ attribute: false }) terminals: readonly FleetTerminal[] = [];
  @state() said: Said | undefined;
  @state() busy = false;
  @state() private zh = '';
  @state() private en = '';
  /** Wall time of the site, as the field has it. */
  @state() private until = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.until ||= laterToday(Date.now(), this.staff.site.timeZone);
  }

  protected override render(): TemplateResult {
    const words = fleetWords(this.staff);
    const { t } = words;
    const isKiosk = this.terminals.some(({ use }) => use === 'kiosk');
    const order = (wish: OrderWish, icon: string, label: string): TemplateResult =>
      html`<button type="button" ?disabled=${this.busy} @click=${() => this.#give(wish, words)}>
        <linli-icon name=${icon}></linli-icon>${label}
      </button>`;
    return html`<div class="stack">
      ${saidNote(this.said)}
      <div class="orders">
        <div class="order">
          ${order({ kind: 'restart' }, 'power', t('order.restart'))}
          <p class="hint">${t('order.restart.hint')}</p>
        </div>
        <div class="order">
          ${order({ kind: 'reload' }, 'refresh-cw', t('order.reload'))}
          <p class="hint">${t('order.reload.hint')}</p>
        </div>
        ${
          isKiosk
            ? html`<div class="order">
                  <div class="row">
                    ${order({ kind: 'mode', mode: 'elder' }, 'a-large-small', t('order.mode.elder'))}
                    ${order({ kind: 'mode', mode: 'usual' }, 'undo-2', t('order.mode.usual'))}
                  </div>
                  <p class="hint">${t('order.mode.hint')}</p>
                </div>
                <div class="order">
                  ${order({ kind: 'screenshot' }, 'image', t('order.screenshot'))}
                  <p class="hint">${t('order.screenshot.hint')}</p>
                </div>`
            : nothing
        }
      </div>
      ${this.#message(words)}
    </div>`;
  }

  #message(words: FleetWords): TemplateResult {
    const { t } = words;
    const left = MOST_MESSAGE_SIGNS - Math.max([...this.zh].length, [...this.en].length);
    return html`<form autocomplete="off" @submit=${(event: SubmitEvent) => this.#onMessage(event, words)}>
      ${textField({
        id: 'message-zh',
        label: t('message.zh'),
        value: this.zh,
        maxLength: MOST_MESSAGE_SIGNS,
        hint: t('message.left', { n: left }),
        onInput: (text) => (this.zh = text),
      })}
      ${textField({
        id: 'message-en',
        label: t('message.en'),
        value: this.en,
        maxLength: MOST_MESSAGE_SIGNS,
        onInput: (text) => (this.en = text),
      })}
      <div class="field">
        <label for="message-until">${t('message.until')}</label>
        <input
          id="message-until"
          type="datetime-local"
          .value=${live(this.until)}
          @input=${(event: InputEvent) => (this.until = (event.target as HTMLInputElement).value)}
        />
      </div>
      <div class="row">
        <button type="submit" class="primary" ?disabled=${this.busy}>
          <linli-icon name="megaphone"></linli-icon>${t('message.do')}
        </button>
        <button
          type="button"
          ?disabled=${this.busy}
          @click=${() => this.#give({ kind: 'message', until: inAnHour() }, words)}
        >
          ${t('message.clear')}
        </button>
      </div>
    </form>`;
  }

  #onMessage(event: SubmitEvent, words: FleetWords): void {
    event.preventDefault();
    const [zh, en] = [this.zh.trim(), this.en.trim()];
    const untilMs = inZone(this.until, this.staff.site.timeZone);
    const fault = zh === '' ? 'message.empty' : !(untilMs > Date.now()) ? 'message.past' : undefined;
    if (fault) {
      this.said = { tone: 'bad', text: words.t(fault) };
      return;
    }
    const text = { zh, ...(en === '' ? {} : { en }) };
    void this.#give({ kind: 'message', text, until: new Date(untilMs).toISOString() }, words).then((done) => {
      if (done) this.zh = this.en = '';
    });
  }

  #give(wish: OrderWish, words: FleetWords): Promise<boolean> {
    const terminals = this.terminals.map(({ id }) => id);
    return act(this, words, this.client.order({ terminals, wish }), ({ orders }) =>
      words.t('order.given', { n: orders.length }),
    );
  }
}

/** Time enough to be heard of. */
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

declare global {
  interface HTMLElementTagNameMap {
    'linli-order-panel': OrderPanel;
  }
}
