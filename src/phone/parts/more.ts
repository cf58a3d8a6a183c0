import { type TemplateResult, html, nothing } from 'lit';
import type { PassView } from '../../model/schema/phone.ts';
import { calendarUse } from '../calendar-file.ts';
import { mayCancelOne, overviewOf } from '../overview.ts';
import { dayAndTime } from '../words.ts';
import { type PartContext, button, icon, timeSpan } from './part.ts';

type Part = TemplateResult | typeof nothing;

/** What happened, the newest first. */
export function newsPart({ news }: PassView, { words }: PartContext): Part {
  if (news.length === 0) return nothing;
  return html`<section class="plain news">
    <h2>${words.t('news.heading')}</h2>
    <ol>
      ${news.map(
        ({ at, event }) =>
          html`<li>
            <span>${words.t(`news.${event}`)}</span>
            <time datetime=${at} class="small muted"
              >${words.t('news.at', dayAndTime(words, Date.parse(at)))}</time
            >
          </li>`,
      )}
    </ol>
  </section>`;
}

/** The other days that the same pass stands for. */
export function rowPart({ series, service }: PassView, context: PartContext): Part {
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
                  { kind: 'ask-cancel', booking: one.booking.id },
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
export function calendarPart(view: PassView, context: PartContext): Part {
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
export const screenlessPart = ({ service }: PassView, { words }: PartContext): TemplateResult =>
  html`<section class="plain">
    <h2>${words.t('screenless.heading')}</h2>
    <p>${words.of(service.withoutScreen)}</p>
  </section>`;
