import { type TemplateResult, html, nothing } from 'lit';
import { LEAST_CONTRAST, nearestReadable, onWhite } from '../colour.ts';
import { NTHS, type Rule, WEEK, readRule, ruleText } from '../rule.ts';
import { describedBy, frame, invalid } from './frame.ts';
import { type Pen, type Spot, idOf, textOf } from './pen.ts';
import { select, toggles } from './simple.ts';
import { box } from './text.ts';

/** A colour, with how well white letters read on it and a darker one where they do not. */
export function drawColour(pen: Pen, spot: Spot): TemplateResult {
  const { path } = spot;
  const { t } = pen.words;
  const colour = textOf(spot.shown);
  const ratio = onWhite(colour);
  const good = ratio !== undefined && ratio >= LEAST_CONTRAST;
  const better = nearestReadable(colour);
  return frame(
    pen,
    spot,
    html`<div class="row">
        <input
          type="color"
          id=${idOf(path, 'pick')}
          aria-label=${t('colour.pick')}
          ?disabled=${pen.readOnly}
          .value=${ratio === undefined ? '#000000' : colour}
          @input=${(event: Event) => pen.change(path, (event.target as HTMLInputElement).value)}
        />
        <div class="short">
          ${box(
            pen,
            {
              id: idOf(path),
              value: colour,
              oneLine: true,
              describedBy: `${describedBy(pen, spot)} ${idOf(path, 'ratio')}`,
              invalid: ratio !== undefined && !good ? 'true' : invalid(pen, spot),
            },
            (text) => pen.change(path, text),
            (text) =>
              pen.change(
                path,
                text
                  .normalize('NFKC')
                  .trim()
                  .replace(/^(?=[0-9a-f]{6}$)/iu, '#'),
              ),
          )}
        </div>
        <svg class="swatch" viewBox="0 0 160 48" aria-hidden="true">
          <rect width="160" height="48" rx="8" fill=${ratio === undefined ? 'none' : colour}></rect>
          <text x="80" y="31" text-anchor="middle" fill="#ffffff">${t('colour.example')}</text>
        </svg>
      </div>
      <p id=${idOf(path, 'ratio')} class=${good ? 'hint' : 'issue'}>
        ${ratio === undefined ? nothing : t(good ? 'colour.good' : 'colour.bad', { ratio: ratio.toFixed(2) })}
      </p>
      ${
        better === undefined || pen.readOnly
          ? nothing
          : html`<button
              type="button"
              class="small"
              @click=${() => {
                pen.change(path, better);
                pen.focus(path);
              }}
            >
              ${t('colour.propose', { colour: better, ratio: onWhite(better)?.toFixed(2) ?? '' })}
            </button>`
      }`,
    { for: idOf(path) },
  );
}

const isDay = (day: string): day is (typeof WEEK)[number] => WEEK.some((one) => one === day);

/** The days of the week as buttons. */
export const days = (
  pen: Pen,
  id: (day: string) => string,
  chosen: readonly string[],
  onDays: (days: readonly string[]) => void,
) =>
  toggles(
    pen,
    id,
    WEEK.map((day) => ({ value: day, name: pen.words.value('days', day) })),
    chosen,
    onDays,
  );

const firstOf = (every: string, text: string): Rule => {
  switch (every) {
    case 'day':
    case 'weekday':
      return { every };
    case 'week':
      return { every, days: ['MO'] };
    case 'month':
      return { every, nth: 1, day: 'MO' };
    default:
      return { every: 'other', text };
  }
};

/** On which days something recurs, by plain choices; another rule stays as it is written. */
export function drawRule(pen: Pen, spot: Spot): TemplateResult {
  const { path } = spot;
  const { t } = pen.words;
  const text = textOf(spot.shown);
  const rule = readRule(text);
  // Another rule that somebody is about to write looks like one of the plain ones until it differs.
  const every = text === '' ? '' : pen.isOpen(idOf(path, 'raw'), false) ? 'other' : rule.every;
  const write = (next: Rule): void => pen.change(path, ruleText(next));
  const kinds = ['day', 'weekday', 'week', 'month', 'other'] as const;
  const part = (name: string, control: TemplateResult): TemplateResult =>
    html`<div class="field">
      <span class="plain" aria-hidden="true">${name}</span>
      ${control}
    </div>`;
  return frame(
    pen,
    spot,
    html`${select(
      pen,
      {
        id: idOf(path),
        describedBy: describedBy(pen, spot),
        invalid: invalid(pen, spot),
        label: t('rule.every'),
      },
      kinds.map((value) => ({ value, name: t(`rule.${value}`) })),
      every,
      (value) => {
        pen.setOpen(idOf(path, 'raw'), value === 'other');
        if (value !== '' && value !== 'other') write(firstOf(value, text));
        else if (text === '') write({ every: 'week', days: ['MO'] });
      },
    )}
    ${
      every === 'week' && rule.every === 'week'
        ? html`<div role="group" aria-label=${t('rule.days')}>
            ${days(
              pen,
              (day) => idOf(path, day),
              rule.days,
              (chosen) =>
                // The last day stays: a rule without days would be none.
                chosen.length === 0 ? undefined : write({ every: 'week', days: chosen.filter(isDay) }),
            )}
          </div>`
        : nothing
    }
    ${
      every === 'month' && rule.every === 'month'
        ? html`<div class="row">
            ${part(
              t('rule.nth'),
              select(
                pen,
                { id: idOf(path, 'nth'), describedBy: idOf(path, 'hint'), label: t('rule.nth') },
                NTHS.map((nth) => ({ value: String(nth), name: t(`rule.nth.${nth as 1 | 2 | 3 | 4 | -1}`) })),
                String(rule.nth),
                (nth) => write({ ...rule, nth: Number(nth) }),
              ),
            )}
            ${part(
              t('rule.on'),
              select(
                pen,
                { id: idOf(path, 'day'), describedBy: idOf(path, 'hint'), label: t('rule.on') },
                WEEK.map((day) => ({ value: day, name: pen.words.value('days', day) })),
                rule.day,
                (day) => (isDay(day) ? write({ ...rule, day }) : undefined),
              ),
            )}
          </div>`
        : nothing
    }
    ${
      every === 'other'
        ? html`<label class="plain" id=${idOf(path, 'raw-name')} for=${idOf(path, 'raw')}
              >${t('rule.text')}</label
            >${box(
              pen,
              {
                id: idOf(path, 'raw'),
                value: text,
                oneLine: true,
                describedBy: describedBy(pen, spot),
                invalid: invalid(pen, spot),
              },
              (next) => pen.change(path, next),
            )}`
        : nothing
    }`,
    { for: idOf(path) },
  );
}
