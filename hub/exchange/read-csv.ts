import { CsvError, parse } from 'csv-parse/sync';
import { type ReadUpload, mustFit, mustSaySomething, sheetLimits } from './sheet.ts';
import { readText } from './text.ts';
import { Unreadable } from './unreadable.ts';

const DELIMITERS = [',', '\t', ';', '，'] as const;

const lineOf = (error: CsvError, otherwise: number): string => {
  const lines: unknown = error['lines'];
  return String(typeof lines === 'number' ? lines : otherwise);
};

/** The mark between cells that the first line has most of, outside quotes. */
function delimiterOf(text: string): string {
  const line =
    text
      .slice(0, 100_000)
      .split(/\r?\n/u)
      .find((each) => each.trim() !== '') ?? '';
  const bare = line.replaceAll(/"[^"]*"/gu, '');
  const counts = DELIMITERS.map((mark) => bare.split(mark).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/**
 * Reads CSV (RFC 4180) in any usual encoding and with any usual mark between cells.
 * @throws Unreadable
 */
export function readCsv(bytes: Uint8Array): ReadUpload {
  const { text, encoding } = readText(bytes);
  if (text.trim() === '') throw new Unreadable('exchange.empty');
  const delimiter = delimiterOf(text);
  mustFit(text.slice(0, 1_000_000).split('\n', 1)[0]?.split(delimiter).length ?? 0, 0);
  let count = 0;
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      relax_column_count: true,
      bom: true,
      max_record_size: 2_000_000,
      on_record: (record: string[]) => {
        count += 1;
        mustFit(record.length, count);
        return record.map((cell) => cell.slice(0, sheetLimits.cellLength).replaceAll('\r\n', '\n').trim());
      },
    });
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    if (error instanceof CsvError) throw new Unreadable('exchange.csv-broken', lineOf(error, count + 1));
    throw error;
  }
  const notes =
    encoding === 'utf-8' ? [] : [{ code: 'encoding' as const, values: { encoding: encoding.toUpperCase() } }];
  const sheets = [{ name: 'CSV', hidden: false, rows, notes, unsure: {} }];
  mustSaySomething(sheets);
  return { format: 'csv', sheets, notes };
}
