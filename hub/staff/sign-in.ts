import type { StaffId } from '../../src/model/schema/staff.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { Database } from '../database/database.ts';
import { audit } from './audit.ts';
import { isPassword } from './passwords.ts';

/** So many wrong tries, and the name rests; longer after each further one. */
export const TRIES = 5;
export const REST_MINUTES: readonly number[] = [1, 2, 4, 8, 15];

export type SignInFault = 'staff.sign-in' | 'staff.locked' | 'staff.password-over';

interface Tried {
  readonly id: StaffId;
  /** Left out while the account rests from wrong tries. */
  readonly hash?: string;
  readonly disabled?: boolean;
  /** Until when a one-time password is good. */
  readonly until?: Date | null;
}

/**
 * Counts a try before its password is looked at, so that many tries at once are no more than many one after the other.
 * The one that uses up the tries begins the rest; being right takes it all back.
 * @returns the account, or undefined where nobody has the name
 */
async function countTry(db: Database, name: string, nowMs: number): Promise<Tried | undefined> {
  const [tried] = await db.query<Tried>(
    `update staff set failed = failed + 1,
            locked_until = case when failed + 1 >= $3
              then $2::timestamptz + make_interval(mins => ($4::int[])[least(failed + 2 - $3, cardinality($4::int[]))])
            end
      where site = '*' and name = $1 and (locked_until is null or locked_until <= $2)
      returning id, password_hash as hash, disabled_at is not null as disabled, one_time_until as until`,
    [name, new Date(nowMs), TRIES, REST_MINUTES],
  );
  if (tried) return tried;
  const [resting] = await db.query<Tried>(`select id from staff where site = '*' and name = $1`, [name]);
  return resting;
}

/**
 * Tries at names that nobody has: they rest like an account does, so that a rest tells nobody which names exist. Each hub
 * counts its own, of so many names; whoever tries more of them loses nothing but this.
 */
export class StrangeNames {
  static readonly MOST = 10_000;
  readonly #tries = new Map<string, { failed: number; lockedUntilMs: number }>();

  /** Counts a try. @returns whether the name rests */
  rests(name: string, nowMs: number): boolean {
    const known = this.#tries.get(name) ?? { failed: 0, lockedUntilMs: 0 };
    if (known.lockedUntilMs > nowMs) return true;
    const failed = known.failed + 1;
    const minutes =
      failed < TRIES ? 0 : (REST_MINUTES[failed - TRIES] ?? REST_MINUTES[REST_MINUTES.length - 1] ?? 0);
    this.#tries.delete(name);
    this.#tries.set(name, { failed, lockedUntilMs: nowMs + minutes * 60_000 });
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > StrangeNames.MOST && oldest !== undefined) this.#tries.delete(oldest);
    return false;
  }
}

export interface Try {
  /** In lower case. */
  readonly name: string;
  readonly password: string;
  readonly nowMs: number;
}

/**
 * Tries a name and a password. A name nobody has, a wrong password and a disabled account are one and the same failure,
 * take the same time and rest alike.
 * @returns the account, or `staff.sign-in`, or `staff.locked` while the name rests from wrong tries; `staff.password-over`
 *   only to whoever has the right one-time password, too late
 */
export async function tryPassword(
  db: Database,
  strange: StrangeNames,
  { name, password, nowMs }: Try,
): Promise<Result<StaffId, SignInFault>> {
  const tried = await countTry(db, name, nowMs);
  const rests = tried ? tried.hash === undefined : strange.rests(name, nowMs);
  const right = !rests && (await isPassword(tried?.hash, password));
  const isOver = tried?.until != null && tried.until.getTime() <= nowMs;
  if (tried && right && !tried.disabled && !isOver) {
    await db.query(`update staff set failed = 0, locked_until = null where site = '*' and id = $1`, [
      tried.id,
    ]);
    return ok(tried.id);
  }
  await audit(db, {
    atMs: nowMs,
    event: rests ? 'sign-in-locked' : 'sign-in-failed',
    ...(tried ? { detail: { account: tried.id } } : {}),
  });
  if (rests) return fail('staff.locked');
  return fail(right && isOver && tried.disabled !== true ? 'staff.password-over' : 'staff.sign-in');
}
