import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import type { Slot } from '../../model/schema/booking.ts';
import '../shell/slots/slot-picker.ts';
import type { SlotEvent } from '../shell/slots/slot-picker.ts';
import { dayAndTime } from '../shell/slots/slot-options.ts';
import { mayBook } from '../../model/booking.ts';
import { movedAlong } from '../../model/moved-along.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts } from './booking-facts.ts';

/** Another time for the same matter: free ones only, and what one has stays until the new one is there. */
@customElement('linli-change-screen')
export class ChangeScreen extends ArrivalScreen {
  @property({ attribute: false }) facts!: BookingFacts;
  /** The hub's time, milliseconds since 1970. */
  @property({ type: Number }) nowMs = 0;

  protected override render(): TemplateResult {
    const { slot, service } = this.facts;
    const { words, clock, site } = this.terminal;
    if (!slot || !service)
      return html`<h1 tabindex="-1">${this.t('manage.change-none')}</h1>
        ${this.#keep()}`;
    const when = dayAndTime(slot, clock);
    return html`
      <h1 tabindex="-1">${this.t('manage.change-heading')}</h1>
      <p class="lead">${this.of(service.name)}</p>
      <p>
        ${this.t(slot.status === 'withdrawn' ? 'manage.change-withdrawn' : 'manage.change-keeps', { when })}
      </p>
      <linli-slot-picker
        .words=${words}
        .clock=${clock}
        .site=${site}
        .service=${service}
        .slots=${this.#open}
        .nowMs=${this.nowMs}
        .placeName=${this.#placeName}
        except=${slot.id}
        @linli-slot=${(event: SlotEvent) => this.#pick(event.slot)}
      ></linli-slot-picker>
      ${this.#keep()}
    `;
  }

  #keep(): TemplateResult {
    return html`<div class="row">
      <linli-button
        icon="chevron-left"
        label=${this.t('manage.change-no')}
        @click=${() => this.step({ kind: 'look' })}
      ></linli-button>
    </div>`;
  }

  /** Said beside a time where a service is offered at several places: another time may be another way to go. */
  readonly #placeName = (to: Slot): string => {
    const { slot, slots, places } = this.facts;
    const several = slots.some(({ service, place }) => service === to.service && place !== slot?.place);
    return several ? this.of(places.get(to.place)?.name) : '';
  };

  /** Where a visit has several matters, only times at which all of them have room can be chosen. */
  get #open(): readonly Slot[] {
    const { also, slots } = this.facts;
    return also.length === 0 ? slots : slots.filter((to) => this.#along(to) !== undefined);
  }

  #along(to: Slot): readonly Slot[] | undefined {
    const { slot, also, slots } = this.facts;
    if (!slot) return undefined;
    const moved = movedAlong(
      also.map((each) => each.slot),
      slot,
      to,
      slots,
    );
    const fits = moved?.every((each, index) => {
      const terms = also[index]?.service?.terms;
      return terms !== undefined && mayBook(each, terms, this.nowMs).ok;
    });
    return fits ? moved : undefined;
  }

  #pick(to: Slot): void {
    this.step({ kind: 'ask', action: { kind: 'change', to, also: this.#along(to) ?? [] } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-change-screen': ChangeScreen;
  }
}
