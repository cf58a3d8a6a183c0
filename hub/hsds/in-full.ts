import { placesOf, serviceAtLocation } from './at-location.ts';
import { demoMark, locationFrom, organizationPlain, servicePlain, some, termFrom } from './compose.ts';
import type { ServiceEntry, SiteDirectory } from './directory.ts';
import { uuidOf } from './ids.ts';
import type { HsdsAttribute, HsdsOrganization, HsdsService } from './schema.ts';

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
  const there = placesOf(entry).map((place) => serviceAtLocation(place, { full: true, service: false }));
  const materials = (service.guide.materials ?? []).filter(({ noLongerRequired }) => !noLongerRequired);
  return {
    ...servicePlain(entry),
    phones: service.guide.phone
      ? [{ id: uuidOf(id, 'phone'), service_id: id, number: service.guide.phone }]
      : undefined,
    schedules: some(there.flatMap(({ schedules = [] }) => schedules)),
    service_at_locations: some(there),
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
