import { type TemplateResult, html, nothing } from 'lit';
import { shortestDayHours } from '../../../model/hours.ts';
import type { WeeklyHours } from '../../../model/schema/text.ts';
import { isList, isObject, pathText } from '../values.ts';
import { frame, issueLines } from './frame.ts';
import { type Pen, type Spot, idOf, textOf } from './pen.ts';
import { clockInput, textsOf } from './simple.ts';
import { days } from './special.ts';

/** Below this many hours a day a hall is hardly open; the documents' own figure stands before it. */
const FEW_HOURS = 8;

const isSpan = (value: unknown): value is WeeklyHours =>
  isObject(value) &&
  isList(value['days']) &&
  typeof value['opens'] === 'string' &&
  typeof value['closes'] === 'string' &&
  value['opens'] < value['closes'];

/**
 * The hours of a week.
 * @param leastHours what the hall's rule asks for a day; undefined where these hours are under no rule
 */
export function drawHours(pen: Pen, spot: Spot, leastHours: number | undefined): TemplateResult {
  const { path, field } = spot;
  const { t } = pen.words;
  const spans = isList(spot.shown) ? spot.shown : [];
  const shortest = spans.every(isSpan) ? shortestDayHours(spans) : undefined;
  const least = leastHours ?? FEW_HOURS;
  const name = (index: number): string => t('item', { n: index + 1 });
  return frame(
    pen,
    spot,
    html`${spans.length === 0 ? html`<p class="muted">${t(field.optional ? 'none.unset' : 'none')}</p>` : nothing}
      <ul class="items plain">
        ${spans.map((span, index) => hoursLine(pen, spot, span, index, name(index)))}
      </ul>
      ${
        shortest !== undefined && shortest < least && field.at.startsWith('site.')
          ? html`<p class="warning" role="status">
              <linli-icon name="triangle-alert"></linli-icon
              ><span>${t('hours.short', { hours: Number(shortest.toFixed(2)), least })}</span>
            </p>`
          : nothing
      }
      ${
        pen.readOnly
          ? nothing
          : html`<button
              type="button"
              class="small add"
              id=${idOf(path)}
              aria-label=${t('add.of', { field: pen.words.field(field.at).name })}
              @click=${() => {
                pen.change(path, [...spans, { days: [], opens: '', closes: '' }]);
                pen.focus([...path, spans.length]);
              }}
            >
              <linli-icon name="plus"></linli-icon>${t('hours.add')}
            </button>`
      }`,
  );
}

function hoursLine(pen: Pen, list: Spot, span: unknown, index: number, name: string): TemplateResult {
  const { t } = pen.words;
  const at = [...list.path, index];
  const value = isObject(span) ? span : {};
  const time = (part: 'opens' | 'closes'): TemplateResult =>
    html`<div>
      <label class="plain" for=${idOf([...at, part])}>${t(`hours.${part}`)}</label>
      ${clockInput(
        pen,
        'time',
        {
          id: idOf([...at, part]),
          describedBy: idOf([...at, part], 'issue'),
          invalid: pen.issues([...at, part]).length > 0 ? 'true' : 'false',
        },
        textOf(value[part]),
        (next) => pen.change([...at, part], next),
      )}
      ${issueLines(pen, [...at, part])}
    </div>`;
  const { opens, closes } = value;
  const turned = typeof opens === 'string' && typeof closes === 'string' && opens >= closes;
  return html`<li class="item inline" data-path=${pathText(at)}>
    <div class="inner hours" role="group" aria-label=${name}>
      <div role="group" aria-label=${t('hours.days')} data-path=${pathText([...at, 'days'])}>
        ${days(
          pen,
          (day) => idOf([...at, 'days'], day),
          textsOf(value['days']),
          (chosen) => pen.change([...at, 'days'], chosen),
        )}
        ${issueLines(pen, [...at, 'days'])}
      </div>
      <div class="row ends">
        ${time('opens')}${time('closes')}
        ${
          pen.readOnly
            ? nothing
            : html`<button
                type="button"
                class="icon"
                aria-label=${t('item.remove', { item: name })}
                title=${t('item.remove', { item: name })}
                @click=${() => pen.list.remove(list, index, name)}
              >
                <linli-icon name="trash-2"></linli-icon>
              </button>`
        }
      </div>
      ${turned ? html`<p class="issue">${t('hours.order')}</p>` : nothing}
    </div>
  </li>`;
}
