import { randomUUID } from 'node:crypto';
import type { StaffGrant, StaffId } from '../../src/model/schema/staff.ts';
import { ALL_SITES } from '../../src/model/staff.ts';
import type { Database, Query } from '../database/database.ts';
import { audit } from './audit.ts';
import { insertAccount, lockAdmins, writePassword } from './accounts.ts';
import { dropFactors } from './factors/own.ts';
import { hashPassword, oneTimePassword } from './passwords.ts';

/** A name and the password to sign in with this once: shown to whoever runs the hub, and stored nowhere. */
export interface FirstPassword {
  readonly name: string;
  readonly password: string;
}

const NAME = 'admin';
const ROLES: readonly StaffGrant[] = [{ site: ALL_SITES, role: 'admin' }];

/**
 * Makes the account `admin` where there is no account at all. Of several hubs that start together one makes it.
 * @param nowMs the hub's clock
 * @returns its one-time password, to be printed once; undefined where an account exists
 */
export async function ensureFirstAdmin(db: Database, nowMs = Date.now()): Promise<FirstPassword | undefined> {
  if (await hasAccounts(db.query)) return undefined;
  const password = oneTimePassword();
  const hash = await hashPassword(password);
  return db.transaction(async (query) => {
    await lockAdmins(query);
    if (await hasAccounts(query)) return undefined;
    await insertAdmin(query, hash, nowMs);
    return { name: NAME, password };
  });
}

/**
 * For whoever runs the hub and lost the password: `admin` gets a one-time password and is an admin again, also where the
 * account was disabled or is gone.
 * @param nowMs the hub's clock
 * @param factors whether its second factors and passkeys go, too
 */
export async function resetAdmin(db: Database, nowMs: number, factors = false): Promise<FirstPassword> {
  const password = oneTimePassword();
  const hash = await hashPassword(password);
  const known = await db.transaction(async (query) => {
    await lockAdmins(query);
    const [account] = await query<{ id: StaffId }>(
      `update staff set disabled_at = null where site = '*' and name = $1 returning id`,
      [NAME],
    );
    if (!account) {
      await insertAdmin(query, hash, nowMs);
      return undefined;
    }
    await query(
      `insert into staff_role (site, staff, role) values ('*', $1, 'admin') on conflict do nothing`,
      [account.id],
    );
    return account.id;
  });
  if (known) {
    if (factors) {
      await dropFactors(db, known);
      await audit(db, {
        atMs: nowMs,
        event: 'people.factors-reset',
        detail: { account: known, by: 'operator' },
      });
    }
    await writePassword(db, known, hash, nowMs);
    await audit(db, { atMs: nowMs, event: 'account-reset', detail: { account: known, by: 'operator' } });
  }
  return { name: NAME, password };
}

const hasAccounts = async (query: Query): Promise<boolean> =>
  (await query('select 1 from staff limit 1')).length > 0;

async function insertAdmin(query: Query, hash: string, nowMs: number): Promise<void> {
  const id = randomUUID() as StaffId;
  await insertAccount(query, { id, name: NAME, shownName: NAME, roles: ROLES, hash }, nowMs);
  await audit({ query }, { atMs: nowMs, event: 'account-made', detail: { account: id, by: 'operator' } });
}
