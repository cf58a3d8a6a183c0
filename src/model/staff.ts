import type { StaffGrant, StaffRole } from './schema/staff.ts';

/** What each role may do: its own work, and that of the roles below it. */
const INCLUDES: Readonly<Record<StaffRole, readonly StaffRole[]>> = {
  clerk: ['clerk'],
  editor: ['editor'],
  publisher: ['publisher', 'editor'],
  fleet: ['fleet'],
  auditor: ['auditor'],
  admin: ['admin', 'clerk', 'editor', 'publisher', 'fleet', 'auditor'],
};

/** The header in which a page of the staff says for how many seconds nobody touched it. */
export const UNATTENDED_HEADER = 'linli-unattended';

/** Stands for all sites of the hub. */
export const ALL_SITES = '*';

const isKnown = (role: string): role is StaffRole => Object.keys(INCLUDES).includes(role);

/** A grant as it is stored: roles are data, and one that this version does not know opens nothing. */
export interface StoredGrant {
  readonly site: string;
  readonly role: string;
}

/**
 * @param grants all of one person
 * @param site the site asked about; undefined for what belongs to the hub as a whole
 * @returns every role the person may work in there, those included in a higher one too
 */
export function rolesAt(grants: readonly StoredGrant[], site: string | undefined): readonly StaffRole[] {
  const held = grants
    .filter((grant) => grant.site === ALL_SITES || grant.site === site)
    .flatMap(({ role }) => (isKnown(role) ? INCLUDES[role] : []));
  return [...new Set(held)].sort();
}

/** Only the grants this version knows. */
export const knownGrants = (grants: readonly StoredGrant[]): readonly StaffGrant[] =>
  grants.filter((grant): grant is StaffGrant => isKnown(grant.role));

/** Roles whose holders need a second factor, at one site or at all (`*`). */
export interface FactorRule {
  readonly site: string;
  readonly roles: readonly string[];
  readonly graceDays: number;
  /** When the rule was made. */
  readonly sinceMs: number;
}

const DAY_MS = 86_400_000;

/**
 * By when somebody needs a second factor. Whoever may do a role's work because of a higher one falls under its rule, too.
 * @param accountSinceMs a new account has the same days of grace as one that was there before the rule
 * @returns the earliest moment of all rules; undefined where none asks for it
 */
export function factorDueMs(
  grants: readonly StoredGrant[],
  rules: readonly FactorRule[],
  accountSinceMs: number,
): number | undefined {
  const due = rules
    .filter((rule) => {
      const held =
        rule.site === ALL_SITES
          ? grants.flatMap((grant) => rolesAt([grant], grant.site === ALL_SITES ? undefined : grant.site))
          : rolesAt(grants, rule.site);
      return rule.roles.some((role) => held.some((one) => one === role));
    })
    .map(({ sinceMs, graceDays }) => Math.max(sinceMs, accountSinceMs) + graceDays * DAY_MS);
  return due.length === 0 ? undefined : Math.min(...due);
}

/** The sites somebody administers: all of them, or those named. */
export type Reach = 'all' | ReadonlySet<string>;

/** @returns where this person may make and change accounts; an empty set where nowhere */
export function reachOf(grants: readonly StoredGrant[]): Reach {
  const sites = grants.filter(({ role }) => role === 'admin').map(({ site }) => site);
  return sites.includes(ALL_SITES) ? 'all' : new Set(sites);
}

/** Whether every one of these roles lies within reach: nobody hands out or takes away what they do not have. */
export const isWithin = (reach: Reach, grants: readonly StoredGrant[]): boolean =>
  reach === 'all' || (grants.length > 0 && grants.every(({ site }) => site !== ALL_SITES && reach.has(site)));

/** Whether somebody works at a site within reach, so that its admin sees them. */
export const isSeenFrom = (reach: Reach, grants: readonly StoredGrant[]): boolean =>
  reach === 'all' || grants.some(({ site }) => site === ALL_SITES || reach.has(site));
