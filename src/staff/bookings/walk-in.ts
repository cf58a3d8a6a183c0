import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { weekdayOf } from '../../model/choices.ts';
import { newBookingCode, newBookingId } from '../../model/ids.ts';
import type { BookingCode, BookingId, Choices } from '../../model/schema/booking.ts';
import type { Outcome, Who } from '../../model/schema/command.ts';
import type { DeskService, DeskSlot } from '../../model/schema/staff-bookings.ts';
import type { Weekday } from '../../model/schema/text.ts';
import { wallClock } from '../../model/time.ts';
import { type WhoField, saidOf } from '../../model/who-rules.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { type FormFault, askedFields, faultText } from './asked-fields.ts';
import { placeName, whenOf } from './bookings-words.ts';
import type { DeskContext } from './desk-context.ts';
import './made-pass.ts';
import type { MadePass } from './made-pass.ts';
import { type OverCap, overCapReasons } from './over-cap.ts';
import { type Filled, faultIn, wantedOf } from './walk-in-rules.ts';

const AGAIN_MS = 3_000;
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A booking for somebody who stands here: service, the next free time, what is asked, and the pass. The keyboard is enough. */
@customElement('linli-walk-in')
export class WalkIn extends LitElement {
  static override styles = [
    desk,
    css`
      .fault {
        color: var(--danger);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) context!: DeskContext;
  @state() private service = '';
  @state() private times: readonly DeskSlot[] | undefined;
  @state() private slotId = '';
  @state() private from = '';
  @state() private typed: Who = {};
  @state() private choices: Choices = {};
  @state() private fault: FormFault | undefined;
  @state() private busy = false;
  @state() private beyond = false;
  @state() private done: MadePass | undefined;
  /** Made with the first try, so that a second one of the same person is the same booking. */
  #ids: { readonly booking: BookingId; readonly code: BookingCode } | undefined;
  #reads = 0;
  #again: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('context') || this.hasUpdated) return;
    const { wished, services } = this.context;
    const service = wished?.service ?? services.services[0]?.id ?? '';
    this.#choose(service, wished?.id);
  }

  protected override firstUpdated(): void {
    // A key led here; what comes next is typed.
    setTimeout(() => this.renderRoot.querySelector<HTMLElement>('select')?.focus());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#again);
    this.context.bookAt(undefined);
  }

  protected override render(): TemplateResult {
    const { t } = this.context.words;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('new.heading')}</h1>
      ${
        this.done
          ? html`<linli-made-pass
              .context=${this.context}
              .made=${this.done}
              @linli-next=${this.#onNext}
            ></linli-made-pass>`
          : this.#form()
      }
    </div>`;
  }

  #form(): TemplateResult {
    const { words, services, failing } = this.context;
    const { t, of } = words;
    const slot = this.#slot;
    const waits = slot?.free === 0;
    return html`<form class="panel" autocomplete="off" novalidate @submit=${this.#onSubmit}>
      <div class="field">
        <label for="service">${t('new.service')}</label>
        <select
          id="service"
          @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
        >
          ${services.services.map(
            (one) =>
              html`<option value=${one.id} ?selected=${one.id === this.service}>${of(one.name)}</option>`,
          )}
        </select>
      </div>
      ${this.#timeField()} ${this.#dayField()} ${slot ? this.#asked(slot) : nothing}
      ${faultText(this.fault, '')}
      ${
        this.beyond
          ? html`<div class="row" role="group" aria-label=${t('over-cap.ask')}>
              ${overCapReasons(words, (why) => void this.#book(why))}
            </div>`
          : nothing
      }
      ${this.busy && failing ? note('info', t('new.offline')) : nothing}
      <button type="submit" class="primary" ?disabled=${this.busy || !slot}>
        ${this.busy ? t('new.doing') : t(waits ? 'new.do.wait' : 'new.do')}
      </button>
    </form>`;
  }

  #timeField(): TemplateResult {
    const { words, services } = this.context;
    const { t } = words;
    if (this.times === undefined) return html`<p>${t('wait')}</p>`;
    if (this.times.length === 0) return html`<p>${t('new.time.none')}</p>`;
    const places = new Set(this.times.map(({ place }) => place));
    const text = (slot: DeskSlot): string => {
      const time = whenOf(words, slot);
      const when =
        places.size > 1 ? t('new.place', { time, place: placeName(words, services, slot.place) }) : time;
      return slot.free > 0 ? t('new.time.option', { when, n: slot.free }) : t('new.time.wait', { when });
    };
    return html`<div class="field">
      <label for="time">${t('new.time')}</label>
      <select
        id="time"
        @change=${(event: Event) => (this.slotId = (event.target as HTMLSelectElement).value)}
      >
        ${this.times.map(
          (slot) =>
            html`<option value=${slot.id} ?selected=${slot.id === this.slotId}>${text(slot)}</option>`,
        )}
      </select>
    </div>`;
  }

  /** For a day further ahead; left alone as a rule. */
  #dayField(): TemplateResult {
    const { t } = this.context.words;
    return html`<div class="field">
      <label for="from">${t('new.optional', { label: t('move.from') })}</label>
      <input
        id="from"
        type="date"
        .value=${live(this.from)}
        @change=${(event: Event) => {
          this.from = (event.target as HTMLInputElement).value;
          void this.#readTimes();
        }}
      />
    </div>`;
  }

  /** What the service asks of whoever books it at this time. */
  #asked(slot: DeskSlot): readonly TemplateResult[] {
    return askedFields({
      words: this.context.words,
      service: this.#chosen,
      day: this.#dayOf(slot),
      filled: this.#filled,
      fault: this.fault,
      onChoices: (added) => (this.choices = { ...this.choices, ...added }),
      onWho: (added) => (this.typed = { ...this.typed, ...added }),
    });
  }

  get #chosen(): DeskService | undefined {
    return this.context.services.services.find(({ id }) => id === this.service);
  }

  get #slot(): DeskSlot | undefined {
    return this.times?.find(({ id }) => id === this.slotId);
  }

  #dayOf(slot: DeskSlot): Weekday {
    return weekdayOf(wallClock(Date.parse(slot.startsAt), this.context.staff.site.timeZone).weekday);
  }

  get #filled(): Filled {
    return { who: this.typed, choices: this.choices };
  }

  #choose(service: string, wished?: string): void {
    this.service = service;
    this.times = undefined;
    this.slotId = '';
    this.choices = {};
    this.fault = undefined;
    this.beyond = false;
    void this.#readTimes(wished);
  }

  async #readTimes(wished?: string): Promise<void> {
    clearTimeout(this.#again);
    const number = (this.#reads += 1);
    const answer = await this.context.client.times(this.service, this.from === '' ? undefined : this.from);
    if (number !== this.#reads) return;
    if (!answer.ok) {
      this.fault = { field: '', text: this.context.words.why(answer.error) };
      // An outage is over some time; what was typed meanwhile stays.
      if (answer.error.kind === 'unreachable')
        this.#again = setTimeout(() => void this.#readTimes(wished), AGAIN_MS);
      return;
    }
    this.fault = undefined;
    const nowMs = Date.parse(answer.value.now);
    const mayWait = this.#chosen?.terms.waitingList ?? false;
    // Nobody waits for a time that has begun.
    this.times = answer.value.slots.filter(
      ({ free, startsAt }) => free > 0 || (mayWait && Date.parse(startsAt) > nowMs),
    );
    const next = this.times.find(({ id }) => id === wished) ?? this.times.find(({ free }) => free > 0);
    this.slotId = (next ?? this.times[0])?.id ?? '';
  }

  /** The first thing that is missing or cannot be. */
  #check(slot: DeskSlot): FormFault | undefined {
    const { t, of } = this.context.words;
    const found = faultIn(this.#chosen, this.#dayOf(slot), this.#filled);
    switch (found?.kind) {
      case undefined:
        return undefined;
      case 'choice':
        return {
          field: `choices.${found.question.id}`,
          text: t('new.fault.choice', { label: of(found.question.label) }),
        };
      case 'who':
        return {
          field: found.field,
          text: t(`new.fault.${found.fault}`, { label: t(`new.${found.field}`) }),
        };
    }
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const slot = this.#slot;
    if (!slot || this.busy) return;
    this.fault = this.#check(slot);
    const { fault } = this;
    if (fault)
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(),
      );
    else void this.#book();
  };

  async #book(overCap?: OverCap): Promise<void> {
    const slot = this.#slot;
    if (!slot) return;
    this.#ids ??= { booking: newBookingId(random), code: newBookingCode(random) };
    const { booking, code } = this.#ids;
    const wanted = wantedOf(this.#chosen, this.choices);
    const who = Object.fromEntries(
      Object.entries(saidOf(this.typed)).filter(([field]) => wanted[field as WhoField] !== 'no'),
    );
    const choices = Object.keys(this.choices).length > 0 ? { choices: this.choices } : {};
    const waits = slot.free === 0;
    this.busy = true;
    this.beyond = false;
    const desk = overCap === undefined ? {} : { overCap };
    const id = this.context.act(waits ? 'wait' : 'book', {
      booking,
      code,
      slot: slot.id,
      who,
      ...choices,
      desk,
    });
    const outcome = await this.context.answerTo(id);
    this.busy = false;
    this.#show(outcome, slot, code, waits);
  }

  #show(outcome: Outcome, slot: DeskSlot, code: BookingCode, waits: boolean): void {
    if (outcome.status === 'done') {
      this.#ids = undefined;
      this.done = { slot, code, waits, pass: outcome.pass ?? '' };
      return;
    }
    const { code: why } = outcome.error;
    this.beyond = why === 'booking.too-many-today';
    this.fault = {
      field: '',
      text: this.context.words.why({ kind: 'refused', status: 409, problem: { code: why } }),
    };
    // What was free a moment ago may not be.
    if (why.startsWith('slot.')) void this.#readTimes();
  }

  readonly #onNext = (): void => {
    this.done = undefined;
    this.typed = {};
    this.from = '';
    this.#choose(this.service);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('select')?.focus());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-walk-in': WalkIn;
  }
}
