import type { FastifyReply } from 'fastify';
import { join } from 'node:path';
import { z } from 'zod';
import type { Site } from '../../src/model/schema/site.ts';
import { type Language, language } from '../../src/model/schema/text.ts';
import { documentOf, documentsOf } from '../publish/published.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { findSite } from '../server/sites.ts';
import { templateOf } from '../server/template.ts';
import { type OpenPage, wholePage } from './frame.ts';
import { frontPage } from './front-page.ts';
import {
  type Guiding,
  hallPage,
  placePage,
  servicePage,
  unknownHallPage,
  unknownPage,
} from './guide-page.ts';

const HTML = 'text/html; charset=utf-8';
const page = { description: 'A page', content: { 'text/html': { schema: z.string() } } };
const response = { 200: page, 404: page };
const querystring = z.object({ language: language.optional().catch(undefined) });
const DEFAULT: Language = 'zh-Hans';

/** What somebody asks for: which site's, in which language if they said so, and at which address. */
interface Wanted {
  readonly site: string;
  readonly wish: Language | undefined;
  readonly self: string;
}

/**
 * The pages without scripts: the front page at `/`, and below `/open/` what a printed code opens on somebody's own phone.
 * @param webRoot where the pages are built
 */
export function openRoutes(app: App, { db, version }: Context, webRoot: string): void {
  const template = templateOf(join(webRoot, 'open', 'index.html'));
  const write = (view: OpenPage): string => wholePage(view, template());
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache');
  });

  const sites = async (): Promise<readonly Site[]> => {
    const rows = await db.query<{ body: Site }>('select body from site where body is not null order by id');
    return rows.map(({ body }) => body);
  };

  app.get(
    '/',
    { schema: { summary: 'The sites of this hub, for people', tags: ['web'], querystring, response } },
    async ({ query }, reply) =>
      reply.type(HTML).send(write(frontPage(await sites(), query.language ?? DEFAULT, version))),
  );

  app.get(
    '/open/accents.css',
    { schema: { summary: 'The colours of the sites, for these pages', tags: ['web'] } },
    async (_request, reply) => {
      // Ids and colours have their schemas: neither can hold anything that ends a rule.
      const rules = (await sites()).map(
        ({ id, brand }) => `[data-site='${id}'] { --accent: ${brand.accent}; }\n`,
      );
      return reply.type('text/css; charset=utf-8').send(rules.join(''));
    },
  );

  /** @returns what `view` makes of the hall, in the wished language where the hall speaks it; what is gone is said in words */
  const shown = async (
    reply: FastifyReply,
    { site: id, wish, self }: Wanted,
    view: (guiding: Guiding) => Promise<OpenPage | undefined>,
  ): Promise<string> => {
    reply.type(HTML);
    const site = await findSite(db, id);
    if (!site) {
      reply.code(404);
      return write(unknownHallPage(self, wish ?? DEFAULT));
    }
    const spoken = wish && site.languages.includes(wish) ? wish : site.languages[0];
    const guiding = { site, language: spoken ?? DEFAULT };
    const found = await view(guiding);
    if (!found) reply.code(404);
    return write(found ?? unknownPage(guiding));
  };

  app.get(
    '/open/:site/',
    {
      schema: {
        summary: 'The services and places of a hall, for people’s own phones',
        tags: ['web'],
        params: z.object({ site: z.string().max(64) }),
        querystring,
        response,
      },
    },
    ({ params, query, url }, reply) =>
      shown(reply, { site: params.site, wish: query.language, self: pathOf(url) }, hallOf),
  );

  app.get(
    '/open/:site/:kind/:id/',
    {
      schema: {
        summary: 'One service with its guide, or one place, for people’s own phones',
        tags: ['web'],
        params: z.object({
          site: z.string().max(64),
          kind: z.enum(['service', 'place']),
          id: z.string().max(64),
        }),
        querystring,
        response,
      },
    },
    ({ params: { site, kind, id }, query, url }, reply) =>
      shown(reply, { site, wish: query.language, self: pathOf(url) }, (guiding) =>
        kind === 'place' ? placeOf(guiding, id) : serviceOf(guiding, id),
      ),
  );

  async function hallOf(guiding: Guiding): Promise<OpenPage> {
    const { id } = guiding.site;
    const [services, places, taxonomies] = await Promise.all([
      documentsOf(db, id, 'service'),
      documentsOf(db, id, 'place'),
      documentsOf(db, id, 'taxonomy'),
    ]);
    return hallPage(guiding, services, places, taxonomies);
  }

  async function placeOf(guiding: Guiding, id: string): Promise<OpenPage | undefined> {
    const place = await documentOf(db, guiding.site.id, 'place', id);
    return place && placePage(guiding, place);
  }

  async function serviceOf(guiding: Guiding, id: string): Promise<OpenPage | undefined> {
    const service = await documentOf(db, guiding.site.id, 'service', id);
    if (!service) return undefined;
    const place =
      service.place === undefined ? undefined : await documentOf(db, guiding.site.id, 'place', service.place);
    return servicePage(guiding, service, place);
  }
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';
