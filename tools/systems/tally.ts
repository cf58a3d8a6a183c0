import type { Change } from '../../src/model/schema/document.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { ListedService, ListedTable, System, SystemsList } from './list.ts';

/** A site as it would be published. */
export interface SiteContent {
  readonly site: Site;
  readonly changes: readonly Change[];
}

/** How far content and screens carry one system. */
export interface SystemRow {
  readonly system: System;
  /** Site profiles that name it. */
  readonly profiles: number;
  readonly tiles: number;
  /** Services at sites whose document asks for the system. */
  readonly services: number;
  /** Those of them with times to book; the others are told about and not done yet. */
  readonly withTimes: number;
  readonly places: number;
  readonly notices: number;
  readonly examples: readonly string[];
  readonly carried: boolean;
}

export interface ServiceRow {
  readonly service: ListedService;
  readonly sites: readonly string[];
  readonly withTimes: readonly string[];
}

export interface TableRow {
  readonly table: ListedTable;
  /** Rows found in the site's content. */
  readonly rows: number;
}

export interface Coverage {
  readonly systems: readonly SystemRow[];
  readonly services: readonly ServiceRow[];
  readonly tables: readonly TableRow[];
  /** Ids that content names and the list does not have. */
  readonly unknown: readonly string[];
}

const EXAMPLES = 3;

/** The documents of one kind at one site. */
function bodies<K extends Change['kind']>(content: SiteContent, kind: K) {
  return content.changes.flatMap((change) =>
    change.kind === kind && change.body
      ? [change.body as NonNullable<Extract<Change, { kind: K }>['body']>]
      : [],
  );
}

/** One thing at a site that may name systems. */
interface Item {
  readonly kind: 'profile' | 'tile' | 'service' | 'place' | 'notice';
  readonly seed: string | undefined;
  readonly name: string;
  readonly systems: readonly string[];
  readonly withTimes: boolean;
}

function itemsOf(content: SiteContent): Item[] {
  const { site } = content;
  const seed = site.source?.seed;
  const item = (kind: Item['kind'], name: string, systems: readonly string[], withTimes = false): Item => ({
    kind,
    seed,
    name: `${site.id}: ${name}`,
    systems,
    withTimes,
  });
  return [
    item('profile', site.name.zh, site.systems),
    ...site.tiles.map((tile) => item('tile', tile.label.zh, tile.systems)),
    ...bodies(content, 'service').map((each) => item('service', each.name.zh, each.systems, each.bookable)),
    ...bodies(content, 'place').map((each) => item('place', each.name.zh, each.systems)),
    ...bodies(content, 'notice').map((each) => item('notice', each.title.zh, each.systems)),
  ];
}

/** A shared service names systems of several documents; at a site only those of its own document count. */
const counts = (item: Item, system: System): boolean =>
  item.systems.includes(system.id) &&
  (item.seed === undefined || system.seeds.some((seed) => seed === item.seed));

function systemRow(system: System, items: readonly Item[]): SystemRow {
  const found = items.filter((item) => counts(item, system));
  const of = (kind: Item['kind']) => found.filter((item) => item.kind === kind);
  const services = of('service');
  const telling = [...services, ...of('place'), ...of('notice'), ...of('tile'), ...of('profile')];
  return {
    system,
    profiles: of('profile').length,
    tiles: of('tile').length,
    services: services.length,
    withTimes: services.filter(({ withTimes }) => withTimes).length,
    places: of('place').length,
    notices: of('notice').length,
    examples: [...new Set(telling.map(({ name }) => name))].slice(0, EXAMPLES),
    carried: found.length > 0 || system.screens.length > 0,
  };
}

function serviceRow(listed: ListedService, sites: readonly SiteContent[]): ServiceRow {
  const at = (fits: (service: Service) => boolean) =>
    sites
      .filter((content) =>
        bodies(content, 'service').some((service) => service.id === listed.id && fits(service)),
      )
      .map(({ site }) => site.id);
  return { service: listed, sites: at(() => true), withTimes: at(({ bookable }) => bookable) };
}

function tableRow(table: ListedTable, sites: readonly SiteContent[]): TableRow {
  const content = sites.find(({ site }) => site.id === table.site);
  const rows = content ? bodies(content, 'indicator').filter((each) => each.table === table.table).length : 0;
  return { table, rows };
}

/**
 * Holds the content of all sites against the list of what the documents ask for.
 * @returns one row for every system, service and table of the list, in its order
 */
export function tally(list: SystemsList, sites: readonly SiteContent[]): Coverage {
  const items = sites.flatMap(itemsOf);
  const known = new Set<string>(list.systems.map(({ id }) => id));
  return {
    systems: list.systems.map((system) => systemRow(system, items)),
    services: list.services.map((service) => serviceRow(service, sites)),
    tables: list.indicators.map((table) => tableRow(table, sites)),
    unknown: [...new Set(items.flatMap(({ systems }) => systems))].filter((id) => !known.has(id)).sort(),
  };
}
