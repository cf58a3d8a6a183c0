import { type TemplateResult, html, nothing } from 'lit';
import { freePlaces } from '../../model/booking.ts';
import type { Slot } from '../../model/schema/booking.ts';
import type { BookingView } from '../../model/schema/phone.ts';
import { dayAndTime } from '../words.ts';
import { type PartContext, button, timeSpan } from './part.ts';

/** The times to choose from, day by day. */
export function timesPart(view: BookingView, context: PartContext): TemplateResult {
  const { words } = context;
  const days = new Map<string, Slot[]>();
  const inOrder = [...view.others].sort(
    (one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt),
  );
  for (const slot of inOrder) {
    const day = words.clock.day(Date.parse(slot.startsAt));
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return html`<section class="plain times">
    <h1 tabindex="-1">${words.t('times.heading')}</h1>
    <p>${words.t('times.now', dayAndTime(words, Date.parse(view.slot.startsAt)))}</p>
    ${button(context, 'secondary', words.t('times.back'), { kind: 'back' }, 'arrow-left')}
    ${[...days].map(
      ([day, slots]) =>
        html`<h2>${day}</h2>
          <ul>
            ${slots.map((slot) => html`<li>${timeButton(slot, context)}</li>`)}
          </ul>`,
    )}
  </section>`;
}

function timeButton(slot: Slot, { words, nowMs, busy, want }: PartContext): TemplateResult {
  const label = timeSpan(words, Date.parse(slot.startsAt), Date.parse(slot.endsAt));
  return html`<button
    type="button"
    class="choice"
    ?disabled=${busy}
    @click=${() => want({ kind: 'choose', slot })}
  >
    <span class="strong">${label}</span>
    <span class="small">${words.t('times.left', { n: freePlaces(slot, nowMs) })}</span>
    ${slot.demo ? html`<span class="small">${words.t('state.demo')}</span>` : nothing}
  </button>`;
}
