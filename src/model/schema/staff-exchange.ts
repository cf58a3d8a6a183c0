import { z } from 'zod';
import { localized } from './text.ts';

/** What can be filled in as a sheet. */
export const sheetKind = z.enum(['services', 'places', 'notices', 'indicators', 'calendar']);
export type SheetKind = z.infer<typeof sheetKind>;

/** What was found in an upload. `hsds` is read into sheets, one for services and one for places. */
export const importFormat = z.enum(['xlsx', 'csv', 'hsds', 'folder']);
export type ImportFormat = z.infer<typeof importFormat>;

/** Something worth knowing about a sheet that is no fault of a line. */
export const sheetNote = z.object({
  code: z.enum([
    'formulas',
    'merged',
    'hidden',
    'encoding',
    'left-out',
    'catalogue-not-read',
    'file-not-read',
    'cut',
  ]),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type SheetNote = z.infer<typeof sheetNote>;

/** Where a column's values come from: a column of the sheet, counted from 0, or one value for every line. */
export const columnSource = z.union([
  z.strictObject({ source: z.int().min(0).max(500) }),
  z.strictObject({ fixed: z.string().max(4_000) }),
]);
export type ColumnSource = z.infer<typeof columnSource>;

/** By the key of a column of ours, e.g. `name.zh`. */
export const columnMapping = z.record(z.string().max(64), columnSource);
export type ColumnMapping = z.infer<typeof columnMapping>;

export const sheetSummary = z.object({
  name: z.string(),
  hidden: z.boolean(),
  /** Lines below the heads that are not empty. */
  lines: z.int(),
  /** The heads as they are written, in order. */
  heads: z.array(z.string()),
  /** The first lines, to recognize a column by. */
  sample: z.array(z.array(z.string())),
  notes: z.array(sheetNote),
  /** What it seems to be, and which column is which. */
  kind: sheetKind.optional(),
  mapping: columnMapping,
});
export type SheetSummary = z.infer<typeof sheetSummary>;

/** How far something long has come; `total` is 0 while that is not known. */
export const exchangeProgress = z.object({
  step: z.enum(['read', 'judge', 'write', 'undo']),
  done: z.int(),
  total: z.int(),
});
export type ExchangeProgress = z.infer<typeof exchangeProgress>;

export const importState = z.enum(['ready', 'judging', 'judged', 'applying', 'applied', 'undoing', 'undone']);
export type ImportState = z.infer<typeof importState>;

export const importCounts = z.object({
  new: z.int(),
  changed: z.int(),
  same: z.int(),
  fault: z.int(),
  removed: z.int(),
  /** Of an undo that came to nothing: what was changed since. */
  conflicts: z.int().optional(),
});
export type ImportCounts = z.infer<typeof importCounts>;

/** An upload as the desk sees it. */
export const importView = z.object({
  id: z.uuid(),
  file: z.string(),
  format: importFormat,
  state: importState,
  at: z.iso.datetime(),
  /** When it is forgotten. */
  until: z.iso.datetime(),
  sheets: z.array(sheetSummary),
  progress: exchangeProgress.optional(),
  /** Of the last dry run. */
  counts: importCounts.optional(),
  notes: z.array(sheetNote).default([]),
  /** Why the last dry run, apply or undo came to nothing. */
  failed: z.string().optional(),
});
export type ImportView = z.infer<typeof importView>;

export const dryRunWish = z.strictObject({
  kind: sheetKind.optional(),
  sheet: z.int().min(0).max(200).default(0),
  mapping: columnMapping.default({}),
  /** What an empty cell of a mapped column means. */
  blanks: z.enum(['keep', 'clear']).default('keep'),
});
export type DryRunWish = z.input<typeof dryRunWish>;

/** `all` is refused while a line is at fault; `good` takes the lines that are not. */
export const applyWish = z.strictObject({ take: z.enum(['all', 'good']) });
export type ApplyWish = z.infer<typeof applyWish>;

export const lineFault = z.object({
  /** The key of our column; absent where the whole line is meant. */
  column: z.string().optional(),
  /** Of the sheet, counted from 0. */
  source: z.int().optional(),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type LineFault = z.infer<typeof lineFault>;

export const lineChange = z.object({ field: z.string(), before: z.string(), after: z.string() });
export type LineChange = z.infer<typeof lineChange>;

export const importLine = z.object({
  /** As the sheet counts its lines, from 1. */
  line: z.int(),
  state: z.enum(['new', 'changed', 'same', 'fault', 'removed']),
  id: z.string(),
  title: z.string(),
  changes: z.array(lineChange),
  faults: z.array(lineFault),
});
export type ImportLine = z.infer<typeof importLine>;

export const importLines = z.object({ lines: z.array(importLine), next: z.int().optional() });
export type ImportLines = z.infer<typeof importLines>;

export const exchangeLinks = z.object({
  hsds: z.array(z.object({ name: z.string(), path: z.string() })),
  calendars: z.array(z.object({ id: z.string(), name: localized(200), path: z.string() })),
  openapi: z.string(),
  /** Services and places there can be a poster of. */
  services: z.array(z.object({ id: z.string(), name: localized(200) })),
  places: z.array(z.object({ id: z.string(), name: localized(200) })),
});
export type ExchangeLinks = z.infer<typeof exchangeLinks>;

export const paperSize = z.enum(['a4', 'a3']);
export type PaperSize = z.infer<typeof paperSize>;
