import { LitElement, type PropertyValues, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/button/button.ts';
import '../../../../components/days/days.ts';
import '../../../../components/empty/empty.ts';
import '../../../../components/times/times.ts';
import type { ChooseEvent } from '../../../../components/events/choose-event.ts';
import type { Clockwork } from '../../../access/format.ts';
import type { Words } from '../../../access/say.ts';
import type { Slot } from '../../../model/schema/booking.ts';
import type { Service } from '../../../model/schema/service.ts';
import type { Site } from '../../../model/schema/site.ts';
import { partStyles } from '../view-styles.ts';
import { type OwnPlaces, byDay } from './slot-list.ts';
import { type SlotTalk, dayOptions, timeOptions } from './slot-options.ts';

/** A time was chosen. */
export class SlotEvent extends Event {
  static readonly eventName = 'linli-slot';
  readonly slot: Slot;

  constructor(slot: Slot) {
    super(SlotEvent.eventName, { bubbles: true, composed: true });
    this.slot = slot;
  }
}

const NONE: OwnPlaces = new Map();

/**
 * Choose another time of a service: the day, then the time. It has no heading of its own; full times cannot be chosen.
 *
 * @fires linli-slot
 */
@customElement('linli-slot-picker')
export class LinliSlotPicker extends LitElement {
  static override styles = partStyles;

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) clock!: Clockwork;
  @property({ attribute: false }) site!: Pick<Site, 'timeZone'>;
  @property({ attribute: false }) service!: Pick<Service, 'id' | 'terms'>;
  /** All slots there are; only those of the service are shown. */
  @property({ attribute: false }) slots: readonly Slot[] = [];
  /** The hub's time, milliseconds since 1970. */
  @property({ type: Number }) nowMs = 0;
  /** Names the place of a slot; empty where that goes without saying. */
  @property({ attribute: false }) placeName: (slot: Slot) => string = () => '';
  /** The slot one has already: it is not offered again. */
  @property() except = '';
  @state() private day = '';

  protected override willUpdate(changed: PropertyValues): void {
    // A day whose last time just went is not on offer any more.
    if (changed.has('slots') && this.day !== '' && this.#ofDay.length === 0) this.day = '';
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    if (this.day !== '') return this.#times();
    const days = dayOptions(this.#slots, this.#talk);
    return days.length === 0
      ? html`<linli-empty
          icon="calendar"
          heading=${t('book.nothing')}
          text=${t('book.nothing-text')}
        ></linli-empty>`
      : html`<h2>${t('book.which-day')}</h2>
          <linli-days
            label=${t('book.which-day')}
            .days=${days}
            @linli-choose=${(event: ChooseEvent) => (this.day = event.id)}
          ></linli-days>`;
  }

  #times(): TemplateResult {
    const { t } = this.words;
    const [first] = this.#ofDay;
    return html`
      <h2>${t('book.which-time')}</h2>
      ${first ? html`<p>${this.clock.day(Date.parse(first.startsAt))}</p>` : nothing}
      <linli-times
        label=${t('book.which-time')}
        .slots=${timeOptions(this.#ofDay, this.#talk, { place: this.placeName })}
        @linli-choose=${this.#onTime}
      ></linli-times>
      <div class="row">
        <linli-button
          icon="chevron-left"
          label=${t('book.other-day')}
          @click=${() => (this.day = '')}
        ></linli-button>
      </div>
    `;
  }

  get #slots(): readonly Slot[] {
    return this.slots.filter(({ service, id }) => service === this.service.id && id !== this.except);
  }

  get #ofDay(): readonly Slot[] {
    return byDay(this.#slots, this.site.timeZone).get(this.day) ?? [];
  }

  get #talk(): SlotTalk {
    const { words, clock, service, nowMs } = this;
    return { words, clock, timeZone: this.site.timeZone, service, nowMs, own: NONE, mayWait: false };
  }

  readonly #onTime = (event: ChooseEvent): void => {
    const slot = this.#ofDay.find(({ id }) => id === event.id);
    if (slot) this.dispatchEvent(new SlotEvent(slot));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-slot-picker': LinliSlotPicker;
  }
  interface GlobalEventHandlersEventMap {
    'linli-slot': SlotEvent;
  }
}
