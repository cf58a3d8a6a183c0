import { type PeopleDeskKey, peopleDeskEn, peopleDeskZh } from '../../access/messages/people-desk.ts';
import type { StaffGrant, StaffRole, StaffSession } from '../../model/schema/staff.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, type StaffWords, deskWords } from '../shell/words.ts';

export type PeopleWords = DeskWords<PeopleDeskKey>;

export const peopleWords = ({ words, site }: StaffContext): PeopleWords =>
  deskWords({ zh: peopleDeskZh, en: peopleDeskEn }, words.language, site.timeZone);

/** From what is done at the counter to what is done for the whole site. */
export const ROLES: readonly StaffRole[] = ['clerk', 'editor', 'publisher', 'fleet', 'auditor', 'admin'];
export const ALL_SITES = '*';

/** The sites whose accounts this person may change, as their admin. */
export const adminSites = (session: StaffSession): StaffSession['sites'] =>
  session.sites.filter(({ roles }) => roles.includes('admin'));

/** A role and where it holds, in words. */
export function grantInWords({ t, of }: StaffWords, session: StaffSession, grant: StaffGrant): string {
  const known = session.sites.find(({ id }) => id === grant.site);
  const site = grant.site === ALL_SITES ? t('site.all') : known ? of(known.name) : grant.site;
  return t('role.at', { role: t(`role.${grant.role}`), site });
}
