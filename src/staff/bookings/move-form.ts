import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DeskSlot } from '../../model/schema/staff-bookings.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { placeName, whenOf } from './bookings-words.ts';
import type { DeskContext } from './desk-context.ts';
import type { ShownBooking } from './expected.ts';
import { type VisitTimes, timesAfter } from './moving.ts';
import { timesFor } from './move-times.ts';

/** A time was chosen, with those of the other matters where there are several. */
export class MoveEvent extends Event {
  readonly to: VisitTimes;
  /** The times it goes to and comes from are among them. */
  readonly slots: readonly DeskSlot[];

  constructor(to: VisitTimes, slots: readonly DeskSlot[]) {
    super('linli-move');
    this.to = to;
    this.slots = slots;
  }
}

/** The other free times of a service, as a list that arrow keys go through: moving without a mouse. */
@customElement('linli-move-form')
export class MoveForm extends LitElement {
  static override styles = [
    desk,
    css`
      form {
        max-inline-size: none;
      }
      select {
        min-block-size: 16rem;
      }
      .field {
        max-inline-size: 14rem;
      }
    `,
  ];

  @property({ attribute: false }) context!: DeskContext;
  @property({ attribute: false }) booking!: ShownBooking;
  @property({ attribute: false }) slotNow!: DeskSlot;
  @state() private times: readonly DeskSlot[] | undefined;
  @state() private failed = '';
  /** All that was read: a visit of several matters needs a time for each. */
  #slots: readonly DeskSlot[] = [];
  @state() private chosen = '';
  @state() private from = '';

  protected override firstUpdated(): void {
    void this.#read();
  }

  protected override render(): TemplateResult {
    const { t } = this.context.words;
    const { times } = this;
    return html`<form @submit=${this.#onSubmit}>
      <div class="field">
        <label for="from">${t('move.from')}</label>
        <input
          id="from"
          type="date"
          @change=${(event: Event) => {
            this.from = (event.target as HTMLInputElement).value;
            void this.#read();
          }}
        />
      </div>
      ${this.booking.also ? note('info', t('booking.together')) : nothing}
      <label for="times">${t('move.heading')}</label>
      <p class="hint">${t('move.hint')}</p>
      ${
        this.failed
          ? note('bad', this.failed)
          : times === undefined
            ? html`<p>${t('wait')}</p>`
            : times.length === 0
              ? html`<p>${t(this.booking.also ? 'move.none.together' : 'move.none')}</p>`
              : this.#list(times)
      }
      <div class="row">
        <button type="submit" class="primary" ?disabled=${this.chosen === ''}>${t('move.do')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new Event('linli-back'))}>
          ${t('booking.back')}
        </button>
      </div>
    </form>`;
  }

  #list(times: readonly DeskSlot[]): TemplateResult {
    const { words, services } = this.context;
    const places = new Set(times.map(({ place }) => place));
    return html`<select
      id="times"
      size="10"
      @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Enter') this.renderRoot.querySelector('form')?.requestSubmit();
      }}
      @dblclick=${() => this.renderRoot.querySelector('form')?.requestSubmit()}
    >
      ${times.map((slot) => {
        const when = words.t('new.time.option', { when: whenOf(words, slot), n: slot.free });
        const text =
          places.size > 1
            ? words.t('new.place', { time: when, place: placeName(words, services, slot.place) })
            : when;
        return html`<option value=${slot.id} ?selected=${slot.id === this.chosen}>${text}</option>`;
      })}
    </select>`;
  }

  async #read(): Promise<void> {
    const { words } = this.context;
    const { from } = this;
    const answer = await timesFor(
      this.context.client,
      this.booking,
      this.slotNow,
      from === '' ? undefined : from,
    );
    if (from !== this.from) return;
    if (!answer.ok) {
      this.failed = words.why(answer.error);
      return;
    }
    const { slots, now } = answer.value;
    this.#slots = slots;
    this.times = slots.filter((slot) => this.#timesAt(slot, Date.parse(now)) !== undefined);
    this.chosen = this.times[0]?.id ?? '';
    if (from !== '') return;
    await this.updateComplete;
    this.renderRoot.querySelector('select')?.focus();
  }

  #timesAt(to: DeskSlot, nowMs: number): VisitTimes | undefined {
    return timesAfter(this.booking, this.slotNow, to, this.#slots, nowMs);
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const to = this.times?.find(({ id }) => id === this.chosen);
    const times = to && this.#timesAt(to, this.context.nowMs());
    if (times) this.dispatchEvent(new MoveEvent(times, this.#slots));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-move-form': MoveForm;
  }
}
