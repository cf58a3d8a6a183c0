import { randomUUID } from 'node:crypto';
import type { StaffAccount, StaffGrant, StaffId } from '../../src/model/schema/staff.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import {
  ALL_SITES,
  type Reach,
  type StoredGrant,
  isSeenFrom,
  isWithin,
  knownGrants,
} from '../../src/model/staff.ts';
import { type Database, type Query, brokenUnique } from '../database/database.ts';
import { dropFactors } from './factors/own.ts';
import { dropSteps } from './factors/steps.ts';
import { hashPassword, oneTimePassword } from './passwords.ts';
import { endSessions } from './sessions.ts';

type Db = { readonly query: Query };

/** Held by whatever might leave the hub without an admin, or make its first one. Any number of its own. */
const ADMINS_LOCK = 5_200_115;

/** Lets one transaction at a time count the admins and act on it. */
export const lockAdmins = (query: Query): Promise<unknown> =>
  query('select pg_advisory_xact_lock($1)', [ADMINS_LOCK]);

export type AccountFault =
  | 'staff.unknown'
  | 'staff.name-taken'
  | 'staff.last-admin'
  | 'staff.not-yours'
  | 'staff.city-roles'
  | 'site.unknown';

interface AccountRow {
  readonly id: StaffId;
  readonly name: string;
  readonly shownName: string;
  readonly mustChange: boolean;
  readonly disabled: boolean;
  readonly createdAt: Date;
  readonly seenAt: Date | null;
  readonly hasFactor: boolean;
  readonly city: boolean;
  readonly grants: readonly StoredGrant[];
}

const GRANTS = `coalesce((select jsonb_agg(jsonb_build_object('site', r.site, 'role', r.role) order by r.site, r.role)
                        from staff_role r where r.staff = a.id), '[]')`;

/**
 * @param reach of who asks: they see who works at their sites, and of each the roles there
 * @param id one account; all of them where it is left out
 */
async function readAccounts(db: Db, reach: Reach, id?: StaffId): Promise<readonly StaffAccount[]> {
  const rows = await db.query<AccountRow>(
    `select a.id, a.name, a.shown_name as "shownName", a.must_change as "mustChange",
            a.disabled_at is not null as disabled, a.created_at as "createdAt",
            (select max(s.seen_at) from staff_session s where s.site = a.site and s.staff = a.id) as "seenAt",
            (exists (select 1 from staff_totp t where t.site = a.site and t.staff = a.id)
              or exists (select 1 from staff_passkey p where p.site = a.site and p.staff = a.id)) as "hasFactor",
            exists (select 1 from staff_city c where c.site = a.site and c.staff = a.id) as city,
            ${GRANTS} as grants
       from staff a where a.site = '*' and ($1::text is null or a.id = $1) order by a.name`,
    [id ?? null],
  );
  return rows
    .filter(({ grants }) => isSeenFrom(reach, grants))
    .map(({ grants, createdAt, seenAt, ...row }) => ({
      ...row,
      roles: knownGrants(grants).filter((grant) => isSeenFrom(reach, [grant])),
      createdAt: createdAt.toISOString(),
      ...(seenAt ? { seenAt: seenAt.toISOString() } : {}),
      yours: isWithin(reach, grants),
    }));
}

/** @returns the accounts that somebody with this reach sees, by name */
export const listAccounts = (db: Db, reach: Reach): Promise<readonly StaffAccount[]> =>
  readAccounts(db, reach);

/** @returns an account as somebody with this reach sees it; `staff.unknown` where they do not */
export async function accountOf(
  db: Db,
  reach: Reach,
  id: StaffId,
): Promise<Result<StaffAccount, 'staff.unknown'>> {
  const [account] = await readAccounts(db, reach, id);
  return account ? ok(account) : fail('staff.unknown');
}

/** @returns an account that somebody with this reach may change; `staff.not-yours` where they only see it */
export async function changeable(
  db: Db,
  reach: Reach,
  id: StaffId,
): Promise<Result<StaffAccount, 'staff.unknown' | 'staff.not-yours'>> {
  const account = await accountOf(db, reach, id);
  return account.ok && !account.value.yours ? fail('staff.not-yours') : account;
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

/** Makes an account that must choose a password of its own. @param reach no role is given beyond it */
export async function makeAccount(
  db: Database,
  reach: Reach,
  wish: AccountWish,
  nowMs: number,
): Promise<Result<AccountWithPassword, AccountFault>> {
  if (!isWithin(reach, wish.roles)) return fail('staff.not-yours');
  if (!(await sitesExist(db, wish.roles))) return fail('site.unknown');
  const [id, password] = [randomUUID() as StaffId, oneTimePassword()];
  const hash = await hashPassword(password);
  try {
    await db.transaction((query) => insertAccount(query, { ...wish, id, hash }, nowMs));
  } catch (error) {
    if (brokenUnique(error) === 'staff_name') return fail('staff.name-taken');
    throw error;
  }
  const made = await accountOf(db, reach, id);
  return made.ok ? ok({ account: made.value, password }) : made;
}

/** How long a one-time password waits for its owner. */
const ONE_TIME_DAYS = 14;
const oneTimeUntil = (fromMs: number): Date => new Date(fromMs + ONE_TIME_DAYS * 24 * 3_600_000);

/** Writes an account with a one-time password, inside a transaction. */
export async function insertAccount(
  query: Query,
  wish: AccountWish & { readonly id: StaffId; readonly hash: string },
  nowMs: number,
): Promise<void> {
  await query(
    `insert into staff (id, name, shown_name, password_hash, must_change, one_time_until, created_at)
     values ($1, $2, $3, $4, true, $5, $6)`,
    [wish.id, wish.name, wish.shownName, wish.hash, oneTimeUntil(nowMs), new Date(nowMs)],
  );
  await writeRoles(query, wish.id, wish.roles);
}

/** Replaces all roles of a person, inside a transaction. */
export async function writeRoles(query: Query, id: StaffId, roles: readonly StaffGrant[]): Promise<void> {
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
  reach: Reach,
  id: StaffId,
  disabled: boolean,
  nowMs: number,
): Promise<Result<StaffAccount, AccountFault>> {
  return keepingAnAdmin(db, reach, id, async (query) => {
    await query(
      `update staff set disabled_at = case when $2 then coalesce(disabled_at, $3::timestamptz) end,
              failed = 0, locked_until = null where site = '*' and id = $1`,
      [id, disabled, new Date(nowMs)],
    );
    await endSessions({ query }, id);
    await dropSteps({ query }, id);
  });
}

/** Replaces all roles of a person. @param reach no role is given or taken beyond it */
export async function setRoles(
  db: Database,
  reach: Reach,
  id: StaffId,
  roles: readonly StaffGrant[],
): Promise<Result<StaffAccount, AccountFault>> {
  if (!isWithin(reach, roles)) return fail('staff.not-yours');
  if (!(await sitesExist(db, roles))) return fail('site.unknown');
  const account = await changeable(db, reach, id);
  if (account.ok && account.value.city) return fail('staff.city-roles');
  return keepingAnAdmin(db, reach, id, (query) => writeRoles(query, id, roles));
}

/** Gives a person a new one-time password, and ends their sessions and their rest from wrong tries. */
export async function resetPassword(
  db: Database,
  reach: Reach,
  id: StaffId,
  nowMs: number,
): Promise<Result<AccountWithPassword, AccountFault>> {
  const known = await changeable(db, reach, id);
  if (!known.ok) return known;
  if (known.value.city) return fail('staff.city-roles');
  const password = oneTimePassword();
  await writePassword(db, id, await hashPassword(password), nowMs);
  const account = await accountOf(db, reach, id);
  return account.ok ? ok({ account: account.value, password }) : account;
}

/** Takes a person's second factors away, as for a lost phone, and ends their sessions. */
export async function resetFactors(
  db: Database,
  reach: Reach,
  id: StaffId,
): Promise<Result<StaffAccount, AccountFault>> {
  const known = await changeable(db, reach, id);
  if (!known.ok) return known;
  await db.transaction(async (query) => {
    await dropFactors({ query }, id);
    await query(
      `update staff set factor_failed = 0, factor_locked_until = null where site = '*' and id = $1`,
      [id],
    );
    await endSessions({ query }, id);
  });
  return accountOf(db, reach, id);
}

/**
 * Stores a password and ends the person's sessions.
 * @param oneTimeFromMs when a one-time password was made; false of one that its owner chose
 * @param keptTokenHash the session in which the person chose it, which goes on
 */
export async function writePassword(
  db: Database,
  id: StaffId,
  hash: string,
  oneTimeFromMs: number | false,
  keptTokenHash?: string,
): Promise<void> {
  await db.transaction(async (query) => {
    await query(
      `update staff set password_hash = $2, must_change = $3, one_time_until = $4, failed = 0, locked_until = null
        where site = '*' and id = $1`,
      [id, hash, oneTimeFromMs !== false, oneTimeFromMs === false ? null : oneTimeUntil(oneTimeFromMs)],
    );
    await endSessions({ query }, id, keptTokenHash);
    await dropSteps({ query }, id);
  });
}

class NoAdminLeft extends Error {}

class NotYours extends Error {}

/** Whether there is an admin of the whole hub who does not come from the city's login. */
const hasOwnAdmin = async (query: Query): Promise<boolean> =>
  (
    await query(
      `select 1 from staff a join staff_role r on r.staff = a.id
        where a.site = '*' and a.disabled_at is null and r.site = '*' and r.role = 'admin'
          and not exists (select 1 from staff_city c where c.site = a.site and c.staff = a.id) limit 1`,
    )
  ).length > 0;

/**
 * Does `work` on an account within reach, and takes it back where it would leave nobody who can make accounts. An admin
 * whom the city's login names does not count: it can take the role away again.
 */
async function keepingAnAdmin(
  db: Database,
  reach: Reach,
  id: StaffId,
  work: (query: Query) => Promise<void>,
): Promise<Result<StaffAccount, AccountFault>> {
  try {
    await db.transaction(async (query) => {
      await lockAdmins(query);
      const [known] = await query<{ grants: readonly StoredGrant[] }>(
        `select ${GRANTS} as grants from staff a where a.site = '*' and a.id = $1`,
        [id],
      );
      if (!known || !isSeenFrom(reach, known.grants)) return;
      if (!isWithin(reach, known.grants)) throw new NotYours();
      const had = await hasOwnAdmin(query);
      await work(query);
      if (had && !(await hasOwnAdmin(query))) throw new NoAdminLeft();
    });
  } catch (error) {
    if (error instanceof NoAdminLeft) return fail('staff.last-admin');
    if (error instanceof NotYours) return fail('staff.not-yours');
    throw error;
  }
  return accountOf(db, reach, id);
}
