import type { StaffSession } from '../../model/schema/staff.ts';

/** The desks there are, as the address names them. */
export const deskNames = ['counter', 'help', 'cards'] as const;
export type DeskName = (typeof deskNames)[number];

/** What an address shows. */
export type StaffRoute =
  | { readonly page: 'start' }
  | { readonly page: 'account' }
  | { readonly page: 'desk'; readonly desk: DeskName; readonly site: string }
  | { readonly page: 'unknown' };

const START: StaffRoute = { page: 'start' };
const isDesk = (name: string | undefined): name is DeskName => deskNames.some((desk) => desk === name);

/**
 * Reads an address: `/staff/`, `/staff/account/`, `/staff/<site>/<desk>/`, or `/staff/<desk>/` for the desk of the last
 * used or only site; where neither says which, the start page asks.
 * @param lastSite the site last worked at in this browser
 */
export function readRoute(
  pathname: string,
  sites: readonly { readonly id: string }[],
  lastSite: string | undefined,
): StaffRoute {
  const [root, first, second, ...more] = pathname.split('/').filter(Boolean);
  if (root !== 'staff' || more.length > 0) return { page: 'unknown' };
  if (first === undefined) return START;
  if (second === undefined) {
    if (first === 'account') return { page: 'account' };
    if (!isDesk(first)) return sites.some(({ id }) => id === first) ? START : { page: 'unknown' };
    const site = sites.find(({ id }) => id === lastSite) ?? (sites.length === 1 ? sites[0] : undefined);
    return site ? { page: 'desk', desk: first, site: site.id } : START;
  }
  return isDesk(second) && sites.some(({ id }) => id === first)
    ? { page: 'desk', desk: second, site: first }
    : { page: 'unknown' };
}

export const deskPath = (site: string, desk: DeskName): string => `/staff/${site}/${desk}/`;

/** The site an address is about, as the session knows it. */
export const siteOf = (
  route: StaffRoute,
  session: StaffSession,
): StaffSession['sites'][number] | undefined =>
  route.page === 'desk' ? session.sites.find(({ id }) => id === route.site) : undefined;
