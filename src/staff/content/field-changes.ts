import { type TemplateResult, css, html, nothing } from 'lit';
import type { FieldChange } from '../../model/editing/index.ts';
import type { ContentRole } from '../../model/schema/staff-content.ts';
import type { ContentWords } from './content-words.ts';
import { fieldName, valueText } from './field-text.ts';

export const changeStyles = css`
  .changes {
    display: grid;
    gap: var(--space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .changes li {
    display: grid;
    grid-template-columns: minmax(8rem, 14rem) minmax(0, 1fr);
    gap: 0 var(--space-2);
  }
  .changes .name {
    color: var(--muted);
    font-size: var(--type-small);
  }
  .changes del,
  .changes ins {
    display: block;
    padding-inline: 0.4em;
    border-radius: 4px;
    text-decoration: none;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .changes del {
    background: var(--danger-soft);
  }
  .changes ins {
    background: var(--positive-soft);
  }
  .changes .sign {
    font-weight: var(--weight-strong);
  }
  @media (max-width: 46rem) {
    .changes li {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

/** Longer texts are cut: whoever wants all of it opens the entry. */
const LONGEST = 400;
const MOST = 40;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** What changed, field by field: what it was and what it is. */
export function fieldChanges(
  words: ContentWords,
  kind: ContentRole,
  changes: readonly Omit<FieldChange, 'path'>[],
  bodies: { readonly before?: unknown; readonly after?: unknown } = {},
): TemplateResult {
  const { t } = words;
  return html`<ul class="changes">
      ${changes.slice(0, MOST).map((change) => line(words, kind, change, bodies))}
    </ul>
    ${changes.length > MOST ? html`<p class="hint">${t('changes.more', { n: changes.length - MOST })}</p>` : nothing}`;
}

function line(
  words: ContentWords,
  kind: ContentRole,
  { at, kind: how, before, after }: Omit<FieldChange, 'path'>,
  bodies: { readonly before?: unknown; readonly after?: unknown },
): TemplateResult {
  const { t } = words;
  const name = fieldName(words, kind, at, how === 'removed' ? bodies.before : bodies.after);
  const text = (value: unknown) => cut(valueText(words, kind, at, value));
  if (how === 'moved')
    return html`<li>
      <span class="name">${name}</span>
      <span>${t('changes.moved', { from: Number(before) + 1, to: Number(after) + 1 })}</span>
    </li>`;
  return html`<li>
    <span class="name">${name}</span>
    <span
      >${
        how === 'added'
          ? nothing
          : html`<del><span class="sign">${t('changes.was')}</span>${text(before)}</del>`
      }${
        how === 'removed'
          ? html`<span>${t('changes.removed')}</span>`
          : html`<ins><span class="sign">${t('changes.is')}</span>${text(after)}</ins>`
      }</span
    >
  </li>`;
}
