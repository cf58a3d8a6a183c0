import type { DocumentBody, DocumentKind } from '../../src/model/schema/document.ts';
import type { Database, Query } from '../database/database.ts';

/** A document as the hub keeps it. Slots and bookings have tables of their own and are not found here. */
export interface StoredDocument<K extends DocumentKind> {
  readonly site: string;
  readonly id: string;
  readonly body: DocumentBody<K>;
  /** When its content last became different. */
  readonly changedAt: Date;
}

/**
 * The documents of one kind that are live.
 * @param site one site's, or `undefined` for those of every site
 * @returns in the order of site and id
 */
export function readDocuments<K extends DocumentKind>(
  db: Pick<Database, 'query'> | { readonly query: Query },
  site: string | undefined,
  kind: K,
): Promise<StoredDocument<K>[]> {
  return db.query<StoredDocument<K>>(
    `select d.site, d.id, d.body, d.changed_at as "changedAt"
       from document d join site s on s.id = d.site and s.body is not null
      where ($1::text is null or d.site = $1) and d.kind = $2 and d.body is not null
      order by d.site, d.id`,
    [site ?? null, kind],
  );
}
