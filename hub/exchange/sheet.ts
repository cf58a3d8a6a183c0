import type { SheetNote, ImportFormat } from '../../src/model/schema/staff-exchange.ts';
import { Unreadable } from './unreadable.ts';

/** A sheet as it was read: every cell a text, empty where there is none. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly SheetNote[];
  /** Cells that cannot be taken as they stand: by row, then by column, both from 0. */
  readonly unsure: Readonly<Record<number, Readonly<Record<number, 'merged' | 'formula-empty'>>>>;
}

/** A JSON file of a folder, as it was packed. */
export interface PackedFile {
  readonly name: string;
  readonly text: string;
}

/** What came out of an upload. */
export type ReadUpload =
  | {
      readonly format: Exclude<ImportFormat, 'folder'>;
      readonly sheets: readonly Sheet[];
      readonly notes: readonly SheetNote[];
    }
  | {
      readonly format: 'folder';
      readonly files: readonly PackedFile[];
      readonly notes: readonly SheetNote[];
    };

export const sheetLimits = { columns: 500, rows: 50_000, cellLength: 40_000, sheets: 50 } as const;

/** @throws Unreadable where a sheet is wider or longer than any that people fill in */
export function mustFit(columns: number, rows: number): void {
  if (columns > sheetLimits.columns) throw new Unreadable('exchange.too-wide', String(columns));
  if (rows > sheetLimits.rows) throw new Unreadable('exchange.too-long', String(rows));
}

/** @throws Unreadable where all sheets are empty */
export function mustSaySomething(sheets: readonly Sheet[]): void {
  if (!sheets.some(({ rows }) => rows.some((row) => row.some((cell) => cell !== ''))))
    throw new Unreadable('exchange.empty');
}
