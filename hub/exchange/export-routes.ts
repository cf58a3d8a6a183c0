import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import { exchangeLinks, paperSize, sheetKind } from '../../src/model/schema/staff-exchange.ts';
import { language } from '../../src/model/schema/text.ts';
import { calendarKey } from '../calendar/key.ts';
import type { ContentText } from '../content/content-text.ts';
import { liveText } from '../releases/live-files.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { OPENAPI_PATH } from '../server/openapi.ts';
import { Refusal } from '../server/refusal.ts';
import { findSite } from '../server/sites.ts';
import { documentOf, documentsOf } from '../publish/published.ts';
import { guidePath } from '../open/addresses.ts';
import { readDraft } from './draft-now.ts';
import { type PosterSubject, drawPoster } from './poster.ts';
import { threadCode } from './stopped.ts';
import type { WriteGiven } from './thread-work.ts';

const PATH = '/api/sites/:site/staff/exchange';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem, 422: problem, 429: problem };
const atSite = z.object({ site: z.string() });
const tags = ['staff'];
const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
const format = z.enum(['xlsx', 'csv']);
const which = z.enum(['draft', 'live']).default('draft');

/** What goes out: templates, sheets, the folder, addresses, posters. */
export function exportRoutes(routes: App, context: Context): void {
  sheetRoutes(routes, context);
  folderRoute(routes, context);
  linkRoute(routes, context);
  posterRoute(routes, context);
}

async function contentOf({ db }: Context, site: string, of: 'draft' | 'live'): Promise<ContentText> {
  if (of === 'draft') return (await readDraft(db, site)).content;
  const text = await liveText(db.query, site);
  if (text === undefined) throw new Refusal(404, 'site.unknown', { field: 'site' });
  return { of: 'files', text };
}

/** Writes in a thread of its own: a sheet of twenty thousand lines takes a while. */
async function written({ threads }: Context, given: WriteGiven): Promise<Buffer> {
  const done = await threads.run('write-sheet', given);
  if (!done.ok) throw new Refusal(422, threadCode(done.error));
  return Buffer.from(done.value);
}

function sheetRoutes(routes: App, context: Context): void {
  const one = (what: 'template' | 'export') => {
    routes.get(
      `${PATH}/${what}/:kind.:format`,
      {
        schema: {
          summary:
            what === 'template'
              ? 'An empty sheet with its heads and what to write where'
              : 'The content as a sheet, which reads back as it is',
          tags,
          params: atSite.extend({ kind: sheetKind, format }),
          querystring: z.object({ language: language.default('zh-Hans'), of: which }),
          produces: Object.values(TYPES),
        },
      },
      async ({ params, query }, reply) => {
        const { timeZone = 'UTC' } = (await findSite(context.db, params.site)) ?? {};
        const bytes = await written(context, {
          site: params.site,
          wish: {
            kind: params.kind,
            format: params.format,
            language: query.language,
            empty: what === 'template',
          },
          content: await contentOf(context, params.site, query.of),
          timeZone,
        });
        return reply
          .type(TYPES[params.format])
          .header(
            'content-disposition',
            `attachment; filename="${params.site}-${params.kind}-${what}.${params.format}"`,
          )
          .send(bytes);
      },
    );
  };
  one('template');
  one('export');
}

function folderRoute(routes: App, context: Context): void {
  routes.get(
    `${PATH}/folder.zip`,
    {
      schema: {
        summary: 'The content as the folder that kiosk-config holds, with its catalogue',
        tags,
        params: atSite,
        querystring: z.object({ of: which }),
        produces: ['application/zip'],
      },
    },
    async ({ params, query }, reply) => {
      const { site } = params;
      const content = await contentOf(context, site, query.of);
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${params.site}-${query.of}.zip"`)
        .send(await written(context, { site, wish: 'folder', content, timeZone: 'UTC' }));
    },
  );
}

function linkRoute(routes: App, { db, settings }: Context): void {
  routes.get(
    `${PATH}/links`,
    {
      schema: {
        summary: 'Where other programs read this hall',
        description: 'The calendars of places show bookings: their addresses are given to clerks only.',
        tags,
        params: atSite,
        response: { 200: exchangeLinks, ...problems },
      },
    },
    async ({ params, staff }) => {
      const { site } = params;
      const [services, places] = await Promise.all([
        documentsOf(db, site, 'service'),
        documentsOf(db, site, 'place'),
      ]);
      const named = (list: readonly { id: string; name: { zh: string; en?: string | undefined } }[]) =>
        list.map(({ id, name }) => ({ id, name }));
      return {
        hsds: ['organizations', 'services', 'service_at_locations'].map((name) => ({
          name,
          path: `/hsds/${name}?site=${encodeURIComponent(site)}`,
        })),
        calendars: staff.roles.includes('clerk')
          ? places.flatMap(({ id, name }) => {
              const key = calendarKey(settings, site, id);
              const path = `/calendar/${encodeURIComponent(site)}/${encodeURIComponent(id)}.ics?key=${key ?? ''}`;
              return key === undefined ? [] : [{ id, name, path }];
            })
          : [],
        openapi: OPENAPI_PATH,
        services: named(services),
        places: named(places),
      };
    },
  );
}

function posterRoute(routes: App, { db }: Context): void {
  routes.get(
    `${PATH}/poster.pdf`,
    {
      schema: {
        summary: 'A poster with a code that opens the page on one’s own phone',
        tags,
        params: atSite,
        querystring: z.object({
          size: paperSize.default('a4'),
          about: z.enum(['hall', 'service', 'place']).default('hall'),
          id: z.string().max(64).default(''),
          // Behind a proxy the hub does not know whether people reach it by https; the page that asks does.
          scheme: z.enum(['http', 'https']).default('http'),
        }),
        produces: ['application/pdf'],
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const site = await findSite(db, params.site);
      if (!site) throw new Refusal(404, 'site.unknown', { field: 'site' });
      const about = await subjectOf();
      const path = about.kind === 'hall' ? guidePath(site.id) : guidePath(site.id, about.kind, query.id);
      const pdf = await drawPoster(
        { site, about, address: `${query.scheme}://${request.host}${path}` },
        query.size,
      );
      return reply
        .type('application/pdf')
        .header(
          'content-disposition',
          `inline; filename="poster-${site.id}-${query.about}-${query.size}.pdf"`,
        )
        .send(pdf);

      async function subjectOf(): Promise<PosterSubject['about']> {
        if (query.about === 'hall') return { kind: 'hall' };
        if (query.about === 'place') {
          const place = await documentOf(db, params.site, 'place', query.id);
          if (!place) throw new Refusal(404, 'exchange.no-poster', { field: 'id' });
          return { kind: 'place', place };
        }
        const service = await documentOf(db, params.site, 'service', query.id);
        if (!service) throw new Refusal(404, 'exchange.no-poster', { field: 'id' });
        const place =
          service.place === undefined ? undefined : await documentOf(db, params.site, 'place', service.place);
        return { kind: 'service', service, place };
      }
    },
  );
}
