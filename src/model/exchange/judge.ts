import { calendarEntry } from '../schema/calendar.ts';
import { indicatorRow, indicatorTable } from '../schema/indicator.ts';
import { notice } from '../schema/notice.ts';
import { place } from '../schema/place.ts';
import { siteService } from '../schema/service.ts';
import type {
  ColumnMapping,
  ImportCounts,
  ImportLine,
  LineFault,
  SheetKind,
} from '../schema/staff-exchange.ts';
import { Counter, type ExchangeEntry, type Item, entriesWith, itemsOf, keyOf, titleOf } from './entries.ts';
import { REST, fieldsOf, keyColumns } from './fields.ts';
import type { Reading } from './forms.ts';
import { faultOfIssue } from './issue-faults.ts';
import { itemOf, lineOf } from './items.ts';
import { columnsOf } from './fields.ts';
import { type JsonObject, isObject, sameValue } from './values.ts';

/** A line of a sheet. */
export interface SheetLine {
  /** As the sheet counts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Cells that cannot be taken as they stand, by their column: hidden under a merge, or a formula without a value. */
  readonly unsure?: Readonly<Record<number, 'merged' | 'formula-empty'>>;
}

export interface Judging {
  readonly kind: SheetKind;
  readonly mapping: ColumnMapping;
  readonly blanks: 'keep' | 'clear';
  readonly reading: Reading;
  /** The draft, the entries of this kind at least. */
  readonly entries: readonly ExchangeEntry[];
}

export interface Judged {
  readonly counts: ImportCounts;
  /** The entries to write, where only the good lines are taken. */
  readonly changes: readonly ExchangeEntry[];
}

const schemas = {
  services: siteService,
  places: place,
  notices: notice,
  indicators: indicatorRow.extend({ table: indicatorTable.omit({ rows: true }) }),
  calendar: calendarEntry,
} as const;

/**
 * Judges a sheet line by line.
 * @param onLine hears of each line in turn, with how many were judged
 * @returns how many there are of each, and what the good ones come to
 */
export function judge(
  lines: Iterable<SheetLine>,
  judging: Judging,
  onLine: (line: ImportLine, done: number) => void,
): Judged {
  const { kind } = judging;
  const bench = new Bench(judging);
  const counts = { new: 0, changed: 0, same: 0, fault: 0, removed: 0 };
  const items: Item[] = [];
  let done = 0;
  for (const line of lines) {
    const { judged, item } = bench.judge(line);
    counts[judged.state] += 1;
    if (item && (judged.state === 'new' || judged.state === 'changed')) items.push(item);
    done += 1;
    onLine(judged, done);
  }
  return { counts, changes: entriesWith(kind, judging.entries, items) };
}

class Bench {
  readonly #judging: Judging;
  readonly #present: ReadonlyMap<string, JsonObject>;
  readonly #counter = new Counter();
  /** Which line said it first. */
  readonly #seen = new Map<string, number>();
  /** What a line said of its table of indicators. */
  readonly #tables = new Map<string, { readonly table: unknown; readonly line: number }>();
  readonly #tableBefore: ReadonlyMap<string, unknown>;
  readonly #mapped: ReadonlySet<string>;

  constructor(judging: Judging) {
    this.#judging = judging;
    const items = itemsOf(judging.kind, judging.entries);
    this.#present = new Map(items.map(({ key, item }) => [key, item]));
    this.#tableBefore = new Map(items.map(({ entry, item }) => [entry, item['table']]));
    this.#mapped = new Set(Object.keys(judging.mapping));
  }

  judge(line: SheetLine): { readonly judged: ImportLine; readonly item?: Item } {
    const { kind, blanks, reading } = this.#judging;
    const cells = this.#cells(line);
    const keys = new Set(keyColumns[kind]);
    // First what the line is about: what is there already decides how the rest is read.
    const about = itemOf(
      kind,
      new Map([...cells].filter(([key]) => keys.has(key))),
      keys,
      undefined,
      'keep',
      reading,
    );
    const name = keyOf(kind, about.item, this.#counter.next(kind, about.item));
    const present = this.#present.get(name.key);
    const table = kind === 'indicators' && !present ? this.#tableBefore.get(name.entry) : undefined;
    const start = present ?? (isObject(table) ? { table } : undefined);
    const { item, faults: unread } = itemOf(kind, cells, this.#mapped, start, blanks, reading);
    const faults = [
      ...this.#unsure(line),
      ...this.#again(name.key, line.line),
      ...unread.map((fault) => this.#fault(fault)),
      ...this.#unfit(
        item,
        unread.map(({ column }) => column),
      ),
      ...this.#differs(name.entry, item, line.line),
    ];
    const state =
      faults.length > 0 ? 'fault' : !present ? 'new' : sameValue(present, item) ? 'same' : 'changed';
    const judged: ImportLine = {
      line: line.line,
      state,
      id: name.entry === '-' ? name.key.split('\n').slice(0, 2).join(' ') : name.key.replace('\n', ' / '),
      title: titleOf(item) || titleOf(present ?? {}),
      changes: state === 'changed' && present ? this.#changes(present, item) : [],
      faults: firstOfEach(faults),
    };
    return { judged, item: { ...name, item } };
  }

  #cells(line: SheetLine): Map<string, string> {
    const cells = new Map<string, string>();
    for (const [column, from] of Object.entries(this.#judging.mapping)) {
      const cell = ('fixed' in from ? from.fixed : (line.cells[from.source] ?? ''))
        .replaceAll(/\r\n?/gu, '\n')
        .trim();
      if (cell !== '') cells.set(column, cell);
    }
    return cells;
  }

  #source(column: string): Pick<LineFault, 'source'> {
    const from = this.#judging.mapping[column];
    return from && 'source' in from ? { source: from.source } : {};
  }

  #fault({ column, code, values }: { column: string; code: string; values: LineFault['values'] }): LineFault {
    return { column, ...this.#source(column), code, values };
  }

  #unsure({ unsure = {} }: SheetLine): LineFault[] {
    return Object.entries(this.#judging.mapping).flatMap(([column, from]) => {
      const code = 'source' in from ? unsure[from.source] : undefined;
      return code ? [this.#fault({ column, code, values: {} })] : [];
    });
  }

  #again(key: string, line: number): LineFault[] {
    const [column = ''] = keyColumns[this.#judging.kind].slice(-1);
    const first = this.#seen.get(key);
    if (first === undefined) this.#seen.set(key, line);
    return first === undefined || key.trim() === ''
      ? []
      : [
          this.#fault({
            column,
            code: 'duplicate',
            values: { line: first, value: key.replace('\n', ' / ') },
          }),
        ];
  }

  #unfit(item: JsonObject, unread: readonly string[]): LineFault[] {
    const { kind } = this.#judging;
    const parsed = schemas[kind].safeParse(item);
    if (parsed.success) return [];
    return (
      parsed.error.issues
        .map((issue) => faultOfIssue(issue, fieldsOf[kind], item))
        // What could not be read is not also missing.
        .filter(({ column }) => !unread.includes(column))
        .map((fault) => this.#fault(fault))
    );
  }

  /** All lines of a table say the same of it. */
  #differs(entry: string, item: JsonObject, line: number): LineFault[] {
    if (this.#judging.kind !== 'indicators' || entry === '') return [];
    const first = this.#tables.get(entry);
    if (!first) {
      this.#tables.set(entry, { table: item['table'], line });
      return [];
    }
    return sameValue(first.table, item['table'])
      ? []
      : [this.#fault({ column: 'table.title.zh', code: 'differs', values: { line: first.line } })];
  }

  /** Field by field, as a sheet writes them. */
  #changes(before: JsonObject, after: JsonObject): ImportLine['changes'] {
    const { kind, reading } = this.#judging;
    const [old, now] = [lineOf(kind, before, reading), lineOf(kind, after, reading)];
    return columnsOf(kind).flatMap((field, index) => {
      const [was = '', is = ''] = [old[index], now[index]];
      return was === is ? [] : [{ field, before: shortened(was, field), after: shortened(is, field) }];
    });
  }
}

const shortened = (text: string, field: string): string => {
  const most = field === REST ? 120 : 400;
  return text.length > most ? `${text.slice(0, most)}…` : text;
};

/** One thing at a time is said of a cell. */
const firstOfEach = (faults: readonly LineFault[]): LineFault[] =>
  faults.filter((fault, index) => faults.findIndex(({ column }) => column === fault.column) === index);
