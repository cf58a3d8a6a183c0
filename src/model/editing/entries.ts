import type { ParsedFile } from '../content/files.ts';
import type { ContentRole, EntryBody } from '../schema/staff-content.ts';
import { isObject, valueIn } from './json.ts';

/** One item of a list file, or a whole file under `-`: what an editor opens, saves and removes. */
export interface ContentEntry {
  readonly role: ContentRole;
  readonly id: string;
  /** Its place among the entries of its role, from 0 on. */
  readonly position: number;
  readonly body: EntryBody;
}

/** The id of an entry that is a whole file, and of the order of a list in its history. */
export const WHOLE = '-';

/** Of each list: the key it stands under in its file, the field that an entry is known by, and the one that names it. */
const LISTS = {
  services: { list: 'services', id: 'service', name: 'name' },
  places: { list: 'places', id: 'id', name: 'name' },
  notices: { list: 'notices', id: 'id', name: 'title' },
  indicators: { list: 'tables', id: 'id', name: 'title' },
} as const;
type ListRole = keyof typeof LISTS;

/** In the order in which a folder is read. */
export const contentRoles = [
  'site',
  'services',
  'places',
  'calendar',
  'queues',
  'notices',
  'indicators',
] as const satisfies readonly ContentRole[];

export const isList = (role: ContentRole): role is ListRole => role in LISTS;

/** Whether an id can name an entry of a role: `-` names whole files and nothing else. */
export const fitsRole = (role: ContentRole, id: string): boolean => isList(role) !== (id === WHOLE);

const isRole = (role: string): role is ContentRole => (contentRoles as readonly string[]).includes(role);

/** Takes the files of a site apart. What has no id, and a second one of the same id, is no entry. */
export function entriesOf(files: readonly ParsedFile[]): ContentEntry[] {
  return files.flatMap(({ role, value }): ContentEntry[] => {
    if (!isRole(role)) return [];
    if (!isList(role)) return isObject(value) ? [{ role, id: WHOLE, position: 0, body: value }] : [];
    const items = valueIn(value, LISTS[role].list);
    const entries = new Map<string, EntryBody>();
    for (const item of Array.isArray(items) ? (items as unknown[]) : []) {
      const id = valueIn(item, LISTS[role].id);
      if (isObject(item) && typeof id === 'string' && !entries.has(id)) entries.set(id, item);
    }
    return [...entries].map(([id, body], position) => ({ role, id, position, body }));
  });
}

/**
 * Puts the files of a site together again, as a folder of that name holds them.
 * @param entries in any order; files and lists come in theirs
 */
export function filesOf(site: string, entries: readonly ContentEntry[]): ParsedFile[] {
  return contentRoles.flatMap((role): ParsedFile[] => {
    const own = entries
      .filter((entry) => entry.role === role)
      .sort((one, other) => one.position - other.position);
    const bodies = own.map(({ body }) => body);
    const value = isList(role) ? { [LISTS[role].list]: bodies } : bodies[0];
    return own.length === 0 ? [] : [{ file: `${site}/${role}.json`, role, value }];
  });
}

/** The entry's body with the id it is kept under: what is typed into the field of the id names no other entry. */
export const withId = (role: ContentRole, id: string, body: EntryBody): EntryBody =>
  isList(role) ? { ...body, [LISTS[role].id]: id } : body;

/** A name as it was typed, perhaps unfinished. */
export interface Title {
  readonly zh: string;
  readonly en?: string;
}

/** @returns what an entry says it is called; undefined where it says nothing */
export function titleOf(role: ContentRole, body: unknown): Title | undefined {
  const name = valueIn(body, isList(role) ? LISTS[role].name : 'name');
  const [zh, en] = [valueIn(name, 'zh'), valueIn(name, 'en')];
  if (typeof zh !== 'string' || zh.trim() === '') return undefined;
  return typeof en === 'string' && en.trim() !== '' ? { zh, en } : { zh };
}

const PLACE_IN_FILE = /^([a-z]+)\[(\d+)\](?:\.|$)/u;

/**
 * @param path of a fault, inside the file, as in `services[3].guide.fee.zh`
 * @returns the place of the entry in its file, and the path inside the entry; without a place, the file as a whole
 */
export function placeOf(role: ContentRole, path: string): { readonly index?: number; readonly path: string } {
  const found = isList(role) ? PLACE_IN_FILE.exec(path) : undefined;
  if (!found || !isList(role) || found[1] !== LISTS[role].list) return { path };
  return { index: Number(found[2]), path: path.slice(found[0].length) };
}
