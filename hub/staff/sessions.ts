import { createHash, randomBytes } from 'node:crypto';
import type { StaffId } from '../../src/model/schema/staff.ts';
import type { StoredGrant } from '../../src/model/staff.ts';
import type { Query } from '../database/database.ts';

/** A session ends when nobody used it for a working day, and after a week in any case. */
export const SESSION_IDLE_MS = 8 * 3_600_000;
export const SESSION_LIFE_MS = 7 * 86_400_000;

/** How often a session's use is written down: far finer than the idle end needs. */
const SEEN_EVERY_MS = 60_000;

type Db = { readonly query: Query };

/** A session as the table has it, with its owner. */
export interface OpenSession {
  readonly tokenHash: string;
  readonly staff: StaffId;
  readonly name: string;
  readonly shownName: string;
  readonly mustChange: boolean;
  readonly grants: readonly StoredGrant[];
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * Begins a session, and clears away those that have ended.
 * @returns 256 random bits for the cookie; they are stored nowhere else
 */
export async function beginSession(db: Db, staff: StaffId, nowMs: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.query(`delete from staff_session where site = '*' and (expires_at <= $1 or seen_at <= $2)`, [
    new Date(nowMs),
    new Date(nowMs - SESSION_IDLE_MS),
  ]);
  await db.query(
    'insert into staff_session (token_hash, staff, created_at, seen_at, expires_at) values ($1, $2, $3, $3, $4)',
    [hashOf(token), staff, new Date(nowMs), new Date(nowMs + SESSION_LIFE_MS)],
  );
  return token;
}

/** @returns the session of this cookie, or undefined where there is none, it has ended, or its owner was shut out */
export async function findSession(db: Db, token: string, nowMs: number): Promise<OpenSession | undefined> {
  const tokenHash = hashOf(token);
  const [row] = await db.query<OpenSession & { readonly seenAt: Date }>(
    `select s.token_hash as "tokenHash", a.id as staff, a.name, a.shown_name as "shownName",
            a.must_change as "mustChange", s.seen_at as "seenAt",
            coalesce((select jsonb_agg(jsonb_build_object('site', r.site, 'role', r.role))
                        from staff_role r where r.staff = a.id), '[]') as grants
       from staff_session s join staff a on a.site = s.site and a.id = s.staff
      where s.site = '*' and s.token_hash = $1 and s.expires_at > $2 and s.seen_at > $3 and a.disabled_at is null`,
    [tokenHash, new Date(nowMs), new Date(nowMs - SESSION_IDLE_MS)],
  );
  if (!row) return undefined;
  const { seenAt, ...session } = row;
  if (seenAt.getTime() < nowMs - SEEN_EVERY_MS)
    await db.query(`update staff_session set seen_at = $2 where site = '*' and token_hash = $1`, [
      tokenHash,
      new Date(nowMs),
    ]);
  return session;
}

/** @param token what the cookie holds */
export async function endSession(db: Db, token: string): Promise<void> {
  await db.query(`delete from staff_session where site = '*' and token_hash = $1`, [hashOf(token)]);
}

/** Ends every session of a person, but the one named where one is. */
export async function endSessions(db: Db, staff: StaffId, keptTokenHash = ''): Promise<void> {
  await db.query(`delete from staff_session where site = '*' and staff = $1 and token_hash <> $2`, [
    staff,
    keptTokenHash,
  ]);
}
