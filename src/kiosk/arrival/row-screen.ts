import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/item/item.ts';
import type { BadgeTone } from '../../../components/item/item.ts';
import type { BookingStatus } from '../../model/schema/booking.ts';
import { timeSpan } from '../shell/slots/slot-options.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts, RowDay } from './booking-facts.ts';

const TONES: Readonly<Partial<Record<BookingStatus, BadgeTone>>> = {
  confirmed: 'positive',
  offered: 'caution',
  waiting: 'caution',
};

/** The days of a repeated row, each with how it stands; a touch looks after one of them. */
@customElement('linli-row-screen')
export class RowScreen extends ArrivalScreen {
  @property({ attribute: false }) facts!: BookingFacts;

  protected override render(): TemplateResult {
    return html`
      <h1 tabindex="-1">${this.t('manage.row')}</h1>
      <p class="lead">${this.of(this.facts.service?.name)}</p>
      <p>${this.t('manage.row-how')}</p>
      <ul class="plain">
        ${this.facts.row.map((day, index) => html`<li>${this.#day(day, this.#nth(index))}</li>`)}
      </ul>
    `;
  }

  /** Of several who come at one time, which of them; 0 where one comes alone. */
  #nth(index: number): number {
    const { row } = this.facts;
    const same = (day: RowDay): boolean => day.slot.id === row[index]?.slot.id;
    return row.filter(same).length > 1 ? row.slice(0, index + 1).filter(same).length : 0;
  }

  #day({ booking, slot, status }: RowDay, nth: number): TemplateResult {
    const { clock } = this.terminal;
    const withdrawn = slot.status === 'withdrawn' && status === 'confirmed';
    return html`<linli-item
      icon="calendar"
      chevron
      heading=${clock.day(Date.parse(slot.startsAt))}
      detail=${`${timeSpan(slot, clock)}${nth > 0 ? ` · ${this.t('people.nth', { n: nth })}` : ''}`}
      badge=${this.t(withdrawn ? 'status.withdrawn' : `status.${status ?? 'requested'}`)}
      badgeTone=${withdrawn ? 'caution' : (TONES[status ?? 'held'] ?? 'plain')}
      @click=${() => this.step({ kind: 'day', booking, slot })}
    ></linli-item>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-row-screen': RowScreen;
  }
}
