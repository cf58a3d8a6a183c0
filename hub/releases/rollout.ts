import type { Audience, HaltReason } from '../../src/model/schema/staff-releases.ts';
import type { Change } from '../../src/model/schema/document.ts';
import type { Query } from '../database/database.ts';
import { type ChangesText, changesText } from '../publish/changes-text.ts';
import { alert } from '../fleet/alerts.ts';
import { audit } from '../staff/audit.ts';

/** How a rollout is watched. */
export interface Watching {
  /** Undefined: somebody says when all get it. */
  readonly watchMinutes?: number | undefined;
  readonly haltErrors: number;
  /** So long without a word from one of its terminals halts it. */
  readonly silenceMinutes: number;
}

/** Whoever was heard of so lately is online. */
export const ONLINE_MS = 5 * 60_000;

export interface RunningRollout extends Watching {
  readonly release: number;
  readonly startedAt: Date;
}

/** The rollout that runs at a site, if one does. */
export async function runningRollout(query: Query, site: string): Promise<RunningRollout | undefined> {
  const [row] = await query<{
    release: number;
    watchMinutes: number | null;
    haltErrors: number;
    silenceMinutes: number;
    startedAt: Date;
  }>(
    `select release, watch_minutes as "watchMinutes", halt_errors as "haltErrors",
            silence_minutes as "silenceMinutes", started_at as "startedAt"
       from rollout where site = $1 and state = 'running'`,
    [site],
  );
  return row && { ...row, watchMinutes: row.watchMinutes ?? undefined };
}

/**
 * Which terminals an audience is, of those that are paired now.
 * @returns their thumbprints; empty where there is none
 */
export async function membersOf(
  query: Query,
  site: string,
  to: Exclude<Audience, { readonly kind: 'all' }>,
  nowMs: number,
): Promise<readonly string[]> {
  const ids = to.kind === 'terminals' ? to.ids : null;
  const rows = await query<{ thumbprint: string }>(
    `select thumbprint from terminal
      where site = $1 and status = 'paired' and ($2::text[] is null or thumbprint = any($2))
      order by seen_at > $3 desc, md5(thumbprint || $4)`,
    [site, ids, new Date(nowMs - ONLINE_MS), String(nowMs)],
  );
  const wanted = to.kind === 'share' ? Math.ceil((rows.length * to.percent) / 100) : rows.length;
  return rows.slice(0, wanted).map(({ thumbprint }) => thumbprint);
}

/** In which documents a content differs from what all terminals have; a null body is gone in it. */
export const DIFFERENT = `
  select coalesce(wanted.kind, d.kind) as kind, coalesce(wanted.id, d.id) as id, wanted.body
    from jsonb_to_recordset($2::jsonb) as wanted(kind text, id text, body jsonb)
    full join (select kind, id, body from document where site = $1 and body is not null) d
      on d.kind = wanted.kind and d.id = wanted.id
   where wanted.body is distinct from d.body`;

export async function countDifferent(
  query: Query,
  site: string,
  documents: readonly Change[] | ChangesText,
): Promise<number> {
  const [row] = await query<{ count: number }>(
    `select count(*)::int as count from (${DIFFERENT}) different`,
    [site, changesText(documents).text],
  );
  return row?.count ?? 0;
}

export interface NewRollout extends Watching {
  readonly release: number;
  readonly documents: readonly Change[] | ChangesText;
  readonly to: Audience;
  readonly terminals: readonly string[];
  readonly staff?: string | undefined;
}

/** Gives a release that is written down to some terminals, under the lock of the site. */
export async function startRollout(
  query: Query,
  site: string,
  { release, documents, to, terminals, staff, watchMinutes, haltErrors, silenceMinutes }: NewRollout,
  nowMs: number,
): Promise<void> {
  await query(
    `insert into rollout (site, release, state, audience, terminals, watch_minutes, halt_errors, silence_minutes, started_at, started_by)
     values ($1, $2, 'running', $3, $4, $5, $6, $7, $8, $9)`,
    [
      site,
      release,
      to,
      terminals,
      watchMinutes ?? null,
      haltErrors,
      silenceMinutes,
      new Date(nowMs),
      staff ?? null,
    ],
  );
  await query(
    `insert into document_overlay (site, release, kind, id, body)
     select $1, $3, kind, id, body from (${DIFFERENT}) different`,
    [site, changesText(documents).text, release],
  );
  await query(
    'insert into rollout_member (site, release, terminal) select $1, $2, id from unnest($3::text[]) as id',
    [site, release, terminals],
  );
}

export interface Halt {
  readonly why: HaltReason;
  /** Who of the staff did it; left out: the hub by itself. */
  readonly staff?: string | undefined;
  /** What it saw. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Takes a release back from the terminals that have it, under the lock of the site: they are given again what all have.
 * Where the hub does it by itself, those who look after the site are told.
 * @returns whether it was running
 */
export async function haltRollout(
  query: Query,
  site: string,
  release: number,
  { why, staff, detail = {} }: Halt,
  nowMs: number,
): Promise<boolean> {
  const halted = await query(
    `update rollout set state = 'halted', ended_at = $3, ended_by = $4, why = $5, ended = pg_current_xact_id()
      where site = $1 and release = $2 and state = 'running' returning release`,
    [site, release, new Date(nowMs), staff ?? null, why],
  );
  if (halted.length === 0) return false;
  await query(`update release set state = 'halted' where site = $1 and number = $2`, [site, release]);
  const said = { release, why, ...detail };
  await audit(
    { query },
    { atMs: nowMs, event: 'release.halted', site, detail: said, ...(staff === undefined ? {} : { staff }) },
  );
  if (staff === undefined && why !== 'replaced')
    await alert(query, { site, kind: 'release-halted', subject: String(release), detail: said }, nowMs);
  return true;
}

/** Notes that all have a release now that was given to some first, under the lock of the site. Its documents are written by the caller. */
export async function endPromoted(
  query: Query,
  site: string,
  release: number,
  { why, staff }: { readonly why: HaltReason; readonly staff?: string | undefined },
  nowMs: number,
): Promise<void> {
  await query(
    `update rollout set state = 'promoted', ended_at = $3, ended_by = $4, why = $5, ended = pg_current_xact_id()
      where site = $1 and release = $2`,
    [site, release, new Date(nowMs), staff ?? null, why],
  );
  // What the terminals had before the others is now what all have: nothing is to be laid over it any more.
  await query('delete from document_overlay where site = $1 and release = $2', [site, release]);
  await query('delete from rollout_member where site = $1 and release = $2', [site, release]);
}

/** Lets go of what halted rollouts still hold, once all their terminals have heard of the halt. */
export async function forgetHalted(query: Query): Promise<void> {
  await query(
    `delete from document_overlay using rollout
      where rollout.site = document_overlay.site and rollout.release = document_overlay.release and rollout.state = 'halted'
        and not exists (select from rollout_member m where m.site = rollout.site and m.release = rollout.release)`,
  );
}
