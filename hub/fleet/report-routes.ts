import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import { reportAnswer, terminalReport } from '../../src/model/schema/terminal-report.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import type { Door } from '../terminals/door.ts';
import { takeReport } from './report.ts';

/** A picture of 200 kB in base 64, and the rest. */
const BODY_LIMIT_BYTES = 320 * 1_024;
/** A terminal tells every ten seconds at most, and at once what was done. */
const REPORTS_A_MINUTE = 40;

/** Where terminals tell how they are, and hear what to do. */
export function reportRoutes(app: App, { db, now }: Context, door: Door): void {
  const limited = minuteLimit(REPORTS_A_MINUTE, now);

  app.post(
    '/api/sites/:site/report',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest: [door.proof, door.paired],
      schema: {
        summary: 'A terminal tells how it is, and hears what it is to do',
        description:
          'Counts, codes and names of screens; nothing of a resident. An order is listed until its outcome was told.',
        tags: ['sync'],
        params: z.object({ site: z.string() }),
        body: terminalReport,
        response: {
          200: reportAnswer,
          400: problem,
          401: problem,
          403: problem,
          404: problem,
          413: problem,
          429: problem,
        },
      },
    },
    async ({ params: { site }, body, terminal }) => {
      limited(`${site} ${terminal}`);
      return takeReport(db, { site, terminal, report: body }, now());
    },
  );
}
