import { type TemplateResult, html, nothing } from 'lit';
import type { BookingView } from '../../model/schema/phone.ts';
import { calendarUse } from '../calendar-file.ts';
import { mayCancelOne, overviewOf } from '../overview.ts';
import { dayAndTime } from '../words.ts';
import { type PartContext, button, icon, timeSpan } from './part.ts';

type Part = TemplateResult | typeof nothing;

/** What happened, the newest first. */
export function newsPart({ news }: BookingView, { words }: PartContext): Part {
  if (news.length === 0) return nothing;
  return html`<section class="plain news">
    <h2>${words.t('news.heading')}</h2>
    <ol>
      ${news.map(
        ({ at, event, byHall, reason }) =>
          html`<li>
            <span
              >${words.t(byHall && (event === 'changed' || event === 'cancelled') ? `news.${event}.hall` : `news.${event}`)}</span
            >
            ${reason ? html`<span>${words.t('news.reason', { reason })}</span>` : nothing}
            <time datetime=${at} class="small muted"
              >${words.t('news.at', dayAndTime(words, Date.parse(at)))}</time
            >
          </li>`,
      )}
    </ol>
  </section>`;
}

/** The other days that the same pass stands for. */
export function rowPart(view: BookingView, context: PartContext): Part {
  const { service } = view;
  const series = view.series.filter(({ slot }) => slot.id !== view.slot.id);
  const { words, nowMs } = context;
  if (series.length === 0) return nothing;
  return html`<section class="plain row">
    <h2>${words.t('row.heading')}</h2>
    <ul>
      ${series.map((one) => {
        const [startMs, endMs] = [Date.parse(one.slot.startsAt), Date.parse(one.slot.endsAt)];
        const { icon: shape, heading, tone } = overviewOf(one, nowMs);
        return html`<li class=${tone}>
          <p class="strong">${words.clock.day(startMs)} ${timeSpan(words, startMs, endMs)}</p>
          <p class="mark">${icon(shape)}<span>${words.t(heading)}</span></p>
          ${
            mayCancelOne(one, service.terms, nowMs)
              ? button(
                  context,
                  'secondary',
                  words.t('act.cancel-day'),
                  { kind: 'ask-cancel', bookings: [one.booking.id] },
                  'x',
                )
              : nothing
          }
        </li>`;
      })}
    </ul>
  </section>`;
}

/** A file for the phone's own calendar. */
export function calendarPart(view: BookingView, context: PartContext): Part {
  const { words, nowMs } = context;
  const use = calendarUse(view, nowMs);
  if (use === 'none') return nothing;
  return html`<section class="actions">
    ${button(
      context,
      'secondary',
      words.t(use === 'add' ? 'calendar.add' : 'calendar.remove'),
      { kind: 'calendar' },
      use === 'add' ? 'calendar-plus' : 'calendar-x',
    )}
    ${use === 'add' ? html`<p class="small muted">${words.t('calendar.hint')}</p>` : nothing}
  </section>`;
}

/** The way without a screen, which every service has. */
export const screenlessPart = ({ service }: BookingView, { words }: PartContext): TemplateResult =>
  html`<section class="plain">
    <h2>${words.t('screenless.heading')}</h2>
    <p>${words.of(service.withoutScreen)}</p>
  </section>`;

/** Who comes along at the same time: each can stay away alone. */
export function peoplePart(view: BookingView, context: PartContext): Part {
  const { words, nowMs } = context;
  const people = view.series.filter(({ slot }) => slot.id === view.slot.id);
  if (people.length === 0) return nothing;
  return html`<section class="plain row">
    <h2>${words.t('people.heading')}</h2>
    <ul>
      ${people.map((one, index) => {
        const { icon: shape, heading, tone } = overviewOf(one, nowMs, view.service.terms.attendance);
        const bookings = [one.booking.id];
        return html`<li class=${tone}>
          <p class="strong">${words.t('people.nth', { n: index + 2 })}</p>
          <p class="mark">${icon(shape)}<span>${words.t(heading)}</span></p>
          ${
            mayCancelOne(one, view.service.terms, nowMs)
              ? button(
                  context,
                  'secondary',
                  words.t('act.cancel-person'),
                  { kind: 'ask-cancel', bookings },
                  'x',
                )
              : nothing
          }
        </li>`;
      })}
    </ul>
  </section>`;
}

/** Whether this phone remembers the pass, which its owner alone decides. */
export function keptPart(isKept: boolean, context: PartContext): TemplateResult {
  const { words } = context;
  return html`<section class="actions">
    ${
      isKept
        ? button(context, 'secondary', words.t('kept.forget'), { kind: 'forget' }, 'x')
        : button(context, 'secondary', words.t('kept.remember'), { kind: 'remember' }, 'smartphone')
    }
    <p class="small muted">${words.t(isKept ? 'kept.yes' : 'kept.hint')}</p>
  </section>`;
}
