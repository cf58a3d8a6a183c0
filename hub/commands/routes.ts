import { z } from 'zod';
import { delivered, delivery, problem } from '../../src/model/schema/hub.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import type { Door } from '../terminals/door.ts';
import { deliver } from './deliver.ts';

export function commandRoutes(
  app: App,
  context: Context,
  door: Door,
  onFailure: (error: unknown) => void,
): void {
  const { db, office, bell, now } = context;
  app.post(
    '/api/sites/:site/commands',
    {
      onRequest: [door.proof, door.paired],
      schema: {
        summary: 'Delivers commands',
        description:
          'One outcome for each command, in order; an outcome answered is on disk. A command without one in the answer is to be delivered again.',
        tags: ['sync'],
        params: z.object({ site: z.string() }),
        body: delivery,
        response: {
          200: delivered,
          400: problem,
          401: problem,
          403: problem,
          404: problem,
          413: problem,
          500: problem,
        },
      },
    },
    async (request) => {
      const { site } = request.params;
      const { commands } = request.body;
      const outcomes = await deliver(db, office, {
        site,
        terminal: request.terminal,
        commands,
        now,
        onFailure,
      });
      if (outcomes.length > 0) bell.ring(site);
      return { now: new Date(now()).toISOString(), outcomes: [...outcomes] };
    },
  );
}
