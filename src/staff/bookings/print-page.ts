import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../../../components/icon/icon.ts';
import { printSlip } from '../../devices/printer.ts';
import type { NamesView } from '../../model/schema/staff-bookings.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { dayInWords, serviceName, shownName, spanOf } from './bookings-words.ts';
import type { DeskContext } from './desk-context.ts';
import type { ShownView } from './expected.ts';
import { type Sheet, type SheetRow, sheetOf } from './list-sheet.ts';
import { LivePage } from './live-page.ts';

/** The list of a day, of all services or one, for a sheet of A4. Names are covered until somebody asks for them. */
@customElement('linli-booking-list')
export class BookingList extends LitElement {
  static override styles = [
    desk,
    css`
      .controls {
        align-items: end;
      }
      .controls .field {
        flex: 0 1 14rem;
      }
    `,
  ];

  @property({ attribute: false }) context!: DeskContext;
  @state() private day = '';
  @state() private service = '';
  @state() private names: ReadonlyMap<string, NamesView['names'][number]> | undefined;
  @state() private failed = '';
  @state() private printed = false;
  readonly #page = new LivePage(this, {
    context: () => this.context,
    read: () =>
      this.context.client.calendar({
        days: 1,
        ...(this.day === '' ? {} : { from: this.day }),
        ...(this.service === '' ? {} : { service: this.service }),
      }),
  });

  protected override render(): TemplateResult {
    const { t, clock } = this.context.words;
    const { view, staleMs } = this.#page;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('print.heading')}</h1>
      ${staleMs === undefined ? nothing : note('bad', t('stale', { time: clock.time(staleMs) }))}
      ${this.#controls(view)} ${this.failed ? note('bad', this.failed) : nothing}
      ${view?.more ? note('info', t('calendar.more')) : nothing}
      <div role="status">${this.printed ? note('info', t('new.printed')) : nothing}</div>
      ${view ? this.#list(view) : html`<p>${t('wait')}</p>`}
    </div>`;
  }

  #controls(view: ShownView | undefined): TemplateResult {
    const { words, services } = this.context;
    const { t, of } = words;
    const isEmpty = !view || view.bookings.length === 0;
    return html`<div class="row controls">
        <div class="field">
          <label for="day">${t('print.day')}</label>
          <input
            id="day"
            type="date"
            .value=${live(view?.from ?? this.day)}
            @change=${(event: Event) => this.#ask({ day: (event.target as HTMLInputElement).value })}
          />
        </div>
        <div class="field">
          <label for="service">${t('calendar.service')}</label>
          <select
            id="service"
            @change=${(event: Event) => this.#ask({ service: (event.target as HTMLSelectElement).value })}
          >
            <option value="" ?selected=${this.service === ''}>${t('print.all')}</option>
            ${services.services.map(
              ({ id, name }) =>
                html`<option value=${id} ?selected=${id === this.service}>${of(name)}</option>`,
            )}
          </select>
        </div>
        <button type="button" ?disabled=${isEmpty} @click=${() => void this.#onNames(view)}>
          <linli-icon name="eye"></linli-icon>${t(this.names ? 'print.hide' : 'print.show')}
        </button>
        <button type="button" class="primary" ?disabled=${isEmpty} @click=${() => void this.#print(view)}>
          <linli-icon name="printer"></linli-icon>${t('print.do')}
        </button>
      </div>
      <p class="hint">${t('print.show.hint')}</p>`;
  }

  #list(view: ShownView): TemplateResult {
    const { t } = this.context.words;
    const sheet = this.#sheet(view);
    if (sheet.rows.length === 0)
      return html`<div class="panel">
        <h2>${t('print.none')}</h2>
        <p>${t('print.none.next')}</p>
      </div>`;
    return html`<p><strong>${sheet.title}</strong> ${t('print.count', { n: sheet.rows.length })}</p>
      <table class="stacks">
        <thead>
          <tr>
            ${sheet.heads.slice(0, -1).map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sheet.rows.map(
            (row) =>
              html`<tr>
                ${row.map((cell, at) => (at === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}
              </tr>`,
          )}
        </tbody>
      </table>`;
  }

  /** The same on the screen and on paper; paper has a column to tick besides. */
  #sheet(view: ShownView): Sheet {
    const { words, services, staff } = this.context;
    const { t, clock } = words;
    const rows = view.slots.flatMap((slot) =>
      view.bookings
        .filter((booking) => booking.slot === slot.id || booking.also?.includes(slot.id))
        .map((booking): SheetRow => {
          const known = this.names?.get(booking.id);
          return [
            spanOf(words, slot),
            serviceName(words, services, slot.service),
            known?.name ?? shownName(words, booking),
            known?.phone ?? (booking.digits ? t('digits', { digits: booking.digits }) : ''),
            t(`status.${booking.status}`),
          ];
        }),
    );
    const service = this.service === '' ? t('print.all') : serviceName(words, services, this.service);
    const nowMs = this.#page.nowMs;
    return {
      title: t('print.title', { service, day: dayInWords(words, view.from, staff.site.timeZone) }),
      small: [
        words.of(services.hall),
        t('print.count', { n: rows.length }),
        t('print.made', { time: `${clock.shortDay(nowMs)} ${clock.time(nowMs)}` }),
      ],
      heads: [
        t('print.time'),
        t('print.what'),
        t('print.who'),
        t('print.phone'),
        t('print.status'),
        t('print.tick'),
      ],
      rows,
    };
  }

  #ask(wish: { readonly day?: string; readonly service?: string }): void {
    this.day = wish.day ?? this.day;
    this.service = wish.service ?? this.service;
    this.names = undefined;
    this.printed = false;
    this.#page.again();
  }

  async #onNames(view: ShownView | undefined): Promise<void> {
    if (this.names || !view) {
      this.names = undefined;
      return;
    }
    const { client, words } = this.context;
    const answer = await client.names(view.from, this.service === '' ? undefined : this.service);
    this.failed = answer.ok ? '' : words.why(answer.error);
    if (answer.ok) this.names = new Map(answer.value.names.map((one) => [one.booking, one]));
  }

  async #print(view: ShownView | undefined): Promise<void> {
    if (!view) return;
    this.printed = false;
    this.failed = '';
    try {
      await printSlip(sheetOf(this.#sheet(view)), 'a4');
      this.printed = true;
    } catch {
      this.failed = this.context.words.t('new.print-failed');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-booking-list': BookingList;
  }
}
