import type { Place } from '../../src/model/schema/place.ts';
import type { ServiceEntry, SiteDirectory, TaxonomyEntry, TermEntry } from './directory.ts';
import { uuidOf } from './ids.ts';
import { openingSchedules } from './schedules.ts';
import type {
  HsdsAttribute,
  HsdsLocation,
  HsdsOrganizationPlain,
  HsdsServicePlain,
  HsdsTaxonomy,
  HsdsTerm,
} from './schema.ts';

/** Texts are given in Chinese, the language every text has; HSDS keeps no translations. Names have an English one. */

const LANGUAGE = 'zh-Hans';

/** An empty list says no more than none. */
export const some = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);

export const demoMark = (linked: string, entity: string, demo: boolean): HsdsAttribute[] =>
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

export const locationId = (at: SiteDirectory, place: string): string => uuidOf(at.site.id, 'location', place);

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
