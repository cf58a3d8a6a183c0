import { organizationPlain } from './compose.ts';
import { organizationInFull } from './in-full.ts';
import { organizationsOf } from './filter.ts';
import { byId, oneOrganizationQuery, organizationQuery, pageOf } from './query.ts';
import { type Routes, badRequest, found, mayBeMissing, tags } from './routes.ts';
import * as hsds from './schema.ts';

export function organizationRoutes({ app, directory }: Routes): void {
  const response = { 200: hsds.pageOf(hsds.organization), ...badRequest };
  app.get(
    '/organizations',
    { schema: { tags, summary: 'Halls, in pages', querystring: organizationQuery, response } },
    async ({ query }) => {
      const { full, full_service } = query;
      const sites = organizationsOf(await directory.sites(query.site), query);
      return pageOf(sites, query, (at) =>
        full || full_service ? organizationInFull(at, full_service) : organizationPlain(at),
      );
    },
  );

  app.get(
    '/organizations/:id',
    {
      schema: {
        tags,
        summary: 'A hall with its places and services',
        params: byId,
        querystring: oneOrganizationQuery,
        response: { 200: hsds.organization, ...mayBeMissing },
      },
    },
    async ({ params, query }) => {
      const id = params.id.toLowerCase();
      const sites = await directory.sites();
      return organizationInFull(
        found(sites.find(({ organization }) => organization.id === id)),
        query.full_service,
      );
    },
  );
}
