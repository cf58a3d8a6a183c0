import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/chips/chips.ts';
import '../../../components/field/field.ts';
import '../../../components/keyboard/keyboard.ts';
import type { KeyEvent } from '../../../components/keyboard/keyboard.ts';
import type { FieldInputEvent } from '../../../components/field/field.ts';
import type { ChooseEvent } from '../../../components/events/choose-event.ts';
import type { Words } from '../../access/say.ts';
import type { Who } from '../../model/schema/command.ts';
import type { Asks } from '../../model/schema/service.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { SURNAMES } from './surnames.ts';

/** The person said how to be called, or that no name is to be left. */
export class WhoEvent extends Event {
  readonly who: Who;
  constructor(who: Who) {
    super('linli-who', { bubbles: true, composed: true });
    this.who = who;
  }
}

const LONGEST_NAME = 24;
const LONGEST_PHONE = 15;
const SHORTEST_PHONE = 5;

/** Asks the least: how one wishes to be called, and a phone only where the service needs one. */
@customElement('linli-who-step')
export class WhoStep extends LitElement {
  static override styles = [
    viewStyles,
    css`
      :host {
        padding: 0;
        margin: 0;
        max-width: none;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) asks!: Asks;
  @state() private name = '';
  @state() private phone = '';
  @state() private typing: 'name' | 'phone' | undefined;
  @state() private complained = false;

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`
      <p>${t('who.least')}</p>
      ${this.asks.name === 'no' ? nothing : this.#name()}
      ${this.asks.phone === 'no' ? nothing : this.#phone()}
      ${this.typing ? this.#keyboard(this.typing) : nothing}
      <div class="row">
        <linli-button
          variant="primary"
          size="large"
          label=${t('who.next')}
          @click=${this.#onNext}
        ></linli-button>
        ${
          this.#mayBeNobody
            ? html`<linli-button
                size="large"
                label=${t('who.nobody')}
                @click=${() => this.dispatchEvent(new WhoEvent({}))}
              ></linli-button>`
            : nothing
        }
      </div>
    `;
  }

  #name() {
    const { t, language } = this.words;
    const titles = [t('who.mr'), t('who.ms')];
    const surname = SURNAMES.find((each) => this.name.startsWith(each));
    return html`
      <linli-field
        label=${t(this.asks.name === 'required' ? 'who.name' : 'who.name-optional')}
        .value=${this.name}
        error=${this.complained && this.#nameMissing ? t('who.name-missing') : ''}
        @linli-input=${(event: FieldInputEvent) => (this.name = event.value.slice(0, LONGEST_NAME))}
        @focusin=${() => (this.typing = 'name')}
      ></linli-field>
      ${
        language === 'zh-Hans'
          ? html`<linli-chips
                label=${t('who.surname')}
                .options=${SURNAMES.map((id) => ({ id, label: id }))}
                .selected=${surname ? [surname] : []}
                @linli-choose=${(event: ChooseEvent) => (this.name = event.id + (titles.find((title) => this.name.endsWith(title)) ?? ''))}
              ></linli-chips>
              <linli-chips
                label=${t('who.title')}
                .options=${titles.map((id) => ({ id, label: id }))}
                .selected=${titles.filter((title) => this.name.endsWith(title))}
                @linli-choose=${(event: ChooseEvent) => (this.name = this.name.replace(new RegExp(`(?:${titles.join('|')})$`, 'u'), '') + event.id)}
              ></linli-chips>`
          : nothing
      }
    `;
  }

  #phone() {
    const { t } = this.words;
    return html`<linli-field
      label=${t(this.asks.phone === 'required' ? 'who.phone' : 'who.phone-optional')}
      hint=${t('who.phone-why')}
      inputmode="none"
      .value=${this.phone}
      error=${this.complained && this.#phoneWrong ? t('who.phone-wrong') : ''}
      @linli-input=${(event: FieldInputEvent) => (this.phone = event.value.replaceAll(/[^\d]/gu, '').slice(0, LONGEST_PHONE))}
      @focusin=${() => (this.typing = 'phone')}
    ></linli-field>`;
  }

  #keyboard(typing: 'name' | 'phone') {
    const { t } = this.words;
    return html`<linli-keyboard
      layout=${typing === 'phone' ? 'digits' : 'letters'}
      .labels=${{ delete: t('key.delete'), space: t('key.space'), done: t('key.done') }}
      @linli-key=${this.#onKey}
    ></linli-keyboard>`;
  }

  get #nameMissing(): boolean {
    return this.asks.name === 'required' && this.name.trim() === '';
  }

  get #phoneWrong(): boolean {
    if (this.asks.phone === 'no') return false;
    return this.phone === '' ? this.asks.phone === 'required' : this.phone.length < SHORTEST_PHONE;
  }

  get #mayBeNobody(): boolean {
    return this.asks.name !== 'required' && this.asks.phone !== 'required';
  }

  readonly #onKey = (event: KeyEvent): void => {
    const { key } = event;
    if (key === 'done') this.typing = undefined;
    else if (this.typing === 'phone')
      this.phone = key === 'delete' ? this.phone.slice(0, -1) : (this.phone + key).slice(0, LONGEST_PHONE);
    else this.name = key === 'delete' ? this.name.slice(0, -1) : (this.name + key).slice(0, LONGEST_NAME);
  };

  readonly #onNext = (): void => {
    this.complained = true;
    if (this.#nameMissing || this.#phoneWrong) return;
    const name = this.name.trim();
    this.dispatchEvent(
      new WhoEvent({ ...(name ? { name } : {}), ...(this.phone ? { phone: this.phone } : {}) }),
    );
  };
}
