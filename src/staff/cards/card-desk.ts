import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/qr/qr.ts';
import { CardsClient } from '../../api/staff-cards.ts';
import type { StaffAnswer } from '../../api/staff-client.ts';
import { qrMatrix } from '../../devices/qr-code.ts';
import type { CardRow } from '../../model/schema/card.ts';
import type { CardWithToken } from '../../model/schema/staff-cards.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type CardWords, cardWords, wayInWords } from './card-words.ts';
import './new-card.ts';
import type { NewCardEvent } from './new-card.ts';
import { NO_PIN, type PinPair, pinFault, pinFields } from './pin-fields.ts';

/** What a clerk is asked before it is done. */
interface Asking {
  readonly verb: 'revoke' | 'pin';
  readonly card: CardRow;
}

/** The desk of the assist cards: issue one, print it, shut it out, unlock it, give it another number. */
@customElement('linli-card-desk')
export class CardDesk extends LitElement {
  static override styles = [
    desk,
    css`
      .code {
        display: block;
        inline-size: min(100%, 16rem);
      }
      .token {
        font-size: var(--type-small);
        overflow-wrap: anywhere;
        user-select: all;
      }
      .fault {
        color: var(--danger);
        font-weight: var(--weight-strong);
      }
      .over {
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private cards: readonly CardRow[] | undefined;
  /** The card whose code is shown. */
  @state() private shown: (CardWithToken & { readonly made: boolean }) | undefined;
  @state() private asking: Asking | undefined;
  @state() private pin: PinPair = NO_PIN;
  @state() private fault = '';
  @state() private said: { readonly tone: 'good' | 'bad'; readonly text: string } | undefined;
  @state() private busy = false;
  #client: CardsClient | undefined;

  protected override firstUpdated(): void {
    void this.#read();
  }

  protected override render(): TemplateResult {
    const words = cardWords(this.staff);
    const { t } = words;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('heading')}</h1>
      <p>${t('text')}</p>
      <div role="status">${this.said ? note(this.said.tone, this.said.text) : nothing}</div>
      ${this.shown ? this.#shownCard(this.shown, words) : nothing}
      <linli-new-card
        .staff=${this.staff}
        ?disabled=${this.busy}
        @linli-new-card=${this.#onNew}
      ></linli-new-card>
      <h2>${t('list.heading')}</h2>
      <p class="hint">${t('change-way')}</p>
      ${
        !this.cards
          ? html`<p>${this.staff.words.t('page.wait')}</p>`
          : this.cards.length === 0
            ? html`<p>${t('list.none')}</p>`
            : this.#table(this.cards, words)
      }
    </div>`;
  }

  #shownCard(
    { card, token, made }: CardWithToken & { readonly made: boolean },
    { t }: CardWords,
  ): TemplateResult {
    return html`<section class="panel stack" aria-label=${t('made.code')}>
      ${made ? html`<h2>${t('made.heading')}</h2>` : html`<h2>${card.id}</h2>`}
      <p>${t('made.text')}</p>
      <div class="row">
        ${(['a6', 'card'] as const).map(
          (size) =>
            html`<a class="button" target="_blank" rel="noopener" href=${this.#cards.pdfPath(card.id, size)}
              >${t(`print.${size}`)}</a
            >`,
        )}
        <button type="button" @click=${() => (this.shown = undefined)}>${t('do.close')}</button>
      </div>
      <linli-qr class="code" .matrix=${qrMatrix(token)} label=${t('made.code')}></linli-qr>
      <code class="token">${token}</code>
    </section>`;
  }

  #table(cards: readonly CardRow[], words: CardWords): TemplateResult {
    const { t } = words;
    return html`<table class="stacks">
      <thead>
        <tr>
          ${(['id', 'way', 'state', 'made', 'used', 'do'] as const).map(
            (head) => html`<th scope="col">${t(`list.${head}`)}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          cards,
          ({ id }) => id,
          (card) => this.#row(card, words),
        )}
      </tbody>
    </table>`;
  }

  #row(card: CardRow, words: CardWords): TemplateResult {
    const { t, clock } = words;
    const day = (instant: string): string => clock.day(Date.parse(instant));
    const standing = card.status === 'active' && card.locked ? 'locked' : card.status;
    return html`<tr class=${card.status === 'active' ? '' : 'over'}>
        <th scope="row"><code>${card.id}</code></th>
        <td>${wayInWords(words, card.way)}</td>
        <td>
          <span class="tag">${t(`state.${standing}`)}</span>
          ${card.bookings > 0 ? html`<br />${t('state.bookings', { n: card.bookings })}` : nothing}
        </td>
        <td>
          ${t('list.by', { day: day(card.createdAt), who: card.createdBy })}<br />${t('list.until', {
            day: day(card.expiresAt),
          })}
        </td>
        <td>${card.usedAt ? day(card.usedAt) : t('list.never')}</td>
        <td>${card.status === 'active' ? this.#ways(card, words) : nothing}</td>
      </tr>
      ${
        this.asking?.card.id === card.id
          ? html`<tr>
              <td colspan="6">${this.#question(this.asking, words)}</td>
            </tr>`
          : nothing
      }`;
  }

  #ways(card: CardRow, { t }: CardWords): TemplateResult {
    const button = (key: 'do.show' | 'do.unlock' | 'do.pin' | 'do.revoke', act: () => void): TemplateResult =>
      html`<button type="button" ?disabled=${this.busy} @click=${act}>${t(key)}</button>`;
    return html`<div class="row">
      ${button('do.show', () => this.#show(card))}
      ${card.locked ? button('do.unlock', () => this.#unlock(card)) : nothing}
      ${button('do.pin', () => this.#ask({ verb: 'pin', card }))}
      ${button('do.revoke', () => this.#ask({ verb: 'revoke', card }))}
    </div>`;
  }

  #question({ verb, card }: Asking, words: CardWords): TemplateResult {
    const { t } = words;
    return html`<form
      autocomplete="off"
      @submit=${(event: SubmitEvent) => this.#onAnswer(event, { verb, card })}
    >
      <p>${t(`ask.${verb}`)}</p>
      ${
        verb === 'pin'
          ? pinFields(words, this.pin, this.fault, (pin) => {
              this.pin = pin;
              this.fault = '';
            })
          : nothing
      }
      <div class="row">
        <button type="submit" class=${verb === 'revoke' ? 'danger' : 'primary'} ?disabled=${this.busy}>
          ${t(`do.${verb}`)}
        </button>
        <button type="button" @click=${() => this.#ask(undefined)}>${t('do.keep')}</button>
      </div>
    </form>`;
  }

  get #cards(): CardsClient {
    this.#client ??= new CardsClient(this.staff.client.call, this.staff.site.id);
    return this.#client;
  }

  #ask(asking: Asking | undefined): void {
    this.asking = asking;
    this.pin = NO_PIN;
    this.fault = '';
  }

  readonly #onNew = ({ wish, taken }: NewCardEvent): void => {
    void this.#do(this.#cards.issue(wish), (card) => {
      this.shown = { ...card, made: true };
      taken();
      scrollTo(0, 0);
    });
  };

  #show({ id }: CardRow): void {
    void this.#do(this.#cards.token(id), (card) => {
      this.shown = { ...card, made: false };
      scrollTo(0, 0);
    });
  }

  #unlock({ id }: CardRow): void {
    void this.#do(this.#cards.unlock(id), () => this.#say('said.unlocked'));
  }

  #onAnswer(event: SubmitEvent, { verb, card }: Asking): void {
    event.preventDefault();
    if (verb === 'revoke') {
      if (this.shown?.card.id === card.id) this.shown = undefined;
      void this.#do(this.#cards.revoke(card.id), () => this.#say('said.revoked'));
      return;
    }
    const fault = pinFault(this.pin);
    this.fault = fault ? cardWords(this.staff).t(fault) : '';
    if (!fault) void this.#do(this.#cards.changePin(card.id, this.pin.first), () => this.#say('said.pin'));
  }

  #say(key: 'said.unlocked' | 'said.revoked' | 'said.pin'): void {
    this.said = { tone: 'good', text: cardWords(this.staff).t(key) };
  }

  /** Waits for an answer, says why there is none, and reads the list anew. */
  async #do<T>(answer: StaffAnswer<T>, then: (value: T) => void): Promise<void> {
    this.busy = true;
    this.said = undefined;
    const result = await answer;
    this.busy = false;
    if (result.ok) {
      this.#ask(undefined);
      then(result.value);
    } else this.said = { tone: 'bad', text: cardWords(this.staff).why(result.error) };
    await this.#read();
  }

  async #read(): Promise<void> {
    const answer = await this.#cards.list();
    if (answer.ok) this.cards = answer.value.cards;
    else this.said = { tone: 'bad', text: cardWords(this.staff).why(answer.error) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-card-desk': CardDesk;
  }
}
