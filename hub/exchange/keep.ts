import { randomUUID } from 'node:crypto';
import type {
  ExchangeProgress,
  ImportCounts,
  ImportFormat,
  ImportState,
  ImportView,
  SheetNote,
  SheetSummary,
} from '../../src/model/schema/staff-exchange.ts';
import type { Database, Query } from '../database/database.ts';
import type { ReadDone } from './thread-work.ts';

const DAY_MS = 86_400_000;
/** Whoever was at work and is not heard of for so long was ended with its hub. */
export const LOST_AFTER_MS = 5 * 60_000;
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

/** What is under way is told from the row; what its hub left behind when it ended is as it was before. */
function stateOf({ state, busy_since: since }: Row, nowMs: number): ImportState {
  if (since === null) return state;
  if (nowMs - since.getTime() <= LOST_AFTER_MS) return state === 'applied' ? 'undoing' : state;
  return state === 'judging' ? 'ready' : state === 'applying' ? 'judged' : state;
}

const UNDER_WAY: ReadonlySet<ImportState> = new Set(['judging', 'applying', 'undoing']);

const toView = (row: Row, nowMs: number): ImportView => {
  const state = stateOf(row, nowMs);
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
    ...(row.progress && UNDER_WAY.has(state) ? { progress: row.progress } : {}),
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

export const removeImport = (query: Query, site: string, id: string): Promise<object[]> =>
  query('delete from exchange_import where site = $1 and id = $2 and busy_since is null', [site, id]);
