import type { ParsedFile } from '../../src/model/content/index.ts';
import { titleOf } from '../../src/model/editing/index.ts';
import { type Taxonomy, taxonomy } from '../../src/model/schema/site.ts';
import type { EntryBody } from '../../src/model/schema/staff-content.ts';
import type { CatalogueName } from './rows.ts';

const listIn = (file: ParsedFile, key: string): readonly unknown[] => {
  const list = (file.value as Readonly<Record<string, unknown>> | null)?.[key];
  return Array.isArray(list) ? (list as unknown[]) : [];
};

const itemsOf = (files: readonly ParsedFile[], role: ParsedFile['role'], key: string): readonly unknown[] =>
  files.filter((file) => file.role === role).flatMap((file) => listIn(file, key));

/** The lists of terms of a catalogue, those that are as they should be. */
export const termsOf = (files: readonly ParsedFile[]): Taxonomy[] =>
  itemsOf(files, 'taxonomies', 'taxonomies').flatMap((item) => {
    const parsed = taxonomy.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });

const servicesOf = (files: readonly ParsedFile[]): readonly EntryBody[] =>
  itemsOf(files, 'catalogue-services', 'services') as readonly EntryBody[];

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the services of a catalogue are called, by their ids. */
export const namesOf = (files: readonly ParsedFile[]): ReadonlyMap<string, CatalogueName> =>
  new Map(
    servicesOf(files).map((item) => {
      const id = textIn(item.id);
      const name = titleOf('services', item) ?? { zh: id };
      return [id, { id, name, category: textIn(item.category) }];
    }),
  );

/** @returns what a catalogue says of one service */
export const serviceOf = (files: readonly ParsedFile[], id: string): EntryBody | undefined =>
  servicesOf(files).find((item) => item.id === id);
