import type { Place } from '../../src/model/schema/place.ts';
import type { ServiceEntry, SiteDirectory, TaxonomyEntry, TermEntry } from './directory.ts';
import { uuidOf } from './ids.ts';
import { openingSchedules, scheduleOf } from './schedules.ts';
import type {
  HsdsAttribute,
  HsdsLocation,
  HsdsOrganization,
  HsdsOrganizationPlain,
  HsdsSchedule,
  HsdsService,
  HsdsServiceAtLocation,
  HsdsServicePlain,
  HsdsTaxonomy,
  HsdsTerm,
} from './schema.ts';

/** Texts are given in Chinese, the language every text has; HSDS keeps no translations. Names have an English one. */

const LANGUAGE = 'zh-Hans';

/** An empty list says no more than none. */
const some = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);

const demoMark = (linked: string, entity: string, demo: boolean): HsdsAttribute[] =>
  demo
    ? [
        {
          id: uuidOf(linked, 'attribute', 'demo'),
          link_id: linked,
          link_entity: entity,
          label: 'demo',
          value: 'true',
        },
      ]
    : [];

export const taxonomyFrom = ({ id, taxonomy }: TaxonomyEntry): HsdsTaxonomy => ({
  id,
  name: taxonomy.name.zh,
  description: taxonomy.name.en ?? taxonomy.name.zh,
});

export const termFrom = ({ id, taxonomy, term }: TermEntry): HsdsTerm => ({
  id,
  code: term.id,
  name: term.name.zh,
  description: term.note ?? term.name.en ?? term.name.zh,
  taxonomy: taxonomy.taxonomy.name.zh,
  language: LANGUAGE,
  taxonomy_id: taxonomy.id,
});

/** A term by itself says which list it is of. */
export const termInFull = (entry: TermEntry): HsdsTerm => ({
  ...termFrom(entry),
  taxonomy_detail: taxonomyFrom(entry.taxonomy),
});

export const organizationPlain = ({ site, organization }: SiteDirectory): HsdsOrganizationPlain => ({
  id: organization.id,
  name: site.hall.zh,
  alternate_name: site.hall.en,
  description: site.summary.zh,
});

/** A hall with its places, and with its services by name or in full. */
export const organizationInFull = (at: SiteDirectory, fullServices: boolean): HsdsOrganization => ({
  ...organizationPlain(at),
  locations: some([...at.places.values()].map((place) => locationFrom(at, place))),
  attributes: some(demoMark(at.organization.id, 'organization', at.site.demo)),
  services: at.services.map((entry) =>
    fullServices
      ? serviceInFull(entry)
      : { id: entry.id, name: entry.service.name.zh, status: 'active' as const },
  ),
});

const locationId = (at: SiteDirectory, place: string): string => uuidOf(at.site.id, 'location', place);

/** A room has the address of the building it is within, where it has none of its own. */
function addressOf(at: SiteDirectory, place: Place): string | undefined {
  const seen = new Set<string>();
  let here: Place | undefined = place;
  while (here && !here.address && here.within !== undefined && !seen.has(here.id)) {
    seen.add(here.id);
    here = at.places.get(here.within);
  }
  return here?.address?.zh;
}

export function locationFrom(at: SiteDirectory, place: Place): HsdsLocation {
  const id = locationId(at, place.id);
  const address = addressOf(at, place);
  const known = Object.entries(place.accessibility).filter(([, value]) => value !== undefined);
  return {
    id,
    location_type: 'physical',
    organization_id: at.organization.id,
    name: place.name.zh,
    alternate_name: place.name.en,
    description: place.summary?.zh,
    transportation: place.directions?.zh,
    external_identifier: place.id,
    addresses: address
      ? [
          {
            id: uuidOf(id, 'address'),
            location_id: id,
            address_1: address,
            city: '',
            state_province: '',
            postal_code: '',
            country: '',
            address_type: 'physical',
          },
        ]
      : undefined,
    phones: place.phone ? [{ id: uuidOf(id, 'phone'), location_id: id, number: place.phone }] : undefined,
    schedules: some(
      openingSchedules(place.hours ?? [], at.site.timeZone, (index) => ({
        id: uuidOf(id, 'schedule', String(index)),
        location_id: id,
      })),
    ),
    accessibility: some(
      known.map(([attribute, value]) => ({
        id: uuidOf(id, 'accessibility', attribute),
        location_id: id,
        description: attribute,
        details: String(value),
      })),
    ),
    attributes: some(demoMark(id, 'location', place.demo)),
  };
}

const lines = (texts: readonly (string | undefined)[]): string | undefined =>
  texts.filter((text) => text !== undefined).join('\n') || undefined;

/** A service with its fields that have one value. */
export function servicePlain({ id, at, service, modifiedMs }: ServiceEntry): HsdsServicePlain {
  const { guide } = service;
  return {
    id,
    organization_id: at.organization.id,
    name: service.name.zh,
    alternate_name: service.name.en,
    description: service.summary.zh,
    status: 'active',
    application_process: lines([service.withoutScreen.zh, ...(guide.steps ?? []).map(({ zh }) => zh)]),
    fees_description: guide.fee?.zh,
    wait_time: guide.promisedLimit?.zh,
    eligibility_description: lines([guide.who?.zh, ...(guide.requirements ?? []).map(({ zh }) => zh)]),
    last_modified: new Date(modifiedMs).toISOString(),
    organization: organizationPlain(at),
  };
}

export const serviceAtLocationId = ({ at, service }: ServiceEntry): string =>
  uuidOf(at.site.id, 'service-at-location', service.id);

function schedulesAt(entry: ServiceEntry, place: Place): HsdsSchedule[] {
  const { at, service } = entry;
  const planned = at.schedules.get(service.id);
  if (!planned) return [];
  const id = uuidOf(entry.id, 'schedule');
  const ids = {
    id,
    service_id: entry.id,
    location_id: locationId(at, place.id),
    service_at_location_id: serviceAtLocationId(entry),
  };
  return [
    {
      ...scheduleOf(planned.schedule, at.site.timeZone, ids),
      attributes: some(demoMark(id, 'schedule', planned.schedule.demo)),
    },
  ];
}

/** @returns undefined for a service that names no place */
export function serviceAtLocation(
  entry: ServiceEntry,
  show: { readonly full: boolean; readonly service: boolean },
): HsdsServiceAtLocation | undefined {
  const { at, service } = entry;
  const place = service.place === undefined ? undefined : at.places.get(service.place);
  if (!place) return undefined;
  const location = locationFrom(at, place);
  const { id, location_type, organization_id, name, alternate_name, description } = location;
  const { transportation, external_identifier } = location;
  return {
    id: serviceAtLocationId(entry),
    service_id: entry.id,
    location_id: location.id,
    location: show.full
      ? location
      : {
          id,
          location_type,
          organization_id,
          name,
          alternate_name,
          description,
          transportation,
          external_identifier,
        },
    service: show.service ? servicePlain(entry) : undefined,
    schedules: show.full ? some(schedulesAt(entry, place)) : undefined,
  };
}

function termAttributes(entry: ServiceEntry): HsdsAttribute[] {
  const byId = new Map(entry.at.taxonomies.flatMap(({ terms }) => terms).map((term) => [term.id, term]));
  return entry.terms.flatMap((id) => {
    const term = byId.get(id);
    if (!term) return [];
    return [
      {
        id: uuidOf(entry.id, 'attribute', id),
        link_id: entry.id,
        link_entity: 'service',
        link_type: term.taxonomy.taxonomy.id,
        taxonomy_term_id: id,
        taxonomy_term: termFrom(term),
      },
    ];
  });
}

/** A service with all that belongs to it. */
export function serviceInFull(entry: ServiceEntry): HsdsService {
  const { id, service } = entry;
  const there = serviceAtLocation(entry, { full: true, service: false });
  const materials = (service.guide.materials ?? []).filter(({ noLongerRequired }) => !noLongerRequired);
  return {
    ...servicePlain(entry),
    phones: service.guide.phone
      ? [{ id: uuidOf(id, 'phone'), service_id: id, number: service.guide.phone }]
      : undefined,
    schedules: there?.schedules,
    service_at_locations: there ? [there] : undefined,
    required_documents: some(
      materials.map(({ name }, index) => ({
        id: uuidOf(id, 'required-document', String(index)),
        service_id: id,
        document: name.zh,
      })),
    ),
    attributes: some(termAttributes(entry)),
  };
}
