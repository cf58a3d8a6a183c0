import { randomUUID } from 'node:crypto';
import type {
  ExchangeProgress,
  ImportCounts,
  ImportFormat,
  ImportLine,
  ImportLines,
  ImportState,
  ImportView,
  SheetNote,
  SheetSummary,
} from '../../src/model/schema/staff-exchange.ts';
import type { Database, Query } from '../database/database.ts';
import type { ReadDone } from './tasks.ts';

const DAY_MS = 86_400_000;
/** Whoever was at work and is not heard of for so long was ended with its hub. */
const LOST_AFTER_MS = 5 * 60_000;
/** What one site keeps at a time; the oldest goes. */
const MOST_IMPORTS = 20;

interface Row {
  readonly id: string;
  readonly file: string;
  readonly format: ImportFormat;
  readonly state: ImportState;
  readonly at: Date;
  readonly until: Date;
  readonly sheets: readonly SheetSummary[];
  readonly notes: readonly SheetNote[];
  readonly counts: ImportCounts | null;
  readonly progress: ExchangeProgress | null;
  readonly failed: string | null;
  readonly busy_since: Date | null;
}

const COLUMNS = 'id, file, format, state, at, until, sheets, notes, counts, progress, failed, busy_since';

const toView = (row: Row, nowMs: number): ImportView => {
  const isLost = row.busy_since !== null && nowMs - row.busy_since.getTime() > LOST_AFTER_MS;
  const state = !isLost
    ? row.state
    : row.state === 'judging'
      ? 'ready'
      : row.state === 'applying'
        ? 'judged'
        : row.state;
  return {
    id: row.id,
    file: row.file,
    format: row.format,
    state,
    at: row.at.toISOString(),
    until: row.until.toISOString(),
    sheets: [...row.sheets],
    notes: [...row.notes],
    ...(row.counts && state !== 'judging' && state !== 'ready' ? { counts: row.counts } : {}),
    ...(row.progress && (state === 'judging' || state === 'applying') ? { progress: row.progress } : {}),
    ...(row.failed ? { failed: row.failed } : {}),
  };
};

/** Keeps what was read of an upload, and lets go of what is a day old. */
export async function keepImport(
  db: Database,
  site: string,
  staff: string,
  file: string,
  { format, sheets, notes, content }: ReadDone,
  nowMs: number,
): Promise<ImportView> {
  const id = randomUUID();
  return db.transaction(async (query) => {
    await forgetOld(query, site, nowMs);
    const [row] = await query<Row>(
      `insert into exchange_import (site, id, staff, at, until, file, format, state, sheets, notes, content)
       values ($1, $2, $3, $4, $5, $6, $7, 'ready', $8, $9, $10) returning ${COLUMNS}`,
      [
        site,
        id,
        staff,
        new Date(nowMs),
        new Date(nowMs + DAY_MS),
        file,
        format,
        JSON.stringify(sheets),
        JSON.stringify(notes),
        Buffer.from(content),
      ],
    );
    if (!row) throw new Error('The upload was not kept.');
    return toView(row, nowMs);
  });
}

async function forgetOld(query: Query, site: string, nowMs: number): Promise<void> {
  await query('delete from exchange_import where until < $1', [new Date(nowMs)]);
  await query(
    `delete from exchange_import where site = $1 and busy_since is null and id in
       (select id from exchange_import where site = $1 order by at desc offset ${MOST_IMPORTS - 1})`,
    [site],
  );
}

const key = (site: string, id: string, nowMs: number): [string, string, Date] => [site, id, new Date(nowMs)];

export async function findImport(
  { query }: { readonly query: Query },
  site: string,
  id: string,
  nowMs: number,
): Promise<ImportView | undefined> {
  const [row] = await query<Row>(
    `select ${COLUMNS} from exchange_import where site = $1 and id = $2 and until > $3`,
    key(site, id, nowMs),
  );
  return row && toView(row, nowMs);
}

/** The uploads of a site that are still kept, the newest first. */
export async function listImports(
  { query }: { readonly query: Query },
  site: string,
  nowMs: number,
): Promise<readonly ImportView[]> {
  const rows = await query<Row>(
    `select ${COLUMNS} from exchange_import where site = $1 and until > $2 order by at desc limit ${MOST_IMPORTS}`,
    [site, new Date(nowMs)],
  );
  return rows.map((row) => toView(row, nowMs));
}

export interface Packed {
  readonly content: Uint8Array;
  readonly changes: Uint8Array | null;
  readonly draft: string | null;
  readonly act: string | null;
}

export async function packedOf(
  { query }: { readonly query: Query },
  site: string,
  id: string,
): Promise<Packed | undefined> {
  const [row] = await query<Packed>(
    'select content, changes, draft, act from exchange_import where site = $1 and id = $2',
    [site, id],
  );
  return row;
}

/**
 * Takes an upload to work on it, where nobody else does.
 * @returns false where somebody does, or it is in none of those states
 */
export async function takeUp(
  query: Query,
  site: string,
  id: string,
  to: 'judging' | 'applying',
  from: readonly ImportState[],
  nowMs: number,
): Promise<boolean> {
  const rows = await query<{ id: string }>(
    `update exchange_import set state = $4, busy_since = $3, cancelled = false, failed = null, progress = null
      where site = $1 and id = $2 and until > $3
        and (state = any($5) or busy_since < $6) returning id`,
    [...key(site, id, nowMs), to, from, new Date(nowMs - LOST_AFTER_MS)],
  );
  return rows.length > 0;
}

/** @returns whether somebody stopped it meanwhile */
export async function tellProgress(
  query: Query,
  site: string,
  id: string,
  progress: ExchangeProgress,
  nowMs: number,
): Promise<boolean> {
  const [row] = await query<{ cancelled: boolean }>(
    'update exchange_import set progress = $4, busy_since = $3 where site = $1 and id = $2 returning cancelled',
    [...key(site, id, nowMs), JSON.stringify(progress)],
  );
  return row?.cancelled ?? true;
}

export async function cancelImport(query: Query, site: string, id: string): Promise<void> {
  await query(
    `update exchange_import set cancelled = true where site = $1 and id = $2 and state in ('judging', 'applying')`,
    [site, id],
  );
}

export const removeImport = (query: Query, site: string, id: string): Promise<object[]> =>
  query('delete from exchange_import where site = $1 and id = $2 and busy_since is null', [site, id]);

/** Ends what was taken up. */
export async function putDown(
  query: Query,
  site: string,
  id: string,
  result: {
    readonly state: ImportState;
    readonly failed?: string | undefined;
    readonly counts?: ImportCounts;
    readonly changes?: Uint8Array;
    readonly draft?: number;
    readonly act?: number | undefined;
  },
): Promise<void> {
  await query(
    `update exchange_import set state = $3, failed = $4, busy_since = null, progress = null,
       counts = coalesce($5, counts), changes = coalesce($6, changes), draft = coalesce($7, draft), act = coalesce($8, act)
      where site = $1 and id = $2`,
    [
      site,
      id,
      result.state,
      result.failed ?? null,
      result.counts ? JSON.stringify(result.counts) : null,
      result.changes ? Buffer.from(result.changes) : null,
      result.draft ?? null,
      result.act ?? null,
    ],
  );
}

export const forgetLines = (query: Query, site: string, id: string): Promise<object[]> =>
  query('delete from exchange_line where site = $1 and import = $2', [site, id]);

/** @param first the place of the first of them, from 0 */
export async function keepLines(
  query: Query,
  site: string,
  id: string,
  first: number,
  lines: readonly ImportLine[],
): Promise<void> {
  await query(
    `insert into exchange_line (site, import, seq, state, body)
     select $1, $2::uuid, $3::int + place - 1, line->>'state', line
       from jsonb_array_elements($4::jsonb) with ordinality as each (line, place)`,
    [site, id, first, JSON.stringify(lines).replaceAll('\\u0000', '')],
  );
}

const PAGE = 100;

/** A page of lines after one, those of one state only where it is named. */
export async function readLines(
  { query }: { readonly query: Query },
  site: string,
  id: string,
  after: number,
  state: ImportLine['state'] | undefined,
): Promise<ImportLines> {
  const rows = await query<{ seq: number; body: ImportLine }>(
    `select seq, body from exchange_line
      where site = $1 and import = $2 and seq > $3 and ($4::text is null or state = $4) order by seq limit ${PAGE + 1}`,
    [site, id, after, state ?? null],
  );
  const page = rows.slice(0, PAGE);
  const last = page.at(-1)?.seq;
  return {
    lines: page.map(({ body }) => body),
    ...(rows.length > PAGE && last !== undefined ? { next: last } : {}),
  };
}
