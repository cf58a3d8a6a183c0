import type { Query } from '../database/database.ts';
import { halt, promote } from './end.ts';
import { type Works, perform } from './perform.ts';
import { claimDue } from './publications.ts';
import { forgetHalted } from './rollout.ts';

/** What a rollout's terminals say of it. */
interface Watched {
  readonly site: string;
  readonly release: number;
  readonly watchMinutes: number | null;
  readonly haltErrors: number;
  readonly errors: number;
  /** Terminals that were not heard of for too long. */
  readonly silent: number;
  /** Terminals that do not have it yet. */
  readonly without: number;
  /** Since when every terminal has it; null while one has not. */
  readonly completeAt: Date | null;
}

// A terminal is silent that was heard of neither since the rollout began nor within its minutes of silence; one that went off with the release
// on it counts like one that never came.
const WATCHED = `
select r.site, r.release, r.watch_minutes as "watchMinutes", r.halt_errors as "haltErrors",
       (select count(*)::int from terminal_error e
         where e.site = r.site and e.release = r.release and e.terminal = any(r.terminals)) as errors,
       count(*) filter (where greatest(coalesce(t.seen_at, r.started_at), r.started_at) < $1::timestamptz - make_interval(mins => r.silence_minutes))::int as silent,
       count(*) filter (where m.had_at is null)::int as without,
       case when bool_and(m.had_at is not null) then max(m.had_at) end as "completeAt"
  from rollout r join rollout_member m on m.site = r.site and m.release = r.release
  left join terminal t on t.site = m.site and t.thumbprint = m.terminal and t.status = 'paired'
 where r.state = 'running'
 group by r.site, r.release
 order by r.site`;

/** How every rollout goes that runs now. */
const watched = (query: Query, nowMs: number): Promise<readonly Watched[]> =>
  query<Watched>(WATCHED, [new Date(nowMs)]);

/**
 * Halts rollouts whose terminals report too many errors or fall silent, and gives all terminals what was watched for as
 * long as was asked without one error. Ending a rollout looks again under the lock of its site, so two hubs may do
 * this at once.
 */
export async function watchRollouts(works: Works): Promise<void> {
  const { db, now } = works;
  for (const one of await watched(db.query, now())) {
    const { site, release, errors, silent } = one;
    if (errors >= one.haltErrors) await halt(works, site, release, { why: 'errors', detail: { errors } });
    else if (silent > 0) await halt(works, site, release, { why: 'silence', detail: { silent } });
    else if (isWatched(one, now())) await promoteWatched(works, site, release);
  }
  await forgetHalted(db.query);
}

const isWatched = ({ watchMinutes, errors, completeAt }: Watched, nowMs: number): boolean =>
  watchMinutes !== null &&
  errors === 0 &&
  completeAt !== null &&
  nowMs >= completeAt.getTime() + watchMinutes * 60_000;

async function promoteWatched(works: Works, site: string, release: number): Promise<void> {
  const promoted = await promote(works, site, release, { why: 'watched' });
  // Content that this hub cannot read any more is not given to the others; whoever has it keeps nothing unreadable.
  if (!promoted.ok && promoted.error === 'release.faults')
    await halt(works, site, release, { why: 'errors', detail: { code: promoted.error } });
}

/** Publishes what is due, and goes on with what a hub left behind that was stopped in the middle. */
export async function publishDue(works: Works): Promise<void> {
  for (const { site, id } of await claimDue(works.db, works.now())) await perform(works, site, id);
}
