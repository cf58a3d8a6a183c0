import type { ExchangeProgress, ImportCounts } from '../../src/model/schema/staff-exchange.ts';
import type { Database, Query } from '../database/database.ts';
import { LOST_AFTER_MS } from './keep.ts';

/**
 * What is done with uploads and takes long. It stands in the row of the upload, so that any hub can say how far it is and
 * stop it. `applied` with somebody at work on it is being undone.
 */
export type UnderWay = 'judging' | 'applying' | 'undoing';

/** Where each may begin, and how the row says it. */
const BEGINS: Readonly<Record<UnderWay, { readonly from: readonly string[]; readonly row: string }>> = {
  judging: { from: ['ready', 'judged', 'applied', 'undone'], row: 'judging' },
  applying: { from: ['judged'], row: 'applying' },
  undoing: { from: ['applied'], row: 'applied' },
};

const TAKE = `
update exchange_import set state = $4, busy_since = $3, cancelled = false, failed = null, progress = null
 where site = $1 and id = $2 and until > $3
   and case when busy_since is null then state
            when busy_since < $6 then case state when 'judging' then 'ready' when 'applying' then 'judged' else state end
       end = any($5)
returning id`;

/**
 * Takes an upload to work on it. Of a site one at a time is written or undone: the next one would wait for the draft, and
 * then find that it is another.
 * @returns why that cannot be now: somebody works on it (or it is in none of the states that it can be in), or on another
 */
export function takeUp(
  db: Database,
  site: string,
  id: string,
  to: UnderWay,
  nowMs: number,
): Promise<'exchange.under-way' | 'exchange.other' | undefined> {
  const lost = new Date(nowMs - LOST_AFTER_MS);
  return db.transaction(async (query) => {
    if (to !== 'judging') {
      await query(`select pg_advisory_xact_lock(hashtextextended('linli-import/' || $1, 0))`, [site]);
      const others = await query(
        `select from exchange_import
          where site = $1 and id <> $2 and busy_since >= $3 and state in ('applying', 'applied') limit 1`,
        [site, id, lost],
      );
      if (others.length > 0) return 'exchange.other';
    }
    const { from, row } = BEGINS[to];
    const taken = await query(TAKE, [site, id, new Date(nowMs), row, from, lost]);
    return taken.length > 0 ? undefined : 'exchange.under-way';
  });
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
    [site, id, new Date(nowMs), JSON.stringify(progress)],
  );
  return row?.cancelled ?? true;
}

export async function cancelImport(query: Query, site: string, id: string): Promise<void> {
  await query(
    'update exchange_import set cancelled = true where site = $1 and id = $2 and busy_since is not null',
    [site, id],
  );
}

/** What came of it. */
export interface PutDown {
  readonly state: 'ready' | 'judged' | 'applied' | 'undone';
  readonly failed?: string | undefined;
  readonly counts?: ImportCounts | undefined;
  readonly changes?: Uint8Array;
  readonly draft?: number;
  readonly act?: number | undefined;
}

/**
 * Ends what was taken up.
 * @returns false where somebody stopped it before and it was not to fail: then nothing is written down. In the transaction
 *   that does the work this decides: who stops it afterwards is too late
 */
export async function putDown(query: Query, site: string, id: string, result: PutDown): Promise<boolean> {
  const rows = await query(
    `update exchange_import set state = $3, failed = $4, busy_since = null, progress = null,
       counts = coalesce($5, counts), changes = coalesce($6, changes), draft = coalesce($7, draft), act = coalesce($8, act)
      where site = $1 and id = $2 and ($4::text is not null or not cancelled) returning id`,
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
  return rows.length > 0;
}
