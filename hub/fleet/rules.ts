import { type AlertKind, type AlertRule, rulesOf } from '../../src/model/fleet.ts';
import type { Query } from '../database/database.ts';

type Db = { readonly query: Query };

interface RuleRow {
  readonly kind: AlertKind;
  readonly active: boolean;
  readonly most: number | null;
}

const toRule = ({ kind, active, most }: RuleRow): AlertRule => ({ kind, active, most: most ?? 0 });

/** The rules of a site, every kind once. */
export async function readRules({ query }: Db, site: string): Promise<readonly AlertRule[]> {
  const rows = await query<RuleRow>('select kind, active, most from alert_rule where site = $1', [site]);
  return rulesOf(rows.map(toRule));
}

/** The rules of every site that has some of its own, by site. */
export async function readAllRules({ query }: Db): Promise<ReadonlyMap<string, readonly AlertRule[]>> {
  const rows = await query<RuleRow & { site: string }>('select site, kind, active, most from alert_rule');
  const sites = new Set(rows.map(({ site }) => site));
  return new Map(
    [...sites].map((site) => [site, rulesOf(rows.filter((row) => row.site === site).map(toRule))]),
  );
}

/** Keeps rules of a site; kinds that are not named stay as they are. */
export async function writeRules({ query }: Db, site: string, rules: readonly AlertRule[]): Promise<void> {
  await query(
    `insert into alert_rule (site, kind, active, most)
       select $1, * from unnest($2::text[], $3::boolean[], $4::int[])
     on conflict (site, kind) do update set active = excluded.active, most = excluded.most`,
    [site, rules.map(({ kind }) => kind), rules.map(({ active }) => active), rules.map(({ most }) => most)],
  );
}
