import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/icon/icon.ts';
import type { BookingId } from '../../model/schema/booking.ts';
import type { DeskSlot } from '../../model/schema/staff-bookings.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { dayInWords, inSentence, serviceName, shownName, spanOf } from './bookings-words.ts';
import type { DeskContext } from './desk-context.ts';
import type { ShownBooking, ShownView } from './expected.ts';
import { LivePage } from './live-page.ts';

/** Whom to remind today: the bookings of tomorrow with a phone number, one after the other, ticked when they were called. */
@customElement('linli-booking-calls')
export class BookingCalls extends LitElement {
  static override styles = [
    desk,
    css`
      p {
        max-inline-size: none;
      }
      /* A covered name is three signs: nothing of it goes into the next line. */
      .name {
        min-inline-size: 4em;
      }
      .called {
        color: var(--muted);
      }
      .phone {
        font-size: var(--type-lead);
        font-variant-numeric: tabular-nums;
        user-select: text;
      }
    `,
  ];

  @property({ attribute: false }) context!: DeskContext;
  /** Names and numbers that were asked for, as long as the page stands. */
  @state() private opened: ReadonlyMap<BookingId, { readonly name: string; readonly phone: string }> =
    new Map();
  @state() private failed = '';
  readonly #page = new LivePage(this, {
    context: () => this.context,
    read: () => this.context.client.calls(),
  });

  protected override render(): TemplateResult {
    const { words, staff } = this.context;
    const { t, clock } = words;
    const { view, staleMs } = this.#page;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('calls.heading')}</h1>
      ${staleMs === undefined ? nothing : note('bad', t('stale', { time: clock.time(staleMs) }))}
      ${this.failed ? note('bad', this.failed) : nothing}
      ${view ? this.#list(view, dayInWords(words, view.from, staff.site.timeZone)) : html`<p>${t('wait')}</p>`}
    </div>`;
  }

  #list(view: ShownView, day: string): TemplateResult {
    const { t } = this.context.words;
    if (view.bookings.length === 0)
      return html`<div class="panel">
        <h2>${t('calls.none', { day })}</h2>
        <p>${t('calls.none.next')}</p>
      </div>`;
    const left = view.bookings.filter(({ phoned }) => !phoned).length;
    const rows = view.slots.flatMap((slot) =>
      view.bookings.filter((booking) => booking.slot === slot.id).map((booking) => ({ booking, slot })),
    );
    return html`<p>${t('calls.text', { day })}</p>
      <p role="status"><strong>${left > 0 ? t('calls.left', { n: left }) : t('calls.done')}</strong></p>
      <table class="stacks">
        <thead>
          <tr>
            ${(['when', 'what', 'who', 'number', 'tick'] as const).map(
              (head) => html`<th scope="col">${t(`calls.${head}`)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            rows,
            ({ booking }) => booking.id,
            ({ booking, slot }) => this.#row(booking, slot),
          )}
        </tbody>
      </table>`;
  }

  #row(booking: ShownBooking, slot: DeskSlot): TemplateResult {
    const { words, services } = this.context;
    const { t } = words;
    const opened = this.opened.get(booking.id);
    return html`<tr class=${booking.phoned ? 'called' : ''}>
      <th scope="row">${spanOf(words, slot)}</th>
      <td>${serviceName(words, services, slot.service)}</td>
      <td class="name">${opened ? html`<strong>${opened.name}</strong>` : shownName(words, booking)}</td>
      <td>
        ${
          opened
            ? html`<span class="phone">${opened.phone}</span>`
            : html`<span class="hint">${t('digits', { digits: booking.digits ?? '' })}</span>
                <button type="button" @click=${() => void this.#open(booking)}>
                  <linli-icon name="phone"></linli-icon>${t('calls.show')}
                </button>`
        }
      </td>
      <td>
        <label class="check"
          ><input
            type="checkbox"
            aria-label=${t('calls.tick.of', { name: inSentence(words, booking) })}
            .checked=${live(booking.phoned)}
            @change=${(event: Event) => this.#tick(booking, (event.target as HTMLInputElement).checked)}
          />${t('calls.tick')}</label
        >
      </td>
    </tr>`;
  }

  async #open(booking: ShownBooking): Promise<void> {
    const answer = await this.context.client.open(booking.id);
    this.failed = answer.ok ? '' : this.context.words.why(answer.error);
    if (!answer.ok) return;
    const { name = shownName(this.context.words, booking), phone = '' } = answer.value;
    this.opened = new Map([...this.opened, [booking.id, { name, phone }]]);
  }

  #tick({ id }: ShownBooking, phoned: boolean): void {
    this.context.act('phoned', { booking: id, phoned });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-booking-calls': BookingCalls;
  }
}
