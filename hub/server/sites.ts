import type { SiteId } from '../../src/model/schema/site.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { Query } from '../database/database.ts';
import { Refusal } from './refusal.ts';

/** @returns the site's own document, or undefined where no such site was ever published */
export async function findSite(db: { readonly query: Query }, id: string): Promise<Site | undefined> {
  const [row] = await db.query<{ body: Site }>('select body from site where id = $1 and body is not null', [
    id,
  ]);
  return row?.body;
}

/** @throws Refusal `site.unknown` */
export async function mustFindSite(db: { readonly query: Query }, id: string): Promise<SiteId> {
  const [row] = await db.query<{ id: SiteId }>('select id from site where id = $1 and body is not null', [
    id,
  ]);
  if (!row)
    throw new Refusal(404, 'site.unknown', { field: 'site', mend: 'GET /api/sites lists the sites.' });
  return row.id;
}
