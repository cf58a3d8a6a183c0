import { gunzipSync, gzipSync } from 'node:zlib';
import type { z } from 'zod';
import type { ContentEntry } from '../../src/model/editing/index.ts';
import type {
  ImportCounts,
  ImportFormat,
  ImportLine,
  SheetNote,
  SheetSummary,
  dryRunWish,
} from '../../src/model/schema/staff-exchange.ts';
import { type ContentText, filesIn } from '../content/content-text.ts';
import { judgeUpload, readingFor } from './judge-task.ts';
import { readUpload } from './read-upload.ts';
import type { ReadUpload } from './sheet.ts';
import { summaryOf } from './summary.ts';
import { packFolder } from './write-folder.ts';
import { type SheetWish, writeSheet } from './write-sheet.ts';

/** What is done with uploads and sheets in threads. Bytes are gzip of JSON where nothing else is said. */

export interface ReadGiven {
  /** The file as it came. */
  readonly bytes: Uint8Array;
  readonly site: string;
}
export interface ReadDone {
  readonly format: ImportFormat;
  readonly sheets: readonly SheetSummary[];
  readonly notes: readonly SheetNote[];
  /** `ReadUpload`, packed. */
  readonly content: Uint8Array;
}

interface OfSite {
  readonly site: string;
  readonly content: ContentText;
  readonly timeZone: string;
}
export interface JudgeGiven extends OfSite {
  /** As it was read. */
  readonly upload: Uint8Array;
  readonly wish: z.output<typeof dryRunWish>;
}
export interface JudgedLines {
  readonly lines: readonly ImportLine[];
  readonly done: number;
  readonly total: number;
}
export interface JudgeDone {
  readonly counts: ImportCounts;
  readonly notes: readonly SheetNote[];
  readonly changes: PackedChanges;
}

/** An entry to write; `body` null takes it away. */
export interface EntryChange {
  readonly role: ContentEntry['role'];
  readonly id: string;
  readonly body: Record<string, unknown> | null;
}
/**
 * What a dry run would write, gzip of JSON lines, so that the hub takes it apart a line at a time: of sheets each line is a
 * list of `EntryChange`, of a folder the one line is all its files.
 */
export type PackedChanges = Uint8Array;

export interface WriteGiven extends OfSite {
  readonly wish: SheetWish | 'folder';
}

/** Lines that are told together, and entries that are written together. */
const AT_ONCE = 500;

const packed = (value: unknown): Uint8Array => gzipSync(JSON.stringify(value), { level: 1 });
const packedLines = (values: readonly unknown[]): PackedChanges =>
  gzipSync(values.map((value) => JSON.stringify(value)).join('\n'), { level: 1 });
const unpacked = (bytes: Uint8Array): unknown => JSON.parse(gunzipSync(bytes).toString('utf8'));

function slices<T>(all: readonly T[]): readonly (readonly T[])[] {
  const starts = Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) => index * AT_ONCE);
  return starts.map((start) => all.slice(start, start + AT_ONCE));
}

/** @throws Unreadable */
export async function readWork({ bytes, site }: ReadGiven): Promise<ReadDone> {
  const upload = await readUpload(bytes, site);
  return {
    format: upload.format,
    sheets: upload.format === 'folder' ? [] : upload.sheets.map(summaryOf),
    notes: upload.notes,
    content: packed(upload),
  };
}

/**
 * Judges what was read against the draft, and tells its lines on the way.
 * @throws Unreadable
 */
export async function judgeWork(
  { upload, site, content, timeZone, wish }: JudgeGiven,
  tell: (lines: JudgedLines) => void,
): Promise<JudgeDone> {
  let lines: ImportLine[] = [];
  const verdict = await judgeUpload(
    unpacked(upload) as ReadUpload,
    { site, wish, timeZone, files: filesIn(site, content) },
    (line, done, total) => {
      lines.push(line);
      if (lines.length < AT_ONCE && done < total) return;
      tell({ lines, done, total });
      lines = [];
    },
  );
  const { counts, notes } = verdict;
  return {
    counts,
    notes,
    changes: packedLines('files' in verdict ? [verdict.files] : slices(verdict.entries)),
  };
}

export async function writeWork({ site, content, timeZone, wish }: WriteGiven): Promise<Uint8Array> {
  const files = filesIn(site, content);
  return wish === 'folder' ? packFolder(files) : writeSheet(wish, files, readingFor({ files, timeZone }));
}
