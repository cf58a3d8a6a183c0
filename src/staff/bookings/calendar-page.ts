import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../../../components/icon/icon.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { wallClock } from '../../model/time.ts';
import { dayInWords, noonOf, placeName, serviceName } from './bookings-words.ts';
import './calendar-grid.ts';
import type { DropEvent, PickEvent } from './calendar-events.ts';
import { type DeskContext, move } from './desk-context.ts';
import { LivePage } from './live-page.ts';
import { timesAfter } from './moving.ts';
import { Still } from './still.ts';
import { type KeptView, recallView, rememberView } from './remembered-view.ts';

const DAY_MS = 86_400_000;

/** A day or a week of bookings, by service and place, kept up to date. */
@customElement('linli-bookings-calendar')
export class BookingsCalendar extends LitElement {
  static override styles = [
    desk,
    css`
      .controls {
        align-items: end;
        margin-block-end: var(--space-2);
      }
      .controls .field {
        flex: 1 1 8rem;
        max-inline-size: 11rem;
      }
      .controls label.check {
        align-self: end;
      }
      [aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        font-weight: var(--weight-strong);
      }
      .head {
        align-items: baseline;
        margin-block-end: var(--space-1);
      }
    `,
  ];

  @property({ attribute: false }) context!: DeskContext;
  @state() private from = '';
  @state() private kept: KeptView | undefined;
  readonly #drag = new Still(this);
  readonly #page = new LivePage(this, {
    context: () => this.context,
    read: () => {
      const { days, service, place } = this.#kept;
      return this.context.client.calendar({
        days,
        ...(this.from === '' ? {} : { from: this.from }),
        ...(service === '' ? {} : { service }),
        ...(place === '' ? {} : { place }),
      });
    },
  });

  protected override shouldUpdate(): boolean {
    return !this.#drag.isStill;
  }

  protected override render(): TemplateResult {
    const { t, clock } = this.context.words;
    const { view, staleMs, failed } = this.#page;
    return html`${this.#heading(view?.from ?? this.from, view?.today ?? '')}
    ${this.#controls(view?.from ?? this.from)}
    ${staleMs === undefined ? nothing : note('bad', t('stale', { time: clock.time(staleMs) }))}
    ${view?.more ? note('info', t('calendar.more')) : nothing}
    ${
      view
        ? html`<linli-calendar-grid
            .context=${this.context}
            .view=${view}
            .onlyBooked=${this.#kept.onlyBooked}
            .nowMs=${this.#page.nowMs}
            @linli-drop=${this.#onDrop}
            @linli-pick=${this.#onPick}
          ></linli-calendar-grid>`
        : html`<p>${failed ? note('bad', this.context.staff.words.t('page.unreachable')) : t('wait')}</p>`
    }`;
  }

  #heading(from: string, today: string): TemplateResult {
    const { words, staff } = this.context;
    const isToday = from !== '' && from === today;
    return html`<div class="row head">
      <h1 tabindex="-1">${words.t('calendar.heading')}</h1>
      <strong>${from === '' ? nothing : dayInWords(words, from, staff.site.timeZone)}</strong>
      ${isToday ? html`<span class="tag">${words.t('calendar.today')}</span>` : nothing}
    </div>`;
  }

  /** @param from empty until the hub has said which day it is */
  #controls(from: string): TemplateResult {
    const { words, services, staff } = this.context;
    const { t } = words;
    const { days, service, place, onlyBooked } = this.#kept;
    const step = (by: number) => () => this.#goTo(dayAfter(from, by * days, staff.site.timeZone));
    return html`<div class="row controls">
      <div class="row">
        ${([1, 7] as const).map(
          (n) =>
            html`<button
              type="button"
              aria-pressed=${days === n ? 'true' : 'false'}
              @click=${() => this.#look({ days: n })}
            >
              ${t(n === 1 ? 'calendar.day' : 'calendar.week')}
            </button>`,
        )}
      </div>
      <div class="row">
        <button type="button" aria-label=${t('calendar.before')} ?disabled=${from === ''} @click=${step(-1)}>
          <linli-icon name="chevron-left"></linli-icon>
        </button>
        <button type="button" @click=${() => this.#goTo('')}>${t('calendar.today')}</button>
        <button type="button" aria-label=${t('calendar.after')} ?disabled=${from === ''} @click=${step(1)}>
          <linli-icon name="chevron-right"></linli-icon>
        </button>
      </div>
      <div class="field">
        <label for="date">${t('calendar.date')}</label>
        <input id="date" type="date" .value=${live(from)} @change=${this.#onDate} />
      </div>
      ${this.#select(
        'service',
        service,
        t('calendar.all-services'),
        services.services.map(({ id }) => [id, serviceName(words, services, id)]),
      )}
      ${this.#select(
        'place',
        place,
        t('calendar.all-places'),
        services.places.map(({ id }) => [id, placeName(words, services, id)]),
      )}
      <label class="check"
        ><input
          type="checkbox"
          .checked=${live(onlyBooked)}
          @change=${(event: Event) => this.#look({ onlyBooked: (event.target as HTMLInputElement).checked })}
        />${t('calendar.only-booked')}</label
      >
    </div>`;
  }

  #select(
    id: 'service' | 'place',
    value: string,
    all: string,
    options: readonly (readonly [string, string])[],
  ): TemplateResult {
    return html`<div class="field">
      <label for=${id}>${this.context.words.t(`calendar.${id}`)}</label>
      <select
        id=${id}
        @change=${(event: Event) => this.#look({ [id]: (event.target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${value === ''}>${all}</option>
        ${options.map(([one, name]) => html`<option value=${one} ?selected=${value === one}>${name}</option>`)}
      </select>
    </div>`;
  }

  get #kept(): KeptView {
    return this.kept ?? recallView(this.context.staff.site.id);
  }

  #look(change: Partial<KeptView>): void {
    this.kept = { ...this.#kept, ...change };
    rememberView(this.context.staff.site.id, this.kept);
    if (!('onlyBooked' in change)) this.#page.again();
  }

  #goTo(day: string): void {
    this.from = day;
    this.#page.again();
  }

  readonly #onDate = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    if (value !== '') this.#goTo(value);
  };

  readonly #onDrop = ({ booking, from, to }: DropEvent): void => {
    const { view, nowMs } = this.#page;
    const times = timesAfter(booking, from, to, view?.slots ?? [], nowMs);
    if (times) move(this.context, booking, times, view?.slots ?? []);
  };

  readonly #onPick = ({ slot }: PickEvent): void => this.context.bookAt(slot);
}

/** @returns the day so many days later, by the site's clock */
const dayAfter = (day: string, by: number, timeZone: string): string =>
  wallClock(noonOf(day, timeZone) + by * DAY_MS, timeZone).day;

declare global {
  interface HTMLElementTagNameMap {
    'linli-bookings-calendar': BookingsCalendar;
  }
}
