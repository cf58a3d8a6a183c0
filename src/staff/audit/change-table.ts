import { type TemplateResult, html } from 'lit';
import { type FieldChange, diffOf } from '../../model/editing/index.ts';
import type { AuditRow } from '../../model/schema/staff-audit.ts';
import type { AuditWords } from './audit-words.ts';

/** More than a screen shows at once; the spreadsheet has all. */
const MOST = 200;

const shown = (words: AuditWords, value: unknown): string => {
  if (value === undefined || value === null || value === '') return words.t('diff.none');
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 1);
};

/** What a line changed, field by field: as it was, and as it is. */
export function changeTable(words: AuditWords, { before, after }: AuditRow): TemplateResult {
  const { t } = words;
  return html`<table class="diff">
    <caption>
      ${t('diff.heading')}
    </caption>
    <thead>
      <tr>
        ${(['field', 'before', 'after'] as const).map((head) => html`<th scope="col">${t(`diff.${head}`)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${diffOf(before, after)
        .slice(0, MOST)
        .map((change) => row(words, change))}
    </tbody>
  </table>`;
}

function row(words: AuditWords, { path, kind, before, after }: FieldChange): TemplateResult {
  const { t } = words;
  const field = path === '' ? t('diff.whole') : path;
  return kind === 'moved'
    ? html`<tr>
        <th scope="row">${field}</th>
        <td colspan="2">${t('diff.moved')}: ${Number(before) + 1} → ${Number(after) + 1}</td>
      </tr>`
    : html`<tr>
        <th scope="row">${field}</th>
        <td><del>${shown(words, before)}</del></td>
        <td><ins>${shown(words, after)}</ins></td>
      </tr>`;
}
