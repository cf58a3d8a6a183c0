/** What the reader of sheets does not tell: how large a sheet is, and which of its cells are not what they seem. */
export interface SheetFacts {
  readonly columns: number;
  readonly rows: number;
  readonly formulas: number;
  /** Ranges such as `A2:A5`. */
  readonly merges: readonly string[];
  /** By row and column, both from 0. */
  readonly unsure: Readonly<Record<number, Readonly<Record<number, 'merged' | 'formula-empty'>>>>;
}

const CELL = /<(?:\w+:)?c\b([^>]*)>(<(?:\w+:)?f\b[^>]*(?:\/>|>[^<]*<\/(?:\w+:)?f>)(<(?:\w+:)?v>[^<])?)?/gu;
const EMPTY_CELL = /<(?:\w+:)?c\b[^>]*\/>/gu;
const ADDRESS = /(?:^|\s)r="([A-Z]{1,7})(\d{1,9})"/u;
const MERGE = /<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,7})(\d{1,9}):([A-Z]{1,7})(\d{1,9})"/gu;
/** Of merged cells so many are looked at; a sheet with more is a form, not a list. */
const MOST_MERGED = 100_000;

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** @param xml of one sheet */
export function factsOf(xml: string): SheetFacts {
  const unsure: Record<number, Record<number, 'merged' | 'formula-empty'>> = {};
  const mark = (row: number, column: number, what: 'merged' | 'formula-empty'): void => {
    (unsure[row - 1] ??= {})[column - 1] = what;
  };
  let [columns, rows, formulas] = [0, 0, 0];
  for (const [, tag = '', formula, value] of xml.matchAll(CELL)) {
    if (tag.endsWith('/')) continue;
    const [, letters = '', digits = ''] = ADDRESS.exec(tag) ?? [];
    const [column, row] = [columnOf(letters), Number(digits)];
    columns = Math.max(columns, column);
    rows = Math.max(rows, row);
    if (formula === undefined) continue;
    formulas += 1;
    if (value === undefined) mark(row, column, 'formula-empty');
  }
  const merges: string[] = [];
  let covered = 0;
  for (const [, left = '', top = '', right = '', bottom = ''] of xml.matchAll(MERGE)) {
    merges.push(`${left}${top}:${right}${bottom}`);
    for (let row = Number(top); row <= Math.min(Number(bottom), rows); row += 1)
      for (let column = columnOf(left); column <= Math.min(columnOf(right), columns); column += 1) {
        covered += 1;
        if (covered > MOST_MERGED) return { columns, rows, formulas, merges, unsure };
        if (row !== Number(top) || column !== columnOf(left)) mark(row, column, 'merged');
      }
  }
  return { columns, rows, formulas, merges, unsure };
}

/** Cells that have a look but no value: a sheet may have a million of them. */
export const withoutEmptyCells = (xml: string): string => xml.replaceAll(EMPTY_CELL, '');
