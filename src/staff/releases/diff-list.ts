import { type TemplateResult, css, html, nothing } from 'lit';
import type { EntryDiff } from '../../model/schema/staff-content.ts';
import { type ContentWords, roleName } from '../content/content-words.ts';
import { changeStyles, fieldChanges } from '../content/field-changes.ts';
import { stateStyles, stateTag } from '../content/state-tag.ts';

export const diffStyles = [
  changeStyles,
  stateStyles,
  css`
    .entries {
      display: grid;
      gap: var(--space-1);
    }
    .entries details {
      padding: var(--space-1) var(--space-2);
      border: 1px solid var(--line);
      border-radius: var(--radius-1);
      background: var(--surface-raised);
    }
    .entries summary {
      min-block-size: 2rem;
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    .entries .kind {
      color: var(--muted);
      font-size: var(--type-small);
    }
  `,
];

/** What is different, entry by entry; each opens to its fields. Where there are few, they are open. */
export function diffList(words: ContentWords, entries: readonly EntryDiff[]): TemplateResult {
  return html`<div class="entries">
    ${entries.map((entry) => {
      const { role, id, title, state, changes } = entry;
      const name = id === '-' ? roleName(words, role) : words.of(title);
      return html`<details ?open=${entries.length <= 3}>
        <summary>
          ${stateTag(words, state)}
          <strong>${state === 'moved' ? words.t('changes.order', { what: name }) : name}</strong>
          ${id === '-' ? nothing : html`<span class="kind">${roleName(words, role)}</span>`}
        </summary>
        ${
          state === 'removed'
            ? html`<p>${words.t('changes.entry-removed')}</p>`
            : changes.length === 0
              ? nothing
              : fieldChanges(words, role, changes)
        }
      </details>`;
    })}
  </div>`;
}
