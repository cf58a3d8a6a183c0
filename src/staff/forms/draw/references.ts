import { type TemplateResult, html, nothing } from 'lit';
import type { ChoiceList, Choice } from '../form-types.ts';
import type { PickEvent } from '../pick.ts';
import { isList, moved, pathText } from '../values.ts';
import { describedBy, frame, invalid } from './frame.ts';
import { type Pen, type Spot, idOf, textOf } from './pen.ts';
import { textsOf } from './simple.ts';
import { box, drawText } from './text.ts';

const descriptionOf = (pen: Pen, { field, path }: Spot): string =>
  [pen.words.field(field.at).hint, ...pen.issues(path).map(({ text }) => text)].join(' ');

/** One thing of a list that stands elsewhere. */
export function drawRef(pen: Pen, spot: Spot, list: ChoiceList): TemplateResult {
  const { path, field } = spot;
  const choices = pen.choices(list);
  if (!choices) return drawText(pen, spot, undefined);
  if (pen.isFixed(path)) return fixedRef(pen, spot, choices);
  return frame(
    pen,
    spot,
    html`<linli-pick
      id=${idOf(path)}
      .words=${pen.words}
      .choices=${choices}
      .value=${textOf(spot.shown)}
      .label=${pen.words.field(field.at).name}
      .description=${descriptionOf(pen, spot)}
      .wrong=${invalid(pen, spot) === 'true'}
      .readOnly=${pen.readOnly}
      .pictures=${list === 'icons'}
      @linli-pick=${(event: PickEvent) => {
        event.stopPropagation();
        pen.change(path, event.choice);
      }}
    ></linli-pick>`,
  );
}

export function nameOfRef(pen: Pen, choices: readonly Choice[] | undefined, id: string): string {
  const found = choices?.find((choice) => choice.id === id);
  if (found) return pen.words.of(found.name);
  return choices ? pen.words.t('ref.unknown', { id }) : id;
}

/** What an entry is of stays once it is saved. */
const fixedRef = (pen: Pen, spot: Spot, choices: readonly Choice[]): TemplateResult =>
  frame(
    pen,
    spot,
    html`<p>
        <strong id=${idOf(spot.path)} tabindex="-1">${nameOfRef(pen, choices, textOf(spot.shown))}</strong>
      </p>
      <p class="hint">${pen.words.t('id.fixed')}</p>`,
  );

/** Several things of a list that stands elsewhere: what is chosen as chips, and a search to add to them. */
export function drawRefs(pen: Pen, spot: Spot, list: ChoiceList, most: number | undefined): TemplateResult {
  const { path, field } = spot;
  const { t } = pen.words;
  const choices = pen.choices(list);
  const chosen = textsOf(spot.shown);
  const write = (next: readonly string[]): void =>
    pen.change(path, next.length === 0 && field.optional && field.standard === undefined ? undefined : next);
  if (!choices) return typedIds(pen, spot, write);
  const { name } = pen.words.field(field.at);
  return frame(
    pen,
    spot,
    html`${
      chosen.length === 0
        ? nothing
        : html`<ul class="chips" aria-describedby=${idOf(path, 'how')}>
              ${chosen.map((id, index) => chip(pen, spot, choices, chosen, id, index, write))}
            </ul>
            ${pen.readOnly ? nothing : html`<p class="unseen" id=${idOf(path, 'how')}>${t('ref.move')}</p>`}`
    }
    ${
      pen.readOnly
        ? nothing
        : most !== undefined && chosen.length >= most
          ? html`<p class="hint">${t('full', { most })}</p>`
          : html`<linli-pick
              id=${idOf(path)}
              .words=${pen.words}
              .choices=${choices.filter(({ id }) => !chosen.includes(id))}
              .label=${t('add.of', { field: name })}
              .description=${descriptionOf(pen, spot)}
              .wrong=${invalid(pen, spot) === 'true'}
              @linli-pick=${(event: PickEvent) => {
                event.stopPropagation();
                write([...chosen, event.choice]);
              }}
            ></linli-pick>`
    }`,
  );
}

function chip(
  pen: Pen,
  spot: Spot,
  choices: readonly Choice[],
  chosen: readonly string[],
  id: string,
  index: number,
  write: (next: readonly string[]) => void,
): TemplateResult {
  const at = [...spot.path, index];
  const name = nameOfRef(pen, choices, id);
  const known = choices.find((choice) => choice.id === id);
  const remove = (): void => {
    write(chosen.filter((_id, other) => other !== index));
    pen.focus(chosen.length > 1 ? [...spot.path, Math.min(index, chosen.length - 2)] : spot.path);
  };
  const move = (to: number): void => {
    if (to < 0 || to >= chosen.length) return;
    write(moved(chosen, index, to));
    pen.focus([...spot.path, to]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (event.key === 'Delete' || event.key === 'Backspace') remove();
    else if (step !== 0 && event.altKey) move(index + step);
    else return;
    event.preventDefault();
  };
  return html`<li
    class=${pen.issues(at).length > 0 || !known ? 'chip bad' : 'chip'}
    data-path=${pathText(at)}
  >
    ${known?.icon ? html`<linli-icon name=${known.icon}></linli-icon>` : nothing}<span>${name}</span>${
      pen.readOnly
        ? nothing
        : html`<button
            type="button"
            id=${idOf(at)}
            aria-label=${pen.words.t('item.remove', { item: name })}
            aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Delete"
            @click=${remove}
            @keydown=${onKeyDown}
          >
            <linli-icon name="x"></linli-icon>
          </button>`
    }
  </li>`;
}

/** Where no list was given: ids, with spaces between them. */
const typedIds = (pen: Pen, spot: Spot, write: (next: readonly string[]) => void): TemplateResult =>
  frame(
    pen,
    spot,
    box(
      pen,
      {
        id: idOf(spot.path),
        value: isList(spot.shown) ? spot.shown.map(textOf).join(' ') : textOf(spot.shown),
        oneLine: true,
        describedBy: describedBy(pen, spot),
        invalid: invalid(pen, spot),
      },
      () => undefined,
      (text) => write(text.split(/[\s,，、]+/u).filter((id) => id !== '')),
    ),
    { for: idOf(spot.path) },
  );
