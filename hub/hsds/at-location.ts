import type { Place } from '../../src/model/schema/place.ts';
import { placeOfSchedule } from '../../src/model/schedule.ts';
import { demoMark, locationFrom, locationId, servicePlain, some } from './compose.ts';
import type { ServiceEntry } from './directory.ts';
import { uuidOf } from './ids.ts';
import { exceptionsOf, schedulesOf } from './schedules.ts';
import type { HsdsSchedule, HsdsServiceAtLocation } from './schema.ts';

/** A service at one of the places where it can be had. */
export interface ServiceAtPlace {
  readonly entry: ServiceEntry;
  readonly place: Place;
}

/** Where a service can be had: at its own place first, then where else its schedules are. None where it names none. */
export function placesOf(entry: ServiceEntry): readonly ServiceAtPlace[] {
  const { at, service } = entry;
  const planned = at.schedules.get(service.id) ?? [];
  const ids = [service.place, ...planned.map((one) => placeOfSchedule(one.schedule, one.place))];
  return [...new Set(ids)].flatMap((id) => {
    const place = id === undefined ? undefined : at.places.get(id);
    return place ? [{ entry, place }] : [];
  });
}

/** The service's own place is left out of the id: it keeps the id it had, should it be given elsewhere as well. */
export const serviceAtLocationId = ({ entry: { at, service }, place }: ServiceAtPlace): string =>
  uuidOf(
    at.site.id,
    'service-at-location',
    ...(place.id === service.place ? [service.id] : [service.id, place.id]),
  );

function schedulesAt(there: ServiceAtPlace): HsdsSchedule[] {
  const { entry, place } = there;
  const { at, service, id } = entry;
  const exceptions = exceptionsOf(at.calendar, { service: service.id, place: place.id });
  const own = { service_id: id, location_id: locationId(at, place.id) };
  return (at.schedules.get(service.id) ?? []).flatMap((planned, index) =>
    placeOfSchedule(planned.schedule, planned.place) === place.id
      ? schedulesOf(planned.schedule, at.site.timeZone, (span) => ({
          id: uuidOf(id, 'schedule', ...(index + span === 0 ? [] : [String(index), String(span)])),
          ...own,
          service_at_location_id: serviceAtLocationId(there),
          notes: exceptions,
        })).map((schedule) => ({
          ...schedule,
          attributes: some(demoMark(schedule.id, 'schedule', planned.schedule.demo)),
        }))
      : [],
  );
}

export function serviceAtLocation(
  there: ServiceAtPlace,
  show: { readonly full: boolean; readonly service: boolean },
): HsdsServiceAtLocation {
  const { entry, place } = there;
  const location = locationFrom(entry.at, place);
  const { id, location_type, organization_id, name, alternate_name, description } = location;
  const { transportation, external_identifier } = location;
  return {
    id: serviceAtLocationId(there),
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
    schedules: show.full ? some(schedulesAt(there)) : undefined,
  };
}
