import { adoptedService, ownService } from '../schema/service.ts';
import type { EntryBody } from '../schema/staff-content.ts';

/**
 * Whose description a service of a site has: the shared catalogue's, or the site's own. Both ways between the two, of drafts
 * that may be unfinished.
 */

const isObject = (value: unknown): value is EntryBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a body that a form knows; what is left out would be refused there. */
const known = (body: EntryBody, fields: object): EntryBody =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key in fields));

const notStated = (channel: unknown): unknown =>
  isObject(channel) ? { ...channel, stated: false } : channel;

/** Whether a service of a site is described by the site alone. */
export const isOwnService = (body: unknown): boolean => isObject(body) && body['own'] === true;

/**
 * A service of the site's own that begins as a copy.
 * @param shared what the catalogue says of the one it is like; undefined where that is the site's own
 * @param atSite what the site says of the one it is like; empty where the site does not have it
 * @param id its own id
 */
export function ownLike(shared: EntryBody | undefined, atSite: EntryBody, id: string): EntryBody {
  const { terms, ...said } = atSite;
  const { systems: _systems, channels, ...both } = { ...shared, ...said } as EntryBody;
  const guides = [shared?.['guide'], atSite['guide']].filter(isObject);
  // The other services do not say that they go with this one.
  const { combinesWith: _others, ...alone } = isObject(terms) ? terms : {};
  return known(
    {
      ...both,
      // What the documents say, they say of the other one.
      ...(Array.isArray(channels) ? { channels: channels.map(notStated) } : {}),
      ...(guides.length > 0 ? { guide: Object.assign({}, ...guides) as EntryBody } : {}),
      ...(isObject(terms) ? { terms: alone } : {}),
      service: id,
      own: true,
    },
    ownService.shape,
  );
}

/**
 * Turns a service of the site's own into the catalogue's one of the same id. What the site wrote stands before the
 * catalogue's text where it differs; what only the catalogue may say goes.
 */
export function takeShared(shared: EntryBody, own: EntryBody): EntryBody {
  const { own: _own, guide, ...said } = known(own, adoptedService.shape);
  const guideThere = shared['guide'];
  const differing = isObject(guide) ? differences(guide, isObject(guideThere) ? guideThere : {}) : {};
  return {
    ...differences(said, shared),
    ...(Object.keys(differing).length > 0 ? { guide: differing } : {}),
  };
}

/** The fields of one that the other does not say alike. */
const differences = (one: EntryBody, other: EntryBody): EntryBody =>
  Object.fromEntries(
    Object.entries(one).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(other[key])),
  );
