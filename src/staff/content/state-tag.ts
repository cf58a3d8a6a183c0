import { type TemplateResult, css, html, nothing } from 'lit';
import type { EntryState } from '../../model/schema/staff-content.ts';
import type { ContentWords } from './content-words.ts';

export const stateStyles = css`
  .tag.new {
    color: var(--positive);
  }
  .tag.changed {
    color: var(--caution);
  }
  .tag.removed {
    color: var(--danger);
  }
`;

/** How an entry differs from what is live; nothing where it does not. */
export const stateTag = (
  { t }: ContentWords,
  state: EntryState | 'moved',
): TemplateResult | typeof nothing =>
  state === 'same' ? nothing : html`<span class="tag ${state}">${t(`state.${state}`)}</span>`;
