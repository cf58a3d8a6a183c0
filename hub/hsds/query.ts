import { z } from 'zod';
import { slug } from '../../src/model/schema/text.ts';

/** The parameters of HSDS 3.1. One that Linli cannot honour is refused, because a list that ignores it would be wrong. */

const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .default(false);

const count = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/u, 'a whole number from 1')
    .transform(Number)
    .refine((number) => number <= max, `at most ${max}`);

const MOST_PER_PAGE = 500;
const PER_PAGE = 50;

const listing = {
  search: z.string().trim().max(100).optional(),
  page: count(999_999_999).default(1),
  per_page: count(MOST_PER_PAGE).optional(),
  format: z.enum(['json', 'application/json']).optional(),
  /** Not of HSDS: narrows to one site by its readable id. */
  site: slug('site id').optional(),
};

const ofTerms = { taxonomy_term_id: z.uuid().optional(), taxonomy_id: z.uuid().optional() };
const ofServices = {
  ...ofTerms,
  organization_id: z.uuid().optional(),
  modified_after: z
    .union([z.iso.datetime({ offset: true }), z.iso.date()])
    .transform((text) => Date.parse(text))
    .optional(),
  full: flag,
};

export const aboutQuery = z.strictObject({ format: listing.format });
export const serviceQuery = z.strictObject({ ...listing, ...ofServices, minimal: flag });
export const serviceAtLocationQuery = z.strictObject({ ...listing, ...ofServices });
export const organizationQuery = z.strictObject({ ...listing, ...ofTerms, full: flag, full_service: flag });
export const oneOrganizationQuery = z.strictObject({ format: listing.format, full_service: flag });
export const taxonomyQuery = z.strictObject(listing);
export const termQuery = z.strictObject({
  ...listing,
  taxonomy_id: ofTerms.taxonomy_id,
  /** All terms are top terms. */
  top_only: flag,
  parent_id: z.uuid().optional(),
});
/** An id that is no UUID is simply not found. */
export const byId = z.strictObject({ id: z.string().max(64) });

export interface PageQuery {
  readonly page: number;
  readonly per_page?: number | undefined;
}

export interface Page<T> {
  readonly total_items: number;
  readonly total_pages: number;
  readonly page_number: number;
  readonly size: number;
  readonly first_page: boolean;
  readonly last_page: boolean;
  readonly empty: boolean;
  readonly contents: T[];
}

/**
 * Cuts one page; only what it shows is put into words. A page after the last is empty.
 * @param perPage how many a page has where the request does not say
 */
export function pageOf<E, T>(
  entries: readonly E[],
  query: PageQuery,
  show: (entry: E) => T,
  perPage = PER_PAGE,
): Page<T> {
  const size = query.per_page ?? perPage;
  const pages = Math.ceil(entries.length / size);
  const contents = entries.slice((query.page - 1) * size, query.page * size).map(show);
  return {
    total_items: entries.length,
    total_pages: pages,
    page_number: query.page,
    size: contents.length,
    first_page: query.page === 1,
    last_page: query.page >= pages,
    empty: contents.length === 0,
    contents,
  };
}
