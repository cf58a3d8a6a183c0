import { type TemplateResult, html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Shape } from '../shape.ts';
import { pathText } from '../values.ts';
import { type Pen, type Spot, idOf, isStandard } from './pen.ts';

/** The ids of what describes a control, for `aria-describedby`. */
export const describedBy = (pen: Pen, { path }: Spot): string =>
  [idOf(path, 'hint'), ...(pen.issues(path).length > 0 ? [idOf(path, 'issue')] : [])].join(' ');

export const invalid = (pen: Pen, { path }: Spot): 'true' | 'false' =>
  pen.issues(path).length > 0 ? 'true' : 'false';

/** What is wrong at a field. Said to screen readers with the field, not at once: it changes with every key. */
export function issueLines(pen: Pen, path: Spot['path'], part = 'issue'): TemplateResult | typeof nothing {
  const issues = pen.issues(path);
  if (issues.length === 0) return nothing;
  return html`<div class="issues" id=${idOf(path, part)}>
    ${issues.map(
      ({ text, unknownKey }) =>
        html`<p class="issue">
          <linli-icon name="circle-alert"></linli-icon><span>${text}</span>${
            unknownKey === undefined || pen.readOnly
              ? nothing
              : html`<button
                  type="button"
                  class="small"
                  @click=${() => pen.change([...path, unknownKey], undefined)}
                >
                  ${pen.words.t('issue.unknown-key.remove', { key: unknownKey })}
                </button>`
          }
        </p>`,
    )}
  </div>`;
}

/** A list or an object without anything in it: taking each thing out leads there, and loses less at a time. */
const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Takes what is written out again: to nothing, or back to what stands for it. */
function clearButton(pen: Pen, spot: Spot): TemplateResult | typeof nothing {
  const { field, own, path } = spot;
  const { t, field: name } = pen.words;
  const asked = field.optional && field.standard === undefined && pen.isAsked(path);
  if (pen.readOnly || (own === undefined && !asked)) return nothing;
  if (!field.optional && (field.standard === undefined || isEmpty(field.standard))) return nothing;
  const how = field.standard === undefined ? 'clear' : field.optional ? 'reset.catalogue' : 'reset';
  const label = t(`${how}.of`, { field: name(field.at).name });
  return html`<button
    type="button"
    class="small quiet"
    aria-label=${label}
    @click=${() => {
      pen.clear(path);
      pen.focus(path);
    }}
  >
    ${spot.bare ? label : t(how)}
  </button>`;
}

const standardTag = (pen: Pen, spot: Spot): TemplateResult | typeof nothing =>
  isStandard(spot) && spot.field.standard !== undefined && !isEmpty(spot.field.standard)
    ? html`<span class="tag">${pen.words.t(spot.field.optional ? 'catalogue' : 'standard')}</span>`
    : nothing;

/** What is short enough to stand beside another field. */
const NARROW: readonly Shape['kind'][] = ['number', 'time', 'day', 'instant', 'choice', 'ref', 'id', 'truth'];

/** The class of a field: whether it takes the whole line. */
const fieldClass = ({ field }: Spot): string =>
  NARROW.includes(field.shape.kind) || (field.shape.kind === 'text' && (field.shape.most ?? 0) <= 40)
    ? 'field'
    : 'field wide';

interface FrameOptions {
  /** The control that the name belongs to; without it the frame is a group of controls. */
  readonly for?: string;
  /** Drawn beside the name. */
  readonly beside?: TemplateResult;
}

/**
 * A field as it stands in the form: its name, what to write there, the control, what is wrong with it.
 */
export function frame(
  pen: Pen,
  spot: Spot,
  control: TemplateResult,
  options: FrameOptions = {},
): TemplateResult {
  const { field, path } = spot;
  const { name, hint } = pen.words.field(field.at);
  const group = options.for === undefined;
  return html`<div
    class=${fieldClass(spot)}
    data-path=${pathText(path)}
    role=${ifDefined(group ? 'group' : undefined)}
    aria-labelledby=${ifDefined(group ? idOf(path, 'name') : undefined)}
    aria-describedby=${ifDefined(group ? describedBy(pen, spot) : undefined)}
  >
    <div class="head">
      ${
        group
          ? html`<span class=${spot.bare ? 'unseen' : 'name'} id=${idOf(path, 'name')}>${name}</span>`
          : html`<label id=${idOf(path, 'name')} for=${options.for}>${name}</label>`
      }
      ${standardTag(pen, spot)}${options.beside ?? nothing}${clearButton(pen, spot)}
    </div>
    <p class="hint" id=${idOf(path, 'hint')}>${hint}</p>
    ${control}${issueLines(pen, path)}
  </div>`;
}

/** An optional field that nobody filled in: it says so, and one press opens it. */
export function unsetLine(pen: Pen, spot: Spot, onFill: () => void): TemplateResult {
  const { field, path } = spot;
  const { t, field: words } = pen.words;
  const { name, hint } = words(field.at);
  return html`<div class="field unset" data-path=${pathText(path)}>
    <div class="head">
      <span class="name">${name}</span><span class="muted">${t('unset')}</span>
      ${
        pen.readOnly
          ? nothing
          : html`<button
              type="button"
              class="small"
              id=${idOf(path)}
              aria-label=${t('fill.of', { field: name })}
              aria-describedby=${idOf(path, 'hint')}
              @click=${onFill}
            >
              <linli-icon name="pencil"></linli-icon>${t('fill')}
            </button>`
      }
    </div>
    <p class="hint" id=${idOf(path, 'hint')}>${hint}</p>
    ${issueLines(pen, path)}
  </div>`;
}
