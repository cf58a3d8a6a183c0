import type { Rollout, RolloutMember } from '../../src/model/schema/staff-releases.ts';
import type { Query } from '../database/database.ts';
import { TERMINAL_NAME, present } from './rows.ts';

/** So many of the newest errors are shown; all are counted. */
const SHOWN_ERRORS = 20;

interface StoredRollout {
  readonly release: number;
  readonly state: Rollout['state'];
  readonly to: Rollout['to'];
  readonly watchMinutes: number | null;
  readonly haltErrors: number;
  readonly silenceMinutes: number;
  readonly startedAt: Date;
  readonly startedBy: string | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly why: NonNullable<Rollout['why']> | null;
  readonly errorCount: number;
  readonly others: number;
}

const ROLLOUT = `
select r.release, r.state, r.audience as "to", r.watch_minutes as "watchMinutes", r.halt_errors as "haltErrors",
       r.silence_minutes as "silenceMinutes",
       r.started_at as "startedAt", started.shown_name as "startedBy", r.ended_at as "endedAt", ended.shown_name as "endedBy", r.why,
       (select count(*)::int from terminal_error e
         where e.site = r.site and e.release = r.release and e.terminal = any(r.terminals)) as "errorCount",
       (select count(*)::int from terminal t
         where t.site = r.site and t.status = 'paired' and not t.thumbprint = any(r.terminals)) as others
  from rollout r left join staff started on started.id = r.started_by left join staff ended on ended.id = r.ended_by
 where r.site = $1 and r.release = $2`;

/** How the rollout of a release goes, or went; undefined where it was given to all at once. */
export async function readRollout(
  query: Query,
  site: string,
  release: number,
  nowMs: number,
): Promise<Rollout | undefined> {
  const [row] = await query<StoredRollout>(ROLLOUT, [site, release]);
  if (!row) return undefined;
  const { startedAt, endedAt, ...rest } = row;
  const members = await readMembers(query, site, row, nowMs);
  const dueAt = dueOf(row, members);
  return {
    ...(present(rest) as Omit<Rollout, 'startedAt' | 'members' | 'errors'>),
    startedAt: startedAt.toISOString(),
    ...(endedAt ? { endedAt: endedAt.toISOString() } : {}),
    ...(dueAt === undefined ? {} : { dueAt }),
    members,
    errors: await readErrors(query, site, release),
  };
}

/** When all are given it if nothing happens; undefined where that is not to be said yet. */
function dueOf(
  { state, watchMinutes, errorCount }: StoredRollout,
  members: readonly RolloutMember[],
): string | undefined {
  if (state !== 'running' || watchMinutes === null || errorCount > 0) return undefined;
  const times = members.map(({ hadAt }) => (hadAt === undefined ? NaN : Date.parse(hadAt)));
  const last = Math.max(...times);
  return Number.isNaN(last) ? undefined : new Date(last + watchMinutes * 60_000).toISOString();
}

interface StoredMember {
  readonly id: string;
  readonly name: string;
  readonly use: 'kiosk' | 'display';
  readonly seenAt: Date;
  readonly hadAt: Date | null;
  readonly errors: number;
}

async function readMembers(
  query: Query,
  site: string,
  { release, state, startedAt, silenceMinutes }: StoredRollout,
  nowMs: number,
): Promise<RolloutMember[]> {
  const rows = await query<StoredMember>(
    `select t.thumbprint as id, ${TERMINAL_NAME} as name, t.use, t.seen_at as "seenAt", m.had_at as "hadAt",
            (select count(*)::int from terminal_error e
              where e.site = r.site and e.release = r.release and e.terminal = t.thumbprint) as errors
       from rollout r join terminal t on t.site = r.site and t.thumbprint = any(r.terminals)
       left join rollout_member m on m.site = r.site and m.release = r.release and m.terminal = t.thumbprint
      where r.site = $1 and r.release = $2 order by errors desc, m.had_at is not null, name`,
    [site, release],
  );
  const since = nowMs - silenceMinutes * 60_000;
  return rows.map(({ seenAt, hadAt, ...row }) => ({
    ...row,
    seenAt: seenAt.toISOString(),
    ...(hadAt ? { hadAt: hadAt.toISOString() } : {}),
    silent: state === 'running' && Math.max(seenAt.getTime(), startedAt.getTime()) < since,
  }));
}

async function readErrors(query: Query, site: string, release: number): Promise<Rollout['errors']> {
  const rows = await query<{ terminal: string; at: Date; code: string; place: string }>(
    `select ${TERMINAL_NAME} as terminal, e.at, e.code, e.place
       from rollout r join terminal_error e on e.site = r.site and e.release = r.release and e.terminal = any(r.terminals)
       join terminal t on t.site = e.site and t.thumbprint = e.terminal
      where r.site = $1 and r.release = $2 order by e.at desc limit $3`,
    [site, release, SHOWN_ERRORS],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** The terminals of the last rollout that named them one by one. */
export async function lastRollout(query: Query, site: string): Promise<readonly string[]> {
  const [row] = await query<{ terminals: string[] }>(
    `select terminals from rollout where site = $1 and audience->>'kind' = 'terminals' order by release desc limit 1`,
    [site],
  );
  return row?.terminals ?? [];
}
