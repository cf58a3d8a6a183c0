import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import { helpDesk, namedTerminal, terminalNaming } from '../../src/model/schema/staff-help.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import { nameTerminal, readHelpDesk } from './desk.ts';

const BODY_LIMIT_BYTES = 1_024;
const problems = { 400: problem, 401: problem, 403: problem, 404: problem };

/** Calls for help as the staff's pages see them, and what terminals are called. Answers go by `answer-help`. */
export function helpRoutes(app: App, { db, bell, now }: Context, door: StaffDoor): void {
  staffRoutes(app, door, ['clerk'], (routes) => {
    routes.get(
      '/api/sites/:site/staff/help',
      {
        schema: {
          summary: 'Calls for help that are open, and the terminals by name',
          tags: ['staff'],
          params: z.object({ site: z.string() }),
          response: { 200: helpDesk, ...problems },
        },
      },
      ({ params }) => readHelpDesk(db, params.site, now()),
    );

    routes.post(
      '/api/sites/:site/staff/terminals/:id/name',
      {
        bodyLimit: BODY_LIMIT_BYTES,
        schema: {
          summary: 'What staff call a terminal',
          tags: ['staff'],
          params: z.object({ site: z.string(), id: z.string().max(64) }),
          body: terminalNaming,
          response: { 200: namedTerminal, ...problems },
        },
      },
      async ({ params, body }) => {
        const named = await nameTerminal(db, params.site, params.id, body.name);
        if (!named) throw new Refusal(404, 'terminal.unknown', { field: 'id' });
        bell.ring(params.site);
        return named;
      },
    );
  });
}
