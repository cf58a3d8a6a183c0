import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { isList, pathText } from '../values.ts';
import { instantOf, wallOf } from '../wall.ts';
import { describedBy, frame, invalid, issueLines } from './frame.ts';
import { type Pen, type Spot, idOf, textOf } from './pen.ts';
import { numberBox } from './text.ts';

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

interface SelectOption {
  readonly value: string;
  readonly name: string;
}

interface Select {
  readonly id: string;
  readonly describedBy: string;
  readonly invalid?: 'true' | 'false';
  readonly label?: string;
}

/** A choice of a few. A value that is none of them is shown and kept. */
export function select(
  pen: Pen,
  { id, describedBy: by, invalid: wrong = 'false', label }: Select,
  options: readonly SelectOption[],
  value: string,
  onChoose: (value: string) => void,
): TemplateResult {
  const all = options.some((option) => option.value === value)
    ? options
    : [{ value, name: value || pen.words.t('choose') }, ...options];
  return html`<select
    id=${id}
    aria-label=${label ?? nothing}
    aria-describedby=${by}
    aria-invalid=${wrong}
    ?disabled=${pen.readOnly}
    .value=${live(value)}
    @change=${(event: Event) => {
      if (valueOf(event) !== value) onChoose(valueOf(event));
    }}
  >
    ${all.map(
      (option) =>
        html`<option value=${option.value} ?selected=${option.value === value}>${option.name}</option>`,
    )}
  </select>`;
}

/** One of a few values; of an optional one, "not set" is a choice. */
export function drawChoice(pen: Pen, spot: Spot, values: readonly string[]): TemplateResult {
  const { path, field } = spot;
  const { t, value: nameOf } = pen.words;
  const unset = field.optional && field.standard === undefined ? [{ value: '', name: t('unset') }] : [];
  return frame(
    pen,
    spot,
    select(
      pen,
      { id: idOf(path), describedBy: describedBy(pen, spot), invalid: invalid(pen, spot) },
      [...unset, ...values.map((value) => ({ value, name: nameOf(field.at, value) }))],
      textOf(spot.shown),
      (value) => pen.change(path, value === '' ? undefined : value),
    ),
    { for: idOf(path) },
  );
}

/** Yes or no. */
export function drawTruth(pen: Pen, spot: Spot): TemplateResult {
  const { path, field } = spot;
  const { name, hint } = pen.words.field(field.at);
  return html`<div class="field" data-path=${pathText(path)}>
    <label class="check"
      ><input
        id=${idOf(path)}
        type="checkbox"
        aria-describedby=${describedBy(pen, spot)}
        aria-invalid=${invalid(pen, spot)}
        ?disabled=${pen.readOnly}
        .checked=${live(spot.shown === true)}
        @change=${(event: Event) => pen.change(path, (event.target as HTMLInputElement).checked)}
      /><span>${name}</span></label
    >
    <p class="hint" id=${idOf(path, 'hint')}>${hint}</p>
    ${issueLines(pen, path)}
  </div>`;
}

/** A time of day, or a day: typed or picked with the browser's own control. */
export function clockInput(
  pen: Pen,
  type: 'time' | 'date' | 'datetime-local',
  names: {
    readonly id: string;
    readonly describedBy: string;
    readonly invalid: 'true' | 'false';
    readonly label?: string;
  },
  value: string,
  onValue: (value: string) => void,
): TemplateResult {
  return html`<input
    class="clock"
    id=${names.id}
    type=${type}
    aria-label=${names.label ?? nothing}
    aria-describedby=${names.describedBy}
    aria-invalid=${names.invalid}
    ?readonly=${pen.readOnly}
    .value=${value}
    @change=${(event: Event) => onValue(valueOf(event))}
  />`;
}

const namesOf = (pen: Pen, spot: Spot) => ({
  id: idOf(spot.path),
  describedBy: describedBy(pen, spot),
  invalid: invalid(pen, spot),
});

/** A day or a wall-clock time. */
export function drawClock(pen: Pen, spot: Spot, type: 'time' | 'date'): TemplateResult {
  const { path } = spot;
  return frame(
    pen,
    spot,
    clockInput(pen, type, namesOf(pen, spot), textOf(spot.shown), (value) =>
      pen.change(path, value === '' ? undefined : value),
    ),
    { for: idOf(path) },
  );
}

/** An instant, typed as the hall's clock shows it and kept in UTC. */
export function drawInstant(pen: Pen, spot: Spot): TemplateResult {
  const { path } = spot;
  const { t } = pen.words;
  const written = textOf(spot.shown);
  const wall = wallOf(written, pen.timeZone);
  const onValue = (value: string): void => {
    if (value === '') pen.change(path, undefined);
    // A minute that is the same keeps the seconds that were written.
    else if (value !== wall) pen.change(path, instantOf(value, pen.timeZone) ?? value);
  };
  return frame(
    pen,
    spot,
    html`${clockInput(pen, 'datetime-local', namesOf(pen, spot), wall ?? '', onValue)}
      <p class="hint">${t('instant.zone', { zone: pen.timeZone })}</p>
      ${
        written !== '' && wall === undefined
          ? html`<p class="hint">${t('instant.written', { text: written })}</p>`
          : nothing
      }`,
    { for: idOf(path) },
  );
}

/** Buttons of which several can be on. */
export function toggles(
  pen: Pen,
  id: (value: string) => string,
  options: readonly SelectOption[],
  chosen: readonly string[],
  onChoose: (chosen: readonly string[]) => void,
): TemplateResult {
  return html`<div class="row">
    ${options.map(({ value, name }) => {
      const on = chosen.includes(value);
      return html`<button
        type="button"
        class="toggle"
        id=${id(value)}
        aria-pressed=${on ? 'true' : 'false'}
        ?disabled=${pen.readOnly}
        @click=${() =>
          onChoose(
            on
              ? chosen.filter((one) => one !== value)
              : options.map((one) => one.value).filter((one) => one === value || chosen.includes(one)),
          )}
      >
        <linli-icon name=${on ? 'check' : 'plus'}></linli-icon>${name}
      </button>`;
    })}
  </div>`;
}

export const textsOf = (value: unknown): readonly string[] =>
  isList(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** Some of a few values. */
export function drawFlags(pen: Pen, spot: Spot, values: readonly string[]): TemplateResult {
  const { path, field } = spot;
  return frame(
    pen,
    spot,
    toggles(
      pen,
      (value) => idOf(path, value),
      values.map((value) => ({ value, name: pen.words.value(field.at, value) })),
      textsOf(spot.shown),
      (chosen) => pen.change(path, chosen.length === 0 && field.optional ? undefined : chosen),
    ),
  );
}

/** A number, or a range of two numbers. */
export function drawRange(pen: Pen, spot: Spot): TemplateResult {
  const { path } = spot;
  const { t } = pen.words;
  const { shown } = spot;
  const two = isList(shown);
  const [from, to] = two ? shown : [shown, undefined];
  const issues = invalid(pen, spot);
  const at = (part: string) => ({
    id: idOf(path, part),
    describedBy: describedBy(pen, spot),
    invalid: issues,
    labelledBy: `${idOf(path, 'name')} ${idOf(path, `${part}-name`)}`,
  });
  const bound = (part: 'from' | 'to', value: unknown, onNumber: (value: unknown) => void) =>
    html`<div>
      <label class="plain" id=${idOf(path, `${part}-name`)} for=${idOf(path, part)}
        >${t(`range.${part}`)}</label
      >
      ${numberBox(pen, at(part), value, onNumber)}
    </div>`;
  return frame(
    pen,
    spot,
    html`<div class="row ends">
      <div>
        ${select(
          pen,
          { id: idOf(path, 'how'), describedBy: describedBy(pen, spot), label: t('range.how') },
          [
            { value: 'one', name: t('range.one') },
            { value: 'two', name: t('range.two') },
          ],
          two ? 'two' : 'one',
          (how) => pen.change(path, how === 'two' ? [from ?? null, from ?? null] : (from ?? undefined)),
        )}
      </div>
      ${
        two
          ? [
              bound('from', from, (value) => pen.change(path, [value ?? null, to ?? null])),
              bound('to', to, (value) => pen.change(path, [from ?? null, value ?? null])),
            ]
          : numberBox(
              pen,
              {
                id: idOf(path),
                describedBy: describedBy(pen, spot),
                invalid: issues,
                labelledBy: idOf(path, 'name'),
              },
              from,
              (value) => pen.change(path, value),
            )
      }
    </div>`,
  );
}
