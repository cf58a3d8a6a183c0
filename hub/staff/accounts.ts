import { randomUUID } from 'node:crypto';
import type { StaffAccount, StaffGrant, StaffId } from '../../src/model/schema/staff.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import { ALL_SITES, type StoredGrant, knownGrants } from '../../src/model/staff.ts';
import { type Database, type Query, brokenUnique } from '../database/database.ts';
import { hashPassword, oneTimePassword } from './passwords.ts';
import { endSessions } from './sessions.ts';

type Db = { readonly query: Query };

/** Held by whatever might leave the hub without an admin, or make its first one. Any number of its own. */
const ADMINS_LOCK = 5_200_115;

/** Lets one transaction at a time count the admins and act on it. */
export const lockAdmins = (query: Query): Promise<unknown> =>
  query('select pg_advisory_xact_lock($1)', [ADMINS_LOCK]);

export type AccountFault = 'staff.unknown' | 'staff.name-taken' | 'staff.last-admin' | 'site.unknown';

interface AccountRow {
  readonly id: StaffId;
  readonly name: string;
  readonly shownName: string;
  readonly mustChange: boolean;
  readonly disabled: boolean;
  readonly createdAt: Date;
  readonly seenAt: Date | null;
  readonly grants: readonly StoredGrant[];
}

/** @param id one account; all of them where it is left out */
async function readAccounts(db: Db, id?: StaffId): Promise<readonly StaffAccount[]> {
  const rows = await db.query<AccountRow>(
    `select a.id, a.name, a.shown_name as "shownName", a.must_change as "mustChange",
            a.disabled_at is not null as disabled, a.created_at as "createdAt",
            (select max(s.seen_at) from staff_session s where s.site = a.site and s.staff = a.id) as "seenAt",
            coalesce((select jsonb_agg(jsonb_build_object('site', r.site, 'role', r.role) order by r.site, r.role)
                        from staff_role r where r.staff = a.id), '[]') as grants
       from staff a where a.site = '*' and ($1::text is null or a.id = $1) order by a.name`,
    [id ?? null],
  );
  return rows.map(({ grants, createdAt, seenAt, ...row }) => ({
    ...row,
    roles: [...knownGrants(grants)],
    createdAt: createdAt.toISOString(),
    ...(seenAt ? { seenAt: seenAt.toISOString() } : {}),
  }));
}

export const listAccounts = (db: Db): Promise<readonly StaffAccount[]> => readAccounts(db);

async function accountOf(db: Db, id: StaffId): Promise<Result<StaffAccount, 'staff.unknown'>> {
  const [account] = await readAccounts(db, id);
  return account ? ok(account) : fail('staff.unknown');
}

export interface AccountWish {
  /** In lower case. */
  readonly name: string;
  readonly shownName: string;
  readonly roles: readonly StaffGrant[];
}

/** An account and the password its owner signs in with this once. */
export interface AccountWithPassword {
  readonly account: StaffAccount;
  readonly password: string;
}

/** Makes an account that must choose a password of its own. */
export async function makeAccount(
  db: Database,
  wish: AccountWish,
  nowMs: number,
): Promise<Result<AccountWithPassword, AccountFault>> {
  if (!(await sitesExist(db, wish.roles))) return fail('site.unknown');
  const [id, password] = [randomUUID() as StaffId, oneTimePassword()];
  const hash = await hashPassword(password);
  try {
    await db.transaction((query) => insertAccount(query, { ...wish, id, hash }, nowMs));
  } catch (error) {
    if (brokenUnique(error) === 'staff_name') return fail('staff.name-taken');
    throw error;
  }
  const made = await accountOf(db, id);
  return made.ok ? ok({ account: made.value, password }) : made;
}

/** Writes an account with a one-time password, inside a transaction. */
export async function insertAccount(
  query: Query,
  wish: AccountWish & { readonly id: StaffId; readonly hash: string },
  nowMs: number,
): Promise<void> {
  await query(
    'insert into staff (id, name, shown_name, password_hash, must_change, created_at) values ($1, $2, $3, $4, true, $5)',
    [wish.id, wish.name, wish.shownName, wish.hash, new Date(nowMs)],
  );
  await writeRoles(query, wish.id, wish.roles);
}

async function writeRoles(query: Query, id: StaffId, roles: readonly StaffGrant[]): Promise<void> {
  await query('delete from staff_role where staff = $1', [id]);
  await query(
    `insert into staff_role (site, staff, role)
     select g.site, $1, g.role from jsonb_to_recordset($2::jsonb) as g(site text, role text) on conflict do nothing`,
    [id, JSON.stringify(roles)],
  );
}

async function sitesExist(db: Db, roles: readonly StaffGrant[]): Promise<boolean> {
  const named = [...new Set(roles.map(({ site }) => site))].filter((site) => site !== ALL_SITES);
  const found = await db.query('select id from site where id = any($1) and body is not null', [named]);
  return found.length === named.length;
}

/** Shuts a person out, at once and everywhere, or lets them in again. */
export async function setDisabled(
  db: Database,
  id: StaffId,
  disabled: boolean,
  nowMs: number,
): Promise<Result<StaffAccount, AccountFault>> {
  return keepingAnAdmin(db, id, async (query) => {
    await query(
      `update staff set disabled_at = case when $2 then coalesce(disabled_at, $3::timestamptz) end,
              failed = 0, locked_until = null where site = '*' and id = $1`,
      [id, disabled, new Date(nowMs)],
    );
    await endSessions({ query }, id);
  });
}

/** Replaces all roles of a person. */
export async function setRoles(
  db: Database,
  id: StaffId,
  roles: readonly StaffGrant[],
): Promise<Result<StaffAccount, AccountFault>> {
  if (!(await sitesExist(db, roles))) return fail('site.unknown');
  return keepingAnAdmin(db, id, (query) => writeRoles(query, id, roles));
}

/** Gives a person a new one-time password, and ends their sessions and their rest from wrong tries. */
export async function resetPassword(
  db: Database,
  id: StaffId,
): Promise<Result<AccountWithPassword, 'staff.unknown'>> {
  const password = oneTimePassword();
  await writePassword(db, id, await hashPassword(password), true);
  const account = await accountOf(db, id);
  return account.ok ? ok({ account: account.value, password }) : account;
}

/**
 * Stores a password and ends the person's sessions.
 * @param keptTokenHash the session in which the person chose it, which goes on
 */
export async function writePassword(
  db: Database,
  id: StaffId,
  hash: string,
  mustChange: boolean,
  keptTokenHash?: string,
): Promise<void> {
  await db.transaction(async (query) => {
    await query(
      `update staff set password_hash = $2, must_change = $3, failed = 0, locked_until = null
        where site = '*' and id = $1`,
      [id, hash, mustChange],
    );
    await endSessions({ query }, id, keptTokenHash);
  });
}

class NoAdminLeft extends Error {}

/** Does `work`, and takes it back where it would leave nobody who can make accounts. */
async function keepingAnAdmin(
  db: Database,
  id: StaffId,
  work: (query: Query) => Promise<void>,
): Promise<Result<StaffAccount, AccountFault>> {
  try {
    await db.transaction(async (query) => {
      await lockAdmins(query);
      const known = await query(`select 1 from staff where site = '*' and id = $1`, [id]);
      if (known.length === 0) return;
      await work(query);
      const admins = await query(
        `select 1 from staff a join staff_role r on r.staff = a.id
          where a.site = '*' and a.disabled_at is null and r.site = '*' and r.role = 'admin' limit 1`,
      );
      if (admins.length === 0) throw new NoAdminLeft();
    });
  } catch (error) {
    if (error instanceof NoAdminLeft) return fail('staff.last-admin');
    throw error;
  }
  return accountOf(db, id);
}
