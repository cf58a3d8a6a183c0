import type { ContentEntry } from '../../src/model/editing/index.ts';
import type {
  ImportCounts,
  ImportFormat,
  ImportLine,
  SheetNote,
  SheetSummary,
  dryRunWish,
} from '../../src/model/schema/staff-exchange.ts';
import type { ParsedFile } from '../../src/model/content/index.ts';
import type { SiteFiles } from '../content/compile.ts';
import type { SheetWish } from './write-sheet.ts';
import type { z } from 'zod';

/** What a thread is given to do. Bytes are gzip of JSON where nothing else is said. */
export type Task =
  | { readonly do: 'read'; readonly bytes: Uint8Array; readonly site: string }
  | {
      readonly do: 'judge';
      readonly content: Uint8Array;
      readonly site: string;
      readonly wish: z.output<typeof dryRunWish>;
      readonly files: SiteFiles;
      readonly timeZone: string;
    }
  | {
      readonly do: 'write';
      readonly wish: SheetWish | 'folder';
      readonly files: SiteFiles;
      readonly timeZone: string;
    };

/** An entry to write; `body` null takes it away. */
export interface EntryChange {
  readonly role: ContentEntry['role'];
  readonly id: string;
  readonly body: Record<string, unknown> | null;
}

export interface ReadDone {
  readonly format: ImportFormat;
  readonly sheets: readonly SheetSummary[];
  readonly notes: readonly SheetNote[];
  /** `ReadUpload`, packed. */
  readonly content: Uint8Array;
}
export interface JudgeDone {
  readonly counts: ImportCounts;
  readonly notes: readonly SheetNote[];
  /** `PackedChanges`, packed. */
  readonly changes: Uint8Array;
}
/** What a dry run packs: entries to write, or of a folder all its files. */
export type PackedChanges =
  { readonly entries: readonly EntryChange[] } | { readonly files: readonly ParsedFile[] };

/** What a thread says. */
export type Said =
  | {
      readonly said: 'lines';
      readonly lines: readonly ImportLine[];
      readonly done: number;
      readonly total: number;
    }
  | { readonly said: 'read'; readonly value: ReadDone }
  | { readonly said: 'judged'; readonly value: JudgeDone }
  | { readonly said: 'written'; readonly value: Uint8Array }
  | { readonly said: 'unreadable'; readonly code: string; readonly found?: string };
