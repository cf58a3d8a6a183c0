import { says } from '../fault-words.ts';
import type { Taxonomy } from '../schema/site.ts';
import { type Collected, type Entry, type ListRole, listOf, textOf } from './collect.ts';
import { type Fault, pathText } from './files.ts';
import { nearest } from './nearest.ts';

/** The ids that exist, or undefined where that cannot be known because a file could not be read. */
type Known = ReadonlySet<string> | undefined;

interface Ids {
  readonly catalogue: Known;
  readonly services: Known;
  readonly places: Known;
  readonly circles: Known;
  readonly resources: Known;
  readonly terms: Readonly<Record<Taxonomy['id'], Known>>;
}

const idSet = (values: readonly unknown[], key: string): Set<string> =>
  new Set(values.flatMap((value) => textOf(value, key) ?? []));

function idsOf(all: Collected): Ids {
  const of = (role: ListRole, key: string): Known =>
    all.unread.has(role)
      ? undefined
      : idSet(
          all.written[role].map((entry) => entry.value),
          key,
        );
  const terms = (id: Taxonomy['id']): Known => {
    if (all.unread.has('taxonomies')) return undefined;
    const taxonomies = all.written.taxonomies.filter((entry) => textOf(entry.value, 'id') === id);
    return idSet(
      taxonomies.flatMap((entry) => listOf(entry.value, 'terms')),
      'id',
    );
  };
  return {
    catalogue: of('catalogue-services', 'id'),
    services: of('services', 'service'),
    places: of('places', 'id'),
    circles: all.siteWritten ? idSet(listOf(all.siteWritten.value, 'circles'), 'id') : undefined,
    resources: all.unread.has('calendar')
      ? undefined
      : idSet(listOf(all.calendarWritten?.value, 'resources'), 'id'),
    terms: {
      category: terms('category'),
      audience: terms('audience'),
      'place-kind': terms('place-kind'),
      diet: terms('diet'),
    },
  };
}

/** What can be named, in Chinese. */
const CHINESE = {
  category: '类别',
  audience: '人群',
  'kind of place': '地点类型',
  service: '服务',
  place: '地点',
  resource: '资源',
  'service of this site': '服务',
  tag: '标签',
  queue: '队列',
  circle: '服务圈',
  icon: '图标',
} as const;

/** Judges one reference. */
function dangling(
  entry: Entry<unknown>,
  path: readonly PropertyKey[],
  id: string | undefined,
  known: Known,
  what: keyof typeof CHINESE,
  where: string,
): Fault[] {
  if (id === undefined || !known || known.has(id)) return [];
  const close = nearest(id, [...known]);
  return [
    {
      file: entry.file,
      path: pathText([...entry.path, ...path]),
      ...says(
        `there is no ${what} "${id}"`,
        `${close ? `did you mean "${close}"? Otherwise add` : 'add'} it to ${where}, or name another`,
        `没有${CHINESE[what]}“${id}”`,
        close ? `是不是“${close}”？不是的话请另选一个` : '请另选一个，或者先添加它',
      ),
    },
  ];
}

const CATALOGUE = 'the catalogue';
const TERMS = "the catalogue's taxonomies.json";

function serviceReferences(all: Collected, ids: Ids): Fault[] {
  return [
    ...all.valid['catalogue-services'].flatMap((entry) => {
      const { category, audience, placeKind } = entry.value;
      return [
        ...dangling(entry, ['category'], category, ids.terms.category, 'category', TERMS),
        ...audience.flatMap((id, index) =>
          dangling(entry, ['audience', index], id, ids.terms.audience, 'audience', TERMS),
        ),
        ...dangling(entry, ['placeKind'], placeKind, ids.terms['place-kind'], 'kind of place', TERMS),
      ];
    }),
    ...all.valid.services.flatMap((entry) => [
      ...dangling(entry, ['service'], entry.value.service, ids.catalogue, 'service', CATALOGUE),
      ...dangling(entry, ['place'], entry.value.place, ids.places, 'place', 'places.json'),
    ]),
  ];
}

/** What booking a service names: places and resources of its schedules, services of the same visit. */
const bookingReferences = (all: Collected, ids: Ids): Fault[] =>
  all.valid.services.flatMap((entry) => [
    ...(entry.value.schedules ?? []).flatMap(({ place, needs }, index) => [
      ...dangling(entry, ['schedules', index, 'place'], place, ids.places, 'place', 'places.json'),
      ...needs.flatMap(({ resource }, need) =>
        dangling(
          entry,
          ['schedules', index, 'needs', need, 'resource'],
          resource,
          ids.resources,
          'resource',
          'the resources of calendar.json',
        ),
      ),
    ]),
    ...(entry.value.terms?.combinesWith ?? []).flatMap((id, index) =>
      dangling(
        entry,
        ['terms', 'combinesWith', index],
        id,
        ids.services,
        'service of this site',
        'services.json',
      ),
    ),
  ]);

/** Tags that a choice is found by. */
const tagReferences = (all: Collected, ids: Ids): Fault[] =>
  [...all.valid.services, ...all.valid['catalogue-services']].flatMap((entry) =>
    (entry.value.questions ?? []).flatMap(({ options }, question) =>
      options.flatMap(({ tags }, option) =>
        tags.flatMap((tag, index) =>
          dangling(
            entry,
            ['questions', question, 'options', option, 'tags', index],
            tag,
            ids.terms.diet,
            'tag',
            `the list "diet" of ${TERMS}`,
          ),
        ),
      ),
    ),
  );

function calendarReferences({ calendar }: Collected, ids: Ids): Fault[] {
  if (!calendar) return [];
  return calendar.value.entries.flatMap(({ services = [], places = [] }, entry) => [
    ...services.flatMap((id, index) =>
      dangling(
        calendar,
        ['entries', entry, 'services', index],
        id,
        ids.services,
        'service of this site',
        'services.json',
      ),
    ),
    ...places.flatMap((id, index) =>
      dangling(calendar, ['entries', entry, 'places', index], id, ids.places, 'place', 'places.json'),
    ),
  ]);
}

/** What queues and counters name: services, places, and queues of the same file. */
function queueReferences({ queues: file }: Collected, ids: Ids): Fault[] {
  if (!file) return [];
  const own = new Set<string>(file.value.queues.map(({ id }) => id));
  const places = (list: 'queues' | 'counters') =>
    file.value[list].flatMap(({ place }, index) =>
      dangling(file, [list, index, 'place'], place, ids.places, 'place', 'places.json'),
    );
  return [
    ...places('queues'),
    ...file.value.queues.flatMap(({ services }, queue) =>
      services.flatMap((id, index) =>
        dangling(
          file,
          ['queues', queue, 'services', index],
          id,
          ids.services,
          'service of this site',
          'services.json',
        ),
      ),
    ),
    ...places('counters'),
    ...file.value.counters.flatMap(({ queues }, counter) =>
      queues.flatMap((id, index) =>
        dangling(file, ['counters', counter, 'queues', index], id, own, 'queue', 'the queues of this file'),
      ),
    ),
  ];
}

const placeReferences = (all: Collected, ids: Ids): Fault[] =>
  all.valid.places.flatMap((entry) => [
    ...dangling(entry, ['kind'], entry.value.kind, ids.terms['place-kind'], 'kind of place', TERMS),
    ...dangling(entry, ['within'], entry.value.within, ids.places, 'place', 'places.json'),
    ...dangling(entry, ['circle'], entry.value.circle, ids.circles, 'circle', 'circles of site.json'),
  ]);

function tileReferences(all: Collected, ids: Ids): Fault[] {
  const { site } = all;
  return (site?.value.tiles ?? []).flatMap(({ opens }, tile) => {
    if (!site) return [];
    const path = ['tiles', tile, 'opens'];
    const each = (
      field: string,
      list: readonly string[] | undefined,
      known: Known,
      what: keyof typeof CHINESE,
      where: string,
    ) => (list ?? []).flatMap((id, index) => dangling(site, [...path, field, index], id, known, what, where));
    switch (opens.view) {
      case 'services':
        return [
          ...each('categories', opens.categories, ids.terms.category, 'category', TERMS),
          ...each('audiences', opens.audiences, ids.terms.audience, 'audience', TERMS),
          ...each('services', opens.services, ids.services, 'service of this site', 'services.json'),
        ];
      case 'service':
        return dangling(
          site,
          [...path, 'service'],
          opens.service,
          ids.services,
          'service of this site',
          'services.json',
        );
      case 'places':
        return each('kinds', opens.kinds, ids.terms['place-kind'], 'kind of place', TERMS);
      case 'notices':
      case 'indicators':
        return [];
    }
  });
}

/** Pictures of tiles and terms: an unknown one would leave a hole on the screen. */
function iconReferences(all: Collected, icons: Known): Fault[] {
  const { site } = all;
  const of = (entry: Entry<unknown>, path: readonly PropertyKey[], icon: string | undefined) =>
    dangling(entry, path, icon, icons, 'icon', 'the icons in tools/icons.ts');
  return [
    ...(site?.value.tiles ?? []).flatMap(({ icon }, tile) =>
      site ? of(site, ['tiles', tile, 'icon'], icon) : [],
    ),
    ...all.valid.taxonomies.flatMap((entry) =>
      entry.value.terms.flatMap(({ icon }, term) => of(entry, ['terms', term, 'icon'], icon)),
    ),
  ];
}

/** A place that is, by way of the places it is within, within itself: nobody could say where it is. */
function placeCircles(all: Collected): Fault[] {
  const within = new Map(all.valid.places.map(({ value }) => [value.id as string, value.within]));
  return all.valid.places.flatMap((entry) => {
    const seen = new Set<string>();
    let place = entry.value.within;
    while (place !== undefined && place !== entry.value.id && !seen.has(place)) {
      seen.add(place);
      place = within.get(place);
    }
    if (place !== entry.value.id) return [];
    return [
      {
        file: entry.file,
        path: pathText([...entry.path, 'within']),
        ...says(
          `place "${entry.value.id}" is within itself`,
          'name the building or the larger room it is in, or leave the field out',
          `地点“${entry.value.id}”在它自己里面`,
          '请选它所在的楼或更大的房间，或者不填',
        ),
      },
    ];
  });
}

/** Every id that names something must name something that is there. */
export function referenceFaults(all: Collected, icons?: Known): Fault[] {
  const ids = idsOf(all);
  return [
    ...serviceReferences(all, ids),
    ...bookingReferences(all, ids),
    ...tagReferences(all, ids),
    ...calendarReferences(all, ids),
    ...queueReferences(all, ids),
    ...placeReferences(all, ids),
    ...tileReferences(all, ids),
    ...iconReferences(all, icons),
    ...placeCircles(all),
  ];
}
