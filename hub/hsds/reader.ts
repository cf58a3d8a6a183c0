import type { Plan } from '../../src/model/schedule-plan.ts';
import type { DocumentBody } from '../../src/model/schema/document.ts';
import { readDocuments } from '../changes/documents.ts';
import type { Database } from '../database/database.ts';

/** A site that is live, with a word that changes whenever its documents or schedules do. */
export interface PublishedSite {
  readonly id: string;
  readonly contentHash: string;
}

export interface ReadDocument<K extends ReadKind> {
  readonly body: DocumentBody<K>;
  /** When its content last became different. */
  readonly changedAt: Date;
}

export type ReadKind = 'site' | 'taxonomy' | 'service' | 'place';

/** All that HSDS asks of the hub: which sites there are, and their documents. */
export interface DocumentReader {
  sites(): Promise<readonly PublishedSite[]>;
  read<K extends ReadKind>(site: string, kind: K): Promise<readonly ReadDocument<K>[]>;
  /** What the bookable times are made from. It is no document: terminals get the slots themselves. */
  plan(site: string): Promise<Plan>;
}

/**
 * @param db the hub's database
 * @param plan where the hub keeps what it made slots from
 */
export const databaseReader = (
  db: Pick<Database, 'query'>,
  plan: DocumentReader['plan'],
): DocumentReader => ({
  sites: () =>
    db.query<PublishedSite>(
      `select id, coalesce(content_hash, '') as "contentHash" from site where body is not null order by id`,
    ),
  read: (site, kind) => readDocuments(db, site, kind),
  plan,
});
