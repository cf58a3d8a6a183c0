import { z } from 'zod';
import { changePage } from '../../src/model/schema/document.ts';
import { problem } from '../../src/model/schema/hub.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import type { Door } from '../terminals/door.ts';
import { readCursor } from './cursor.ts';
import { readFeed } from './feed.ts';

const MOST_CHANGES = 2_000;
const USUAL_CHANGES = 500;

export function changeRoutes(app: App, { db, settings, now }: Context, door: Door): void {
  app.get(
    '/api/sites/:site/changes',
    {
      onRequest: [door.proof, door.paired],
      schema: {
        summary: 'One page of the change feed',
        description:
          'Without a cursor, or with one of another epoch, the reading begins anew and `epoch` says so.',
        tags: ['sync'],
        params: z.object({ site: z.string() }),
        querystring: z.object({
          cursor: z.string().max(600).optional(),
          limit: z.coerce.number().int().min(1).max(MOST_CHANGES).default(USUAL_CHANGES),
        }),
        response: { 200: changePage, 400: problem, 401: problem, 403: problem, 404: problem },
      },
    },
    async (request) => {
      const { cursor: text, limit } = request.query;
      const cursor = text === undefined ? undefined : readCursor(text);
      if (text !== undefined && !cursor)
        throw new Refusal(400, 'request.invalid', {
          field: 'cursor',
          mend: 'Leave the cursor out to read all anew.',
        });
      const page = await readFeed(db, {
        site: request.params.site,
        terminal: request.terminal,
        epoch: settings.epoch,
        cursor,
        limit,
        nowMs: now(),
      });
      return { ...page, changes: page.changes.map((change) => ({ ...change })) };
    },
  );
}
