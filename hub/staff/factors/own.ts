import type { StaffId } from '../../../src/model/schema/staff.ts';
import type { FactorStep, OwnFactors } from '../../../src/model/schema/staff-factors.ts';
import type { Query } from '../../database/database.ts';
import { listPasskeys } from './passkeys.ts';
import { dropSteps } from './steps.ts';

type Db = { readonly query: Query };

/** @returns what somebody has set up; when it is due says the session */
export async function ownFactors(db: Db, staff: StaffId): Promise<Omit<OwnFactors, 'due'>> {
  const [row] = await db.query<{ totp: Date | null; recovery: number }>(
    `select (select made_at from staff_totp where site = '*' and staff = $1) as totp,
            (select count(*)::int from staff_recovery where site = '*' and staff = $1) as recovery`,
    [staff],
  );
  return {
    ...(row?.totp ? { totp: row.totp.toISOString() } : {}),
    recovery: row?.recovery ?? 0,
    passkeys: [...(await listPasskeys(db, staff))],
  };
}

/** @returns what an account can be asked for beside its password; empty where nothing is set up */
export async function factorWays(db: Db, staff: StaffId): Promise<FactorStep['ways']> {
  const { totp, passkeys } = await ownFactors(db, staff);
  return [...(totp ? (['totp'] as const) : []), ...(passkeys.length > 0 ? (['passkey'] as const) : [])];
}

/** Takes all second factors of an account away, as for a lost phone, and whatever is half done with them. */
export async function dropFactors(db: Db, staff: StaffId): Promise<void> {
  for (const table of ['staff_totp', 'staff_recovery', 'staff_passkey'])
    await db.query(`delete from ${table} where site = '*' and staff = $1`, [staff]);
  await dropSteps(db, staff);
}
