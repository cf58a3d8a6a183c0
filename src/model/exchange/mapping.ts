import type { ColumnMapping, SheetKind } from '../schema/staff-exchange.ts';
import { CATALOGUE_NAME, columnsOf, keyColumns } from './fields.ts';
import { narrow } from './number-forms.ts';

/** What columns are called: by the key of a column, every name it is known by, the shown ones first. */
export type Heads = Readonly<Record<string, readonly string[]>>;

/** Spaces, marks of what must be filled in, and kinds of brackets say nothing. */
const folded = (head: string): string =>
  narrow(head)
    .toLowerCase()
    .replaceAll(/[\s*:：_·、（）()[\]【】"“”/\\-]/gu, '');

/** @param heads by `kind:key` where a name holds for one kind only, else by `key` */
const namesOf = (kind: SheetKind, column: string, heads: Heads): readonly string[] => [
  column,
  ...(heads[`${kind}:${column}`] ?? heads[column] ?? []),
];

/**
 * Which column of a sheet is which, by its heads: each of ours at most once, and only where a head is one of its names.
 * @param written the heads of the sheet
 */
export function suggestMapping(kind: SheetKind, written: readonly string[], heads: Heads): ColumnMapping {
  const wanted = written.map(folded);
  const mapping: Record<string, { source: number }> = {};
  const taken = new Set<number>();
  for (const column of columnsOf(kind)) {
    const names = namesOf(kind, column, heads);
    for (const name of names) {
      const source = wanted.findIndex(
        (head, index) => head !== '' && !taken.has(index) && head === folded(name),
      );
      if (source < 0) continue;
      taken.add(source);
      if (column !== CATALOGUE_NAME) mapping[column] = { source };
      break;
    }
  }
  return mapping;
}

/** The kind of sheet whose columns fit best; undefined where none has its key. */
export function suggestKind(written: readonly string[], heads: Heads): SheetKind | undefined {
  let best: { readonly kind: SheetKind; readonly share: number } | undefined;
  for (const kind of Object.keys(keyColumns) as SheetKind[]) {
    const mapping = suggestMapping(kind, written, heads);
    if (!keyColumns[kind].every((column) => mapping[column])) continue;
    const share = Object.keys(mapping).length;
    if (!best || share > best.share) best = { kind, share };
  }
  return best?.kind;
}

/** Which line of the first ten has the heads: the one with the most texts that are heads of ours; the first otherwise. */
export function headLine(rows: readonly (readonly string[])[], heads: Heads): number {
  const known = new Set(
    Object.entries(heads).flatMap(([key, names]) => [key.replace(/^\w+:/u, ''), ...names].map(folded)),
  );
  const scores = rows
    .slice(0, 10)
    .map((row) => row.filter((cell) => cell !== '' && known.has(folded(cell))).length);
  const best = Math.max(0, ...scores);
  return best < 2 ? rows.findIndex((row) => row.some((cell) => cell !== '')) : scores.indexOf(best);
}
