import type { ServiceEntry, SiteDirectory } from './directory.ts';

export interface TermFilter {
  readonly taxonomy_term_id?: string | undefined;
  readonly taxonomy_id?: string | undefined;
}

export interface ServiceFilter extends TermFilter {
  readonly search?: string | undefined;
  readonly organization_id?: string | undefined;
  /** Milliseconds since 1970. */
  readonly modified_after?: number | undefined;
}

/** Every word of the search must occur. */
export const matches = ({ search }: { readonly search: string }, words: string | undefined): boolean =>
  (words ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => search.includes(word));

export const hasTerms = (entry: ServiceEntry, { taxonomy_term_id, taxonomy_id }: TermFilter): boolean =>
  (taxonomy_term_id === undefined || entry.terms.includes(taxonomy_term_id.toLowerCase())) &&
  (taxonomy_id === undefined || entry.taxonomies.includes(taxonomy_id.toLowerCase()));

/** The services that a request asks for, in the order of sites and ids. */
export function servicesOf(sites: readonly SiteDirectory[], filter: ServiceFilter): ServiceEntry[] {
  const { organization_id, modified_after, search } = filter;
  const organization = organization_id?.toLowerCase();
  return sites
    .filter((at) => organization === undefined || at.organization.id === organization)
    .flatMap(({ services }) => services)
    .filter(
      (entry) =>
        hasTerms(entry, filter) &&
        (modified_after === undefined || entry.modifiedMs >= modified_after) &&
        matches(entry, search),
    );
}

/** The halls that a request asks for: with terms, those that have such a service. */
export function organizationsOf(
  sites: readonly SiteDirectory[],
  filter: TermFilter & Pick<ServiceFilter, 'search'>,
): SiteDirectory[] {
  const byTerms = filter.taxonomy_id !== undefined || filter.taxonomy_term_id !== undefined;
  return sites.filter(
    ({ organization, services }) =>
      matches(organization, filter.search) && (!byTerms || services.some((entry) => hasTerms(entry, filter))),
  );
}
