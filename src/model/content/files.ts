import { z } from 'zod';
import type { BothWords } from '../fault-words.ts';
import { calendar } from '../schema/calendar.ts';
import { indicatorTable } from '../schema/indicator.ts';
import { notice } from '../schema/notice.ts';
import { place } from '../schema/place.ts';
import { queuesFile } from '../schema/queue.ts';
import { catalogueService, siteService } from '../schema/service.ts';
import { site, taxonomy } from '../schema/site.ts';
import { pathText } from '../path-text.ts';

export { pathText } from '../path-text.ts';

/** What each file of a content folder holds. An editor's `$schema` line is allowed everywhere and means nothing. */
const editorLine = {
  $schema: z.string().describe('Where an editor finds the schema of this file.').optional(),
};

/** The forms of files, by what a file is for. Lists stand under one key, so that a file can grow another one. */
export const fileSchemas = {
  site: site.extend(editorLine),
  services: z.strictObject({ ...editorLine, services: z.array(siteService) }),
  places: z.strictObject({ ...editorLine, places: z.array(place) }),
  calendar: calendar.extend(editorLine),
  queues: queuesFile.extend(editorLine),
  notices: z.strictObject({ ...editorLine, notices: z.array(notice) }),
  indicators: z.strictObject({ ...editorLine, tables: z.array(indicatorTable) }),
  taxonomies: z.strictObject({ ...editorLine, taxonomies: z.array(taxonomy) }),
  'catalogue-services': z.strictObject({ ...editorLine, services: z.array(catalogueService) }),
} as const;

export type FileRole = keyof typeof fileSchemas;

/** The key that a file's list stands under, and the form of one entry. `site.json`, `calendar.json` and `queues.json` are no lists. */
export const listsOf = {
  services: { key: 'services', item: siteService },
  places: { key: 'places', item: place },
  notices: { key: 'notices', item: notice },
  indicators: { key: 'tables', item: indicatorTable },
  taxonomies: { key: 'taxonomies', item: taxonomy },
  'catalogue-services': { key: 'services', item: catalogueService },
} as const;

/** A JSON file that was read: its name below the content root, what it is for, and its parsed value. */
export interface ParsedFile {
  readonly file: string;
  readonly role: FileRole;
  readonly value: unknown;
}

/** Something an editor must mend (or, as a warning, should look at). */
export interface Fault extends BothWords {
  /** The file's name below the content root. */
  readonly file: string;
  /** The JSON path in it, e.g. `services[3].guide.fee.zh`; empty for the file as a whole. */
  readonly path: string;
}

/** A fault of an entry, at a path inside it. */
export const faultAt = (
  entry: { readonly file: string; readonly path: readonly PropertyKey[] },
  path: readonly PropertyKey[],
  words: BothWords,
): Fault => ({ file: entry.file, path: pathText([...entry.path, ...path]), ...words });
