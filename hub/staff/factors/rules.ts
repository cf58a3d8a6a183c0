import type { FactorRuleBody, FactorRules } from '../../../src/model/schema/staff-factors.ts';
import { staffRole } from '../../../src/model/schema/staff.ts';
import type { Query } from '../../database/database.ts';

type Db = { readonly query: Query };

/** Whose account must have a second factor, site by site. */
export async function readFactorRules(db: Db): Promise<FactorRules['rules']> {
  const rows = await db.query<{ site: string; roles: string[]; graceDays: number; since: Date }>(
    'select site, roles, grace_days as "graceDays", since from staff_factor_rule order by site',
  );
  return rows.map(({ roles, since, ...rule }) => ({
    ...rule,
    roles: roles.flatMap((role) => {
      const known = staffRole.safeParse(role);
      return known.success ? [known.data] : [];
    }),
    since: since.toISOString(),
  }));
}

/** Replaces a site's rule; the days of grace begin now. */
export async function writeFactorRule(
  db: Db,
  { site, roles, graceDays }: FactorRuleBody,
  nowMs: number,
): Promise<void> {
  await db.query(
    `insert into staff_factor_rule (site, roles, grace_days, since) values ($1, $2, $3, $4)
     on conflict (site) do update
        set roles = excluded.roles, grace_days = excluded.grace_days, since = excluded.since`,
    [site, roles, graceDays, new Date(nowMs)],
  );
}
