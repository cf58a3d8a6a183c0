import { ALL_SITES } from '../../src/model/staff.ts';
import type { Query } from '../database/database.ts';

/** What is written down of the staff's door. A name that nobody has is not: it may be a password in the wrong field. */
export type StaffEvent =
  | 'sign-in'
  | 'sign-in-failed'
  | 'sign-in-locked'
  | 'sign-out'
  | 'password-changed'
  | 'account-made'
  | 'account-disabled'
  | 'account-enabled'
  | 'account-reset'
  | 'account-roles';

export interface AuditLine {
  readonly atMs: number;
  /** Who did it; left out where nobody was signed in. */
  readonly staff?: string;
  readonly event: StaffEvent;
  /** Ids and roles; never a password, a name typed, or an address. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes one line into the audit of the whole hub. */
export async function audit(
  db: { readonly query: Query },
  { atMs, staff, event, detail = {} }: AuditLine,
): Promise<void> {
  await db.query('insert into staff_audit (site, at, staff, event, detail) values ($1, $2, $3, $4, $5)', [
    ALL_SITES,
    new Date(atMs),
    staff ?? null,
    event,
    detail,
  ]);
}
