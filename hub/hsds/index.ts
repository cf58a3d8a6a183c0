import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { Directory } from './directory.ts';
import { organizationRoutes } from './organizations.ts';
import { aboutQuery } from './query.ts';
import type { DocumentReader } from './reader.ts';
import { badRequest, tags } from './routes.ts';
import { about } from './schema.ts';
import { serviceAtLocationRoutes, serviceRoutes } from './services.ts';
import { taxonomyRoutes, termRoutes } from './terms.ts';

export { type DocumentReader, databaseReader } from './reader.ts';

export interface HsdsOptions {
  readonly reader: DocumentReader;
  /** Where the OpenAPI description of this API stands, below the origin. */
  readonly openapiPath: string;
}

/** Linli speaks HSDS itself, without a profile that narrows it. */
const PROFILE = 'https://docs.openreferral.org/en/latest/hsds/';

/**
 * The read API of HSDS 3.1 (Open Referral) over all sites of the hub; register it under `/hsds` on a server with zod
 * schemas (see hub/server), which answers wrong requests and refusals.
 */
export const hsdsPlugin: FastifyPluginAsync<HsdsOptions> = async (instance, { reader, openapiPath }) => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const routes = { app, directory: new Directory(reader) };
  const response = { 200: about, ...badRequest };
  app.get(
    '/',
    { schema: { tags, summary: 'About this API', querystring: aboutQuery, response } },
    async ({ protocol, host }) => ({
      version: '3.1',
      profile: PROFILE,
      openapi_url: `${protocol}://${host}${openapiPath}`,
    }),
  );
  serviceRoutes(routes);
  serviceAtLocationRoutes(routes);
  organizationRoutes(routes);
  taxonomyRoutes(routes);
  termRoutes(routes);
};
