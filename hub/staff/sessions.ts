import { createHash, randomBytes } from 'node:crypto';
import type { SessionWay, StaffId, StaffOpenSession } from '../../src/model/schema/staff.ts';
import { type FactorRule, type StoredGrant, factorDueMs } from '../../src/model/staff.ts';
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
  /** The account comes from the city's login. */
  readonly city: boolean;
  /** By when a second factor is needed, where a rule asks for one. */
  readonly factorDueMs: number | undefined;
  /** A second factor is set up, or this session was begun with one. */
  readonly hasFactor: boolean;
  /** When its owner last proved to be there. */
  readonly confirmedAtMs: number;
}

interface SessionRow extends Omit<OpenSession, 'factorDueMs' | 'confirmedAtMs'> {
  readonly seenAt: Date;
  readonly confirmedAt: Date;
  readonly accountSince: Date;
  readonly rules: readonly FactorRule[];
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** How a session begins. */
export interface Beginning {
  readonly way: SessionWay;
  /** See `deviceOf`. */
  readonly device?: string;
  /** Two factors were shown. */
  readonly strong?: boolean;
}

/**
 * Begins a session, and clears away those that have ended.
 * @returns 256 random bits for the cookie; they are stored nowhere else
 */
export async function beginSession(
  db: Db,
  staff: StaffId,
  nowMs: number,
  { way, device = '', strong = false }: Beginning = { way: 'password' },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.query(`delete from staff_session where site = '*' and (expires_at <= $1 or seen_at <= $2)`, [
    new Date(nowMs),
    new Date(nowMs - SESSION_IDLE_MS),
  ]);
  await db.query(
    `insert into staff_session (token_hash, staff, created_at, seen_at, confirmed_at, expires_at, way, device, strong)
     values ($1, $2, $3, $3, $3, $4, $5, $6, $7)`,
    [hashOf(token), staff, new Date(nowMs), new Date(nowMs + SESSION_LIFE_MS), way, device, strong],
  );
  return token;
}

/**
 * @param usedMs when somebody was last at the page that asks: a page that only keeps itself up to date keeps no session open
 * @returns the session of this cookie, or undefined where there is none, it has ended, or its owner was shut out
 */
export async function findSession(
  db: Db,
  token: string,
  nowMs: number,
  usedMs = nowMs,
): Promise<OpenSession | undefined> {
  const tokenHash = hashOf(token);
  const [row] = await db.query<SessionRow>(
    `select s.token_hash as "tokenHash", a.id as staff, a.name, a.shown_name as "shownName",
            a.must_change as "mustChange", s.seen_at as "seenAt", s.confirmed_at as "confirmedAt",
            a.created_at as "accountSince",
            coalesce((select jsonb_agg(jsonb_build_object('site', r.site, 'role', r.role))
                        from staff_role r where r.staff = a.id), '[]') as grants,
            coalesce((select jsonb_agg(jsonb_build_object('site', f.site, 'roles', f.roles, 'graceDays', f.grace_days,
                                                          'sinceMs', extract(epoch from f.since) * 1000))
                        from staff_factor_rule f), '[]') as rules,
            exists (select 1 from staff_city c where c.site = a.site and c.staff = a.id) as city,
            s.strong
              or exists (select 1 from staff_totp t where t.site = a.site and t.staff = a.id)
              or exists (select 1 from staff_passkey p where p.site = a.site and p.staff = a.id) as "hasFactor"
       from staff_session s join staff a on a.site = s.site and a.id = s.staff
      where s.site = '*' and s.token_hash = $1 and s.expires_at > $2 and s.seen_at > $3 and a.disabled_at is null`,
    [tokenHash, new Date(nowMs), new Date(nowMs - SESSION_IDLE_MS)],
  );
  if (!row) return undefined;
  const { seenAt, confirmedAt, accountSince, rules, ...session } = row;
  if (seenAt.getTime() < usedMs - SEEN_EVERY_MS)
    await db.query(`update staff_session set seen_at = $2 where site = '*' and token_hash = $1`, [
      tokenHash,
      new Date(usedMs),
    ]);
  return {
    ...session,
    factorDueMs: factorDueMs(session.grants, rules, accountSince.getTime()),
    confirmedAtMs: confirmedAt.getTime(),
  };
}

/** A session's owner has just typed their password again. */
export async function confirmSession(db: Db, tokenHash: string, nowMs: number): Promise<void> {
  await db.query(`update staff_session set confirmed_at = $2 where site = '*' and token_hash = $1`, [
    tokenHash,
    new Date(nowMs),
  ]);
}

/** @returns a person's open sessions, the one used last first. @param here the token's hash of the one that asks */
export async function listSessions(
  db: Db,
  staff: StaffId,
  nowMs: number,
  here = '',
): Promise<readonly StaffOpenSession[]> {
  const rows = await db.query<
    Omit<StaffOpenSession, 'createdAt' | 'seenAt'> & { readonly createdAt: Date; readonly seenAt: Date }
  >(
    `select id, way, device, created_at as "createdAt", seen_at as "seenAt", token_hash = $4 as here
       from staff_session where site = '*' and staff = $1 and expires_at > $2 and seen_at > $3
      order by seen_at desc, id`,
    [staff, new Date(nowMs), new Date(nowMs - SESSION_IDLE_MS), here],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
  }));
}

/** Ends one session of a person. @returns false where they have no such session */
export async function endSessionById(db: Db, staff: StaffId, id: string): Promise<boolean> {
  const ended = await db.query(
    `delete from staff_session where site = '*' and staff = $1 and id = $2 returning id`,
    [staff, id],
  );
  return ended.length > 0;
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
