import { type TemplateResult, html, nothing } from 'lit';
import type { Shape } from '../shape.ts';
import { isList, isObject, pathText } from '../values.ts';
import { frame, issueLines } from './frame.ts';
import { type Pen, type Spot, idOf, inside, itemOf, textOf } from './pen.ts';
import { nameOfItem } from './summary.ts';
import { box, localizedBoxes } from './text.ts';

const SCALARS: readonly Shape['kind'][] = [
  'text',
  'number',
  'truth',
  'choice',
  'ref',
  'time',
  'day',
  'localized',
];

/** Items that are short enough to stand open, one below the other. */
const isShort = (shape: Shape): boolean =>
  shape.kind !== 'union' &&
  (shape.kind !== 'object' ||
    (shape.fields.length <= 2 && shape.fields.every((field) => SCALARS.includes(field.shape.kind))));

/** Several of the same: added, removed, copied, moved by buttons or dragged. */
export function drawList(pen: Pen, spot: Spot, item: Shape, most: number | undefined): TemplateResult {
  const { path, field } = spot;
  const { t } = pen.words;
  const list = isList(spot.shown) ? spot.shown : [];
  const full = most !== undefined && list.length >= most;
  return frame(
    pen,
    spot,
    html`${
        list.length === 0
          ? html`<p class="muted">
              ${t(field.optional && field.standard === undefined ? 'none.unset' : 'none')}
            </p>`
          : nothing
      }
      <ul class="items" data-list=${pathText(path)}>
        ${list.map((_value, index) => drawItem(pen, spot, item, index, list.length, full))}
      </ul>
      ${
        pen.readOnly
          ? nothing
          : full
            ? html`<p class="hint add" id=${idOf(path)} tabindex="-1">${t('full', { most })}</p>`
            : html`<button
                type="button"
                class="small add"
                id=${idOf(path)}
                aria-label=${t('add.of', { field: pen.words.field(field.at).name })}
                @click=${() => pen.list.add(spot)}
              >
                <linli-icon name="plus"></linli-icon>${t('add')}
              </button>`
      }`,
  );
}

function drawItem(
  pen: Pen,
  list: Spot,
  shape: Shape,
  index: number,
  length: number,
  full: boolean,
): TemplateResult {
  const spot = itemOf(list, shape, index);
  const name = nameOfItem(pen, shape, list.field.at, spot.shown, index);
  const acts = buttons(pen, list, index, { name, length, full });
  return isShort(shape) ? shortItem(pen, spot, shape, name, acts) : foldedItem(pen, spot, name, acts);
}

/** What can be done with an item; at the ends a button stays, so that whoever stands on it does not lose the place. */
function buttons(
  pen: Pen,
  list: Spot,
  index: number,
  { name, length, full }: { readonly name: string; readonly length: number; readonly full: boolean },
): TemplateResult | typeof nothing {
  if (pen.readOnly) return nothing;
  const at = [...list.path, index];
  const one = (act: 'up' | 'down' | 'copy' | 'remove', icon: string, off: boolean, onPress: () => void) =>
    html`<button
      type="button"
      class="icon"
      id=${idOf(at, act)}
      aria-label=${pen.words.t(`item.${act}`, { item: name })}
      title=${pen.words.t(`item.${act}`, { item: name })}
      aria-disabled=${off ? 'true' : 'false'}
      @click=${() => (off ? undefined : onPress())}
    >
      <linli-icon name=${icon}></linli-icon>
    </button>`;
  return html`<span class="acts">
    ${one('up', 'arrow-up', index === 0, () => pen.list.move(list, index, index - 1, name))}
    ${one('down', 'arrow-down', index === length - 1, () => pen.list.move(list, index, index + 1, name))}
    ${one('copy', 'copy', full, () => pen.list.copy(list, index))}
    ${one('remove', 'trash-2', false, () => pen.list.remove(list, index, name))}
  </span>`;
}

/** Only a mouse or a finger uses it; the keyboard has the arrows. */
const grip = (pen: Pen, name: string): TemplateResult | typeof nothing =>
  pen.readOnly
    ? nothing
    : html`<span class="grip" aria-hidden="true" title=${pen.words.t('item.grip', { item: name })}
        ><linli-icon name="grip-vertical"></linli-icon
      ></span>`;

function foldedItem(
  pen: Pen,
  spot: Spot,
  name: string,
  acts: TemplateResult | typeof nothing,
): TemplateResult {
  const { path } = spot;
  const key = pathText(path);
  const open = pen.isOpen(key, false);
  const wrong = pen.issuesWithin(path);
  const icon = isObject(spot.shown) ? textOf(spot.shown['icon']) : '';
  return html`<li class="item" data-path=${key}>
    <div class="bar">
      ${grip(pen, name)}
      <button
        type="button"
        class="fold"
        id=${idOf(path)}
        aria-expanded=${open ? 'true' : 'false'}
        @click=${() => pen.setOpen(key, !open)}
      >
        <linli-icon name=${open ? 'chevron-down' : 'chevron-right'}></linli-icon>
        ${icon ? html`<linli-icon name=${icon}></linli-icon>` : nothing}
        <span>${name}</span>${
          wrong > 0 ? html`<span class="tag bad">${pen.words.t('faults', { n: wrong })}</span>` : nothing
        }
      </button>
      ${acts}
    </div>
    ${open ? html`<div class="body">${issueLines(pen, path)}${pen.draw({ ...spot, bare: true })}</div>` : nothing}
  </li>`;
}

function shortItem(
  pen: Pen,
  spot: Spot,
  shape: Shape,
  name: string,
  acts: TemplateResult | typeof nothing,
): TemplateResult {
  const { path } = spot;
  return html`<li class="item inline" data-path=${pathText(path)}>
    <div class="bar" role="group" aria-labelledby=${idOf(path, 'name')}>
      ${grip(pen, name)}
      <span class="unseen" id=${idOf(path, 'name')}
        >${pen.words.field(spot.field.at).name} ${Number(spot.field.name) + 1}</span
      >
      <div class="body">${shortControl(pen, spot, shape)}</div>
      ${acts}
    </div>
    ${shape.kind === 'object' ? issueLines(pen, path) : nothing}
  </li>`;
}

function shortControl(pen: Pen, spot: Spot, shape: Shape): TemplateResult {
  if (shape.kind === 'object')
    return html`<div class=${Number(spot.field.name) > 0 ? 'row ends again' : 'row ends'}>
      ${shape.fields.map((field) => pen.draw(inside(spot, field)))}
    </div>`;
  const hint = html`<span class="unseen" id=${idOf(spot.path, 'hint')}
    >${pen.words.field(spot.field.at).hint}</span
  >`;
  if (shape.kind === 'localized') return html`${hint}${localizedBoxes(pen, spot, shape.most, shape.mostEn)}`;
  return html`${hint}${box(
    pen,
    {
      id: idOf(spot.path),
      value: textOf(spot.shown),
      most: shape.kind === 'text' ? shape.most : undefined,
      labelledBy: idOf(spot.path, 'name'),
      describedBy: `${idOf(spot.path, 'hint')} ${idOf(spot.path, 'issue')}`,
      invalid: pen.issues(spot.path).length > 0 ? 'true' : 'false',
    },
    (text) => pen.change(spot.path, text),
  )}${issueLines(pen, spot.path)}`;
}
