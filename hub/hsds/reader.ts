import type { PlannedSchedule } from '../../src/model/content/index.ts';
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
  /** The rules behind the bookable times. They are no documents: terminals get the slots themselves. */
  schedules(site: string): Promise<readonly PlannedSchedule[]>;
}

/**
 * @param db the hub's database
 * @param schedules where the hub keeps the rules that it made slots from
 */
export const databaseReader = (
  db: Pick<Database, 'query'>,
  schedules: DocumentReader['schedules'],
): DocumentReader => ({
  sites: () =>
    db.query<PublishedSite>(
      `select id, coalesce(content_hash, '') as "contentHash" from site where body is not null order by id`,
    ),
  read: (site, kind) => readDocuments(db, site, kind),
  schedules,
});
