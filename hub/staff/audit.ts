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
  | 'account-roles'
  | `${'people' | 'audit' | 'content' | 'release' | 'exchange' | 'booking' | 'fleet' | 'figures' | 'care'}.${string}`;

export interface AuditLine {
  readonly atMs: number;
  /** Who did it; left out where nobody was signed in. */
  readonly staff?: string;
  readonly event: StaffEvent;
  /** The site that it was done at; left out where it concerns the hub as a whole. */
  readonly site?: string;
  /** Ids and roles; never a password, a name typed, or an address, and nothing of a resident. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** What was changed, as it was and as it is: content and settings only. */
  readonly before?: unknown;
  readonly after?: unknown;
}

const jsonOrNull = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** Writes one line into the audit of the whole hub. */
export async function audit(
  db: { readonly query: Query },
  { atMs, staff, event, site, detail = {}, before, after }: AuditLine,
): Promise<void> {
  await db.query(
    `insert into staff_audit (site, at, staff, event, of_site, detail, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ALL_SITES,
      new Date(atMs),
      staff ?? null,
      event,
      site ?? null,
      detail,
      jsonOrNull(before),
      jsonOrNull(after),
    ],
  );
}
