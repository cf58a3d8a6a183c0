import type { ImportLine, ImportLines } from '../../src/model/schema/staff-exchange.ts';
import type { Query } from '../database/database.ts';

/** What a dry run said of each line. */
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
