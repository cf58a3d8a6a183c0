import { placesOf, serviceAtLocation, serviceAtLocationId } from './at-location.ts';
import { servicePlain } from './compose.ts';
import type { ServiceEntry } from './directory.ts';
import { servicesOf } from './filter.ts';
import { serviceInFull } from './in-full.ts';
import { byId, pageOf, serviceAtLocationQuery, serviceQuery } from './query.ts';
import { type Routes, badRequest, found, mayBeMissing, tags } from './routes.ts';
import * as hsds from './schema.ts';

const minimal = ({ id, modifiedMs }: ServiceEntry) => ({
  id,
  last_modified: new Date(modifiedMs).toISOString(),
});

export function serviceRoutes({ app, directory }: Routes): void {
  const response = { 200: hsds.pageOf(hsds.service.or(hsds.serviceMinimal)), ...badRequest };
  app.get(
    '/services',
    { schema: { tags, summary: 'Services of all halls, in pages', querystring: serviceQuery, response } },
    async ({ query }) => {
      const entries = servicesOf(await directory.sites(query.site), query);
      // HSDS: a minimal list aims at one page.
      if (query.minimal) return pageOf(entries, query, minimal, Math.max(1, entries.length));
      return pageOf(entries, query, query.full ? serviceInFull : servicePlain);
    },
  );

  const one = { 200: hsds.service, ...mayBeMissing };
  app.get(
    '/services/:id',
    { schema: { tags, summary: 'A service with all that belongs to it', params: byId, response: one } },
    async ({ params }) => {
      const id = params.id.toLowerCase();
      const sites = await directory.sites();
      return serviceInFull(found(sites.flatMap(({ services }) => services).find((entry) => entry.id === id)));
    },
  );
}

export function serviceAtLocationRoutes({ app, directory }: Routes): void {
  const response = { 200: hsds.pageOf(hsds.serviceAtLocation), ...badRequest };
  app.get(
    '/service_at_locations',
    {
      schema: {
        tags,
        summary: 'Services with the places they are at, in pages',
        querystring: serviceAtLocationQuery,
        response,
      },
    },
    async ({ query }) => {
      const there = servicesOf(await directory.sites(query.site), query).flatMap(placesOf);
      return pageOf(there, query, (one) => serviceAtLocation(one, { full: query.full, service: true }));
    },
  );

  const one = { 200: hsds.serviceAtLocation, ...mayBeMissing };
  app.get(
    '/service_at_locations/:id',
    { schema: { tags, summary: 'A service at a place', params: byId, response: one } },
    async ({ params }) => {
      const id = params.id.toLowerCase();
      const sites = await directory.sites();
      const there = sites.flatMap(({ services }) => services).flatMap(placesOf);
      return serviceAtLocation(found(there.find((candidate) => serviceAtLocationId(candidate) === id)), {
        full: true,
        service: true,
      });
    },
  );
}
