import type { PlannedSchedule } from '../../src/model/schedule-plan.ts';
import type { CalendarEntry } from '../../src/model/schema/calendar.ts';
import type { Place } from '../../src/model/schema/place.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { Site, Taxonomy } from '../../src/model/schema/site.ts';
import { uuidOf } from './ids.ts';
import type { DocumentReader, PublishedSite } from './reader.ts';

/** A site's documents with what looking things up needs; what HSDS says of them is made when a page shows it. */
export interface SiteDirectory {
  readonly site: Site;
  readonly organization: OrganizationEntry;
  readonly services: readonly ServiceEntry[];
  readonly places: ReadonlyMap<string, Place>;
  readonly schedules: ReadonlyMap<string, readonly PlannedSchedule[]>;
  readonly calendar: readonly CalendarEntry[];
  readonly taxonomies: readonly TaxonomyEntry[];
}

export interface OrganizationEntry {
  readonly id: string;
  readonly at: SiteDirectory;
  readonly search: string;
  readonly modifiedMs: number;
}

export interface ServiceEntry {
  readonly id: string;
  readonly at: SiteDirectory;
  readonly service: Service;
  readonly search: string;
  readonly modifiedMs: number;
  readonly terms: readonly string[];
  readonly taxonomies: readonly string[];
}

export interface TaxonomyEntry {
  readonly id: string;
  readonly taxonomy: Taxonomy;
  readonly search: string;
  readonly terms: readonly TermEntry[];
}

export interface TermEntry {
  readonly id: string;
  readonly taxonomy: TaxonomyEntry;
  readonly term: Taxonomy['terms'][number];
  readonly search: string;
}

const searchText = (...texts: readonly (string | undefined)[]): string =>
  texts
    .filter((text) => text !== undefined)
    .join('\n')
    .toLowerCase();

const both = ({ zh, en }: { zh: string; en?: string | undefined }): (string | undefined)[] => [zh, en];

/** Halls share a catalogue, and with it the ids of its terms. */
function taxonomyEntry(catalogue: string, taxonomy: Taxonomy): TaxonomyEntry {
  const terms: TermEntry[] = [];
  const entry: TaxonomyEntry = {
    id: uuidOf(catalogue, 'taxonomy', taxonomy.id),
    taxonomy,
    search: searchText(...both(taxonomy.name)),
    terms,
  };
  for (const term of taxonomy.terms)
    terms.push({
      id: uuidOf(catalogue, 'term', taxonomy.id, term.id),
      taxonomy: entry,
      term,
      search: searchText(...both(term.name), term.note),
    });
  return entry;
}

/** The terms of a service: `[list, term]`. */
const termsOf = (service: Service): [Taxonomy['id'], string][] => [
  ['category', service.category],
  ...service.audience.map((audience): [Taxonomy['id'], string] => ['audience', audience]),
  ...(service.placeKind ? [['place-kind', service.placeKind] as [Taxonomy['id'], string]] : []),
];

function serviceEntry(at: SiteDirectory, service: Service, modifiedMs: number): ServiceEntry {
  const { id, catalogue } = at.site;
  const terms = termsOf(service);
  return {
    id: uuidOf(id, 'service', service.id),
    at,
    service,
    search: searchText(
      ...both(service.name),
      ...both(service.summary),
      ...service.aliases,
      ...service.pinyin,
    ),
    modifiedMs,
    terms: terms.map(([list, term]) => uuidOf(catalogue, 'term', list, term)),
    taxonomies: [...new Set(terms.map(([list]) => uuidOf(catalogue, 'taxonomy', list)))],
  };
}

function byService(schedules: readonly PlannedSchedule[]): ReadonlyMap<string, readonly PlannedSchedule[]> {
  const found = new Map<string, PlannedSchedule[]>();
  for (const planned of schedules)
    found.set(planned.service, [...(found.get(planned.service) ?? []), planned]);
  return found;
}

/** @returns one site's directory, or undefined where its documents went away while they were read */
async function readSite(reader: DocumentReader, id: string): Promise<SiteDirectory | undefined> {
  const [[own], taxonomies, services, places, plan] = await Promise.all([
    reader.read(id, 'site'),
    reader.read(id, 'taxonomy'),
    reader.read(id, 'service'),
    reader.read(id, 'place'),
    reader.plan(id),
  ]);
  if (!own) return undefined;
  const site = own.body;
  const entries: ServiceEntry[] = [];
  const directory = {
    site,
    services: entries,
    places: new Map(places.map(({ body }) => [body.id as string, body])),
    schedules: byService(plan.schedules),
    calendar: plan.calendar,
    taxonomies: taxonomies.map(({ body }) => taxonomyEntry(site.catalogue, body)),
    organization: undefined as unknown as OrganizationEntry,
  };
  directory.organization = {
    id: uuidOf(id, 'organization'),
    at: directory,
    search: searchText(...both(site.name), ...both(site.hall), ...both(site.summary)),
    modifiedMs: own.changedAt.getTime(),
  };
  for (const { body, changedAt } of services)
    entries.push(serviceEntry(directory, body, changedAt.getTime()));
  return directory;
}

/** The sites as HSDS sees them, read anew only where a site's content became different. */
export class Directory {
  readonly #reader: DocumentReader;
  readonly #kept = new Map<
    string,
    { readonly hash: string; readonly site: Promise<SiteDirectory | undefined> }
  >();

  constructor(reader: DocumentReader) {
    this.#reader = reader;
  }

  /** @param only narrows to one site; an unknown one gives none */
  async sites(only?: string): Promise<SiteDirectory[]> {
    const published = await this.#reader.sites();
    const ids = new Set(published.map(({ id }) => id));
    for (const id of this.#kept.keys()) if (!ids.has(id)) this.#kept.delete(id);
    const wanted = published.filter(({ id }) => only === undefined || id === only);
    const read = await Promise.all(wanted.map((site) => this.#site(site)));
    return read.filter((site) => site !== undefined);
  }

  #site({ id, contentHash }: PublishedSite): Promise<SiteDirectory | undefined> {
    const kept = this.#kept.get(id);
    if (kept?.hash === contentHash) return kept.site;
    const site = readSite(this.#reader, id);
    this.#kept.set(id, { hash: contentHash, site });
    // A failed read must not be kept: the next request tries again.
    site.catch(() => {
      if (this.#kept.get(id)?.site === site) this.#kept.delete(id);
    });
    return site;
  }
}

/** The lists of terms of all sites, each once however many halls share it. */
export function taxonomiesOf(sites: readonly SiteDirectory[]): TaxonomyEntry[] {
  const byId = new Map<string, TaxonomyEntry>();
  for (const { taxonomies } of sites)
    for (const entry of taxonomies) if (!byId.has(entry.id)) byId.set(entry.id, entry);
  return [...byId.values()];
}
