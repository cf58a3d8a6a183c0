import { ownLike } from '../../../model/content/own.ts';
import type { ContentRole } from '../../../model/schema/staff-content.ts';
import { proposedId } from '../../forms/blank.ts';
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
  /** Of a place: its kind. Of a service of the hall's own: its category. */
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

/** So many letters that nobody else's id is the same, in a catalogue of later either. */
const OWN_LETTERS = 8;

/** The least that a service of the hall's own begins with; its id is made here, since nobody is to think of one. */
export function newOwnService({ zh, en, choice }: NewEntry): {
  readonly id: string;
  readonly body: EntryBody;
} {
  const id = proposedId('own', OWN_LETTERS);
  const name = en === '' ? { zh } : { zh, en };
  return {
    id,
    body: { service: id, own: true, name, ...(choice === '' ? {} : { category: choice }) },
  };
}

/** The field that names an entry. */
const nameOf = (kind: ListKind): 'name' | 'title' =>
  kind === 'services' || kind === 'places' ? 'name' : 'title';

/**
 * A copy under an id of its own. Of a service it is one of the hall's own, whatever that one is.
 * @param shared of a service of the catalogue: what the catalogue says of it
 * @param taken ids that are no longer free
 * @param mark what is put behind its name in each language
 */
export function copyOf(
  kind: ListKind,
  {
    id: from,
    body,
    shared,
  }: { readonly id: string; readonly body: EntryBody; readonly shared?: EntryBody | undefined },
  taken: ReadonlySet<string>,
  mark: { readonly zh: string; readonly en: string },
): { readonly id: string; readonly body: EntryBody } {
  const isService = kind === 'services';
  const id = isService ? proposedId('own', OWN_LETTERS) : newId(kind, from, new Set([...taken, from]));
  const copy = isService ? ownLike(shared, body, id) : { ...body, id };
  const field = nameOf(kind);
  const { zh, en } = (copy[field] ?? {}) as { readonly zh?: unknown; readonly en?: unknown };
  const marked = {
    zh: `${typeof zh === 'string' ? zh : ''}${mark.zh}`,
    ...(typeof en === 'string' ? { en: `${en}${mark.en}` } : {}),
  };
  return { id, body: { ...copy, [field]: marked } };
}
