import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/button/button.ts';
import '../../../../components/chips/chips.ts';
import '../../../../components/field/field.ts';
import '../../../../components/keyboard/keyboard.ts';
import type { KeyEvent } from '../../../../components/keyboard/keyboard.ts';
import type { FieldInputEvent } from '../../../../components/field/field.ts';
import type { ChooseEvent } from '../../../../components/events/choose-event.ts';
import type { MessageKey, Words } from '../../../access/say.ts';
import type { Who } from '../../../model/schema/command.ts';
import { partStyles } from '../../shell/view-styles.ts';
import type { Wanted } from '../ground.ts';
import { SURNAMES } from '../surnames.ts';
import { type WhoField, complaint, fitting, saidOf } from './who-fields.ts';

/** Something was typed; or, where `said`, the person went on. */
export class WhoEvent extends Event {
  readonly who: Who;
  readonly said: boolean;

  constructor(who: Who, said: boolean) {
    super('linli-who', { bubbles: true, composed: true });
    this.who = who;
    this.said = said;
  }
}

/** Asks the least: how one wishes to be called, and a phone or an address only where the service needs one. */
@customElement('linli-who-step')
export class WhoStep extends LitElement {
  static override styles = partStyles;

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) wanted!: Wanted;
  /** What stands in the fields; it is kept outside, so that nothing typed is ever lost. */
  @property({ attribute: false }) typed: Who = {};
  /** True where somebody else answers for the person. */
  @property({ type: Boolean }) another = false;
  @state() private typing: WhoField | undefined;
  @state() private complained = false;

  /** The keys stand under the field that is typed into, and are brought into sight. */
  protected override updated(changed: PropertyValues): void {
    if (!changed.has('typing')) return;
    const keys = this.renderRoot.querySelector('linli-keyboard');
    // Before they are drawn they have no height to bring anywhere.
    void keys?.updateComplete.then(() => {
      keys.scrollIntoView({ block: 'nearest' });
    });
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`
      <p>${t(this.#mayBeNobody ? 'who.least' : 'who.least-required')}</p>
      ${this.wanted.name === 'no' ? nothing : this.#name()}
      ${this.wanted.phone === 'no' ? nothing : this.#phone()}
      ${this.wanted.address === 'no' ? nothing : this.#address()}
      <div class="ways">
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
                @click=${() => this.dispatchEvent(new WhoEvent({}, true))}
              ></linli-button>`
            : nothing
        }
      </div>
    `;
  }

  #name() {
    const { t, language } = this.words;
    const { name = '' } = this.typed;
    const titles = [t('who.mr'), t('who.ms')];
    const title = titles.find((each) => name.endsWith(each)) ?? '';
    const surname = SURNAMES.find((each) => name.startsWith(each));
    return html`
      ${this.#field('name', t(this.wanted.name === 'required' ? 'who.name' : 'who.name-optional'), t('who.name-pinyin'))}
      ${
        language === 'zh-Hans'
          ? html`<linli-chips
                label=${t('who.surname')}
                .options=${SURNAMES.map((id) => ({ id, label: id }))}
                .selected=${surname ? [surname] : []}
                @linli-choose=${(event: ChooseEvent) => this.#type('name', event.id + title)}
              ></linli-chips>
              <linli-chips
                label=${t('who.title')}
                .options=${titles.map((id) => ({ id, label: id }))}
                .selected=${title === '' ? [] : [title]}
                @linli-choose=${(event: ChooseEvent) =>
                  this.#type('name', name.slice(0, name.length - title.length) + event.id)}
              ></linli-chips>`
          : nothing
      }
    `;
  }

  #phone() {
    const { t } = this.words;
    const key: MessageKey = this.another
      ? this.wanted.phone === 'required'
        ? 'other.phone'
        : 'other.phone-optional'
      : this.wanted.phone === 'required'
        ? 'who.phone'
        : 'who.phone-optional';
    return this.#field('phone', t(key), t('who.phone-why'));
  }

  #address() {
    const { t, language } = this.words;
    const { address = '' } = this.typed;
    return html`
      ${this.#field('address', t('who.address'), t('who.address-why'))}
      ${
        language === 'zh-Hans'
          ? html`<linli-chips
              label=${t('who.address-parts')}
              .options=${t('who.address-part-list')
                .split(' ')
                .map((id) => ({ id, label: id }))}
              .selected=${[]}
              multiple
              @linli-choose=${(event: ChooseEvent) => this.#type('address', address + event.id)}
            ></linli-chips>`
          : nothing
      }
    `;
  }

  #field(field: WhoField, label: string, hint: string) {
    const wrong = this.complained ? complaint(field, this.typed, this.wanted) : undefined;
    return html`<linli-field
        label=${label}
        hint=${hint}
        inputmode=${field === 'phone' ? 'none' : 'text'}
        .value=${this.typed[field] ?? ''}
        error=${wrong ? this.words.t(wrong) : ''}
        @linli-input=${(event: FieldInputEvent) => this.#type(field, event.value)}
        @focusin=${() => (this.typing = field)}
      ></linli-field>
      ${this.typing === field ? this.#keyboard(field) : nothing}`;
  }

  #keyboard(typing: WhoField) {
    const { t, language } = this.words;
    const digits = typing === 'phone' || (typing === 'address' && language === 'zh-Hans');
    return html`<linli-keyboard
      layout=${digits ? 'digits' : 'letters'}
      .labels=${{ delete: t('key.delete'), space: t('key.space'), done: t('key.done') }}
      @linli-key=${this.#onKey}
    ></linli-keyboard>`;
  }

  get #mayBeNobody(): boolean {
    return !Object.values(this.wanted).includes('required');
  }

  #type(field: WhoField, text: string): void {
    this.dispatchEvent(new WhoEvent({ ...this.typed, [field]: fitting(field, text) }, false));
  }

  readonly #onKey = ({ key }: KeyEvent): void => {
    const { typing } = this;
    if (!typing) return;
    const text = this.typed[typing] ?? '';
    if (key === 'done') this.typing = undefined;
    else this.#type(typing, key === 'delete' ? text.slice(0, -1) : text + key);
  };

  readonly #onNext = (): void => {
    this.complained = true;
    const fields: readonly WhoField[] = ['name', 'phone', 'address'];
    if (fields.some((field) => complaint(field, this.typed, this.wanted))) return;
    const asked = fields.filter((field) => this.wanted[field] !== 'no');
    const said = Object.entries(saidOf(this.typed)).filter(([field]) => asked.includes(field as WhoField));
    this.dispatchEvent(new WhoEvent(Object.fromEntries(said), true));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-who-step': WhoStep;
  }
  interface HTMLElementEventMap {
    'linli-who': WhoEvent;
  }
}
