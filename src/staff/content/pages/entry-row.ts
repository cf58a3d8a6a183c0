import { type TemplateResult, css, html, nothing } from 'lit';
import '../../../../components/icon/icon.ts';
import type { EntryRow } from '../../../model/schema/staff-content.ts';
import type { ContentContext } from '../content-context.ts';
import type { ContentWords } from '../content-words.ts';
import { discardEntry } from '../entry-acts.ts';
import { entryPath, rowTitle } from '../entry-links.ts';
import { stateTag } from '../state-tag.ts';

export const rowStyles = css`
  tbody th {
    font-weight: var(--weight-text);
  }
  tbody th a {
    font-weight: var(--weight-strong);
  }
  .id {
    display: block;
    color: var(--muted);
    font-size: var(--type-small);
  }
  .narrow {
    inline-size: 1%;
    white-space: nowrap;
  }
  .narrow .row {
    flex-wrap: nowrap;
    gap: 0.35rem;
  }
  td button {
    min-block-size: 2.5rem;
    min-inline-size: 2.5rem;
    padding: 0.25rem 0.6rem;
  }
  .grip {
    display: inline-grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2.5rem;
    color: var(--muted);
    cursor: grab;
    touch-action: none;
  }
  .ghost {
    opacity: 0.4;
  }
  .gone th a {
    color: var(--muted);
    text-decoration: line-through;
  }
`;

/** What can be done with the entry of a row. */
export interface RowWork {
  /** Its place among so many, and how it is moved by one; left out where the list has no order. */
  readonly order?: { readonly index: number; readonly count: number; readonly onStep: (by: -1 | 1) => void };
  readonly onCopy: () => void;
  readonly onRemove: () => void;
}

/** An entry as a line of a table. */
export function entryRow(content: ContentContext, row: EntryRow, work: RowWork): TemplateResult {
  const { words } = content;
  const { t } = words;
  const name = rowTitle(words, row);
  const gone = row.state === 'removed';
  return html`<tr class="sorted ${gone ? 'gone' : ''}">
    ${work.order ? orderCell(words, row.id, name, work.order) : nothing}
    <th scope="row">
      <a href=${entryPath(content, row.role, row.id)}>${name}</a>
      <span class="id">${row.own ? t('list.own') : row.id}</span>
    </th>
    <td>${stateTags(content, row)}</td>
    <td>
      ${
        row.editedAt === undefined
          ? nothing
          : html`${words.when(Date.parse(row.editedAt))}<br />${row.editedBy?.shownName ?? ''}`
      }
    </td>
    <td class="narrow">
      <span class="row">
        ${
          gone
            ? html`<button type="button" @click=${() => void discardEntry(content, row, name)}>
                ${t('do.restore')}
              </button>`
            : html`${iconButton('copy', t('list.copy', { name }), t('do.duplicate'), work.onCopy)}
              ${iconButton('trash-2', t('list.remove', { name }), t('do.remove'), work.onRemove)}`
        }
      </span>
    </td>
  </tr>`;
}

const iconButton = (icon: string, label: string, title: string, onClick: () => void): TemplateResult =>
  html`<button type="button" aria-label=${label} title=${title} @click=${onClick}>
    <linli-icon name=${icon}></linli-icon>
  </button>`;

/** How it differs from what is live, what is wrong with it, and who has it open. */
function stateTags({ words, staff, reading }: ContentContext, row: EntryRow): TemplateResult {
  const { t } = words;
  const faults = (reading.check?.faults ?? []).filter(({ role, id }) => role === row.role && id === row.id);
  const here = (reading.overview?.here ?? []).filter(
    (one) => one.role === row.role && one.id === row.id && one.staff !== staff.session.staff.id,
  );
  return html`${stateTag(words, row.state)}
  ${faults.length > 0 ? html`<span class="tag removed">${t('kinds.faults', { n: faults.length })}</span>` : nothing}
  ${row.conflicts > 0 ? html`<span class="tag removed">${t('list.conflicts')}</span>` : nothing}
  ${
    here.length > 0
      ? html`<span class="tag"
          >${t('list.here', { names: words.list(here.map((one) => one.shownName)) })}</span
        >`
      : nothing
  }`;
}

function orderCell(
  { t }: ContentWords,
  id: string,
  name: string,
  { index, count, onStep }: NonNullable<RowWork['order']>,
): TemplateResult {
  const step = (by: -1 | 1): TemplateResult => {
    const way = by === -1 ? 'up' : 'down';
    return html`<button
      type="button"
      data-focus="${id}.${way}"
      aria-label=${t(`list.${way}`, { name })}
      aria-disabled=${index + by < 0 || index + by >= count ? 'true' : 'false'}
      @click=${() => onStep(by)}
    >
      <linli-icon name="arrow-${way}"></linli-icon>
    </button>`;
  };
  return html`<td class="narrow">
    <span class="row">
      <span class="grip" title=${t('list.drag')}><linli-icon name="grip-vertical"></linli-icon></span
      >${step(-1)}${step(1)}
    </span>
  </td>`;
}
