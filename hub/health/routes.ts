import { health, problem, siteList } from '../../src/model/schema/hub.ts';
import type { Health, SiteList } from '../../src/model/schema/hub.ts';
import type { Database } from '../database/database.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';

interface SiteRow {
  readonly id: string;
  readonly status: Health['sites'][number]['status'];
  readonly publishedAt: Date | null;
  readonly faults: number;
}

/** A health check that waits longer than this has its answer. */
const PATIENCE_MS = 2_000;

export function healthRoutes(app: App, { db, settings, version }: Context): void {
  app.get(
    '/healthz',
    {
      schema: {
        summary: 'Is the hub well?',
        description:
          '`degraded` with 200 where a site was refused or the hub’s key is missing, with 503 where the database is away.',
        tags: ['hub'],
        response: { 200: health, 503: health },
      },
    },
    async (_request, reply) => {
      const rows = await Promise.race([readSites(db), patience()]).catch(() => undefined);
      if (!rows) return reply.code(503).send({ status: 'degraded', version, database: 'down', sites: [] });
      const sites = rows.map(({ id, status, publishedAt, faults }) => ({
        id,
        status,
        ...(publishedAt ? { publishedAt: publishedAt.toISOString() } : {}),
        faults,
      }));
      const well = settings.keys.fault === undefined && sites.every(({ status }) => status === 'live');
      return reply.send({ status: well ? 'ok' : 'degraded', version, database: 'up', sites });
    },
  );

  app.get(
    '/api/sites',
    {
      schema: { summary: 'The live sites', tags: ['hub'], response: { 200: siteList, 500: problem } },
    },
    async () => ({ sites: await listSites(db) }),
  );
}

/** @returns id and name of each site that has content */
export function listSites(db: Pick<Database, 'query'>): Promise<SiteList['sites']> {
  return db.query<SiteList['sites'][number]>(
    `select id, body->'name' as name from site where body is not null order by id`,
  );
}

const readSites = (db: Pick<Database, 'query'>): Promise<SiteRow[]> =>
  db.query<SiteRow>('select id, status, published_at as "publishedAt", faults from site order by id');

const patience = () =>
  new Promise<undefined>((done) => setTimeout(() => done(undefined), PATIENCE_MS).unref());
