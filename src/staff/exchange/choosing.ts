import { keyColumns } from '../../model/exchange/fields.ts';
import type {
  ColumnMapping,
  ImportView,
  SheetKind,
  SheetSummary,
} from '../../model/schema/staff-exchange.ts';

/** Which sheet, what it holds, and which column is which: as somebody chose it. */
export interface Choosing {
  readonly sheet: number;
  readonly kind: SheetKind | undefined;
  readonly mapping: ColumnMapping;
  readonly blanks: 'keep' | 'clear';
}

/** What is chosen before anybody did: the first sheet that is something, and what its heads say. */
export function firstChoice(sheets: readonly SheetSummary[]): Choosing {
  const known = sheets.findIndex(({ kind, hidden, lines }) => kind !== undefined && !hidden && lines > 0);
  const sheet = Math.max(0, known);
  const { kind, mapping = {} } = sheets[sheet] ?? {};
  return { sheet, kind, mapping, blanks: 'keep' };
}

/** Columns without which nothing can be checked. */
export const missingColumns = ({ kind, mapping }: Choosing): readonly string[] =>
  kind ? keyColumns[kind].filter((column) => !mapping[column]) : [];

const shelfOf = (site: string): string => `linli.staff.exchange.${site}`;

/** Keeps what was chosen for an upload while this tab is open: a session may end, and a page be left, in the middle. */
export const keepChoice = (site: string, upload: string, choosing: Choosing): void =>
  sessionStorage.setItem(shelfOf(site), JSON.stringify({ ...choosing, upload }));

/** @returns what was chosen for an upload before, or the first choice */
export function keptChoice(site: string, { id, sheets }: ImportView): Choosing {
  const first = firstChoice(sheets);
  try {
    const kept = JSON.parse(sessionStorage.getItem(shelfOf(site)) ?? 'null') as
      (Choosing & { upload?: string }) | null;
    return kept?.upload === id ? kept : first;
  } catch {
    return first;
  }
}
