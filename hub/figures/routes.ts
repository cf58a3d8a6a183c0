import { z } from 'zod';
import { nothingMore } from '../../src/model/schema/staff.ts';
import { figures, figuresQuery } from '../../src/model/schema/staff-figures.ts';
import { problem } from '../../src/model/schema/hub.ts';
import { usageReport } from '../../src/model/schema/usage.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { audit } from '../staff/audit.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import type { Door } from '../terminals/door.ts';
import { countUsage } from './count.ts';
import { asCsv, asXlsx } from './export.ts';
import { readFigures } from './read.ts';

const TELLINGS_A_MINUTE = 12;
const LOOKS_A_MINUTE = 120;
const BODY_LIMIT_BYTES = 256 * 1_024;
const problems = { 400: problem, 401: problem, 403: problem, 404: problem, 413: problem, 429: problem };
const params = z.object({ site: z.string() });

/** What was used, and how long people waited: told by terminals, read by those who answer for a hall. */
export function figureRoutes(app: App, context: Context, door: StaffDoor, terminals: Door): void {
  tellingRoute(app, context, terminals);
  const { db, now } = context;
  const mustBeAllowed = minuteLimit(LOOKS_A_MINUTE, now);

  staffRoutes(app, door, ['auditor', 'publisher'], (routes) => {
    routes.get(
      '/api/sites/:site/staff/figures',
      {
        schema: {
          summary: 'Figures of a period',
          description: 'One to four are answered as `few`. Nothing in it is of one person.',
          tags: ['staff'],
          params,
          querystring: figuresQuery,
          response: { 200: figures, ...problems },
        },
      },
      ({ params: { site }, query, staff }) => {
        mustBeAllowed(staff.id);
        return readFigures(db, site, query, now());
      },
    );

    for (const [format, type, write] of [
      ['csv', 'text/csv; charset=utf-8', asCsv],
      ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', asXlsx],
    ] as const)
      routes.get(
        `/api/sites/:site/staff/figures.${format}`,
        {
          schema: {
            summary: `Figures of a period as ${format.toUpperCase()}`,
            tags: ['staff'],
            params,
            querystring: figuresQuery,
            produces: [type],
            response: {
              200: { description: 'A table', content: { [type]: { schema: z.any() } } },
              ...problems,
            },
          },
        },
        async ({ params: { site }, query, staff }, reply) => {
          mustBeAllowed(staff.id);
          const read = await readFigures(db, site, query, now());
          await audit(db, {
            atMs: now(),
            staff: staff.id,
            event: 'figures.exported',
            site,
            detail: { from: read.from, to: read.to, format },
          });
          return reply
            .type(type)
            .header('content-disposition', `attachment; filename="${site}-${read.from}-${read.to}.${format}"`)
            .send(await write(read));
        },
      );
  });
}

function tellingRoute(app: App, { db, settings, now }: Context, door: Door): void {
  const limited = minuteLimit(TELLINGS_A_MINUTE, now);
  app.post(
    '/api/sites/:site/usage',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest: [door.proof, door.paired],
      schema: {
        summary: 'What a terminal was used for, in counts',
        description: 'Needs a proof of key (DPoP). Told twice under one name it counts once.',
        tags: ['terminals'],
        params,
        body: usageReport,
        response: { 200: nothingMore, ...problems },
      },
    },
    async ({ params: { site }, body, terminal }) => {
      limited(`${site}/${terminal}`);
      await countUsage(db, { site, terminal }, body, settings.personSecret, now());
      return {};
    },
  );
}
