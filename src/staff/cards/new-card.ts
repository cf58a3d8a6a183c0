import { LitElement, type TemplateResult, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CardWay } from '../../model/schema/card.ts';
import type { NewCard } from '../../model/schema/staff-cards.ts';
import { desk } from '../shell/desk-styles.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { cardWords } from './card-words.ts';
import { NO_PIN, type PinPair, pinFault, pinFields } from './pin-fields.ts';

/** A card is to be issued. `taken` empties the form. */
export class NewCardEvent extends Event {
  readonly wish: NewCard;
  readonly taken: () => void;

  constructor(wish: NewCard, taken: () => void) {
    super('linli-new-card', { bubbles: true, composed: true });
    this.wish = wish;
    this.taken = taken;
  }
}

const STEPS = [0, 1, 2, 3] as const;
const PLAIN: CardWay = { textStep: 1, contrast: 'normal', voice: false };

/** The form for a card, with an example that looks as the terminal will. */
@customElement('linli-new-card')
export class NewCardForm extends LitElement {
  static override styles = [
    desk,
    css`
      form {
        max-inline-size: 44rem;
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: var(--weight-strong);
      }
      .steps button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      .example {
        min-block-size: 6rem;
        padding: var(--space-2);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-1);
        background: var(--surface);
        color: var(--text);
        font-size: 1rem;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
      .example.step-1 {
        font-size: 1.5rem;
      }
      .example.step-2 {
        font-size: 2.2rem;
      }
      .example.step-3 {
        font-size: 3.2rem;
      }
      .example.high {
        border: 3px solid #000000;
        background: #ffffff;
        color: #000000;
      }
      .fault {
        color: var(--danger);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ type: Boolean }) disabled = false;
  @state() private way: CardWay = PLAIN;
  @state() private pin: PinPair = NO_PIN;
  @state() private fault = '';

  protected override render(): TemplateResult {
    const words = cardWords(this.staff);
    const { t } = words;
    const { way } = this;
    return html`<form class="panel" autocomplete="off" @submit=${this.#onSubmit}>
      <h2>${t('new.heading')}</h2>
      <fieldset>
        <legend>${t('new.size')}</legend>
        <div class="row steps">
          ${STEPS.map(
            (textStep) =>
              html`<button
                type="button"
                aria-pressed=${way.textStep === textStep ? 'true' : 'false'}
                @click=${() => this.#set({ textStep })}
              >
                ${t(`size.${textStep}`)}
              </button>`,
          )}
        </div>
      </fieldset>
      <div
        role="img"
        aria-label=${t('new.example.label')}
        class="example step-${way.textStep} ${way.contrast}"
      >
        ${t('new.example')}
      </div>
      ${this.#check('contrast', t('new.contrast'), way.contrast === 'high', (on) =>
        this.#set({ contrast: on ? 'high' : 'normal' }),
      )}
      ${this.#check('voice', t('new.voice'), way.voice, (voice) => this.#set({ voice }))}
      <div class="field">
        <label for="language">${t('new.language')}</label>
        <select id="language" @change=${this.#onLanguage}>
          <option value="zh-Hans" ?selected=${way.language !== 'en'}>${t('language.zh-Hans')}</option>
          <option value="en" ?selected=${way.language === 'en'}>${t('language.en')}</option>
        </select>
      </div>
      <p>${t('pin.text')}</p>
      ${pinFields(words, this.pin, this.fault, (pin) => {
        this.pin = pin;
        this.fault = '';
      })}
      <button type="submit" class="primary" ?disabled=${this.disabled}>${t('new.do')}</button>
    </form>`;
  }

  #check(id: string, label: string, on: boolean, onChange: (on: boolean) => void): TemplateResult {
    return html`<label class="check"
      ><input
        id=${id}
        type="checkbox"
        .checked=${on}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
      />${label}</label
    >`;
  }

  #set(change: Partial<CardWay>): void {
    this.way = { ...this.way, ...change };
  }

  readonly #onLanguage = (event: Event): void => {
    this.#set({ language: (event.target as HTMLSelectElement).value === 'en' ? 'en' : 'zh-Hans' });
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fault = pinFault(this.pin);
    this.fault = fault ? cardWords(this.staff).t(fault) : '';
    if (fault) return;
    const wish: NewCard = { way: this.way, pin: this.pin.first };
    // What was typed stays only as long as it takes.
    this.pin = NO_PIN;
    this.dispatchEvent(
      new NewCardEvent(wish, () => {
        this.way = PLAIN;
      }),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-new-card': NewCardForm;
  }
  interface HTMLElementEventMap {
    'linli-new-card': NewCardEvent;
  }
}
