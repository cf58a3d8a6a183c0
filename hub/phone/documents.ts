import type { BookingView } from '../../src/model/schema/phone.ts';
import type { Place } from '../../src/model/schema/place.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { Query } from '../database/database.ts';

interface Db {
  readonly query: Query;
}

export async function documentOf<Body>(
  db: Db,
  site: string,
  kind: string,
  id: string,
): Promise<Body | undefined> {
  const [row] = await db.query<{ body: Body }>(
    'select body from document where site = $1 and kind = $2 and id = $3 and body is not null',
    [site, kind, id],
  );
  return row?.body;
}

/** The place by its name, with its own address or that of what it is in. */
export async function placeOf(db: Db, site: Site, id: string): Promise<BookingView['place']> {
  const place = await documentOf<Place>(db, site.id, 'place', id);
  if (!place) return { name: site.hall };
  const around = place.within ? await documentOf<Place>(db, site.id, 'place', place.within) : undefined;
  const address = place.address ?? around?.address;
  return { name: place.name, ...(address ? { address } : {}) };
}

/** What the page says of the hall. */
export const siteOf = ({ id, hall, timeZone, languages, demo }: Site): BookingView['site'] => ({
  id,
  hall,
  timeZone,
  languages,
  demo,
});
