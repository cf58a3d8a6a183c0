import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import { HELP_MARK, headOf, helpOf, referenceHeads } from '../../src/access/messages/exchange-columns.ts';
import { entriesOf } from '../../src/model/editing/index.ts';
import { type ExchangeEntry, itemsOf } from '../../src/model/exchange/entries.ts';
import { columnsOf, keyColumns } from '../../src/model/exchange/fields.ts';
import type { Reading } from '../../src/model/exchange/forms.ts';
import { lineOf } from '../../src/model/exchange/items.ts';
import { safeCell } from '../../src/model/exchange/safe-cell.ts';
import type { SheetKind } from '../../src/model/schema/staff-exchange.ts';
import type { Language } from '../../src/model/schema/text.ts';
import type { SiteFiles } from '../content/compile.ts';

export interface SheetWish {
  readonly kind: SheetKind;
  readonly format: 'xlsx' | 'csv';
  readonly language: Language;
  /** Heads and help only. */
  readonly empty: boolean;
}

/** The line under the heads that says what goes where; it is passed over when the sheet is read. */
function helpRow(kind: SheetKind, language: Language): string[] {
  const words = columnsOf(kind).map((column) => {
    const { zh, en } = helpOf(kind, column);
    return language === 'en' ? (en ?? zh) : zh;
  });
  return words.map((text, index) => (index === 0 ? `${HELP_MARK}${text}` : text));
}

/** Heads, help, and a line for each item. */
export function rowsOf({ kind, language, empty }: SheetWish, files: SiteFiles, reading: Reading): string[][] {
  const columns = columnsOf(kind);
  const entries = entriesOf(files.site) as unknown as ExchangeEntry[];
  return [
    columns.map((column) => headOf(kind, column, language)),
    helpRow(kind, language),
    ...(empty ? [] : itemsOf(kind, entries).map(({ item }) => [...lineOf(kind, item, reading)])),
  ];
}

/** What may be named in the sheet: ids with their names. */
function referenceRows({ kind, language }: SheetWish, { references }: Reading): string[][] {
  const used: Readonly<Record<SheetKind, readonly (keyof typeof references)[]>> = {
    services: ['catalogue', 'place'],
    places: ['place-kind', 'place', 'circle'],
    notices: ['place'],
    indicators: [],
    calendar: ['service', 'place'],
  };
  const heads = referenceHeads[language];
  return [
    [heads.list, heads.id, heads.name],
    ...used[kind].flatMap((list) =>
      (references[list] ?? []).map(({ id, names }) => [heads[list], id, names[0] ?? ''].map(safeCell)),
    ),
  ];
}

/** Texts only: no cell is ever a formula. */
const cell = (value: string, isHead: boolean, isHelp: boolean) => ({
  type: String,
  value,
  wrap: true,
  alignVertical: 'top' as const,
  ...(isHead ? { fontWeight: 'bold' as const, backgroundColor: '#e8eef4' } : {}),
  ...(isHelp ? { textColor: '#5a6470', backgroundColor: '#f6f7f8' } : {}),
});

const widthOf = (kind: SheetKind, column: string): number =>
  keyColumns[kind].includes(column) ? 24 : /\.(?:zh|en)$/u.test(column) ? 32 : 18;

/** @returns the bytes of a file, safe to open: nothing in it is run as a formula */
export async function writeSheet(wish: SheetWish, files: SiteFiles, reading: Reading): Promise<Uint8Array> {
  const rows = rowsOf(wish, files, reading);
  if (wish.format === 'csv')
    // The mark at the beginning tells Excel that it is UTF-8.
    return Buffer.from(stringify(rows, { bom: true, record_delimiter: '\r\n' }));
  const references = referenceRows(wish, reading);
  const data = rows.map((row, index) =>
    row.map((value) => (value === '' ? null : cell(value, index === 0, index === 1))),
  );
  const { kind, language } = wish;
  const sheets = [
    {
      data,
      sheet: referenceHeads[language][`sheet.${kind}`],
      columns: columnsOf(kind).map((column) => ({ width: widthOf(kind, column) })),
      stickyRowsCount: 1,
      stickyColumnsCount: 1,
    },
    ...(references.length > 1
      ? [
          {
            data: references.map((row, index) => row.map((value) => cell(value, index === 0, false))),
            sheet: referenceHeads[language].sheet,
            columns: [{ width: 16 }, { width: 28 }, { width: 36 }],
            stickyRowsCount: 1,
          },
        ]
      : []),
  ];
  return writeXlsxFile(sheets).toBuffer();
}
