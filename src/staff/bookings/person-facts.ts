import { type TemplateResult, html, nothing } from 'lit';
import type { OpenedBooking } from '../../model/schema/staff-bookings.ts';
import type { BookingsWords } from './bookings-words.ts';

/** What a holder said, in full, as lines of a list of facts: only where it was opened. */
export function personFacts(
  words: BookingsWords,
  { name, phone, address, helper, chosen, createdAt }: OpenedBooking,
): TemplateResult {
  const { t, clock } = words;
  const made = Date.parse(createdAt);
  const unset = html`<span class="hint">${t('booking.unset')}</span>`;
  const fact = (label: string, value: unknown) =>
    html`<dt>${label}</dt>
      <dd>${value}</dd>`;
  return html`${fact(t('booking.name'), html`<strong>${name ?? unset}</strong>`)}
    <dt>${t('booking.phone')}</dt>
    <dd class="phone">${phone ?? unset}</dd>
    ${address ? fact(t('booking.address'), address) : nothing}
    ${helper ? fact(t('booking.helper'), html`${helper.name ?? ''} ${t(`relation.${helper.relation}`)}`) : nothing}
    ${chosen.map(({ question, option }) => fact(words.of(question), words.of(option)))}
    ${fact(t('booking.made'), `${clock.shortDay(made)} ${clock.time(made)}`)}`;
}
