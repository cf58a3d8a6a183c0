import type { ContentRole } from '../../../model/schema/staff-content.ts';
import type { EntryBody } from './unsent.ts';

/** What a whole file begins with; undefined where there always is one. */
export function blankBody(kind: ContentRole): EntryBody | undefined {
  switch (kind) {
    case 'calendar':
      return { entries: [], resources: [] };
    case 'queues':
      return { queues: [], counters: [], demo: true };
    case 'site':
    case 'services':
    case 'places':
    case 'notices':
    case 'indicators':
      return undefined;
  }
}

/** What somebody says of a new entry before it is made. */
export interface NewEntry {
  readonly zh: string;
  readonly en: string;
  /** Of a place: its kind. Of a service: which one of the catalogue. */
  readonly choice: string;
}

/** The kinds of which there are several entries. */
export type ListKind = Extract<ContentRole, 'services' | 'places' | 'notices' | 'indicators'>;

const STEMS: Readonly<Record<ListKind, string>> = {
  services: 'service',
  places: 'place',
  notices: 'notice',
  indicators: 'table',
};

const LONGEST_ID = 48;

/** An id that reads like its English name, else like its kind; never one that is taken. */
export function newId(kind: ListKind, english: string, taken: ReadonlySet<string>): string {
  const words = english
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, LONGEST_ID)
    .replace(/^-+|-+$/gu, '');
  const stem = words === '' ? STEMS[kind] : words;
  if (words !== '' && !taken.has(stem)) return stem;
  let number = 1;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/** The least that an entry begins with; the check says what is still to be filled in. */
export function newBody(kind: ListKind, id: string, { zh, en, choice }: NewEntry): EntryBody {
  const name = en === '' ? { zh } : { zh, en };
  switch (kind) {
    case 'services':
      return { service: id };
    case 'places':
      return { id, name, kind: choice };
    case 'notices':
      return { id, title: name };
    case 'indicators':
      return { id, title: name, rows: [] };
  }
}

/** The field that names an entry. */
const nameOf = (kind: ListKind): 'name' | 'title' =>
  kind === 'services' || kind === 'places' ? 'name' : 'title';

/**
 * A copy under an id of its own.
 * @param mark what is put behind its name in each language
 */
export function copyOf(
  kind: ListKind,
  body: EntryBody,
  id: string,
  mark: { readonly zh: string; readonly en: string },
): EntryBody {
  const field = nameOf(kind);
  const { zh, en } = (body[field] ?? {}) as { readonly zh?: unknown; readonly en?: unknown };
  const marked = {
    zh: `${typeof zh === 'string' ? zh : ''}${mark.zh}`,
    ...(typeof en === 'string' ? { en: `${en}${mark.en}` } : {}),
  };
  return { ...body, id, [field]: marked };
}
