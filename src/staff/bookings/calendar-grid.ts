import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ref } from 'lit/directives/ref.js';
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
import { DropEvent, PickEvent } from './calendar-events.ts';
import type { DeskContext } from './desk-context.ts';
import { Drag, type Dragged } from './drag.ts';
import type { ShownBooking, ShownView } from './expected.ts';
import { isMovable, timesAfter } from './moving.ts';
import { marksOf, statusIcon } from './status.ts';

/** So many names stand in a time; the rest comes on demand. */
const SHOWN = 8;
/** Between a finger and what hangs on it. */
const GHOST_GAP_PX = 24;

/** Times in rows, days or services in columns, and in each time who comes. Names can be dragged; arrow keys go from name to name. */
@customElement('linli-calendar-grid')
export class CalendarGrid extends LitElement {
  static override styles = [desk, gridStyles];

  @property({ attribute: false }) context!: DeskContext;
  @property({ attribute: false }) view!: ShownView;
  @property({ attribute: false }) onlyBooked = false;
  @property({ attribute: false }) nowMs = 0;
  /** The one that Tab leads to. */
  @state() private current: string | undefined;
  @state() private whole: ReadonlySet<string> = new Set();
  #seen = '';
  readonly #drag = new Drag(this, {
    may: (dragged, to) => this.#mayGo(dragged, to),
    onDrop: ({ booking, from }, to) => this.dispatchEvent(new DropEvent(booking, from, to)),
    frame: () => this.renderRoot.querySelector('.frame'),
    slotAt: (x, y) => this.#slotAt(x, y),
  });

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
      </div>
      ${this.#ghost()}`;
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
    const drag = this.#drag;
    const shown = this.whole.has(slot.id) ? bookings : bookings.slice(0, SHOWN);
    return html`<div
      class="slot ${slot.status} ${drag.mayDrop(slot) ? 'target' : ''} ${drag.over === slot.id ? 'over' : ''}"
      role="group"
      data-slot=${slot.id}
      aria-label=${t('slot.label', { time: spanOf(words, slot), service, ...counts })}
      @dragover=${(event: DragEvent) => drag.onOver(event, slot)}
      @dragleave=${drag.onOut}
      @drop=${(event: DragEvent) => drag.onDrop(event, slot)}
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
    const movable = this.#isMovable(booking);
    const dragged = { booking, from: slot };
    const isDragged = this.#drag.dragged?.booking.id === booking.id;
    return html`<button
      type="button"
      class="booking ${booking.status} ${booking.pending ? 'pending' : ''} ${isDragged ? 'dragged' : ''}"
      data-booking=${booking.id}
      tabindex=${booking.id === first ? '0' : '-1'}
      draggable=${movable ? 'true' : 'false'}
      title=${[t(`status.${booking.status}`), ...marks].join(' · ')}
      @click=${() => this.context.open(booking, slot)}
      @dragstart=${(event: DragEvent) => this.#drag.onStart(event, dragged)}
      @dragend=${this.#drag.onEnd}
      @pointerdown=${(event: PointerEvent) => (movable ? this.#drag.onPress(event, dragged) : undefined)}
      @touchmove=${this.#drag.onTouch}
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

  /** A visit of several matters goes as a whole: where one of them is not among the times shown, the dialogue moves it. */
  #isMovable(booking: ShownBooking): boolean {
    const { slot, also = [] } = booking;
    return isMovable(booking) && [slot, ...also].every((own) => this.view.slots.some(({ id }) => id === own));
  }

  #mayGo({ booking, from }: Dragged, to: DeskSlot): boolean {
    return timesAfter(booking, from, to, this.view.slots, this.nowMs) !== undefined;
  }

  #slotAt(x: number, y: number): DeskSlot | undefined {
    const under = (this.renderRoot as ShadowRoot).elementFromPoint(x, y);
    const id = under?.closest<HTMLElement>('[data-slot]')?.dataset['slot'];
    return this.view.slots.find((slot) => slot.id === id);
  }

  /** What hangs on the finger, and what letting go would do. */
  #ghost(): TemplateResult | typeof nothing {
    const { dragged, finger, over } = this.#drag;
    if (!dragged || !finger) return nothing;
    const { words } = this.context;
    const to = this.view.slots.find(({ id }) => id === over);
    return html`<div class="ghost ${to ? 'over' : ''}" aria-hidden="true" ${ref(this.#onGhost)}>
      <strong>${shownName(words, dragged.booking)}</strong>
      <span>${to ? words.t('drag.to', { time: spanOf(words, to) }) : words.t('drag.out')}</span>
    </div>`;
  }

  /** Above the finger, which would cover it; within the page, or it would grow at the side. */
  readonly #onGhost = (ghost?: Element): void => {
    const { finger } = this.#drag;
    if (!(ghost instanceof HTMLElement) || !finger) return;
    const x = Math.max(0, Math.min(finger.x - ghost.offsetWidth / 2, innerWidth - ghost.offsetWidth));
    const y = Math.max(0, finger.y - ghost.offsetHeight - GHOST_GAP_PX);
    ghost.style.transform = `translate(${x}px, ${y}px)`;
  };

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
