import type { ParsedFile } from '../../src/model/content/index.ts';
import { filesOf } from '../../src/model/editing/index.ts';
import type { EntryRow } from '../drafts/rows.ts';
import type { SiteFiles } from './compile.ts';

/**
 * The content of a site as text, as the database gives it. A large one is taken apart in a thread only: reading ten
 * megabytes of JSON would hold up everybody who waits for the hub.
 */
export type ContentText =
  | {
      readonly of: 'draft';
      /** JSON of `DraftContent`. */
      readonly text: string;
    }
  | {
      readonly of: 'files';
      /** JSON of `SiteFiles`. */
      readonly text: string;
    };

/** An entry of a draft; `base` is left out where it is the same as `body`. */
export interface DraftRow extends Pick<EntryRow, 'role' | 'id' | 'position' | 'body'> {
  readonly base?: EntryRow['base'];
  readonly same: boolean;
}
export interface DraftContent {
  /** Also removed ones, each role in its order. */
  readonly entries: readonly DraftRow[];
  readonly catalogue: readonly ParsedFile[];
}

/** @returns the files that a text stands for */
export function filesIn(site: string, { of, text }: ContentText): SiteFiles {
  if (of === 'files') return JSON.parse(text) as SiteFiles;
  const { entries, catalogue } = JSON.parse(text) as DraftContent;
  const there = entries.flatMap(({ role, id, position, body }) =>
    body ? [{ role, id, position, body }] : [],
  );
  return { site: filesOf(site, there), catalogue };
}
