import type { z } from 'zod';
import type { Calendar } from '../schema/calendar.ts';
import type { IndicatorTable } from '../schema/indicator.ts';
import type { Notice } from '../schema/notice.ts';
import type { Place } from '../schema/place.ts';
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

function withoutEditorLine<T extends { readonly $schema?: unknown }>(value: T): Omit<T, '$schema'> {
  const { $schema: _line, ...rest } = value;
  return rest;
}

/** Reads every file by its schema and keeps what is good of each. */
export function collect(files: readonly ParsedFile[], notRead: ReadonlySet<FileRole>): Collected {
  const faults: Fault[] = [];
  const unread = new Set(notRead);
  const roles = Object.keys(listsOf) as ListRole[];
  const empty = () => Object.fromEntries(roles.map((role) => [role, [] as Entry<unknown>[]]));
  const valid = empty();
  const written = empty();
  let site: Entry<Site> | undefined;
  let siteWritten: Entry<unknown> | undefined;
  let calendar: Entry<Calendar> | undefined;
  let calendarWritten: Entry<unknown> | undefined;

  for (const file of files) {
    const schema: z.ZodType = fileSchemas[file.role];
    const whole = schema.safeParse(file.value);
    if (!whole.success) faults.push(...explain(whole.error.issues, schema, file.value, file.file));
    if (file.role === 'site') {
      siteWritten = { file: file.file, path: [], value: file.value };
      if (whole.success)
        site = { ...siteWritten, value: withoutEditorLine(whole.data as z.infer<typeof fileSchemas.site>) };
      continue;
    }
    if (file.role === 'calendar') {
      calendarWritten = { file: file.file, path: [], value: file.value };
      if (whole.success)
        calendar = {
          ...calendarWritten,
          value: withoutEditorLine(whole.data as z.infer<typeof fileSchemas.calendar>),
        };
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
    site,
    siteWritten,
    calendar,
    calendarWritten,
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
