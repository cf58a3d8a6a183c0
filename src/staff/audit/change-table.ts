import { type TemplateResult, html } from 'lit';
import { type FieldChange, type JsonPath, diffOf } from '../../model/editing/index.ts';
import type { AuditRow } from '../../model/schema/staff-audit.ts';
import type { ContentWords } from '../content/content-words.ts';
import { fieldName, valueText as contentText } from '../content/field-text.ts';
import { type ValueReader, contentOf, fieldText, valueText } from './line-text.ts';

/** More than a screen shows at once; the spreadsheet has all. */
const MOST = 200;

/** How a line is read: as the forms of the content say it, or by the hub's own fields. */
interface LineReader {
  readonly name: (change: FieldChange) => string;
  readonly text: (at: JsonPath, value: unknown) => string;
}

/** What a line changed, field by field: as it was, and as it is. */
export function changeTable(reader: ValueReader, content: ContentWords, line: AuditRow): TemplateResult {
  const { t } = reader.words;
  const { before, after } = line;
  const read = readerOf(reader, content, line);
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
        .map((change) => row(reader, read, change))}
    </tbody>
  </table>`;
}

function readerOf(reader: ValueReader, content: ContentWords, line: AuditRow): LineReader {
  const role = contentOf(line);
  if (role)
    return {
      name: ({ at, kind }) => fieldName(content, role, at, kind === 'removed' ? line.before : line.after),
      text: (at, value) => contentText(content, role, at, value),
    };
  // How long something is kept is one number, and has no fields.
  const whole = line.event === 'care.retention' ? reader.words.t('field.days') : reader.words.t('diff.whole');
  return {
    name: ({ at }) =>
      at.length === 0
        ? whole
        : at
            .map((step) => (typeof step === 'number' ? String(step + 1) : fieldText(reader.words, step)))
            .join(' · '),
    text: (at, value) =>
      valueText(
        reader,
        at
          .filter((step) => typeof step === 'string')
          .slice(-1)
          .join(''),
        value,
      ),
  };
}

function row({ words: { t } }: ValueReader, read: LineReader, change: FieldChange): TemplateResult {
  const { kind, at, before, after } = change;
  const name = html`<th scope="row">${read.name(change)}</th>`;
  return kind === 'moved'
    ? html`<tr>
        ${name}
        <td colspan="2">${t('diff.moved')}: ${Number(before) + 1} → ${Number(after) + 1}</td>
      </tr>`
    : html`<tr>
        ${name}
        <td>${kind === 'added' ? t('diff.none') : html`<del>${read.text(at, before)}</del>`}</td>
        <td>${kind === 'removed' ? t('diff.none') : html`<ins>${read.text(at, after)}</ins>`}</td>
      </tr>`;
}
