import type { Query } from '../database/database.ts';

/**
 * The part of the change feed that is about rollouts: some terminals are given a release before all others.
 *
 * A terminal of a running rollout reads the release's documents in place of the published ones: each of them counts as
 * written by the transaction that gave the release to this terminal, so that its cursor hears of all of them. When the
 * rollout is halted, the same documents count as written by the transaction that ended it, and are those that all
 * have; a document that only the release had is `null`. When it is promoted the documents themselves are written, and
 * nothing is left of the rollout here.
 *
 * Like everything in the feed, giving and ending count once no older transaction runs; until then the terminal reads
 * what all read. Terminals that never were part of a rollout pay for one look at an index.
 */

/** A rollout of which the reading terminal is part, or was part and may not have heard of its end. */
export interface Membership {
  readonly release: number;
  readonly running: boolean;
  readonly had: boolean;
  /** It was halted, and the cursor stands behind that. */
  readonly heard: boolean;
  /** When the rollout was halted; RFC 3339. */
  readonly endedAt: string | null;
}

// $1 site, $2 cursor, $9 terminal. `since` of a mask is the transaction from when the terminal reads it so. A cursor behind
// the end of a halted rollout has `heard` of it: what is written later stands where it stands for all.
export const OF_ROLLOUTS = `
membership as materialized (
  select m.release, r.state = 'running' as running, m.had_at is not null as had, r.ended_at,
         case when r.state = 'running' then m.joined else r.ended end as since,
         r.state <> 'running' and r.ended < $2::xid8 as heard
    from rollout_member m join rollout r on r.site = m.site and r.release = m.release, horizon h
   where m.site = $1 and m.terminal = $9 and r.state <> 'promoted'
     and case when r.state = 'running' then m.joined else r.ended end < h.xmin
),
mask as materialized (
  select distinct on (o.kind, o.id) o.kind, o.id, m.running, m.since, o.body
    from membership m join document_overlay o on o.site = $1 and o.release = m.release
   where m.running or not m.heard
   order by o.kind, o.id, m.running desc, m.since desc
)`;

/** The documents of a terminal that is, or was, part of a rollout: $2 $3 $4 cursor, $6 limit. */
export const GIVEN_DOCUMENTS = `
  select given.changed, given.kind, given.id, given.body
    from (
      select d.changed, d.kind, d.id, d.body
        from document d
       where d.site = $1 and not exists (select from mask k where k.kind = d.kind and k.id = d.id)
      union all
      select case when k.running then k.since else greatest(k.since, d.changed) end, k.kind, k.id,
             case when k.running then k.body else d.body end
        from mask k left join document d on d.site = $1 and d.kind = k.kind and d.id = k.id
    ) given, horizon h, since s
   where exists (select from mask) and given.changed >= $2::xid8 and given.changed < h.xmin
     and (given.changed, given.kind, given.id) > ($2::xid8, $3, $4)
     and (given.body is not null or given.changed >= s.xid)
   order by given.changed, given.kind, given.id limit $6`;

/** The number of the release that the terminal is given at this horizon `h`. */
export const RELEASE = `coalesce(
  (select release from membership where running),
  (select number from release where site = $1 and live_from < h.xmin order by live_from desc limit 1))`;

export const MEMBERSHIPS = `(
  select jsonb_agg(jsonb_build_object('release', release, 'running', running, 'had', had, 'heard', heard, 'endedAt', ended_at)) from membership)`;

/** A cursor can fall back by what a power cut took; so long a halt is remembered after a terminal heard of it. */
const REMEMBERED_MS = 86_400_000;

/** What a reading says of a terminal. */
export interface Reading {
  readonly site: string;
  readonly terminal: string;
  readonly nowMs: number;
  /** The release of which it had everything, when it last came to the end of the feed. */
  readonly has: number | undefined;
}

/** Keeps what a terminal's cursor tells: that it has all of a rollout's release, or that it has let it go. */
export async function noteReading(
  db: { readonly query: Query },
  { site, terminal, nowMs, has }: Reading,
  memberships: readonly Membership[],
): Promise<void> {
  if (memberships.some(({ release, running, had }) => running && !had && release === has))
    await db.query(
      'update rollout_member set had_at = $4 where site = $1 and terminal = $2 and release = $3 and had_at is null',
      [site, terminal, has, new Date(nowMs)],
    );
  const over = memberships.filter(
    ({ heard, endedAt }) => heard && endedAt !== null && Date.parse(endedAt) < nowMs - REMEMBERED_MS,
  );
  if (over.length > 0)
    await db.query('delete from rollout_member where site = $1 and terminal = $2 and release = any($3)', [
      site,
      terminal,
      over.map(({ release }) => release),
    ]);
}
