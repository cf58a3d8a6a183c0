import { z } from 'zod';
import { delivered, problem } from '../../src/model/schema/hub.ts';
import { staffDelivery } from '../../src/model/schema/staff-hall.ts';
import { deliver } from '../commands/deliver.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { type StaffDoor, staffRoutes } from './door.ts';

/** A clerk presses a few keys a minute; a page that went mad presses hundreds. */
const DELIVERIES_A_MINUTE = 240;
const BODY_LIMIT_BYTES = 32 * 1_024;

/**
 * `POST /api/sites/:site/staff/commands`: what staff do at their pages. It goes the way of every command, so a page that
 * did not hear the answer sends the same command again and hears the same outcome.
 */
export function staffCommandRoutes(
  app: App,
  { db, office, bell, now }: Context,
  door: StaffDoor,
  onFailure: (error: unknown) => void,
): void {
  const limited = minuteLimit(DELIVERIES_A_MINUTE, now);
  staffRoutes(app, door, ['clerk'], (routes) => {
    routes.post(
      '/api/sites/:site/staff/commands',
      {
        bodyLimit: BODY_LIMIT_BYTES,
        schema: {
          summary: 'Delivers commands of staff',
          description:
            'One outcome for each command, in order; an outcome answered is on disk. Only the kinds that are for staff.',
          tags: ['staff'],
          params: z.object({ site: z.string() }),
          body: staffDelivery,
          response: {
            200: delivered,
            400: problem,
            401: problem,
            403: problem,
            404: problem,
            413: problem,
            429: problem,
            500: problem,
          },
        },
      },
      async ({ params: { site }, body: { commands }, staff }) => {
        limited(staff.id);
        const terminal = `staff:${staff.id}`;
        const parcel = { site, terminal, commands, staff: true, now, onFailure };
        const outcomes = await deliver(db, office, parcel);
        if (outcomes.length > 0) bell.ring(site);
        return { now: new Date(now()).toISOString(), outcomes: [...outcomes] };
      },
    );
  });
}
