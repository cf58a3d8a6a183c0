import { z } from 'zod';
import type { Site } from '../../src/model/schema/site.ts';
import { language } from '../../src/model/schema/text.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { findSite } from '../server/sites.ts';
import { documentOf, documentsOf } from './documents.ts';
import {
  GUIDE_STYLE,
  type GuidePage,
  guideStyle,
  homePage,
  placePage,
  servicePage,
  unknownPage,
} from './guide-page.ts';

/** The address that a printed code holds: of the hall, or of one service or place. */
export const guidePath = (site: string, kind?: 'service' | 'place', id = ''): string =>
  `/open/${encodeURIComponent(site)}/${kind ? `${kind}/${encodeURIComponent(id)}/` : ''}`;

const HTML = 'text/html; charset=utf-8';
const html = { description: 'A page', content: { 'text/html': { schema: z.string() } } };
const page = { 200: html, 404: html };
const querystring = z.object({ language: language.optional() });

/** What a printed code opens on one's own phone: public, without scripts, of what is published and nothing else. */
export function guideRoutes(app: App, { db }: Context): void {
  app.get(GUIDE_STYLE, { schema: { summary: 'How these pages look', tags: ['web'] } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(guideStyle),
  );

  const pageOf = async (id: string, wanted: GuidePage['language'] | undefined): Promise<GuidePage> => {
    const site: Site | undefined = await findSite(db, id);
    if (!site) throw new Refusal(404, 'site.unknown', { field: 'site' });
    const shown = wanted && site.languages.includes(wanted) ? wanted : (site.languages[0] ?? 'zh-Hans');
    return { site, language: shown, home: guidePath(site.id) };
  };

  app.get(
    '/open/:site/',
    {
      schema: {
        summary: 'The services and places of a hall, for people’s own phones',
        tags: ['web'],
        params: z.object({ site: z.string().max(64) }),
        querystring,
        response: page,
      },
    },
    async ({ params, query }, reply) => {
      const view = await pageOf(params.site, query.language);
      const [services, places] = await Promise.all([
        documentsOf(db, params.site, 'service'),
        documentsOf(db, params.site, 'place'),
      ]);
      return reply
        .type(HTML)
        .header('cache-control', 'no-cache')
        .send(homePage(view, services, places));
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
        response: page,
      },
    },
    async ({ params, query }, reply) => {
      const { site, kind, id } = params;
      const view = await pageOf(site, query.language);
      reply.type(HTML).header('cache-control', 'no-cache');
      if (kind === 'place') {
        const place = await documentOf(db, site, 'place', id);
        return place ? reply.send(placePage(view, place)) : reply.code(404).send(unknownPage(view));
      }
      const service = await documentOf(db, site, 'service', id);
      if (!service) return reply.code(404).send(unknownPage(view));
      const place =
        service.place === undefined ? undefined : await documentOf(db, site, 'place', service.place);
      return reply.send(servicePage(view, service, place));
    },
  );
}
