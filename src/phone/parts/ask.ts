import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { BookingId, Slot } from '../../model/schema/booking.ts';
import type { BookingView, TicketView } from '../../model/schema/phone.ts';
import { dayAndTime } from '../words.ts';
import { type PartContext, button, timeSpan } from './part.ts';

type Row = Pick<BookingView, 'booking' | 'slot'>;

const large = (slot: Slot, { words }: PartContext): TemplateResult => {
  const [startMs, endMs] = [Date.parse(slot.startsAt), Date.parse(slot.endsAt)];
  return html`<p class="when">
    <span>${words.clock.day(startMs)}</span> <span class="time">${timeSpan(words, startMs, endMs)}</span>
  </p>`;
};

/** A question with two answers, on a page of its own: nothing pops up over what is being read. */
export function askChange(view: BookingView, slot: Slot, context: PartContext): TemplateResult {
  const { words } = context;
  return html`<section class="card ask">
    <h1 tabindex="-1">${words.t('ask.change')}</h1>
    ${large(slot, context)}
    <p>${words.t('ask.change.old', dayAndTime(words, Date.parse(view.slot.startsAt)))}</p>
    <p>${words.t('ask.change.text')}</p>
    ${button(context, 'primary', words.t('ask.change.yes'), { kind: 'change', slot }, 'check')}
    ${button(context, 'secondary', words.t('ask.change.no'), { kind: 'see-times' }, 'arrow-left')}
  </section>`;
}

/** Asks before a booking, an offer or a turn in the line is given up. */
export function askCancel(
  view: BookingView,
  { booking, slot }: Row,
  bookings: readonly BookingId[],
  context: PartContext,
): TemplateResult {
  const { words } = context;
  const n = bookings.length;
  const question =
    n > 1
      ? 'ask.cancel-all'
      : booking.status === 'waiting'
        ? 'ask.leave'
        : booking.status === 'offered'
          ? 'ask.decline'
          : 'ask.cancel';
  const yes =
    booking.status === 'waiting'
      ? 'act.leave'
      : booking.status === 'offered'
        ? 'act.decline'
        : 'ask.cancel.yes';
  return html`<section class="card ask">
    <h1 tabindex="-1">${words.t(question, { n })}</h1>
    <p class="service">${words.of(view.service.name)}</p>
    ${large(slot, context)}
    <p>${words.t('ask.cancel.text')}</p>
    ${button(context, 'danger', words.t(yes), { kind: 'cancel', bookings }, 'x')}
    ${button(context, 'secondary', words.t('ask.cancel.no'), { kind: 'back' }, 'arrow-left')}
  </section>`;
}

/** Asks before a turn in the queue is given up. */
export function askLeave({ turn }: Pick<TicketView, 'turn'>, context: PartContext): TemplateResult {
  const { words } = context;
  return html`<section class="card ask">
    <h1 tabindex="-1">${words.t('ask.leave-queue')}</h1>
    <p class="number">${turn.number}</p>
    <p>${words.t('ask.leave-queue.text')}</p>
    ${button(context, 'danger', words.t('turn.leave'), { kind: 'leave-queue', ticket: turn.id }, 'x')}
    ${button(context, 'secondary', words.t('ask.cancel.no'), { kind: 'back' }, 'arrow-left')}
  </section>`;
}
