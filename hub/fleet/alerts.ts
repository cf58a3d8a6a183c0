import type { AlertKind } from '../../src/model/fleet.ts';
import type { Query } from '../database/database.ts';

/** What is wrong, and where. */
export interface Trouble {
  readonly site: string;
  readonly kind: AlertKind;
  /** Thumbprint of the terminal; left out where it concerns no single one. */
  readonly terminal?: string;
  /** What of it, such as the number of a release: for each one alert is open. */
  readonly subject?: string;
  /** Numbers and codes; nothing of a resident. */
  readonly detail: Readonly<Record<string, unknown>>;
}

// A rule that is switched off raises nothing. Whoever is told later on, is told of later alerts.
const RAISE = `
with raised as (
  insert into alert (site, kind, terminal, subject, detail, at)
    select $1, $2, $3, $4, $5::jsonb, $6::timestamptz
     where coalesce((select active from alert_rule where site = $1 and kind = $2), true)
  on conflict (site, kind, terminal, subject) where resolved_at is null do nothing
  returning site, id
), told as (
  insert into alert_delivery (site, alert, target, event, next_at)
    select raised.site, raised.id, alert_target.id, 'raised', $6::timestamptz
      from raised join alert_target on alert_target.site = raised.site and alert_target.active
)
select id from raised`;

/**
 * Raises an alert and lays down who is to be told; they are told by a job, after this transaction. As long as it is open, the
 * same trouble raises none again.
 * @param nowMs the hub's clock
 * @returns whether it is a new one
 */
export async function alert(
  query: Query,
  { site, kind, terminal = '', subject = '', detail }: Trouble,
  nowMs: number,
): Promise<boolean> {
  const values = [site, kind, terminal, subject, JSON.stringify(detail), new Date(nowMs)];
  return (await query(RAISE, values)).length > 0;
}

const RESOLVE = `
with resolved as (
  update alert set resolved_at = $5, resolved_by = $6
   where site = $1 and kind = $2 and terminal = $3 and subject = $4 and resolved_at is null
  returning site, id
), told as (
  insert into alert_delivery (site, alert, target, event, next_at)
    select resolved.site, resolved.id, d.target, 'resolved', $5
      from resolved join alert_delivery d on d.site = resolved.site and d.alert = resolved.id and d.event = 'raised'
      join alert_target on alert_target.site = d.site and alert_target.id = d.target and alert_target.active
)
select id from resolved`;

/**
 * What was wrong is right again: whoever was told of it is told that, too. Where no such alert is open nothing happens.
 * @param by who of the staff closed it; left out: it came right by itself
 * @returns whether one was open
 */
export async function resolveAlert(
  query: Query,
  { site, kind, terminal = '', subject = '' }: Omit<Trouble, 'detail'>,
  nowMs: number,
  by?: string,
): Promise<boolean> {
  const values = [site, kind, terminal, subject, new Date(nowMs), by ?? null];
  return (await query(RESOLVE, values)).length > 0;
}
