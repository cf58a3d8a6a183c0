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

  /** @returns the hall with the language to show it in: the wished one where it speaks it */
  const guidingOf = async (id: string, wish: Language | undefined): Promise<Guiding | undefined> => {
    const site = await findSite(db, id);
    if (!site) return undefined;
    const spoken = wish && site.languages.includes(wish) ? wish : site.languages[0];
    return { site, language: spoken ?? DEFAULT };
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
    async ({ params, query, url }, reply) => {
      reply.type(HTML);
      const guiding = await guidingOf(params.site, query.language);
      if (!guiding)
        return reply.code(404).send(write(unknownHallPage(pathOf(url), query.language ?? DEFAULT)));
      const { id } = guiding.site;
      const [services, places, taxonomies] = await Promise.all([
        documentsOf(db, id, 'service'),
        documentsOf(db, id, 'place'),
        documentsOf(db, id, 'taxonomy'),
      ]);
      return reply.send(write(hallPage(guiding, services, places, taxonomies)));
    },
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
    async ({ params, query, url }, reply) => {
      reply.type(HTML);
      const guiding = await guidingOf(params.site, query.language);
      if (!guiding)
        return reply.code(404).send(write(unknownHallPage(pathOf(url), query.language ?? DEFAULT)));
      const view =
        params.kind === 'place' ? await placeOf(guiding, params.id) : await serviceOf(guiding, params.id);
      return view ? reply.send(write(view)) : reply.code(404).send(write(unknownPage(guiding)));
    },
  );

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
