import { HELP_MARK, columnHeads, referenceHeads } from '../../src/access/messages/exchange-columns.ts';
import { headLine, suggestKind, suggestMapping } from '../../src/model/exchange/mapping.ts';
import type { SheetLine } from '../../src/model/exchange/judge.ts';
import type { SheetKind, SheetSummary } from '../../src/model/schema/staff-exchange.ts';
import type { Sheet } from './sheet.ts';

const SAMPLE_LINES = 4;
const SAMPLE_LENGTH = 80;

const isEmpty = (row: readonly string[]): boolean => row.every((cell) => cell === '');
/** The line of a template that says what goes where. */
const isHelp = (row: readonly string[]): boolean =>
  (row.find((cell) => cell !== '') ?? '').startsWith(HELP_MARK);

const headsOf = ({ rows }: Sheet): number => Math.max(0, headLine(rows.slice(0, 10), columnHeads));

/** The lines of a sheet below its heads, with what must not be taken as it stands. */
export function* linesOf(sheet: Sheet): Generator<SheetLine> {
  for (let row = headsOf(sheet) + 1; row < sheet.rows.length; row += 1) {
    const cells = sheet.rows[row] ?? [];
    if (isEmpty(cells) || isHelp(cells)) continue;
    const unsure = sheet.unsure[row];
    yield { line: row + 1, cells, ...(unsure ? { unsure } : {}) };
  }
}

export const countLines = (sheet: Sheet): number => [...linesOf(sheet)].length;

/** The list of ids that a template brings along: nothing to read. */
const isReferences = ([first]: readonly string[]): boolean =>
  Object.values(referenceHeads).some(({ list }) => list === first);

/** What the desk shows of a sheet before anything is judged. */
export function summaryOf(sheet: Sheet): SheetSummary {
  const heads = sheet.rows[headsOf(sheet)] ?? [];
  const sample: string[][] = [];
  for (const { cells } of linesOf(sheet)) {
    if (sample.length === SAMPLE_LINES) break;
    sample.push(
      cells.map((cell) => (cell.length > SAMPLE_LENGTH ? `${cell.slice(0, SAMPLE_LENGTH)}…` : cell)),
    );
  }
  const kind = isReferences(heads) ? undefined : suggestKind(heads, columnHeads);
  return {
    name: sheet.name,
    hidden: sheet.hidden,
    lines: countLines(sheet),
    heads: [...heads],
    sample,
    notes: [...sheet.notes],
    ...(kind ? { kind } : {}),
    mapping: kind ? mappingFor(kind, heads) : {},
  };
}

export const mappingFor = (kind: SheetKind, heads: readonly string[]): SheetSummary['mapping'] =>
  suggestMapping(kind, heads, columnHeads);
