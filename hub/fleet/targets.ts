import { randomBytes, randomUUID } from 'node:crypto';
import type {
  AlertDesk,
  AlertRow,
  AlertTarget,
  MadeAlertTarget,
  QuietHours,
  NewAlertTarget,
} from '../../src/model/schema/staff-fleet.ts';
import { type Result, ok } from '../../src/model/result.ts';
import type { Database, Query } from '../database/database.ts';
import { terminalName } from '../database/rows.ts';
import type { KeyRing } from '../secrets/ring.ts';
import type { Recipient } from './messenger.ts';
import { readRules } from './rules.ts';

type Db = { readonly query: Query };

/** More than a hall tells; each alert is sent to all of them. */
export const MOST_TARGETS = 20;
const MOST_ALERTS = 100;

interface TargetRow {
  readonly id: string;
  readonly kind: AlertTarget['kind'];
  readonly address: string;
  readonly language: AlertTarget['language'];
  readonly active: boolean;
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly triedAt: Date | null;
  readonly done: boolean | null;
  readonly givenUp: boolean | null;
  readonly fault: string | null;
}

const TARGETS = `
select g.id, g.kind, g.address, g.language, g.active, g.quiet_from as "quietFrom", g.quiet_to as "quietTo", d.at as "triedAt", d.done, d.given_up as "givenUp", d.fault
  from alert_target g
  left join lateral (
    select coalesce(d.done_at, d.given_up_at, alert.at) as at, d.done_at is not null as done, d.given_up_at is not null as given_up, d.fault
      from alert_delivery d join alert on alert.site = d.site and alert.id = d.alert
     where d.site = g.site and d.target = g.id and d.tries > 0
     order by alert.id desc, d.event desc limit 1) d on true
 where g.site = $1 order by g.created_at, g.id`;

const toTarget = ({ triedAt, done, givenUp, fault, quietFrom, quietTo, ...row }: TargetRow): AlertTarget => ({
  ...row,
  ...(quietFrom !== null && quietTo !== null ? { quiet: { from: quietFrom, to: quietTo } } : {}),
  ...(triedAt
    ? {
        last: {
          at: triedAt.toISOString(),
          state: done ? 'done' : givenUp ? 'given-up' : 'again',
          ...(fault && !done ? { fault } : {}),
        },
      }
    : {}),
});

export async function listTargets({ query }: Db, site: string): Promise<AlertTarget[]> {
  return (await query<TargetRow>(TARGETS, [site])).map(toTarget);
}

/** Adds somebody to tell. What a webhook's calls are signed with is told this once, and kept sealed. */
export function addTarget(
  db: Pick<Database, 'transaction'>,
  keys: KeyRing,
  site: string,
  { kind, address, language, quiet }: NewAlertTarget,
  nowMs: number,
): Promise<Result<MadeAlertTarget, 'hub.key-missing'>> {
  const id = randomUUID();
  const secret = kind === 'webhook' ? randomBytes(32).toString('base64url') : undefined;
  return db.transaction(async (query) => {
    const sealed =
      secret === undefined ? ok(null) : await keys.seal(query, 'webhook', `${site}/${id}`, secret);
    if (!sealed.ok) return sealed;
    await query(
      `insert into alert_target (site, id, kind, address, sealed, language, quiet_from, quiet_to, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        site,
        id,
        kind,
        address,
        sealed.value,
        language,
        quiet?.from ?? null,
        quiet?.to ?? null,
        new Date(nowMs),
      ],
    );
    const target = { id, kind, address, language, active: true, ...(quiet ? { quiet } : {}) };
    return ok({ target, ...(secret === undefined ? {} : { secret }) });
  });
}

/** @param quiet undefined: told at any hour. @returns whether there is such a target */
export async function setQuiet(
  { query }: Db,
  site: string,
  id: string,
  quiet: QuietHours | undefined,
): Promise<boolean> {
  const set = await query(
    'update alert_target set quiet_from = $3, quiet_to = $4 where site = $1 and id = $2 returning id',
    [site, id, quiet?.from ?? null, quiet?.to ?? null],
  );
  return set.length > 0;
}

interface StoredSecret {
  readonly site: string;
  readonly id: string;
  readonly sealed: string | null;
  /** In plain, where no key was there yet to seal it with. */
  readonly secret: string | null;
}

/** @returns what a webhook's calls are signed with; undefined where there is none, or it cannot be opened */
export function targetSecret(keys: KeyRing, { site, id, sealed, secret }: StoredSecret): string | undefined {
  if (sealed === null) return secret ?? undefined;
  const opened = keys.unseal('webhook', `${site}/${id}`, sealed);
  return opened.ok ? opened.value : undefined;
}

/** @returns whom it was; undefined where there is none */
export async function removeTarget(
  { query }: Db,
  site: string,
  id: string,
): Promise<Pick<AlertTarget, 'kind' | 'address'> | undefined> {
  const [row] = await query<Pick<AlertTarget, 'kind' | 'address'>>(
    'delete from alert_target where site = $1 and id = $2 returning kind, address',
    [site, id],
  );
  return row;
}

export async function findRecipient(
  { query }: Db,
  keys: KeyRing,
  site: string,
  id: string,
): Promise<Recipient | undefined> {
  const [row] = await query<Omit<Recipient, 'secret'> & Pick<StoredSecret, 'sealed' | 'secret'>>(
    'select kind, address, sealed, secret, language from alert_target where site = $1 and id = $2',
    [site, id],
  );
  return row && { ...row, secret: targetSecret(keys, { site, id, ...row }) };
}

interface AlertTableRow {
  readonly id: string;
  readonly kind: AlertRow['kind'];
  readonly terminal: string;
  readonly name: string | null;
  readonly subject: string;
  readonly detail: Record<string, unknown>;
  readonly at: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
}

const ALERTS = `
select a.id, a.kind, a.terminal, ${terminalName} as name, a.subject, a.detail, a.at, a.resolved_at as "resolvedAt",
       coalesce((select shown_name from staff where staff.id = a.resolved_by limit 1), a.resolved_by) as "resolvedBy"
  from alert a left join terminal on terminal.site = a.site and terminal.thumbprint = a.terminal
 where a.site = $1 order by a.resolved_at is not null, a.id desc limit ${MOST_ALERTS}`;

const toAlert = ({ terminal, name, subject, resolvedAt, resolvedBy, ...row }: AlertTableRow): AlertRow => ({
  ...row,
  at: row.at.toISOString(),
  ...(terminal === '' ? {} : { terminal: { id: terminal, name: name ?? terminal.slice(0, 4) } }),
  ...(subject === '' ? {} : { subject }),
  ...(resolvedAt ? { resolvedAt: resolvedAt.toISOString() } : {}),
  ...(resolvedBy === null ? {} : { resolvedBy }),
});

/** Rules, who is told, and what was raised. */
export async function readAlertDesk(db: Db, site: string, mail: boolean, nowMs: number): Promise<AlertDesk> {
  const [rules, targets, alerts] = await Promise.all([
    readRules(db, site),
    listTargets(db, site),
    db.query<AlertTableRow>(ALERTS, [site]),
  ]);
  return {
    now: new Date(nowMs).toISOString(),
    mail,
    rules: [...rules],
    targets,
    alerts: alerts.map(toAlert),
  };
}

/** An alert that is open. */
export async function findOpenAlert(
  { query }: Db,
  site: string,
  id: string,
): Promise<Pick<AlertTableRow, 'kind' | 'terminal' | 'subject'> | undefined> {
  const [row] = await query<AlertTableRow>(
    'select kind, terminal, subject from alert where site = $1 and id = $2 and resolved_at is null',
    [site, id],
  );
  return row;
}
