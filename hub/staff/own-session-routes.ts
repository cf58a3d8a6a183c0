import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import { nothingMore, openSessions } from '../../src/model/schema/staff.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { audit } from './audit.ts';
import type { StaffDoor } from './door.ts';
import { endSessionById, endSessions, listSessions } from './sessions.ts';

const PATH = '/api/staff/sessions';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem };
const tags = ['staff'];
const bodyLimit = 1_024;

/** Where one is signed in oneself. */
export function ownSessionRoutes(app: App, { db, now }: Context, door: StaffDoor): void {
  app.get(
    PATH,
    {
      onRequest: door.own,
      schema: { summary: 'Where you are signed in', tags, response: { 200: openSessions, ...problems } },
    },
    async ({ staff }) => ({ sessions: [...(await listSessions(db, staff.id, now(), staff.tokenHash))] }),
  );

  app.post(
    `${PATH}/:id/end`,
    {
      bodyLimit,
      onRequest: door.own,
      schema: {
        summary: 'Ends a session of yours; `others` ends all but this one',
        tags,
        params: z.object({ id: z.string().max(64) }),
        body: nothingMore,
        response: { 200: openSessions, ...problems },
      },
    },
    async ({ staff, params: { id } }) => {
      if (id === 'others') await endSessions(db, staff.id, staff.tokenHash);
      else if (!(await endSessionById(db, staff.id, id))) throw new Refusal(404, 'staff.session-unknown');
      await audit(db, {
        atMs: now(),
        staff: staff.id,
        event: 'people.session-ended',
        detail: { account: staff.id, ...(id === 'others' ? { all: true } : {}) },
      });
      return { sessions: [...(await listSessions(db, staff.id, now(), staff.tokenHash))] };
    },
  );
}
