import type { z } from 'zod';
import type { Calendar } from '../schema/calendar.ts';
import type { IndicatorTable } from '../schema/indicator.ts';
import type { Notice } from '../schema/notice.ts';
import type { Place } from '../schema/place.ts';
import type { QueuesFile } from '../schema/queue.ts';
import type { CatalogueService, SiteService } from '../schema/service.ts';
import type { Site, Taxonomy } from '../schema/site.ts';
import { explain } from './explain.ts';
import { type Fault, type FileRole, type ParsedFile, fileSchemas, listsOf } from './files.ts';

/** Something that stands in a file, with where it stands. */
export interface Entry<T> {
  readonly file: string;
  readonly path: readonly PropertyKey[];
  readonly value: T;
}

interface ItemOf {
  readonly services: SiteService;
  readonly places: Place;
  readonly notices: Notice;
  readonly indicators: IndicatorTable;
  readonly taxonomies: Taxonomy;
  readonly 'catalogue-services': CatalogueService;
}
export type ListRole = keyof ItemOf;

/**
 * Everything the files hold. `valid` is what has the right form; `written` is every entry of every list, also the
 * ones at fault, so that one mistake in a place does not make each service that names it a second mistake.
 */
export interface Collected {
  readonly site: Entry<Site> | undefined;
  readonly siteWritten: Entry<unknown> | undefined;
  readonly calendar: Entry<Calendar> | undefined;
  readonly calendarWritten: Entry<unknown> | undefined;
  readonly queues: Entry<QueuesFile> | undefined;
  readonly queuesWritten: Entry<unknown> | undefined;
  readonly valid: { readonly [R in ListRole]: readonly Entry<ItemOf[R]>[] };
  readonly written: { readonly [R in ListRole]: readonly Entry<unknown>[] };
  /** The roles of which not everything could be read: nothing that refers to them can be judged. */
  readonly unread: ReadonlySet<FileRole>;
  readonly faults: readonly Fault[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns the entries of a file's list whatever their form, or undefined where there is no list */
function entriesOf(file: ParsedFile, key: string): Entry<unknown>[] | undefined {
  const list = isObject(file.value) ? file.value[key] : undefined;
  return Array.isArray(list)
    ? list.map((value: unknown, index) => ({ file: file.file, path: [key, index], value }))
    : undefined;
}

const withoutEditorLine = ({ $schema: _line, ...rest }: { readonly $schema?: unknown }): object => rest;

const isWhole = (role: FileRole): role is Exclude<FileRole, ListRole> => !Object.hasOwn(listsOf, role);

/** Reads every file by its schema and keeps what is good of each. */
export function collect(files: readonly ParsedFile[], notRead: ReadonlySet<FileRole>): Collected {
  const faults: Fault[] = [];
  const unread = new Set(notRead);
  const roles = Object.keys(listsOf) as ListRole[];
  const empty = () => Object.fromEntries(roles.map((role) => [role, [] as Entry<unknown>[]]));
  const valid = empty();
  const written = empty();
  /** The files that are no lists: as they are written, and where their form is right, by their role. */
  const wholes = new Map<FileRole, Entry<unknown>>();
  const good = new Map<FileRole, Entry<unknown>>();

  for (const file of files) {
    const schema: z.ZodType = fileSchemas[file.role];
    const whole = schema.safeParse(file.value);
    if (!whole.success) faults.push(...explain(whole.error.issues, schema, file.value, file.file));
    if (isWhole(file.role)) {
      const entry = { file: file.file, path: [], value: file.value };
      wholes.set(file.role, entry);
      if (whole.success) good.set(file.role, { ...entry, value: withoutEditorLine(whole.data as object) });
      continue;
    }
    const { key, item } = listsOf[file.role];
    const entries = entriesOf(file, key);
    if (!entries) unread.add(file.role);
    for (const entry of entries ?? []) {
      written[file.role]?.push(entry);
      const parsed = item.safeParse(entry.value);
      if (parsed.success) valid[file.role]?.push({ ...entry, value: parsed.data });
    }
  }
  return {
    site: good.get('site') as Entry<Site> | undefined,
    siteWritten: wholes.get('site'),
    calendar: good.get('calendar') as Entry<Calendar> | undefined,
    calendarWritten: wholes.get('calendar'),
    queues: good.get('queues') as Entry<QueuesFile> | undefined,
    queuesWritten: wholes.get('queues'),
    valid: valid as unknown as Collected['valid'],
    written: written as unknown as Collected['written'],
    unread,
    faults,
  };
}

/** @returns the text under a key of an entry that may have any form */
export function textOf(value: unknown, key: string): string | undefined {
  const text = isObject(value) ? value[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** @returns the list under a key of an entry that may have any form */
export function listOf(value: unknown, key: string): readonly unknown[] {
  const list = isObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? (list as unknown[]) : [];
}
