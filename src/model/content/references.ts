import { says } from '../fault-words.ts';
import type { CatalogueService, OwnService, SiteService } from '../schema/service.ts';
import type { Taxonomy } from '../schema/site.ts';
import { type Collected, type Entry, type ListRole, listOf, textOf } from './collect.ts';
import { type Fault, faultAt, pathText } from './files.ts';
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

const CATALOGUE = 'the catalogue, describe it here with "own": true';
const TERMS = "the catalogue's taxonomies.json";

/** The terms that a description names, whoever wrote it. */
function termReferences(
  entry: Entry<Pick<CatalogueService, 'category' | 'audience' | 'placeKind'>>,
  { terms }: Ids,
): Fault[] {
  const { category, audience, placeKind } = entry.value;
  return [
    ...dangling(entry, ['category'], category, terms.category, 'category', TERMS),
    ...audience.flatMap((id, index) =>
      dangling(entry, ['audience', index], id, terms.audience, 'audience', TERMS),
    ),
    ...dangling(entry, ['placeKind'], placeKind, terms['place-kind'], 'kind of place', TERMS),
  ];
}

/** Two descriptions of one service: nobody could tell which of them a person is to read. */
function takenByCatalogue(entry: Entry<OwnService>, { catalogue }: Ids): Fault[] {
  const { service: id } = entry.value;
  if (!catalogue?.has(id)) return [];
  return [
    faultAt(
      entry,
      [],
      says(
        `the catalogue has a service "${id}", too`,
        'take "own" out to have the catalogue\'s, or give this one another id',
        '共享目录里现在也有这项服务',
        '请改用共享目录里的，或者照着这一项再做一个，再删除这一项',
      ),
    ),
  ];
}

const serviceReferences = (all: Collected, ids: Ids): Fault[] => [
  ...all.valid['catalogue-services'].flatMap((entry) => termReferences(entry, ids)),
  ...all.valid.services.flatMap((entry) => [
    ...(isOwn(entry)
      ? [...termReferences(entry, ids), ...takenByCatalogue(entry, ids)]
      : dangling(entry, ['service'], entry.value.service, ids.catalogue, 'service', CATALOGUE)),
    ...dangling(entry, ['place'], entry.value.place, ids.places, 'place', 'places.json'),
  ]),
];

const isOwn = (entry: Entry<SiteService>): entry is Entry<OwnService> => entry.value.own === true;

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

/** Where notices are shown. */
const noticeReferences = (all: Collected, ids: Ids): Fault[] =>
  all.valid.notices.flatMap((entry) =>
    (entry.value.targets?.places ?? []).flatMap((id, index) =>
      dangling(entry, ['targets', 'places', index], id, ids.places, 'place', 'places.json'),
    ),
  );

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
    ...noticeReferences(all, ids),
    ...tileReferences(all, ids),
    ...iconReferences(all, icons),
    ...placeCircles(all),
  ];
}
