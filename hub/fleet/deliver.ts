import type { AlertKind } from '../../src/model/fleet.ts';
import type { Language, Localized } from '../../src/model/schema/text.ts';
import type { Database } from '../database/database.ts';
import { terminalName } from '../database/rows.ts';
import type { AlertNews } from './message.ts';
import type { Messenger } from './messenger.ts';

const AT_ONCE = 20;
/** Longer than a try takes: where the process ends in the middle of one, another takes it up after that. */
const LEASE_MS = 60_000;
const MINUTE_MS = 60_000;
/** How long after each failed try the next one comes; after the last one it is given up. */
const RETRY_AFTER_MS = [0.5, 2, 10, 30, 120, 360].map((minutes) => minutes * MINUTE_MS);

// What was raised is told before that it is right again. Whoever moves the time on has the try.
const CLAIM = `
with due as (
  select d.site, d.alert, d.target, d.event from alert_delivery d
   where d.done_at is null and d.given_up_at is null and d.next_at <= $1
     and (d.event = 'raised' or not exists (select from alert_delivery before
           where before.site = d.site and before.alert = d.alert and before.target = d.target
             and before.event = 'raised' and before.done_at is null and before.given_up_at is null))
   order by d.next_at limit ${AT_ONCE} for update skip locked
), claimed as (
  update alert_delivery d set tries = tries + 1, next_at = $2 from due
   where d.site = due.site and d.alert = due.alert and d.target = due.target and d.event = due.event
  returning d.*
)
select c.site, c.alert, c.target, c.event, c.tries, g.kind as via, g.address, g.secret, g.language, g.active,
       a.kind, a.subject, a.detail, a.at, a.resolved_at as "resolvedAt", a.resolved_by as "resolvedBy", a.terminal,
       ${terminalName} as name, site.body->'name' as "siteName", site.body->>'timeZone' as "timeZone"
  from claimed c
  join alert a on a.site = c.site and a.id = c.alert
  join alert_target g on g.site = c.site and g.id = c.target
  join site on site.id = c.site
  left join terminal on terminal.site = c.site and terminal.thumbprint = a.terminal`;

interface DueRow {
  readonly site: string;
  readonly alert: string;
  readonly target: string;
  readonly event: 'raised' | 'resolved';
  readonly tries: number;
  readonly via: 'email' | 'webhook';
  readonly address: string;
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

const newsOf = (row: DueRow): AlertNews => ({
  id: `${row.site}.${row.alert}.${row.event}`,
  event: row.event,
  site: {
    id: row.site,
    name: row.siteName ?? { zh: row.site },
    timeZone: row.timeZone ?? 'UTC',
  },
  kind: row.kind,
  ...(row.terminal === '' ? {} : { terminal: { id: row.terminal, name: row.name ?? row.terminal } }),
  ...(row.subject === '' ? {} : { subject: row.subject }),
  detail: row.detail,
  at: row.event === 'raised' ? row.at : (row.resolvedAt ?? row.at),
  closed: row.resolvedBy !== null,
});

/**
 * Tells what is to be told of alerts, and again later what could not be told. Nobody is told twice unless this process ends
 * between telling and writing it down.
 * @param nowMs the hub's clock
 * @returns no site: terminals hear nothing of it
 */
export async function deliverAlerts(
  db: Database,
  messenger: Messenger,
  nowMs: number,
): Promise<readonly string[]> {
  const due = await db.query<DueRow>(CLAIM, [new Date(nowMs), new Date(nowMs + LEASE_MS)]);
  await Promise.all(due.map((row) => deliver(db, messenger, row, nowMs)));
  return [];
}

async function deliver(db: Database, messenger: Messenger, row: DueRow, nowMs: number): Promise<void> {
  const fault = row.active
    ? await messenger.tell({ ...row, kind: row.via }, newsOf(row), nowMs)
    : 'switched-off';
  const again = row.active ? RETRY_AFTER_MS[row.tries - 1] : undefined;
  const now = new Date(nowMs);
  await db.query(
    `update alert_delivery set fault = $5, done_at = $6, given_up_at = $7, next_at = coalesce($8, next_at)
      where site = $1 and alert = $2 and target = $3 and event = $4`,
    [
      row.site,
      row.alert,
      row.target,
      row.event,
      fault ?? null,
      fault === undefined ? now : null,
      fault !== undefined && again === undefined ? now : null,
      fault !== undefined && again !== undefined ? new Date(nowMs + again) : null,
    ],
  );
}
