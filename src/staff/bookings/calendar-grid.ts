import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/icon/icon.ts';
import { takesPlace } from '../../model/booking.ts';
import { lastOf } from '../../model/last.ts';
import type { DeskSlot } from '../../model/schema/staff-bookings.ts';
import { wallClock } from '../../model/time.ts';
import { desk } from '../shell/desk-styles.ts';
import { nearest } from './arrows.ts';
import { placeName, serviceName, shownName, spanOf } from './bookings-words.ts';
import { gridStyles } from './calendar-styles.ts';
import { type Column, columnsOfDay, columnsOfWeek, rowsOf } from './columns.ts';
import { type DeskContext, mayMoveTo } from './desk-context.ts';
import type { ShownBooking, ShownView } from './expected.ts';
import { marksOf, statusIcon } from './status.ts';

/** A booking was dropped into another time. */
export class DropEvent extends Event {
  readonly booking: ShownBooking;
  readonly from: DeskSlot;
  readonly to: DeskSlot;

  constructor(booking: ShownBooking, from: DeskSlot, to: DeskSlot) {
    super('linli-drop');
    this.booking = booking;
    this.from = from;
    this.to = to;
  }
}

/**
 * A name is being dragged, or no longer. Meanwhile nothing around may move: what comes in between would shift the times under
 * the hand.
 */
export class DraggingEvent extends Event {
  readonly on: boolean;

  constructor(on: boolean) {
    super('linli-dragging', { bubbles: true, composed: true });
    this.on = on;
  }
}

/** Somebody is to be booked into this time. */
export class PickEvent extends Event {
  readonly slot: DeskSlot;

  constructor(slot: DeskSlot) {
    super('linli-pick');
    this.slot = slot;
  }
}

/** So many names stand in a time; the rest comes on demand. */
const SHOWN = 8;

/** Times in rows, days or services in columns, and in each time who comes. Names can be dragged; arrow keys go from name to name. */
@customElement('linli-calendar-grid')
export class CalendarGrid extends LitElement {
  static override styles = [desk, gridStyles];

  @property({ attribute: false }) context!: DeskContext;
  @property({ attribute: false }) view!: ShownView;
  @property({ attribute: false }) onlyBooked = false;
  @property({ attribute: false }) nowMs = 0;
  @state() private dragged: { readonly booking: ShownBooking; readonly from: DeskSlot } | undefined;
  @state() private over: string | undefined;
  /** The one that Tab leads to. */
  @state() private current: string | undefined;
  @state() private whole: ReadonlySet<string> = new Set();
  #seen = '';

  protected override updated(changed: PropertyValues): void {
    const day = `${this.view.from} ${this.view.days}`;
    if (!changed.has('view') || day === this.#seen) return;
    this.#seen = day;
    // A day that began hours ago is read from now on.
    if (this.view.from === this.view.today)
      this.renderRoot.querySelector('tr.now')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { words, services, staff } = this.context;
    const { timeZone } = staff.site;
    const { t } = words;
    const busy = new Set(this.view.bookings.flatMap(({ slot, also = [] }) => [slot, ...also]));
    const slots = this.onlyBooked ? this.view.slots.filter(({ id }) => busy.has(id)) : this.view.slots;
    if (slots.length === 0) return this.#none();
    const columns =
      this.view.days === 1 ? columnsOfDay(words, services, slots) : columnsOfWeek(words, this.view, timeZone);
    const rows = rowsOf(slots, timeZone);
    const now = wallClock(this.nowMs, timeZone).time;
    const current = lastOf(rows.filter((row) => row <= now)) ?? rows[0];
    const hasDemo = slots.some(({ demo }) => demo);
    return html`<p class="hint">
        ${t('calendar.how')} ${hasDemo ? html`<span class="tag">${t('demo.slots')}</span>` : nothing}
      </p>
      <div class="frame" tabindex="-1">
        <table class=${this.view.days === 1 ? '' : 'week'} @keydown=${this.#onKey} @focusin=${this.#onFocus}>
          <thead>
            <tr>
              <th scope="col">${t('calendar.time')}</th>
              ${columns.map(({ key, title }) => html`<th scope="col" class=${key === this.view.today ? 'today' : ''}>${title}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              rows,
              (row) => row,
              (row) =>
                html`<tr class=${row === current ? 'now' : ''}>
                  <th scope="row">${row}</th>
                  ${columns.map((column) => this.#cell(column, row, slots))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #none(): TemplateResult {
    const { t } = this.context.words;
    const kind = this.onlyBooked && this.view.slots.length > 0 ? 'calendar.none-booked' : 'calendar.none';
    return html`<div class="panel">
      <h2>${t(kind)}</h2>
      <p>${t(`${kind}.next`)}</p>
    </div>`;
  }

  #cell(column: Column, row: string, slots: readonly DeskSlot[]): TemplateResult {
    const { timeZone } = this.context.staff.site;
    const here = slots.filter(
      (slot) => column.holds(slot) && wallClock(Date.parse(slot.startsAt), timeZone).time === row,
    );
    return html`<td>${here.map((slot) => this.#slot(slot))}</td>`;
  }

  #slot(slot: DeskSlot): TemplateResult {
    const { words, services } = this.context;
    const { t } = words;
    const service = serviceName(words, services, slot.service);
    const bookings = this.view.bookings.filter(
      ({ slot: own, also }) => own === slot.id || also?.includes(slot.id),
    );
    const counts = { taken: slot.taken, capacity: slot.capacity };
    const target = this.dragged && mayMoveTo(this.dragged.booking, this.dragged.from, slot, this.nowMs);
    const shown = this.whole.has(slot.id) ? bookings : bookings.slice(0, SHOWN);
    return html`<div
      class="slot ${slot.status} ${target ? 'target' : ''} ${this.over === slot.id ? 'over' : ''}"
      role="group"
      data-slot=${slot.id}
      aria-label=${t('slot.label', { time: spanOf(words, slot), service, ...counts })}
      @dragover=${(event: DragEvent) => this.#onOver(event, slot)}
      @dragleave=${() => (this.over = undefined)}
      @drop=${(event: DragEvent) => this.#onDrop(event, slot)}
    >
      <div class="counts">
        ${this.view.days === 1 ? nothing : html`<span class="service">${words.t('calendar.column', { service, place: placeName(words, services, slot.place) })}</span>`}
        <span class="count" aria-hidden="true">${t('slot.count', counts)}</span>
        ${this.#tags(slot, bookings)}
        ${
          slot.free > 0
            ? html`<button
                type="button"
                class="quiet add"
                tabindex="-1"
                aria-label=${t('slot.add', { time: spanOf(words, slot) })}
                @click=${() => this.dispatchEvent(new PickEvent(slot))}
              >
                <linli-icon name="plus"></linli-icon>
              </button>`
            : nothing
        }
      </div>
      <progress aria-hidden="true" max=${slot.capacity} value=${slot.taken}></progress>
      ${repeat(
        shown,
        ({ id }) => id,
        (booking) => this.#booking(booking, slot),
      )}
      ${
        bookings.length > SHOWN
          ? html`<button type="button" class="quiet" @click=${() => this.#toggle(slot.id)}>
              ${this.whole.has(slot.id) ? t('slot.fewer') : t('slot.all', { n: bookings.length })}
            </button>`
          : nothing
      }
    </div>`;
  }

  #tags(slot: DeskSlot, bookings: readonly ShownBooking[]): TemplateResult {
    const { t } = this.context.words;
    // A place that is kept while somebody fills a form in has no booking yet.
    const held = slot.taken - bookings.filter(({ status }) => takesPlace(status)).length;
    const tag = (text: string, tone = '') => html`<span class="tag ${tone}">${text}</span>`;
    return html`${slot.status === 'open' ? nothing : tag(t(`slot.${slot.status}`), 'bad')}
    ${slot.status === 'open' && slot.free === 0 && slot.taken + slot.setAside >= slot.capacity ? tag(t('slot.full')) : nothing}
    ${slot.waiting > 0 ? tag(t('slot.waiting', { n: slot.waiting }), 'caution') : nothing}
    ${held > 0 ? tag(t('slot.held', { n: held })) : nothing}
    ${slot.setAside > 0 ? tag(t('slot.aside', { n: slot.setAside })) : nothing}`;
  }

  #booking(booking: ShownBooking, slot: DeskSlot): TemplateResult {
    const { words } = this.context;
    const { t } = words;
    const marks = marksOf(words, booking);
    const first = this.current ?? this.view.bookings[0]?.id;
    const movable = booking.status === 'confirmed' && !booking.also && !booking.pending;
    return html`<button
      type="button"
      class="booking ${booking.status} ${booking.pending ? 'pending' : ''}"
      data-booking=${booking.id}
      tabindex=${booking.id === first ? '0' : '-1'}
      draggable=${movable ? 'true' : 'false'}
      title=${[t(`status.${booking.status}`), ...marks].join(' · ')}
      @click=${() => this.context.open(booking, slot)}
      @dragstart=${(event: DragEvent) => this.#onDrag(event, booking, slot)}
      @dragend=${this.#onDragEnd}
    >
      ${statusIcon(booking.status)}
      <span class="name">${shownName(words, booking)}</span>
      ${booking.digits ? html`<span class="digits">${booking.digits}</span>` : nothing}
      <span class="sr">${t(`status.${booking.status}`)}</span>
      ${booking.usedTwice ? html`<linli-icon name="triangle-alert"></linli-icon>` : nothing}
    </button>`;
  }

  #toggle(slot: string): void {
    this.whole = new Set(
      this.whole.has(slot) ? [...this.whole].filter((one) => one !== slot) : [...this.whole, slot],
    );
  }

  #onDrag(event: DragEvent, booking: ShownBooking, from: DeskSlot): void {
    event.dataTransfer?.setData('text/plain', booking.id);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
    this.dragged = { booking, from };
    this.dispatchEvent(new DraggingEvent(true));
  }

  readonly #onDragEnd = (): void => {
    if (!this.dragged) return;
    this.dragged = undefined;
    this.over = undefined;
    this.dispatchEvent(new DraggingEvent(false));
  };

  #onOver(event: DragEvent, slot: DeskSlot): void {
    if (!this.dragged || !mayMoveTo(this.dragged.booking, this.dragged.from, slot, this.nowMs)) return;
    event.preventDefault();
    this.over = slot.id;
  }

  #onDrop(event: DragEvent, to: DeskSlot): void {
    const { dragged } = this;
    this.#onDragEnd();
    if (!dragged || !mayMoveTo(dragged.booking, dragged.from, to, this.nowMs)) return;
    event.preventDefault();
    this.dispatchEvent(new DropEvent(dragged.booking, dragged.from, to));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.booking')];
    const [origin] = event.composedPath();
    const at = buttons.find((button) => button === origin);
    const to = at && nearest(at, buttons, event.key);
    if (!to) return;
    event.preventDefault();
    to.focus();
  };

  readonly #onFocus = (event: FocusEvent): void => {
    const [origin] = event.composedPath();
    if (origin instanceof HTMLElement) this.current = origin.dataset['booking'] ?? this.current;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-calendar-grid': CalendarGrid;
  }
}
