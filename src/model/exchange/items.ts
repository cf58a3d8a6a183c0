import type { SheetKind } from '../schema/staff-exchange.ts';
import type { CellFault } from './faults.ts';
import { CATALOGUE_NAME, type Field, REST, columnsOf, fieldsOf } from './fields.ts';
import type { Reading } from './forms.ts';
import { fromSafeCell, safeCell } from './safe-cell.ts';
import { type JsonObject, getAt, isObject, sameValue, setAt } from './values.ts';

/** The cells of a line by the keys of their columns; one that is not mapped or empty is missing. */
export type Cells = ReadonlyMap<string, string>;

/** Every path of an object that is a field's, and what lies beside them, whole. */
function leaves(value: unknown, fields: readonly string[], at = ''): [string, unknown][] {
  const goesOn = at === '' || fields.some((path) => path.startsWith(`${at}.`));
  if (!isObject(value) || !goesOn || Object.keys(value).length === 0) return [[at, value]];
  return Object.keys(value).flatMap((name) =>
    leaves(value[name], fields, at === '' ? name : `${at}.${name}`),
  );
}

/** A text of JSON that a sheet keeps: `_x0041_` is not taken for a character's number, and no line break is in it. */
const restText = (rest: JsonObject): string => JSON.stringify(rest).replaceAll('_x', '\\u005fx');

/** Whether the cells of a field give back what they were written from. */
function written(field: Field, value: unknown, reading: Reading): readonly string[] | undefined {
  const cells = field.form.write(value, reading);
  if (!cells) return undefined;
  const filled = cells.map((cell) => (cell === '' ? undefined : cell));
  if (filled.every((cell) => cell === undefined)) return undefined;
  const back = field.form.read(filled, undefined, reading);
  return back.ok && sameValue(back.value, value) ? cells : undefined;
}

/**
 * Writes an item as the cells of a line. What no column shows without loss goes into the column `rest`, so that reading
 * the line gives the item back.
 * @returns a text for every column of the kind, in their order
 */
export function lineOf(kind: SheetKind, item: JsonObject, reading: Reading): readonly string[] {
  const cells = new Map<string, string>();
  const shown = new Set<string>();
  for (const field of fieldsOf[kind]) {
    const value = getAt(item, field.path);
    const parts = value === undefined ? undefined : written(field, value, reading);
    if (!parts) continue;
    shown.add(field.path);
    field.columns.forEach((column, part) => cells.set(column, parts[part] ?? ''));
  }
  const paths = fieldsOf[kind].map(({ path }) => path);
  const rest = Object.fromEntries(
    leaves(item, paths).filter(([path, value]) => path !== '' && value !== undefined && !shown.has(path)),
  );
  if (Object.keys(rest).length > 0) cells.set(REST, restText(rest as JsonObject));
  if (kind === 'services') {
    const names = reading.references.catalogue?.find(({ id }) => id === item['service'])?.names;
    cells.set(CATALOGUE_NAME, names?.[0] ?? '');
  }
  return columnsOf(kind).map((column) => safeCell(cells.get(column) ?? ''));
}

/** Content is a few levels deep; what goes on and on is an accident or an attack. */
const DEEPEST = 24;
const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null
    ? levels === 0 || Object.values(value).some((below) => isDeeper(below, levels - 1))
    : false;

const FORBIDDEN = /(?:^|\.)(?:__proto__|constructor|prototype)(?:\.|$)/u;

/** @returns undefined where it cannot be read */
function readRest(cell: string, item: JsonObject): JsonObject | undefined {
  let rest: unknown;
  try {
    rest = JSON.parse(cell);
  } catch {
    return undefined;
  }
  if (!isObject(rest) || isDeeper(rest, DEEPEST)) return undefined;
  if (Object.keys(rest).some((path) => FORBIDDEN.test(path) || path.split('.').length > 4)) return undefined;
  return Object.keys(rest).reduce((all, path) => setAt(all, path, rest[path]), item);
}

/** What a line says, with what could not be read of it. */
export interface ReadLine {
  readonly item: JsonObject;
  readonly faults: readonly (CellFault & { readonly column: string })[];
}

/**
 * Reads the cells of a line.
 * @param mapped the columns that the sheet has
 * @param present the item as it is; fields that the sheet does not have stay as they are
 * @param blanks whether an empty cell leaves its field as it is, or takes it away
 */
export function itemOf(
  kind: SheetKind,
  cells: Cells,
  mapped: ReadonlySet<string>,
  present: JsonObject | undefined,
  blanks: 'keep' | 'clear',
  reading: Reading,
): ReadLine {
  const faults: (CellFault & { readonly column: string })[] = [];
  let item: JsonObject = present ?? {};
  for (const field of fieldsOf[kind]) {
    const parts = field.columns.map((column) => {
      const cell = cells.get(column);
      return cell === undefined ? undefined : fromSafeCell(cell);
    });
    const before = getAt(present, field.path);
    if (parts.every((part) => part === undefined)) {
      const isCleared =
        blanks === 'clear' && before !== undefined && field.columns.every((one) => mapped.has(one));
      if (isCleared) item = setAt(item, field.path, undefined);
      continue;
    }
    // A field whose one language is emptied loses it; the other stays.
    const base = blanks === 'clear' ? withoutEmptied(field, parts, mapped, before) : before;
    const read = field.form.read(parts, base, reading);
    if (read.ok) item = setAt(item, field.path, read.value);
    else faults.push({ ...read.fault, column: field.columns[read.fault.part ?? 0] ?? field.path });
  }
  const rest = cells.get(REST);
  if (rest !== undefined) {
    const more = readRest(fromSafeCell(rest), item);
    if (more) item = more;
    else faults.push({ code: 'bad-rest', values: {}, column: REST });
  }
  return { item, faults };
}

function withoutEmptied(
  field: Field,
  parts: readonly (string | undefined)[],
  mapped: ReadonlySet<string>,
  before: unknown,
): unknown {
  const isEmptied = (part: number) => parts[part] === undefined && mapped.has(field.columns[part] ?? '');
  if (!isEmptied(1)) return before;
  if (Array.isArray(before))
    return before.map((one: unknown) => (isObject(one) && 'en' in one ? setAt(one, 'en', undefined) : one));
  return isObject(before) ? setAt(before, 'en', undefined) : before;
}
