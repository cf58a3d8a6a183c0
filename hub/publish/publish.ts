import type { Plan } from '../../src/model/schedule-plan.ts';
import type { Change } from '../../src/model/schema/document.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { Database, Query } from '../database/database.ts';
import { type ChangesText, changesText } from './changes-text.ts';

/** What publishing needs of a site's compiled content. */
export interface SiteContent {
  readonly site: Site;
  /** Every document of the site but its pass keys. */
  readonly changes: readonly Change[];
  /** What its slots are made from. */
  readonly plan: Plan;
  /** Equal content, equal hash. */
  readonly contentHash: string;
}

/** The same with its documents as text. */
type TextContent = Omit<SiteContent, 'changes'> & { readonly changes: ChangesText };

/** What publishing did. */
export interface Published {
  /** Documents that are new or different. */
  readonly written: number;
  /** Documents that are gone. */
  readonly removed: number;
  /** Sites whose change feed has news: this one, and all others when its name is new to them. */
  readonly changedSites: readonly string[];
}

/**
 * Makes a site's content what is given, in one transaction.
 * @param nowMs the hub's clock
 */
export const publishSite = (db: Database, content: SiteContent, nowMs: number): Promise<Published> =>
  db.transaction((query) => publishContent(query, content, nowMs));

/**
 * Makes a site's content what is given: only what differs counts as changed, and what vanished becomes a tombstone.
 * Publishing the same content twice changes nothing. To be called in a transaction.
 * @param nowMs the hub's clock
 */
export async function publishContent(
  query: Query,
  content: SiteContent | TextContent,
  nowMs: number,
): Promise<Published> {
  const { site, plan, contentHash } = content;
  const documents = changesText(content.changes);
  const [before] = await query<{ same: boolean }>(
    `select body->'name' is not distinct from $2::jsonb as same from site where id = $1`,
    [site.id, JSON.stringify(site.name)],
  );
  const named = before?.same !== true;
  await query(
    `insert into site (id, body, schedules, content_hash, published_at, status) values ($1, $2, $3, $4, $5, 'live')
       on conflict (id) do update set body = excluded.body, schedules = excluded.schedules,
         content_hash = excluded.content_hash, status = 'live', faults = 0,
         published_at = case when site.content_hash = excluded.content_hash then site.published_at else excluded.published_at end`,
    [site.id, site, JSON.stringify(plan), contentHash, new Date(nowMs)],
  );
  const written = await writeDocuments(query, site.id, documents);
  const removed = await removeOthers(query, site.id, documents);
  // The key's document carries the site's name to every other site's terminals.
  if (named) await announceName(query, site.id);
  const changed = named ? await liveSites(query) : written + removed > 0 ? [site.id] : [];
  return { written, removed, changedSites: changed };
}

async function announceName(query: Query, site: string): Promise<void> {
  await query('update pass_key set changed = pg_current_xact_id() where site = $1', [site]);
}

async function liveSites(query: Query): Promise<readonly string[]> {
  return (await query<{ id: string }>('select id from site where body is not null')).map(({ id }) => id);
}

/** Notes that a site's folder was refused: the last good content stays live. */
export async function keepSite(db: Database, id: string, faults: number): Promise<void> {
  await db.query(
    `insert into site (id, status, faults) values ($1, 'refused', $2)
     on conflict (id) do update set faults = excluded.faults,
       status = case when site.body is null then 'refused' else 'kept' end`,
    [id, faults],
  );
}

async function writeDocuments(query: Query, site: string, { text }: ChangesText): Promise<number> {
  const written = await query(
    `insert into document (site, kind, id, body)
     select $1, wanted.kind, wanted.id, wanted.body
       from jsonb_to_recordset($2::jsonb) as wanted(kind text, id text, body jsonb)
     on conflict (site, kind, id) do update
       set body = excluded.body, changed = pg_current_xact_id(), changed_at = now()
       where document.body is distinct from excluded.body
     returning id`,
    [site, text],
  );
  return written.length;
}

async function removeOthers(query: Query, site: string, { keys }: ChangesText): Promise<number> {
  const removed = await query(
    `update document set body = null, changed = pg_current_xact_id(), changed_at = now()
      where site = $1 and body is not null and not exists (
        select from jsonb_to_recordset($2::jsonb) as wanted(kind text, id text)
         where wanted.kind = document.kind and wanted.id = document.id)
     returning id`,
    [site, keys],
  );
  return removed.length;
}
