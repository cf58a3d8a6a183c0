import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/empty/empty.ts';
import '../../../components/wait/wait.ts';
import type { Linked } from '../../local/entry.ts';
import { isAhead } from '../../model/booking.ts';
import type { Booking, BookingId, Slot } from '../../model/schema/booking.ts';
import type { Place } from '../../model/schema/place.ts';
import type { Counter } from '../../model/schema/queue.ts';
import type { Service } from '../../model/schema/service.ts';
import type { Ticket } from '../../model/schema/ticket.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import type { Runtime } from '../shell/runtime.ts';
import { partStyles } from '../shell/view-styles.ts';

/** A booking as this terminal knows it; what has not come down yet is left out. */
interface OwnBooking {
  readonly id: BookingId;
  readonly booking?: Booking | undefined;
  readonly slot?: Slot | undefined;
  readonly service?: Service | undefined;
  readonly place?: Place | undefined;
}

interface Own {
  readonly bookings: readonly OwnBooking[];
  readonly ticket?: Ticket | undefined;
  readonly counter?: Counter | undefined;
}

async function readOwn({ store }: Runtime, linked: Linked): Promise<Own> {
  const ticket = linked.ticket && (await store.get('ticket', linked.ticket));
  const counter = ticket?.counter && (await store.get('counter', ticket.counter));
  const bookings = await Promise.all(
    linked.bookings.map(async (id): Promise<OwnBooking> => {
      const booking = await store.get('booking', id);
      const slot = booking && (await store.get('slot', booking.slot));
      const service = slot && (await store.get('service', slot.service));
      const place = slot && (await store.get('place', slot.place));
      return { id, booking, slot, service, place };
    }),
  );
  return { bookings, ticket, counter };
}

/** What is linked with a card, after its number was said: bookings in large type, and the number of today. */
@customElement('linli-own-screen')
export class OwnScreen extends KioskView {
  static override styles = [
    partStyles,
    css`
      section {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
        padding: var(--space-3);
        border: 2px solid var(--line-strong);
        border-radius: var(--radius-2);
        background: var(--surface-raised);
      }
      .when {
        font-size: var(--type-heading);
        font-weight: var(--weight-strong);
        line-height: var(--leading-heading);
      }
      .number {
        font-size: var(--type-figure);
        font-weight: var(--weight-strong);
        line-height: 1.1;
      }
    `,
  ];

  @property({ attribute: false }) linked: Linked = { bookings: [] };

  readonly #own = new Live(this, ['booking', 'slot', 'service', 'place', 'ticket', 'counter'], (runtime) =>
    readOwn(runtime, this.linked),
  );

  protected override render(): TemplateResult {
    const own = this.#own.value;
    if (!own) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    return html`
      <h1 tabindex="-1">${this.t('card.bookings')}</h1>
      ${own.ticket ? this.#ticket(own.ticket, own.counter) : nothing}
      ${own.bookings.length === 0 ? this.#none() : own.bookings.map((each) => this.#booking(each))}
    `;
  }

  #none(): TemplateResult {
    return html`<linli-empty
      icon="calendar"
      heading=${this.t('card.bookings.none')}
      text=${this.t('card.bookings.none-text')}
    >
      <linli-button
        slot="actions"
        size="large"
        icon="scan-qr-code"
        label=${this.t('card.bookings.pass')}
        @click=${() => this.go({ view: 'arrival', purpose: 'manage' })}
      ></linli-button>
    </linli-empty>`;
  }

  #ticket({ number, status }: Ticket, counter: Counter | undefined): TemplateResult {
    const at = counter
      ? this.t('card.ticket.counter', { n: counter.number })
      : this.t('card.ticket.counter-any');
    const next =
      status === 'waiting'
        ? this.t('card.ticket.waiting')
        : status === 'called'
          ? this.t('card.ticket.called', { counter: at })
          : this.t('card.ticket.other');
    return html`<section>
      <h2>${this.t('card.ticket')}</h2>
      <p class="number">${number}</p>
      <p class="lead">${next}</p>
    </section>`;
  }

  #booking({ id, booking, slot, service, place }: OwnBooking): TemplateResult {
    if (!booking || !slot)
      return html`<section><p class="lead">${this.t('card.booking.unknown')}</p></section>`;
    const { clock } = this.terminal;
    const startMs = Date.parse(slot.startsAt);
    return html`<section>
      <h2>${this.of(service?.name)}</h2>
      <p class="when">${this.t('card.booking.at', { day: clock.day(startMs), time: clock.time(startMs) })}</p>
      <p class="lead">
        ${this.t('card.booking.place', { place: place ? this.of(place.name) : this.t('unset') })}
      </p>
      <p class="lead">${this.#whatToDo(booking)}</p>
      <div class="row">${this.#ways(id, booking, slot)}</div>
    </section>`;
  }

  #whatToDo({ status }: Booking): string {
    switch (status) {
      case 'confirmed':
      case 'waiting':
      case 'offered':
      case 'checked-in':
      case 'checked-out':
        return this.t(`card.booking.${status}`);
      default:
        return this.t('card.booking.unknown');
    }
  }

  #ways(id: BookingId, { status }: Booking, slot: Slot): TemplateResult {
    const { runtime, site, clock } = this.terminal;
    const nowMs = runtime?.store.now() ?? 0;
    const isToday = clock.day(nowMs) === clock.day(Date.parse(slot.startsAt));
    const soonMs = Date.parse(slot.startsAt) - site.limits.checkInEarlyMinutes * 60_000;
    return html`
      ${
        status === 'confirmed' && isToday && nowMs >= soonMs
          ? html`<linli-button
              variant="primary"
              size="large"
              icon="check"
              label=${this.t('card.booking.check-in')}
              @click=${() => this.go({ view: 'arrival', purpose: 'check-in', booking: id })}
            ></linli-button>`
          : nothing
      }
      ${
        isAhead(status)
          ? html`<linli-button
              size="large"
              icon="calendar"
              label=${this.t('card.booking.open')}
              @click=${() => this.go({ view: 'arrival', purpose: 'manage', booking: id })}
            ></linli-button>`
          : nothing
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-own-screen': OwnScreen;
  }
}
