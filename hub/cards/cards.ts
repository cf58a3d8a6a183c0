import { randomBytes } from 'node:crypto';
import { isTrivialPin, packWay } from '../../src/model/card.ts';
import type { ErrorCode } from '../../src/model/errors.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import { type CardId, type CardRow, type CardWay, cardWay } from '../../src/model/schema/card.ts';
import type { NewCard } from '../../src/model/schema/staff-cards.ts';
import { issueToken } from '../../src/model/token.ts';
import type { Signer } from '../commands/signer.ts';
import type { Database, Query } from '../database/database.ts';
import { hashPassword } from '../staff/passwords.ts';

/** Why a card opens nothing. */
export type CardFault = Extract<ErrorCode, 'card.unknown' | 'card.revoked' | 'card.expired' | 'card.locked'>;

const YEAR_MS = 365.25 * 86_400_000;
/** What the desk lists at most: the newest ones. */
const MOST_ROWS = 500;

interface Row {
  readonly id: CardId;
  readonly way: unknown;
  readonly locked: boolean;
  readonly created_at: Date;
  readonly created_by: string;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly used_at: Date | null;
  readonly bookings: number;
}

/** What is the matter with a card as its table has it; undefined where nothing is, but that it may be locked. */
export function faultOf(
  row: { readonly revoked_at: Date | null; readonly expires_at: Date } | undefined,
  nowMs: number,
): Exclude<CardFault, 'card.locked'> | undefined {
  if (!row) return 'card.unknown';
  if (row.revoked_at) return 'card.revoked';
  return row.expires_at.getTime() <= nowMs ? 'card.expired' : undefined;
}

/**
 * Makes a card.
 * @param by what colleagues call who made it
 */
export async function makeCard(
  db: Database,
  site: string,
  { way, pin, years = 3 }: NewCard,
  by: string,
  nowMs: number,
): Promise<Result<CardRow, 'card.pin-weak' | 'card.unknown'>> {
  if (isTrivialPin(pin)) return fail('card.pin-weak');
  const id = randomBytes(6).toString('hex') as CardId;
  await db.query(
    `insert into card (site, id, way, pin_hash, created_at, created_by, expires_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [site, id, way, await hashPassword(pin), new Date(nowMs), by, expiryOf(nowMs, years)],
  );
  return findCard(db, site, id, nowMs);
}

/** A token counts whole seconds: the card ends with one. */
const expiryOf = (nowMs: number, years: number): Date =>
  new Date(Math.floor((nowMs + years * YEAR_MS) / 1_000) * 1_000);

export async function findCard(
  db: { readonly query: Query },
  site: string,
  id: string,
  nowMs: number,
): Promise<Result<CardRow, 'card.unknown'>> {
  const [card] = await readCards(db.query, site, nowMs, id);
  return card ? ok(card) : fail('card.unknown');
}

/** The newest cards of a site, as staff see them. */
export const listCards = (
  db: { readonly query: Query },
  site: string,
  nowMs: number,
): Promise<readonly CardRow[]> => readCards(db.query, site, nowMs);

async function readCards(
  query: Query,
  site: string,
  nowMs: number,
  id?: string,
): Promise<readonly CardRow[]> {
  const rows = await query<Row>(
    `select c.id, c.way, c.locked, c.created_at, c.created_by, c.expires_at, c.revoked_at, c.used_at,
            (select count(*)::int from booking b join slot t on t.site = b.site and t.id = b.slot
              where b.site = c.site and b.card = c.id and b.status in ('waiting', 'offered', 'confirmed') and t.ends_at > $2) as bookings
       from card c where c.site = $1 and ($3::text is null or c.id = $3)
      order by c.created_at desc, c.id limit ${MOST_ROWS}`,
    [site, new Date(nowMs), id ?? null],
  );
  return rows.map((row) => toCardRow(row, nowMs));
}

const toCardRow = (row: Row, nowMs: number): CardRow => ({
  id: row.id,
  way: cardWay.parse(row.way),
  status: row.revoked_at ? 'revoked' : row.expires_at.getTime() <= nowMs ? 'expired' : 'active',
  locked: row.locked,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  expiresAt: row.expires_at.toISOString(),
  ...(row.revoked_at ? { revokedAt: row.revoked_at.toISOString() } : {}),
  ...(row.used_at ? { usedAt: row.used_at.toISOString() } : {}),
  bookings: row.bookings,
});

/** Shuts a card out for good; every terminal hears of it with its next sync. Once is enough: again changes nothing. */
export async function revokeCard(
  db: Database,
  site: string,
  id: string,
  nowMs: number,
): Promise<Result<CardRow, 'card.unknown'>> {
  await db.query(
    `update card set revoked_at = $3, changed = pg_current_xact_id() where site = $1 and id = $2 and revoked_at is null`,
    [site, id, new Date(nowMs)],
  );
  return findCard(db, site, id, nowMs);
}

/** Lets a card that was locked by wrong tries be tried again. */
export async function unlockCard(
  db: Database,
  site: string,
  id: string,
  nowMs: number,
): Promise<Result<CardRow, 'card.unknown'>> {
  await db.query('update card set locked = false, tries = 0 where site = $1 and id = $2', [site, id]);
  return findCard(db, site, id, nowMs);
}

/** Gives a card that is good another number, and unlocks it: its holder forgot the old one. */
export async function changePin(
  db: Database,
  site: string,
  id: string,
  pin: string,
  nowMs: number,
): Promise<Result<CardRow, Exclude<CardFault, 'card.locked'> | 'card.pin-weak'>> {
  if (isTrivialPin(pin)) return fail('card.pin-weak');
  const found = await findCard(db, site, id, nowMs);
  if (!found.ok) return found;
  const { status } = found.value;
  if (status !== 'active') return fail(status === 'revoked' ? 'card.revoked' : 'card.expired');
  await db.query(
    'update card set pin_hash = $3, locked = false, tries = 0 where site = $1 and id = $2 and revoked_at is null',
    [site, id, await hashPassword(pin)],
  );
  return findCard(db, site, id, nowMs);
}

/**
 * What stands in the code of a card. It is signed anew each time it is wanted and stored nowhere.
 * @param signer the hub's own key of the site: cards that a terminal signed are believed by nobody
 */
export const cardToken = (
  { id, way, expiresAt }: { readonly id: string; readonly way: CardWay; readonly expiresAt: string },
  { keyId, sign }: Signer,
): Promise<string> =>
  issueToken({ kind: 'card', id, expiresAtMs: Date.parse(expiresAt), way: packWay(way) }, keyId, sign);
