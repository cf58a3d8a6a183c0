import { createHash } from 'node:crypto';
import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { calendarOf, findPlace } from './feed.ts';
import { isCalendarKey } from './key.ts';

/**
 * A calendar for staff: any calendar program can subscribe to the address of a place. The key in it is all the proof
 * such programs can bring; a wrong one and an unknown place are answered alike.
 */
export function calendarRoutes(app: App, { db, settings, now }: Context): void {
  app.get(
    '/calendar/:site/:place.ics',
    {
      schema: {
        summary: 'The bookings of a place as a calendar',
        description: 'iCalendar (RFC 5545, RFC 7986). `?key=` is given out by the operator for each place.',
        tags: ['calendar'],
        params: z.object({ site: z.string().max(64), place: z.string().max(64) }),
        querystring: z.object({ key: z.string().max(64).default('') }),
        response: {
          200: { description: 'A calendar', content: { 'text/calendar': { schema: z.string() } } },
          304: z.undefined().describe('Nothing changed since the `ETag` in `If-None-Match`.'),
          404: problem,
          500: problem,
          503: problem,
        },
      },
    },
    async (request, reply) => {
      const { site, place } = request.params;
      // Programs that subscribed keep what they have and ask again; a 404 would make them forget it.
      if (settings.calendarSecret === undefined) throw new Refusal(503, 'hub.key-missing');
      const allowed = isCalendarKey(settings, site, place, request.query.key);
      const names = allowed ? await findPlace(db, site, place) : undefined;
      if (!names) throw new Refusal(404, 'not-found', { mend: 'Use the address as the operator gave it.' });

      const text = await calendarOf(db, { site, place }, names, now());
      const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
      reply.header('etag', tag).header('cache-control', 'private, no-cache');
      if (isKnown(request.headers['if-none-match'], tag)) return reply.code(304).send();
      return reply.type('text/calendar; charset=utf-8').send(text);
    },
  );
}

/** Weak comparison, as RFC 9110 asks for with If-None-Match: a proxy that compresses makes tags weak. */
const isKnown = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((one) => one.trim().replace(/^W\//u, '') === tag);
