import { randomInt } from 'node:crypto';
import type { StaffId } from '../../../src/model/schema/staff.ts';
import type { Query } from '../../database/database.ts';
import { COPYABLE_SIGNS, hashPassword, isPassword } from '../passwords.ts';

type Db = { readonly query: Query };

const CODES = 10;
/** Beside the first sign, which says which of the ten it is: about 53 random bits. */
const RANDOM_SIGNS = 11;
const GROUP = /.{4}(?=.)/gu;

const signs = (count: number): string =>
  Array.from({ length: count }, () => COPYABLE_SIGNS.charAt(randomInt(COPYABLE_SIGNS.length))).join('');

/**
 * Makes ten codes for whoever is without their phone; those before them end.
 * @returns the codes in groups of four, shown once; the table has their argon2id hashes
 */
export async function newRecoveryCodes(
  db: { readonly transaction: <T>(work: (query: Query) => Promise<T>) => Promise<T> },
  staff: StaffId,
): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, (_, n) => `${COPYABLE_SIGNS.charAt(n)}${signs(RANDOM_SIGNS)}`);
  const hashes: string[] = [];
  // One after the other: each takes 19 MiB, and others sign in meanwhile.
  for (const code of codes) hashes.push(await hashPassword(code));
  await db.transaction(async (query) => {
    await query(`delete from staff_recovery where site = '*' and staff = $1`, [staff]);
    await query(
      `insert into staff_recovery (staff, slot, hash)
       select $1, c.slot, c.hash from jsonb_to_recordset($2::jsonb) as c(slot text, hash text)`,
      [staff, JSON.stringify(codes.map((code, n) => ({ slot: code.charAt(0), hash: hashes[n] })))],
    );
  });
  return codes.map((code) => code.replaceAll(GROUP, '$&-'));
}

/** Uses a code up. @param code without hyphens, in lower case. @returns whether it was one, and for the first time */
export async function useRecoveryCode(db: Db, staff: StaffId, code: string): Promise<boolean> {
  if (code.length !== RANDOM_SIGNS + 1) return false;
  const slot = code.charAt(0);
  const [row] = await db.query<{ hash: string }>(
    `select hash from staff_recovery where site = '*' and staff = $1 and slot = $2`,
    [staff, slot],
  );
  if (!(await isPassword(row?.hash, code))) return false;
  const used = await db.query(
    `delete from staff_recovery where site = '*' and staff = $1 and slot = $2 and hash = $3 returning slot`,
    [staff, slot, row?.hash],
  );
  return used.length > 0;
}
