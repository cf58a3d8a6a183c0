import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '../../../components/icon/icon.ts';
import { isAhead } from '../../model/booking.ts';
import { MOST_ADULTS } from '../../model/attendance.ts';
import type { CommandBody } from '../../model/schema/command.ts';
import type { AdultId } from '../../model/schema/booking.ts';
import type { DeskSlot, OpenedBooking } from '../../model/schema/staff-bookings.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { placeName, serviceName, shownName, whenOf } from './bookings-words.ts';
import './cancel-form.ts';
import type { CancelEvent } from './cancel-form.ts';
import { type DeskAct, type DeskContext, move } from './desk-context.ts';
import type { ShownBooking } from './expected.ts';
import './move-form.ts';
import type { MoveEvent } from './move-form.ts';
import { printPass } from './pass-slip.ts';
import { personFacts } from './person-facts.ts';
import { marksOf, statusTag } from './status.ts';

type Mode = 'look' | 'move' | 'cancel';

/** One booking and all that can be done with it. Name and phone are covered until they are asked for. */
@customElement('linli-booking-dialog')
export class BookingDialog extends LitElement {
  static override styles = [
    desk,
    css`
      wa-dialog {
        --width: 40rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.25rem var(--space-2);
        margin: 0;
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
        user-select: text;
      }
      .phone {
        font-size: var(--type-lead);
        font-variant-numeric: tabular-nums;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 0.35em;
      }
    `,
  ];

  @property({ attribute: false }) context!: DeskContext;
  /** Undefined closes. */
  @property({ attribute: false }) chosen:
    { readonly booking: ShownBooking; readonly slot: DeskSlot } | undefined;
  @state() private mode: Mode = 'look';
  @state() private opened: OpenedBooking | undefined;
  @state() private failed = '';

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('chosen')) return;
    this.mode = 'look';
    this.opened = undefined;
    this.failed = '';
  }

  protected override render(): TemplateResult {
    const { words } = this.context;
    const { chosen } = this;
    const name = chosen?.booking.name;
    const label = name === undefined ? words.t('booking.no-name') : words.t('booking.heading', { name });
    return html`<wa-dialog
      label=${label}
      ?open=${chosen !== undefined}
      light-dismiss
      @wa-after-hide=${() => this.dispatchEvent(new Event('linli-closed'))}
    >
      ${chosen ? this.#inside(chosen) : nothing}
    </wa-dialog>`;
  }

  #inside({ booking, slot }: NonNullable<BookingDialog['chosen']>): TemplateResult {
    const { context } = this;
    switch (this.mode) {
      case 'look':
        return this.#look(booking, slot);
      case 'move':
        return html`<linli-move-form
          .context=${context}
          .booking=${booking}
          .slotNow=${slot}
          @linli-move=${({ to, slots }: MoveEvent) => {
            move(context, booking, to, slots);
            this.#close();
          }}
          @linli-back=${() => (this.mode = 'look')}
        ></linli-move-form>`;
      case 'cancel':
        return html`<linli-cancel-form
          .words=${context.words}
          @linli-cancel=${({ reason }: CancelEvent) =>
            this.#act('cancel', { booking: booking.id, desk: { sequence: booking.sequence, reason } })}
          @linli-back=${() => (this.mode = 'look')}
        ></linli-cancel-form>`;
    }
  }

  #look(booking: ShownBooking, slot: DeskSlot): TemplateResult {
    const { words, services } = this.context;
    const { t, clock } = words;
    const fact = (label: string, value: unknown) =>
      html`<dt>${label}</dt>
        <dd>${value}</dd>`;
    const at = (instant: string) => clock.time(Date.parse(instant));
    return html`<div class="stack">
      ${this.failed ? note('bad', this.failed) : nothing}
      <dl>
        ${fact(t('calendar.service'), serviceName(words, services, slot.service))}
        ${fact(t('calendar.time'), whenOf(words, slot))}
        ${fact(t('calendar.place'), placeName(words, services, slot.place))}
        ${fact(t('print.status'), statusTag(words, booking))}
        ${booking.since ? fact('', t('booking.waiting-since', { time: at(booking.since) })) : nothing}
        ${booking.until ? fact('', t('booking.offered-until', { time: at(booking.until) })) : nothing}
        ${this.opened ? personFacts(words, this.opened) : fact(t('booking.name'), `${shownName(words, booking)}${booking.digits ? ` · ${t('digits', { digits: booking.digits })}` : ''}`)}
      </dl>
      ${marksOf(words, booking).map((mark) => html`<span class="tag">${mark}</span>`)}
      ${
        this.opened
          ? nothing
          : html`<div>
              <button type="button" @click=${() => void this.#open(booking)}>
                <linli-icon name="eye"></linli-icon>${t('booking.open')}
              </button>
              <p class="hint">${t('booking.open.hint')}</p>
            </div>`
      }
      ${this.#acts(booking, slot)}
    </div>`;
  }

  #acts(booking: ShownBooking, slot: DeskSlot): TemplateResult {
    const { t } = this.context.words;
    const seen = { booking: booking.id, desk: { sequence: booking.sequence } };
    const button = (label: string, icon: string, onPress: () => void, tone = '') =>
      html`<button type="button" class=${tone} ?disabled=${booking.pending === true} @click=${onPress}>
        <linli-icon name=${icon}></linli-icon>${label}
      </button>`;
    const { status } = booking;
    const comes = status === 'confirmed' || status === 'no-show';
    if (!comes && !isAhead(status) && status !== 'checked-in')
      return html`<p class="hint">${t('booking.over')}</p>`;
    return html`<div class="row">
        ${
          comes
            ? button(
                t('booking.check-in'),
                'badge-check',
                () => this.#act('check-in', { ...seen, by: 'desk', told: 'welcome' }),
                'primary',
              )
            : nothing
        }
        ${status === 'offered' ? button(t('booking.accept'), 'circle-check', () => this.#act('accept', seen), 'primary') : nothing}
        ${status === 'checked-in' ? this.#leaving(booking, slot, button) : nothing}
        ${
          status === 'confirmed'
            ? button(t('booking.move'), 'calendar-days', () => (this.mode = 'move'))
            : nothing
        }
        ${
          status === 'confirmed' && Date.parse(slot.startsAt) <= this.context.nowMs()
            ? button(t('booking.no-show'), 'circle-dashed', () => this.#act('no-show', seen))
            : nothing
        }
        ${
          isAhead(status)
            ? button(
                t(status === 'waiting' ? 'booking.leave' : 'booking.cancel'),
                'x',
                () => (this.mode = 'cancel'),
              )
            : nothing
        }
        ${isAhead(status) ? button(t('booking.pass'), 'printer', () => void this.#print(booking)) : nothing}
      </div>
      ${status === 'confirmed' && booking.also ? html`<p class="hint">${t('booking.together')}</p>` : nothing}`;
  }

  /** Where hours count people leave by themselves; a child goes with an adult who was named. */
  #leaving(
    booking: ShownBooking,
    slot: DeskSlot,
    button: (label: string, icon: string, onPress: () => void, tone?: string) => TemplateResult,
  ): TemplateResult | typeof nothing {
    const { t } = this.context.words;
    const service = this.context.services.services.find(({ id }) => id === slot.service);
    const leave = (adult?: AdultId) => () =>
      this.#act('check-out', {
        booking: booking.id,
        desk: { sequence: booking.sequence },
        told: 'goodbye',
        ...(adult === undefined ? { by: 'desk' } : { by: 'adult', adult }),
      });
    switch (service?.terms.attendance) {
      case 'hours':
        return button(t('booking.check-out'), 'log-out', leave(), 'primary');
      case 'pick-up': {
        if (!this.opened) return html`<p class="hint">${t('booking.pick-up.first')}</p>`;
        const adults = this.opened.adults.slice(0, MOST_ADULTS);
        if (adults.length === 0) return html`<p>${t('booking.pick-up.none')}</p>`;
        return html`${adults.map(({ id, relation }) =>
          button(t('booking.pick-up', { relation: this.#relation(relation) }), 'log-out', leave(id)),
        )}`;
      }
      default:
        return nothing;
    }
  }

  #relation(relation: string): string {
    const known = (['mother', 'father', 'grandparent', 'relative'] as const).find((one) => one === relation);
    return this.context.words.t(`relation.${known ?? 'other'}`);
  }

  #act(kind: DeskAct, body: CommandBody<DeskAct>): void {
    const name = this.chosen?.booking.name;
    this.context.act(kind, body, name === undefined ? {} : { name });
    this.#close();
  }

  async #open({ id }: ShownBooking): Promise<OpenedBooking | undefined> {
    const answer = await this.context.client.open(id);
    if (this.chosen?.booking.id !== id) return undefined;
    if (!answer.ok) {
      this.failed = this.context.words.why(answer.error);
      return undefined;
    }
    this.opened = answer.value;
    return answer.value;
  }

  /** The pass is signed anew; for that the booking is opened, and the opening noted. */
  async #print(booking: ShownBooking): Promise<void> {
    const { words, services } = this.context;
    const { slot, pass } = this.opened ?? (await this.#open(booking)) ?? {};
    if (!slot || !pass) return;
    const waits = booking.status !== 'confirmed';
    await printPass({ words, services, slot, pass, waits }, 'slip-80mm').catch(() => {
      this.failed = words.t('new.print-failed');
    });
  }

  #close(): void {
    const dialog = this.renderRoot.querySelector('wa-dialog');
    if (dialog) dialog.open = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-booking-dialog': BookingDialog;
  }
}
