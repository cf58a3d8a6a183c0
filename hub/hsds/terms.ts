import { taxonomyFrom, termFrom, termInFull } from './compose.ts';
import { taxonomiesOf } from './directory.ts';
import { matches } from './filter.ts';
import { byId, pageOf, taxonomyQuery, termQuery } from './query.ts';
import { type Routes, badRequest, found, mayBeMissing, tags } from './routes.ts';
import * as hsds from './schema.ts';

export function taxonomyRoutes({ app, directory }: Routes): void {
  const response = { 200: hsds.pageOf(hsds.taxonomy), ...badRequest };
  app.get(
    '/taxonomies',
    { schema: { tags, summary: 'Lists of terms, in pages', querystring: taxonomyQuery, response } },
    async ({ query }) => {
      const entries = taxonomiesOf(await directory.sites(query.site));
      return pageOf(
        entries.filter((entry) => matches(entry, query.search)),
        query,
        taxonomyFrom,
      );
    },
  );

  const one = { 200: hsds.taxonomy, ...mayBeMissing };
  app.get(
    '/taxonomies/:id',
    { schema: { tags, summary: 'A list of terms', params: byId, response: one } },
    async ({ params }) => {
      const id = params.id.toLowerCase();
      return taxonomyFrom(found(taxonomiesOf(await directory.sites()).find((entry) => entry.id === id)));
    },
  );
}

export function termRoutes({ app, directory }: Routes): void {
  const response = { 200: hsds.pageOf(hsds.taxonomyTerm), ...badRequest };
  app.get(
    '/taxonomy_terms',
    { schema: { tags, summary: 'Terms, in pages', querystring: termQuery, response } },
    async ({ query }) => {
      const taxonomy = query.taxonomy_id?.toLowerCase();
      const terms = taxonomiesOf(await directory.sites(query.site))
        .filter(({ id }) => taxonomy === undefined || id === taxonomy)
        .flatMap((entry) => entry.terms);
      // No term has a parent: all of them are top terms, and none is below another.
      const wanted = terms.filter((entry) => query.parent_id === undefined && matches(entry, query.search));
      return pageOf(wanted, query, termFrom);
    },
  );

  const one = { 200: hsds.taxonomyTerm, ...mayBeMissing };
  app.get(
    '/taxonomy_terms/:id',
    { schema: { tags, summary: 'A term', params: byId, response: one } },
    async ({ params }) => {
      const id = params.id.toLowerCase();
      const terms = taxonomiesOf(await directory.sites()).flatMap((entry) => entry.terms);
      return termInFull(found(terms.find((entry) => entry.id === id)));
    },
  );
}
