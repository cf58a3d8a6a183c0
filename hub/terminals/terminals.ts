import { randomInt } from 'node:crypto';
import type { Pairing, TerminalUse } from '../../src/model/schema/hub.ts';
import type { Query } from '../database/database.ts';
import { brokenUnique } from '../database/database.ts';
import { Refusal } from '../server/refusal.ts';
import { INSERT_KEY, KEEP_KEY, keyColumns, withNewKid } from './keys.ts';

/** A terminal as the operator sees it. */
export interface TerminalRow {
  readonly site: string;
  readonly thumbprint: string;
  readonly status: 'waiting' | 'paired' | 'revoked';
  readonly code: string | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

export interface PairingWish {
  readonly site: string;
  readonly thumbprint: string;
  readonly jwk: object;
  readonly use?: TerminalUse;
  /** True where nobody needs to confirm: a terminal on the hub's own machine, in demo mode. */
  readonly atOnce: boolean;
  readonly nowMs: number;
}

type Db = { readonly query: Query };

/** No I, L, O, U, 0 or 1: they are mistaken for one another when read aloud or copied by hand. */
const CODE_SIGNS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const CODE_LIFE_MS = 15 * 60_000;
const SEEN_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/** More unconfirmed terminals than any hall has: beyond it somebody is filling the table. */
export const MOST_WAITING = 100;

const newCode = (): string =>
  Array.from({ length: 8 }, () => CODE_SIGNS.charAt(randomInt(CODE_SIGNS.length)))
    .join('')
    .replace(/^(.{4})/u, '$1-');

/**
 * Lets a terminal in, or gives it the code that the operator confirms. Asking again keeps a code that still counts
 * and renews one that ran out.
 * @throws Refusal `request.too-many` when too many unconfirmed terminals wait at the site
 */
export async function askToPair(db: Db, wish: PairingWish): Promise<Pairing> {
  const terminal = wish.thumbprint;
  const known = await findTerminal(db, wish.site, terminal);
  if (known?.status === 'paired' || known?.status === 'revoked') return { terminal, status: known.status };
  if (wish.atOnce) {
    await letIn(db, wish);
    return { terminal, status: 'paired' };
  }
  if (known?.code && known.codeExpiresAt && known.codeExpiresAt.getTime() > wish.nowMs)
    return { terminal, status: 'waiting', code: known.code };
  await mustHaveRoom(db, wish);
  for (;;) {
    const code = newCode();
    try {
      await letWait(db, wish, code);
      return { terminal, status: 'waiting', code };
    } catch (error) {
      if (brokenUnique(error) !== 'terminal_code') throw error;
    }
  }
}

async function mustHaveRoom(db: Db, wish: PairingWish): Promise<void> {
  const [row] = await db.query<{ waiting: number }>(
    `select count(*)::int as waiting from terminal where site = $1 and status = 'waiting' and code_expires_at > $2`,
    [wish.site, new Date(wish.nowMs)],
  );
  if ((row?.waiting ?? 0) >= MOST_WAITING)
    throw new Refusal(429, 'request.too-many', {
      mend: 'Too many terminals wait to be confirmed. Ask again in 15 minutes.',
    });
}

async function letWait(db: Db, wish: PairingWish, code: string): Promise<void> {
  await db.query(
    `insert into terminal (site, thumbprint, jwk, status, code, code_expires_at, created_at, seen_at, use)
     values ($1, $2, $3, 'waiting', $4, $5, $6, $6, $7)
     on conflict (site, thumbprint) do update
       set code = excluded.code, code_expires_at = excluded.code_expires_at, seen_at = excluded.seen_at
       where terminal.status = 'waiting'`,
    [
      wish.site,
      wish.thumbprint,
      wish.jwk,
      code,
      new Date(wish.nowMs + CODE_LIFE_MS),
      new Date(wish.nowMs),
      wish.use ?? 'kiosk',
    ],
  );
}

/** Lets a terminal in and publishes its key, in one statement. */
async function letIn(db: Db, wish: PairingWish): Promise<void> {
  await withNewKid((kid) =>
    db.query(
      `with paired as (
         insert into terminal (site, thumbprint, jwk, status, created_at, seen_at, use)
           values ($1, $2, $3, 'paired', $5, $5, $6)
         on conflict (site, thumbprint) do update
           set status = 'paired', code = null, code_expires_at = null, seen_at = excluded.seen_at
           where terminal.status = 'waiting'
         returning site, thumbprint, jwk
       )
       ${INSERT_KEY} select ${keyColumns('$4::text')} from paired ${KEEP_KEY}`,
      [wish.site, wish.thumbprint, wish.jwk, kid, new Date(wish.nowMs), wish.use ?? 'kiosk'],
    ),
  );
}

interface KnownTerminal {
  readonly status: TerminalRow['status'];
  readonly code: string | null;
  readonly codeExpiresAt: Date | null;
  readonly seenAt: Date;
}

async function findTerminal(db: Db, site: string, thumbprint: string): Promise<KnownTerminal | undefined> {
  const [row] = await db.query<KnownTerminal>(
    `select status, code, code_expires_at as "codeExpiresAt", seen_at as "seenAt"
       from terminal where site = $1 and thumbprint = $2`,
    [site, thumbprint],
  );
  return row;
}

/**
 * Asks that a terminal is let in, and notes that it was heard of.
 * @param nowMs the hub's clock
 * @throws Refusal `terminal.unknown`, `terminal.waiting` or `terminal.revoked`, all 403
 */
export async function mustBePaired(db: Db, site: string, thumbprint: string, nowMs: number): Promise<void> {
  const known = await findTerminal(db, site, thumbprint);
  if (!known)
    throw new Refusal(403, 'terminal.unknown', {
      mend: 'POST /api/sites/:site/terminals asks to be paired.',
    });
  if (known.status === 'waiting')
    throw new Refusal(403, 'terminal.waiting', {
      mend: 'The operator confirms the code on the screen: npm run pair',
    });
  if (known.status === 'revoked') throw new Refusal(403, 'terminal.revoked');
  // The operator is told it, and leases go by it, in hours: a write a minute is enough for that.
  if (known.seenAt.getTime() < nowMs - SEEN_EVERY_MS)
    await db.query('update terminal set seen_at = $3 where site = $1 and thumbprint = $2', [
      site,
      thumbprint,
      new Date(nowMs),
    ]);
}

/**
 * Lets the terminal in that shows this code, and publishes its key.
 * @param nowMs the hub's clock
 * @returns its thumbprint, or undefined where no terminal waits with that code
 */
export async function confirmPairing(
  db: Db,
  site: string,
  code: string,
  nowMs = Date.now(),
): Promise<string | undefined> {
  const [row] = await withNewKid((kid) =>
    db.query<{ thumbprint: string }>(
      `with paired as (
         update terminal set status = 'paired', code = null, code_expires_at = null
          where site = $1 and code = $2 and status = 'waiting' and code_expires_at > $4
         returning site, thumbprint, jwk
       ), published as (
         ${INSERT_KEY} select ${keyColumns('$3::text')} from paired ${KEEP_KEY}
       )
       select thumbprint from paired`,
      [site, code, kid, new Date(nowMs)],
    ),
  );
  return row?.thumbprint;
}

/**
 * Shuts a terminal out. What it signed counts from then on only where the hub knows the booking.
 * @param site of this one only; left out: of all
 * @returns the sites that no longer let it in
 */
export async function revokeTerminal(db: Db, thumbprint: string, site?: string): Promise<readonly string[]> {
  const rows = await db.query<{ site: string }>(
    `with ended as (
       update terminal set status = 'revoked', code = null, code_expires_at = null
        where thumbprint = $1 and site = coalesce($2, site) returning site
     ), closed as (
       update pass_key set revoked = true, changed = pg_current_xact_id()
        where terminal = $1 and site = coalesce($2, site) and not revoked
     )
     select site from ended`,
    [thumbprint, site ?? null],
  );
  return rows.map(({ site }) => site);
}

export function listTerminals(db: Db): Promise<TerminalRow[]> {
  return db.query<TerminalRow>(
    `select site, thumbprint, status, case when code_expires_at > now() then code end as code,
            created_at as "createdAt", seen_at as "seenAt" from terminal order by site, created_at`,
  );
}

/**
 * Forgets terminals that asked, were never confirmed and did not come back for a day.
 * @param nowMs the hub's clock
 */
export async function forgetWaiting(db: Db, nowMs: number): Promise<void> {
  await db.query(`delete from terminal where status = 'waiting' and code_expires_at < $1`, [
    new Date(nowMs - DAY_MS),
  ]);
}
