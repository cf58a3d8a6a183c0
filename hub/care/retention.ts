import { retentionKinds, retentionRules } from '../../src/model/retention.ts';
import type { NewRetention, Retention } from '../../src/model/schema/staff-care.ts';
import type { Query } from '../database/database.ts';

type Db = { readonly query: Query };

/** How long each kind is kept at a site. */
export async function readRetention({ query }: Db, site: string): Promise<Retention> {
  const rows = await query<{ kind: string; days: number }>(
    'select kind, days from retention where site = $1',
    [site],
  );
  const chosen = new Map(rows.map(({ kind, days }) => [kind, days]));
  return {
    rules: retentionKinds.map((kind) => {
      const rule = retentionRules[kind];
      return { kind, days: chosen.get(kind) ?? rule.usual, set: chosen.has(kind), ...rule };
    }),
  };
}

/** Keeps what a site chose; the next turn of the job `forget` goes by it. */
export async function chooseRetention(
  { query }: Db,
  site: string,
  { kind, days }: NewRetention,
): Promise<void> {
  if (days === undefined) await query('delete from retention where site = $1 and kind = $2', [site, kind]);
  else
    await query(
      `insert into retention (site, kind, days) values ($1, $2, $3)
       on conflict (site, kind) do update set days = excluded.days`,
      [site, kind, days],
    );
}
