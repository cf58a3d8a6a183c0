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
