import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { mustFindSite } from '../server/sites.ts';
import { concerns, concernsEditors } from './bell.ts';

const HEARTBEAT_MS = 25_000;
/**
 * Beyond what a hall needs by far; keeps a stranger from holding all of the hub's sockets. Phones come by the hundred: each
 * kind is counted apart, so that none takes another's place.
 */
const MOST_OF = { terminal: 200, phone: 500, staff: 200 } as const;
/** A reader this far behind is gone or asleep. */
const MOST_UNREAD_BYTES = 64 * 1_024;

const CHANGED = 'event: changed\ndata: {}\n\n';
const EDITED = 'event: edited\ndata: {}\n\n';

type Stream = FastifyReply['raw'];
type Reader = keyof typeof MOST_OF;

/**
 * Server-sent events that say only that something changed: they carry no content, so they need no proof, which
 * EventSource could not send. A terminal that hears one reads the change feed.
 */
export function eventRoutes(app: App, { db, bell }: Context): void {
  const streams: Readonly<Record<Reader, Map<string, Set<Stream>>>> = {
    terminal: new Map(),
    phone: new Map(),
    staff: new Map(),
  };
  const kinds = Object.values(streams);
  const sites = () => new Set(kinds.flatMap((open) => [...open.keys()]));
  const each = (site: string, text: string, whom = kinds) => {
    for (const stream of whom.flatMap((open) => [...(open.get(site) ?? [])]))
      if (stream.writableLength > MOST_UNREAD_BYTES) stream.destroy();
      else stream.write(text);
  };

  const deaf = bell.listen((message) => {
    for (const site of sites())
      if (concerns(message, site)) each(site, CHANGED);
      else if (concernsEditors(message, site)) each(site, EDITED, [streams.staff]);
  });
  const heartbeat = setInterval(() => {
    for (const site of sites()) each(site, ': still here\n\n');
  }, HEARTBEAT_MS);
  app.addHook('preClose', async () => {
    clearInterval(heartbeat);
    deaf();
    for (const open of kinds.flatMap((all) => [...all.values()])) for (const stream of open) stream.end();
  });

  app.get(
    '/api/sites/:site/events',
    {
      schema: {
        summary: 'Says when something changed',
        description:
          'Server-sent events. `changed` comes once at the start and whenever the change feed has news; `edited`, for staff, when somebody changed the draft of the content.',
        tags: ['sync'],
        params: z.object({ site: z.string() }),
        querystring: z.object({ for: z.enum(['phone', 'staff']).optional() }),
        response: {
          200: { description: 'A stream', content: { 'text/event-stream': { schema: z.string() } } },
          404: problem,
          429: problem,
        },
      },
    },
    async (request, reply) => {
      const site = await mustFindSite(db, request.params.site);
      const reader = request.query.for ?? 'terminal';
      const open = streams[reader].get(site) ?? new Set<Stream>();
      if (open.size >= MOST_OF[reader])
        throw new Refusal(429, 'request.too-many', { mend: 'Ask again in a minute.' });
      streams[reader].set(site, open.add(reply.raw));
      reply.raw.once('close', () => open.delete(reply.raw));
      reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
      reply.hijack();
      reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
      reply.raw.write(CHANGED);
    },
  );
}
