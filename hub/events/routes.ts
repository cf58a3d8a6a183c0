import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { mustFindSite } from '../server/sites.ts';
import { concerns } from './bell.ts';

const HEARTBEAT_MS = 25_000;
/** Beyond what a hall's terminals need by far; keeps a stranger from holding all of the hub's sockets. */
const MOST_STREAMS = 200;
/** Phones come by the hundred; they are counted apart, so that they never take a terminal's place. */
const MOST_PHONES = 500;
/** A reader this far behind is gone or asleep. */
const MOST_UNREAD_BYTES = 64 * 1_024;

const CHANGED = 'event: changed\ndata: {}\n\n';

type Stream = FastifyReply['raw'];

/**
 * Server-sent events that say only that something changed: they carry no content, so they need no proof, which
 * EventSource could not send. A terminal that hears one reads the change feed.
 */
export function eventRoutes(app: App, { db, bell }: Context): void {
  const terminals = new Map<string, Set<Stream>>();
  const phones = new Map<string, Set<Stream>>();
  const sites = () => new Set([...terminals.keys(), ...phones.keys()]);
  const each = (site: string, text: string) => {
    for (const stream of [...(terminals.get(site) ?? []), ...(phones.get(site) ?? [])])
      if (stream.writableLength > MOST_UNREAD_BYTES) stream.destroy();
      else stream.write(text);
  };

  const deaf = bell.listen((message) => {
    for (const site of sites()) if (concerns(message, site)) each(site, CHANGED);
  });
  const heartbeat = setInterval(() => {
    for (const site of sites()) each(site, ': still here\n\n');
  }, HEARTBEAT_MS);
  app.addHook('preClose', async () => {
    clearInterval(heartbeat);
    deaf();
    for (const open of [...terminals.values(), ...phones.values()]) for (const stream of open) stream.end();
  });

  app.get(
    '/api/sites/:site/events',
    {
      schema: {
        summary: 'Says when something changed',
        description:
          'Server-sent events. `changed` comes once at the start and whenever the change feed has news.',
        tags: ['sync'],
        params: z.object({ site: z.string() }),
        querystring: z.object({ for: z.literal('phone').optional() }),
        response: {
          200: { description: 'A stream', content: { 'text/event-stream': { schema: z.string() } } },
          404: problem,
          429: problem,
        },
      },
    },
    async (request, reply) => {
      const site = await mustFindSite(db, request.params.site);
      const [streams, most] =
        request.query.for === 'phone'
          ? ([phones, MOST_PHONES] as const)
          : ([terminals, MOST_STREAMS] as const);
      const open = streams.get(site) ?? new Set<Stream>();
      if (open.size >= most) throw new Refusal(429, 'request.too-many', { mend: 'Ask again in a minute.' });
      streams.set(site, open.add(reply.raw));
      reply.raw.once('close', () => open.delete(reply.raw));
      reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
      reply.hijack();
      reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
      reply.raw.write(CHANGED);
    },
  );
}
