import { type TemplateResult, html, nothing } from 'lit';
import { blankOf } from '../blank.ts';
import { type Section, layouts } from '../layout.ts';
import type { Field, ObjectShape, UnionShape } from '../shape.ts';
import { type JsonObject, isObject, pathText } from '../values.ts';
import { describedBy, frame, issueLines, unsetLine } from './frame.ts';
import { type Pen, type Spot, idOf, inside, textOf } from './pen.ts';
import { select } from './simple.ts';

/** The key under which the form remembers whether a section is open. */
export const sectionKey = (path: Spot['path'], section: string): string => `${pathText(path)}#${section}`;

/** People look for names; an id is for the computer. */
const idLast = (fields: readonly Field[]): readonly Field[] => [
  ...fields.filter(({ name }) => name !== 'id'),
  ...fields.filter(({ name }) => name === 'id'),
];

/** The fields of an object: in sections where there are many. */
export function drawFields(pen: Pen, spot: Spot, fields: readonly Field[]): TemplateResult {
  const sections = layouts[spot.field.at];
  return sections && spot.path.every((part) => typeof part === 'string')
    ? html`${sections.map((section) => drawSection(pen, spot, fields, section))}`
    : html`${idLast(fields).map((field) => pen.draw(inside(spot, field)))}`;
}

function drawSection(
  pen: Pen,
  spot: Spot,
  fields: readonly Field[],
  section: Section,
): TemplateResult | typeof nothing {
  const key = sectionKey(spot.path, section.key);
  const open = pen.isOpen(key, section.open);
  const spots = section.fields.flatMap((name) => {
    const field = fields.find((one) => one.name === name);
    return field ? [inside(spot, field)] : [];
  });
  if (spots.length === 0) return nothing;
  const wrong = spots.reduce((sum, { path }) => sum + pen.issuesWithin(path), 0);
  const heading = html`<button
    type="button"
    class="fold"
    aria-expanded=${open ? 'true' : 'false'}
    @click=${() => pen.setOpen(key, !open)}
  >
    <linli-icon name=${open ? 'chevron-down' : 'chevron-right'}></linli-icon>
    <span>${pen.words.section(section.key)}</span>${
      wrong > 0 ? html`<span class="tag bad">${pen.words.t('faults', { n: wrong })}</span>` : nothing
    }
  </button>`;
  return html`<section class="section" data-section=${key}>
    ${spot.path.length === 0 ? html`<h3>${heading}</h3>` : html`<h4>${heading}</h4>`}
    ${
      open
        ? html`<div class="body">
            ${spots.map((one) => pen.draw(spots.length === 1 ? { ...one, bare: true } : one))}
          </div>`
        : nothing
    }
  </section>`;
}

/** Whether an object can be begun by writing one of its fields: nothing else has to be there. */
const canBeBegun = ({ fields }: ObjectShape): boolean =>
  fields.every(({ optional, standard }) => optional || standard !== undefined);

export function drawObject(pen: Pen, spot: Spot, shape: ObjectShape): TemplateResult {
  const { field, path } = spot;
  // The item of a list is framed by the list.
  if (typeof path[path.length - 1] === 'number') return drawFields(pen, spot, shape.fields);
  if (field.optional && spot.shown === undefined && !canBeBegun(shape))
    return unsetLine(pen, spot, () => {
      pen.change(path, blankOf(shape, field.at));
      pen.focus(path);
    });
  return frame(pen, spot, html`<div class="inner">${drawFields(pen, spot, shape.fields)}</div>`);
}

/** What was written of one form of a union, carried over to another as far as both know it. */
function turned(shape: UnionShape, value: JsonObject, which: string, at: string): JsonObject {
  const fieldsOf = (option: string): readonly Field[] =>
    shape.options.find((one) => one.value === option)?.fields ?? [];
  const known = new Set(shape.options.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const fields = fieldsOf(which);
  const kept = Object.entries(value).filter(
    ([key]) => key !== shape.key && (!known.has(key) || fields.some(({ name }) => name === key)),
  );
  const blank = blankOf({ kind: 'object', fields }, at) as JsonObject;
  return { [shape.key]: which, ...blank, ...Object.fromEntries(kept) };
}

/** One of several forms: which one, then its fields. */
export function drawUnion(pen: Pen, spot: Spot, shape: UnionShape): TemplateResult {
  const { field, path } = spot;
  const value = isObject(spot.shown) ? spot.shown : {};
  const which = textOf(value[shape.key]);
  const fields = shape.options.find((option) => option.value === which)?.fields ?? [];
  const at = [...path, shape.key];
  const inItem = typeof path[path.length - 1] === 'number';
  const wrong = pen.issues(at).length > 0;
  const choice = html`<div class="wide" data-path=${pathText(at)}>
      ${select(
        pen,
        {
          id: idOf(at),
          label: pen.words.field(field.at).name,
          describedBy: inItem ? idOf(at, 'issue') : `${describedBy(pen, spot)} ${idOf(at, 'issue')}`,
          invalid: wrong ? 'true' : 'false',
        },
        shape.options.map((option) => ({
          value: option.value,
          name: pen.words.value(field.at, option.value),
        })),
        which,
        (next) => pen.change(path, turned(shape, value, next, field.at)),
      )}
      ${issueLines(pen, at)}
    </div>
    ${idLast(fields).map((one) => pen.draw(inside(spot, one)))}`;
  return inItem ? choice : frame(pen, spot, html`<div class="inner">${choice}</div>`);
}
