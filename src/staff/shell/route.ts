import type { StaffSession } from '../../model/schema/staff.ts';

/** The desks there are, as the address names them. */
export const deskNames = [
  'counter',
  'help',
  'bookings',
  'cards',
  'content',
  'releases',
  'exchange',
  'fleet',
  'figures',
  'people',
  'audit',
  'care',
] as const;
export type DeskName = (typeof deskNames)[number];

/** What an address shows. */
export type StaffRoute =
  | { readonly page: 'start' }
  | { readonly page: 'account' }
  | {
      readonly page: 'desk';
      readonly desk: DeskName;
      readonly site: string;
      /** What the address says below the desk, decoded: the desk's own pages. */
      readonly below: readonly string[];
    }
  | { readonly page: 'unknown' };

const START: StaffRoute = { page: 'start' };
const isDesk = (name: string | undefined): name is DeskName => deskNames.some((desk) => desk === name);

/**
 * Reads an address: `/staff/`, `/staff/account/`, `/staff/<site>/<desk>/` with the desk's own pages below it, or `/staff/<desk>/` for the desk of the last
 * used or only site; where neither says which, the start page asks.
 * @param lastSite the site last worked at in this browser
 */
export function readRoute(
  pathname: string,
  sites: readonly { readonly id: string }[],
  lastSite: string | undefined,
): StaffRoute {
  const [root, first, second, ...more] = pathname.split('/').filter(Boolean);
  if (root !== 'staff') return { page: 'unknown' };
  if (first === undefined) return START;
  if (second === undefined) {
    if (first === 'account') return { page: 'account' };
    if (!isDesk(first)) return sites.some(({ id }) => id === first) ? START : { page: 'unknown' };
    const site = sites.find(({ id }) => id === lastSite) ?? (sites.length === 1 ? sites[0] : undefined);
    return site ? { page: 'desk', desk: first, site: site.id, below: [] } : START;
  }
  return isDesk(second) && sites.some(({ id }) => id === first)
    ? { page: 'desk', desk: second, site: first, below: more.map(decoded) }
    : { page: 'unknown' };
}

/** @param below the desk's own page, one name a level */
export const deskPath = (site: string, desk: DeskName, below: readonly string[] = []): string =>
  ['/staff', site, desk, ...below.map(encodeURIComponent), ''].join('/');

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The site an address is about, as the session knows it. */
export const siteOf = (
  route: StaffRoute,
  session: StaffSession,
): StaffSession['sites'][number] | undefined =>
  route.page === 'desk' ? session.sites.find(({ id }) => id === route.site) : undefined;
