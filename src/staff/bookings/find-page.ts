import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { readPass } from '../../model/pass.ts';
import type { BookingCode } from '../../model/schema/booking.ts';
import type { BookingSearch, BookingsView } from '../../model/schema/staff-bookings.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { placeName, serviceName, shownName, whenOf } from './bookings-words.ts';
import type { DeskContext } from './desk-context.ts';
import { type ShownBooking, expected } from './expected.ts';
import { statusTag } from './status.ts';

const LONGEST_NAME = 24;

/** What somebody typed or scanned, as what it is: a pass, nine digits, four digits, else a name. */
export function searchOf(text: string): BookingSearch | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (readPass(typed).ok) return { by: 'pass', pass: typed };
  const digits = typed.replaceAll(/[\s-]/gu, '');
  if (/^\d{9}$/u.test(digits)) return { by: 'code', code: digits as BookingCode };
  if (/^\d{4}$/u.test(digits)) return { by: 'digits', digits };
  // A whole phone number leads to its last digits; other figures lead nowhere.
  if (/^\+?\d{5,14}$/u.test(digits)) return { by: 'digits', digits: digits.slice(-4) };
  return /\d/u.test(typed) ? undefined : { by: 'name', name: typed.slice(0, LONGEST_NAME) };
}

/** Finds bookings by a scanned pass, a code, the last digits or a name. What was typed is kept nowhere. */
@customElement('linli-find-booking')
export class FindBooking extends LitElement {
  static override styles = [
    desk,
    css`
      form {
        flex-flow: row wrap;
        align-items: end;
        max-inline-size: 44rem;
      }
      form > button {
        align-self: end;
      }
      form .field {
        flex: 1 1 18rem;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 0.35em;
      }
    `,
  ];

  @property({ attribute: false }) context!: DeskContext;
  @state() private typed = '';
  @state() private found: BookingsView | undefined;
  @state() private fault = '';
  #last: BookingSearch | undefined;
  #answers = -1;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('context')) return;
    const { scanned, taken, answers } = this.context;
    if (this.#answers === -1) this.#answers = answers;
    if (scanned) {
      this.typed = '';
      void this.#search(scanned).then(() => this.#openOnly());
      queueMicrotask(taken);
    } else if (answers !== this.#answers && this.#last) {
      this.#answers = answers;
      void this.#search(this.#last);
    }
  }

  protected override firstUpdated(): void {
    setTimeout(() => this.renderRoot.querySelector('input')?.focus());
  }

  protected override render(): TemplateResult {
    const { t } = this.context.words;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('find.heading')}</h1>
      <form role="search" autocomplete="off" @submit=${this.#onSubmit}>
        <div class="field">
          <label for="query">${t('find.label')}</label>
          <input
            id="query"
            autocomplete="off"
            spellcheck="false"
            maxlength="200"
            aria-describedby="hint"
            .value=${live(this.typed)}
            @input=${(event: InputEvent) => (this.typed = (event.target as HTMLInputElement).value)}
          />
        </div>
        <button type="submit" class="primary">${t('find.do')}</button>
      </form>
      <p class="hint" id="hint">${t('find.hint')}</p>
      <div role="status">
        ${this.fault ? note('bad', this.fault) : this.found ? this.#summary(this.found) : nothing}
      </div>
      ${this.found ? this.#table(this.found) : nothing}
    </div>`;
  }

  #summary({ bookings, more }: BookingsView): TemplateResult {
    const { t } = this.context.words;
    if (bookings.length === 0)
      return html`<h2>${t('find.none')}</h2>
        <p>${t('find.none.next')}</p>`;
    return more ? note('info', t('find.more')) : html`<p>${t('find.found', { n: bookings.length })}</p>`;
  }

  #table(found: BookingsView): TemplateResult | typeof nothing {
    const { words, settled, waiting } = this.context;
    const { t } = words;
    const view = expected(found, settled, waiting);
    if (view.bookings.length === 0) return nothing;
    return html`<table class="stacks">
      <thead>
        <tr>
          ${(['print.time', 'print.what', 'print.who', 'print.status'] as const).map(
            (head) => html`<th scope="col">${t(head)}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${view.bookings.map((booking) => this.#row(booking, found))}
      </tbody>
    </table>`;
  }

  #row(booking: ShownBooking, { slots }: BookingsView): TemplateResult | typeof nothing {
    const { words, services, open } = this.context;
    const slot = slots.find(({ id }) => id === booking.slot);
    if (!slot) return nothing;
    return html`<tr>
      <th scope="row">
        <button type="button" @click=${() => open(booking, slot)}>${whenOf(words, slot)}</button>
      </th>
      <td>
        ${serviceName(words, services, slot.service)}<br /><span class="hint"
          >${placeName(words, services, slot.place)}</span
        >
      </td>
      <td>
        ${shownName(words, booking)}
        ${booking.digits ? html`<span class="hint">${words.t('digits', { digits: booking.digits })}</span>` : nothing}
      </td>
      <td>${statusTag(words, booking)}</td>
    </tr>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const search = searchOf(this.typed);
    if (search) void this.#search(search).then(() => this.#focusFirst());
    else {
      this.found = undefined;
      this.fault = this.context.words.t('find.short');
    }
  };

  async #search(search: BookingSearch): Promise<void> {
    this.#last = search;
    const answer = await this.context.client.search(search);
    if (this.#last !== search) return;
    this.#answers = this.context.answers;
    this.fault = answer.ok ? '' : this.context.words.why(answer.error);
    this.found = answer.ok ? answer.value : undefined;
    if (answer.ok) this.context.settle();
    await this.updateComplete;
  }

  #focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('tbody button')?.focus();
  }

  /** A pass that stands for one booking opens it at once: whoever scanned it wants that one. */
  #openOnly(): void {
    const [booking, ...others] = this.found?.bookings ?? [];
    const slot = this.found?.slots.find(({ id }) => id === booking?.slot);
    if (booking && slot && others.length === 0) this.context.open(booking, slot);
    else this.#focusFirst();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-find-booking': FindBooking;
  }
}
