import { alertDefaults, alertKinds, type AlertKind } from '../../src/model/fleet.ts';
import type { Language, Localized } from '../../src/model/schema/text.ts';
import type { Database } from '../database/database.ts';
import { terminalName } from '../database/rows.ts';

/** So many lines at once; what waited for the morning goes together as far as it is among them. */
const AT_ONCE = 100;
/** Longer than a try takes: where the process ends in the middle of one, another takes it up after that. */
const LEASE_MS = 60_000;

const urgentKinds = alertKinds.filter((kind) => alertDefaults[kind].urgent);

// The site's wall clock at $1, and whether the target is in its quiet hours and the alert can wait for their end.
const WITH_HOURS = `
  alert_delivery d
  join alert a on a.site = d.site and a.id = d.alert
  join alert_target g on g.site = d.site and g.id = d.target
  join site on site.id = d.site
  left join alert_rule r on r.site = a.site and r.kind = a.kind
  cross join lateral (select $1::timestamptz at time zone coalesce(site.body->>'timeZone', 'UTC') as at) wall
  cross join lateral (select g.quiet_from is not null and not coalesce(r.urgent, a.kind = any($2))
    and case when g.quiet_from < g.quiet_to
          then wall.at::time >= g.quiet_from::time and wall.at::time < g.quiet_to::time
          else wall.at::time >= g.quiet_from::time or wall.at::time < g.quiet_to::time end as waits) quiet`;
const OPEN = `d.done_at is null and d.given_up_at is null and d.next_at <= $1`;

const HOLD = `
update alert_delivery set held = true,
       next_at = ((wait.wall::date + wait.quiet_to + case when wait.wall::time >= wait.quiet_to then interval '1 day' else interval '0' end)
                  at time zone wait.zone)
  from (select d.site, d.alert, d.target, d.event, wall.at as wall, g.quiet_to::time as quiet_to,
               coalesce(site.body->>'timeZone', 'UTC') as zone
          from ${WITH_HOURS} where ${OPEN} and quiet.waits) wait
 where alert_delivery.site = wait.site and alert_delivery.alert = wait.alert
   and alert_delivery.target = wait.target and alert_delivery.event = wait.event`;

// What was raised is told before that it is right again, or with it. Whoever moves the time on has the try.
const CLAIM = `
with due as (
  select d.site, d.alert, d.target, d.event from ${WITH_HOURS}
   where ${OPEN} and not quiet.waits
     and (d.event = 'raised' or not exists (select from alert_delivery before
           where before.site = d.site and before.alert = d.alert and before.target = d.target
             and before.event = 'raised' and before.done_at is null and before.given_up_at is null
             and not (before.held and d.held)))
   order by d.next_at, d.alert limit ${AT_ONCE} for update of d skip locked
), claimed as (
  update alert_delivery d set tries = tries + 1, next_at = $3 from due
   where d.site = due.site and d.alert = due.alert and d.target = due.target and d.event = due.event
  returning d.*
)
select c.site, c.alert, c.target, c.event, c.tries, c.held, g.kind as via, g.address, g.sealed, g.secret, g.language, g.active,
       a.kind, a.subject, a.detail, a.at, a.resolved_at as "resolvedAt", a.resolved_by as "resolvedBy", a.terminal,
       ${terminalName} as name, site.body->'name' as "siteName", site.body->>'timeZone' as "timeZone"
  from claimed c
  join alert a on a.site = c.site and a.id = c.alert
  join alert_target g on g.site = c.site and g.id = c.target
  join site on site.id = c.site
  left join terminal on terminal.site = c.site and terminal.thumbprint = a.terminal
 order by a.id, c.event`;

/** Something to be told to somebody, taken up for one try. */
export interface DueRow {
  readonly site: string;
  readonly alert: string;
  readonly target: string;
  readonly event: 'raised' | 'resolved';
  readonly tries: number;
  /** It waited for the end of quiet hours. */
  readonly held: boolean;
  readonly via: 'email' | 'webhook';
  readonly address: string;
  readonly sealed: string | null;
  readonly secret: string | null;
  readonly language: Language;
  readonly active: boolean;
  readonly kind: AlertKind;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly terminal: string;
  readonly name: string | null;
  readonly siteName: Localized | null;
  readonly timeZone: string | null;
}

/**
 * Takes up what is to be told now. What is not urgent waits where its target has quiet hours, until they end.
 * @param nowMs the hub's clock; quiet hours go by the site's
 */
export async function claimDue(db: Pick<Database, 'query'>, nowMs: number): Promise<readonly DueRow[]> {
  const now = new Date(nowMs);
  await db.query(HOLD, [now, urgentKinds]);
  return db.query<DueRow>(CLAIM, [now, urgentKinds, new Date(nowMs + LEASE_MS)]);
}
