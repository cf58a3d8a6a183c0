import { css } from 'lit';

/** One line of a list: a text for each head but the last, which is left free to tick. */
export type SheetRow = readonly string[];

export interface Sheet {
  readonly title: string;
  /** Hall, number of people, when it was printed. */
  readonly small: readonly string[];
  readonly heads: readonly string[];
  readonly rows: readonly SheetRow[];
}

const sheetStyles = css`
  :host {
    display: block;
    background: #fff;
    color: #000;
    font-family: var(--font, sans-serif);
    font-size: 11pt;
    line-height: 1.4;
  }
  h1 {
    margin: 0;
    font-size: 16pt;
  }
  p {
    margin: 0 0 3mm;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 1.5mm 2mm;
    border: 0.3mm solid #000;
    text-align: start;
    overflow-wrap: anywhere;
  }
  thead {
    display: table-header-group;
  }
  tr {
    break-inside: avoid;
  }
  th:last-child {
    width: 12mm;
  }
`;

/** A list as a sheet of A4, in black only; its head comes again on each page. Belongs to no document yet. */
export function sheetOf({ title, small, heads, rows }: Sheet): HTMLElement {
  const sheet = document.createElement('div');
  const root = sheet.attachShadow({ mode: 'open' });
  if (sheetStyles.styleSheet) root.adoptedStyleSheets = [sheetStyles.styleSheet];
  const table = document.createElement('table');
  table.createTHead().append(line('th', heads));
  const body = table.createTBody();
  for (const row of rows) body.append(line('td', [...row, '']));
  root.append(text('h1', title), text('p', small.join(' · ')), table);
  return sheet;
}

function line(cell: 'th' | 'td', texts: readonly string[]): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.append(...texts.map((one) => text(cell, one)));
  return row;
}

function text(name: string, content: string): HTMLElement {
  const element = document.createElement(name);
  element.textContent = content;
  return element;
}
