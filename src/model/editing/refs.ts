import type { ContentRole } from '../schema/staff-content.ts';
import { type JsonPath, isObject } from './json.ts';

/** What the fields of an entry can refer to, by list. */
export type RefList =
  | 'places'
  /** The services of this site. */
  | 'services'
  /** The services of the catalogue. */
  | 'catalogue'
  | 'categories'
  | 'audiences'
  | 'placeKinds'
  | 'diets'
  | 'icons'
  | 'circles'
  | 'resources'
  | 'queues'
  | 'catalogues';

/** What the ids in a field refer to. Each is written once, by the end of the field's path. */
const lists: Readonly<Record<string, RefList>> = {
  'site.catalogue': 'catalogues',
  'tiles.icon': 'icons',
  'opens.categories': 'categories',
  'opens.audiences': 'audiences',
  'opens.services': 'services',
  'opens.service': 'services',
  'opens.kinds': 'placeKinds',
  'services.service': 'catalogue',
  'services.place': 'places',
  'services.category': 'categories',
  'services.audience': 'audiences',
  'services.placeKind': 'placeKinds',
  'schedules.place': 'places',
  'needs.resource': 'resources',
  'terms.combinesWith': 'services',
  'options.tags': 'diets',
  'places.kind': 'placeKinds',
  'places.within': 'places',
  'places.circle': 'circles',
  'entries.services': 'services',
  'entries.places': 'places',
  'queues.place': 'places',
  'queues.services': 'services',
  'counters.place': 'places',
  'counters.queues': 'queues',
  'targets.places': 'places',
};

/** @param at a field's path from the kind of its entry down, without places in lists: `services.schedules.place` */
export const refOf = (at: string): RefList | undefined => lists[at.split('.').slice(-2).join('.')];

/**
 * Where an entry names something.
 * @param body the entry, right or wrong
 * @param list of which list the id is one
 * @returns the way to each place where it stands
 */
export function usesIn(role: ContentRole, body: unknown, list: RefList, id: string): JsonPath[] {
  const found: JsonPath[] = [];
  const walk = (value: unknown, at: string, path: JsonPath): void => {
    if (typeof value === 'string') {
      if (value === id && refOf(at) === list) found.push(path);
    } else if (Array.isArray(value)) value.forEach((item, index) => walk(item, at, [...path, index]));
    else if (isObject(value))
      for (const [key, inner] of Object.entries(value)) walk(inner, `${at}.${key}`, [...path, key]);
  };
  walk(body, role, []);
  return found;
}
