import type { ChoiceList } from './form-types.ts';

/** What the ids in a field refer to. Each is written once, by the end of the field's path. */
const lists: Readonly<Record<string, ChoiceList>> = {
  'site.catalogue': 'catalogues',
  'tiles.icon': 'icons',
  'opens.categories': 'categories',
  'opens.audiences': 'audiences',
  'opens.services': 'services',
  'opens.service': 'services',
  'opens.kinds': 'placeKinds',
  'services.service': 'catalogue',
  'services.place': 'places',
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
};

/** @param at a field's path, as `Field.at` */
export const refOf = (at: string): ChoiceList | undefined => lists[at.split('.').slice(-2).join('.')];
