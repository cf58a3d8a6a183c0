import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/options/options.ts';
import type { ChooseEvent } from '../../../components/events/choose-event.ts';
import '../../access/messages/arrival.ts';
import { MOST_ADULTS } from '../../model/attendance.ts';
import { newAdultId } from '../../model/ids.ts';
import type { AdultId } from '../../model/schema/booking.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { Relation } from './flow.ts';

const RELATIONS: readonly Relation[] = ['mother', 'father', 'grandparent', 'relative', 'other'];

/** Who may pick a child up. Who they are the terminal does not know: they are counted, and each has a pass. */
@customElement('linli-adults-screen')
export class AdultsScreen extends ArrivalScreen {
  @property({ attribute: false }) facts!: BookingFacts;
  @property({ type: Boolean }) adding = false;
  /** True where the last digits of the phone number have to be said. */
  @property({ type: Boolean }) asksDigits = false;

  protected override render(): TemplateResult {
    return this.adding ? this.#add() : this.#list();
  }

  #list(): TemplateResult {
    const adults = this.facts.booking?.adults ?? [];
    const listed = this.facts.booking !== undefined;
    return html`
      <h1 tabindex="-1">${this.t('adults.heading')}</h1>
      <p>${this.t(adults.length === 0 ? 'adults.none' : 'adults.how')}</p>
      <ul class="plain">
        ${adults.map((adult, index) => this.#adult(adult, index + 1))}
      </ul>
      ${listed ? nothing : html`<p class="lead">${this.t('adults.not-yet')}</p>`}
      ${adults.length < MOST_ADULTS ? nothing : html`<p>${this.t('adults.most', { n: MOST_ADULTS })}</p>`}
      <div class="ways">
        ${
          listed && adults.length < MOST_ADULTS
            ? html`<linli-button
                size="large"
                variant="primary"
                icon="plus"
                label=${this.t('adults.add')}
                @click=${() => this.step({ kind: 'adults', adding: true })}
              ></linli-button>`
            : nothing
        }
        <linli-button
          size="large"
          icon="calendar-check"
          label=${this.t('manage.back')}
          @click=${() => this.step({ kind: 'look' })}
        ></linli-button>
        ${this.helpButton()}
      </div>
    `;
  }

  #adult(adult: AdultId, nth: number): TemplateResult {
    return html`<li class="row">
      <span class="grow">${this.t('adults.nth', { n: nth })}</span>
      <linli-button
        icon="x"
        label=${this.t('adults.drop', { n: nth })}
        @click=${() => this.step({ kind: 'ask', action: { kind: 'drop-adult', adult } })}
      ></linli-button>
    </li>`;
  }

  #add(): TemplateResult {
    return html`
      <h1 tabindex="-1">${this.t('adults.who')}</h1>
      <p>${this.t('adults.who-how')}</p>
      <linli-options
        label=${this.t('adults.who')}
        .options=${RELATIONS.map((id) => ({ id, label: this.t(`adults.relation.${id}`) }))}
        .selected=${[]}
        @linli-choose=${({ id }: ChooseEvent) =>
          this.step({
            kind: 'ask',
            action: {
              kind: 'name-adult',
              adult: newAdultId((length) => crypto.getRandomValues(new Uint8Array(length))),
              relation: id as Relation,
            },
            asksDigits: this.asksDigits,
          })}
      ></linli-options>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-adults-screen': AdultsScreen;
  }
}
