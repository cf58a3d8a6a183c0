import { type TemplateResult, html, nothing } from 'lit';
import type { PhoneKey } from '../../access/messages/phone.ts';
import type { BookingView } from '../../model/schema/phone.ts';
import { type Overview, actionsOf, overviewOf, peopleOf, stateOf } from '../overview.ts';
import { visitTimes } from '../../model/booking.ts';
import { dayAndTime } from '../words.ts';
import { type Fact, type PartContext, button, icon, timeSpan, factList } from './part.ts';

/** What this is and how it stands: the largest words of the page. */
export function bookingPart(view: BookingView, context: PartContext): TemplateResult {
  const { words, nowMs } = context;
  const overview = overviewOf(view, nowMs, view.service.terms.attendance);
  const people = peopleOf(view).length;
  const { startMs, endMs } = visitTimes([view.slot, ...view.also]);
  return html`<section class="card state ${overview.tone}">
    <h1 tabindex="-1">${icon(overview.icon)}<span>${words.t(overview.heading)}</span></h1>
    <p class="service">${words.of(view.service.name)}</p>
    <p class="when ${overview.tone === 'over' ? 'past' : ''}">
      <span>${words.clock.day(startMs)}</span> <span class="time">${timeSpan(words, startMs, endMs)}</span>
    </p>
    ${people > 1 ? html`<p class="figure">${words.t('state.people', { n: people })}</p>` : nothing}
    ${view.slot.demo ? html`<p class="mark">${icon('info')}<span>${words.t('state.demo')}</span></p>` : nothing}
    ${details(view, overview, context)}
    <p class="next">${nextWords(view, overview, context)}</p>
  </section>`;
}

function details(
  view: BookingView,
  { state }: Overview,
  { words }: PartContext,
): TemplateResult | typeof nothing {
  const { ahead, booking, slot } = view;
  if (state === 'waiting' && ahead !== undefined)
    return html`<p class="figure">
      ${ahead > 0 ? words.t('state.ahead', { n: ahead }) : words.t('state.ahead-none')}
    </p>`;
  if (state === 'withdrawn' && slot.reason)
    return html`<p class="strong">
      ${words.t('state.withdrawn.reason', { reason: words.of(slot.reason) })}
    </p>`;
  const [last] = view.news;
  if (state === 'cancelled' && last?.event === 'cancelled' && last.byHall)
    return html`<p class="strong">
      ${words.t('news.cancelled.hall')}
      ${last.reason ? words.t('news.reason', { reason: last.reason }) : nothing}
    </p>`;
  if (state === 'checked-in' && booking.checkedInAt)
    return html`<p>${words.t('state.checked-in.at', dayAndTime(words, Date.parse(booking.checkedInAt)))}</p>`;
  if ((state === 'checked-out' || state === 'picked-up') && booking.checkedOutAt)
    return html`<p>${words.t(`state.${state}.at`, dayAndTime(words, Date.parse(booking.checkedOutAt)))}</p>`;
  return nothing;
}

function nextWords({ booking }: BookingView, { next }: Overview, { words }: PartContext): string {
  return words.t(next, booking.until ? dayAndTime(words, Date.parse(booking.until)) : {});
}

/** What the holder can do, the likeliest first. */
export function actionsPart(view: BookingView, context: PartContext): TemplateResult | typeof nothing {
  const { words, nowMs } = context;
  const { accept, change, cancel, hint } = actionsOf(view, nowMs);
  if (!accept && !change && !cancel && !hint) return nothing;
  const people = peopleOf(view);
  return html`<section class="actions ${isUrgent(view, nowMs) ? 'urgent' : ''}">
    ${accept ? button(context, 'primary', words.t('act.accept'), { kind: 'accept' }, 'check') : nothing}
    ${change ? button(context, 'secondary', words.t('act.change'), { kind: 'see-times' }, 'calendar-days') : nothing}
    ${
      cancel
        ? button(
            context,
            'secondary',
            words.t(cancelWord(view), { n: people.length }),
            { kind: 'ask-cancel', bookings: people.map(({ id }) => id) },
            'x',
          )
        : nothing
    }
    ${hint ? html`<p class="muted">${words.t(hint)}</p>` : nothing}
  </section>`;
}

function cancelWord(view: BookingView): PhoneKey {
  const { booking, series } = view;
  if (booking.status === 'waiting') return 'act.leave';
  if (booking.status === 'offered') return 'act.decline';
  if (peopleOf(view).length > 1) return 'act.cancel-all';
  return series.length > 0 ? 'act.cancel-day' : 'act.cancel';
}

/** Something is to be decided: the buttons come before the code. */
export const isUrgent = (view: BookingView, nowMs: number): boolean =>
  ['offered', 'withdrawn'].includes(stateOf(view, nowMs));

/** Where it is, unless it is brought, and what was chosen. */
export function factsPart(view: BookingView, { words }: PartContext): TemplateResult {
  const { place, chosen, maskedName, also, booking, delivered } = view;
  const rows: readonly Fact[] = [
    ...(delivered
      ? []
      : [
          [words.t('facts.place'), words.of(place.name)] as const,
          [
            words.t('facts.address'),
            place.address ? words.of(place.address) : words.t('facts.address-unset'),
          ] as const,
        ]),
    ...chosen.map(({ question, option }) => [words.of(question), words.of(option)] as const),
    ...also.map(
      (slot) =>
        [words.t('facts.also'), timeSpan(words, Date.parse(slot.startsAt), Date.parse(slot.endsAt))] as const,
    ),
    ...(maskedName ? [[words.t('facts.name'), maskedName] as const] : []),
  ];
  return html`<section class="plain">
    ${factList(rows)} ${booking.helped ? html`<p class="muted">${words.t('facts.helped')}</p>` : nothing}
  </section>`;
}
