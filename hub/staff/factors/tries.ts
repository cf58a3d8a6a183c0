import type { StaffId } from '../../../src/model/schema/staff.ts';
import type { Query } from '../../database/database.ts';
import { REST_MINUTES, TRIES } from '../sign-in.ts';

type Db = { readonly query: Query };

/**
 * Counts a code before it is looked at. Whoever knows the password may not guess codes without end: after five wrong ones
 * the second factor rests as the password does, over all half-open sign-ins of the account.
 * @returns false while it rests
 */
export async function countFactorTry(db: Db, staff: StaffId, nowMs: number): Promise<boolean> {
  const counted = await db.query(
    `update staff set factor_failed = factor_failed + 1,
            factor_locked_until = case when factor_failed + 1 >= $3
              then $2::timestamptz + make_interval(mins => ($4::int[])[least(factor_failed + 2 - $3, cardinality($4::int[]))])
            end
      where site = '*' and id = $1 and (factor_locked_until is null or factor_locked_until <= $2) returning id`,
    [staff, new Date(nowMs), TRIES, REST_MINUTES],
  );
  return counted.length > 0;
}

/** A right one takes the count back. */
export async function forgetFactorTries(db: Db, staff: StaffId): Promise<void> {
  await db.query(
    `update staff set factor_failed = 0, factor_locked_until = null where site = '*' and id = $1`,
    [staff],
  );
}
