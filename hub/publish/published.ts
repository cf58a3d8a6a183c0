import type { Notice } from '../../src/model/schema/notice.ts';
import type { Place } from '../../src/model/schema/place.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { Taxonomy } from '../../src/model/schema/site.ts';
import type { Query } from '../database/database.ts';

interface Bodies {
  readonly service: Service;
  readonly place: Place;
  readonly notice: Notice;
  readonly taxonomy: Taxonomy;
}

/** What is published of a site. */
export async function documentsOf<K extends keyof Bodies>(
  { query }: { readonly query: Query },
  site: string,
  kind: K,
): Promise<readonly Bodies[K][]> {
  const rows = await query<{ body: Bodies[K] }>(
    'select body from document where site = $1 and kind = $2 and body is not null order by id',
    [site, kind],
  );
  return rows.map(({ body }) => body);
}

export async function documentOf<K extends keyof Bodies>(
  { query }: { readonly query: Query },
  site: string,
  kind: K,
  id: string,
): Promise<Bodies[K] | undefined> {
  const [row] = await query<{ body: Bodies[K] }>(
    'select body from document where site = $1 and kind = $2 and id = $3 and body is not null',
    [site, kind, id],
  );
  return row?.body;
}
