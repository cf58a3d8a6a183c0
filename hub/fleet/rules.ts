import { type AlertKind, type AlertRule, alertDefaults, rulesOf } from '../../src/model/fleet.ts';
import type { Query } from '../database/database.ts';

type Db = { readonly query: Query };

interface RuleRow {
  readonly kind: AlertKind;
  readonly active: boolean;
  readonly most: number | null;
  readonly urgent: boolean | null;
}

const toRule = ({ kind, active, most, urgent }: RuleRow): AlertRule => ({
  kind,
  active,
  most: most ?? 0,
  urgent: urgent ?? alertDefaults[kind].urgent,
});

/** The rules of a site, every kind once. */
export async function readRules({ query }: Db, site: string): Promise<readonly AlertRule[]> {
  const rows = await query<RuleRow>('select kind, active, most, urgent from alert_rule where site = $1', [
    site,
  ]);
  return rulesOf(rows.map(toRule));
}

/** The rules of every site that has some of its own, by site. */
export async function readAllRules({ query }: Db): Promise<ReadonlyMap<string, readonly AlertRule[]>> {
  const rows = await query<RuleRow & { site: string }>(
    'select site, kind, active, most, urgent from alert_rule',
  );
  const sites = new Set(rows.map(({ site }) => site));
  return new Map(
    [...sites].map((site) => [site, rulesOf(rows.filter((row) => row.site === site).map(toRule))]),
  );
}

/** Keeps rules of a site; kinds that are not named stay as they are. */
export async function writeRules({ query }: Db, site: string, rules: readonly AlertRule[]): Promise<void> {
  await query(
    `insert into alert_rule (site, kind, active, most, urgent)
       select $1, * from unnest($2::text[], $3::boolean[], $4::int[], $5::boolean[])
     on conflict (site, kind) do update set active = excluded.active, most = excluded.most, urgent = excluded.urgent`,
    [
      site,
      rules.map(({ kind }) => kind),
      rules.map(({ active }) => active),
      rules.map(({ most }) => most),
      rules.map(({ urgent }) => urgent),
    ],
  );
}
