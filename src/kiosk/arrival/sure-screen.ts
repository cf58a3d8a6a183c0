import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/facts/facts.ts';
import type { MessageKey } from '../../access/say.ts';
import type { Slot } from '../../model/schema/booking.ts';
import { dayAndTime } from '../shell/slots/slot-options.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { Action } from './flow.ts';
import type { Standing } from './standing.ts';

type Question = 'drop' | 'cancel' | 'recall' | 'leave' | 'decline';

/** Asks once more before something is given away or moved, and says what it means. */
@customElement('linli-sure-screen')
export class SureScreen extends ArrivalScreen {
  @property({ attribute: false }) facts!: BookingFacts;
  @property({ attribute: false }) action!: Action;
  @property({ attribute: false }) standing!: Standing;
  /** True where the last digits of the phone number are asked for next. */
  @property({ type: Boolean }) asksDigits = false;

  protected override render(): TemplateResult {
    return this.action.kind === 'change' ? this.#change(this.action) : this.#giveUp(this.#question);
  }

  #change({ to }: Extract<Action, { kind: 'change' }>): TemplateResult {
    const { slot, service } = this.facts;
    const moves = slot !== undefined && slot.place !== to.place;
    const rows = [
      { label: this.t('book.service'), value: this.of(service?.name) },
      { label: this.t('manage.change-from'), value: slot ? this.#whenAndWhere(slot, moves) : '' },
      { label: this.t('manage.change-to'), value: this.#whenAndWhere(to, moves) },
    ];
    return html`
      <h1 tabindex="-1">${this.t('manage.change-sure')}</h1>
      <linli-facts class="sum" .rows=${rows}></linli-facts>
      <div class="ways">
        <linli-button
          size="large"
          variant="primary"
          icon="check"
          label=${this.t('manage.change-yes')}
          @click=${this.#yes}
        ></linli-button>
        <linli-button
          size="large"
          icon="calendar-days"
          label=${this.t('book.other-time')}
          @click=${() => this.step({ kind: 'other-time' })}
        ></linli-button>
        <linli-button
          size="large"
          label=${this.t('manage.change-no')}
          @click=${() => this.step({ kind: 'look' })}
        ></linli-button>
      </div>
    `;
  }

  /** The place is said where it is another one than before. */
  #whenAndWhere(slot: Slot, moves: boolean): string {
    const where = moves ? this.of(this.facts.places.get(slot.place)?.name) : '';
    return [dayAndTime(slot, this.terminal.clock), where].filter((text) => text !== '').join('\n');
  }

  #giveUp(question: Question): TemplateResult {
    const { slot, service } = this.facts;
    const text = (part: 'sure' | 'means' | 'yes' | 'no'): string =>
      this.t(`manage.${question}-${part}` satisfies MessageKey);
    return html`
      <h1 tabindex="-1">${text('sure')}</h1>
      <p class="lead">
        ${this.of(service?.name)}${slot ? html`<br />${dayAndTime(slot, this.terminal.clock)}` : ''}
      </p>
      <p class="lead">${text('means')}</p>
      <div class="ways">
        <linli-button
          size="large"
          variant="danger"
          icon="x"
          label=${text('yes')}
          @click=${this.#yes}
        ></linli-button>
        <linli-button
          size="large"
          variant="primary"
          label=${text('no')}
          @click=${() => this.step(this.action.kind === 'drop-adult' ? { kind: 'adults', adding: false } : { kind: 'look' })}
        ></linli-button>
      </div>
    `;
  }

  get #question(): Question {
    const { status } = this.facts;
    if (this.action.kind === 'drop-adult') return 'drop';
    if (status === 'waiting') return 'leave';
    if (status === 'offered') return 'decline';
    return this.standing.kind === 'requested' ? 'recall' : 'cancel';
  }

  readonly #yes = (): void => {
    this.step({ kind: 'yes', asksDigits: this.asksDigits });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-sure-screen': SureScreen;
  }
}
