import type {
  AudienceChoice,
  Publication,
  ReleaseRow,
  ReleasesPage,
} from '../../src/model/schema/staff-releases.ts';
import type { Query } from '../database/database.ts';
import { lastRollout, readRollout } from './rollout-view.ts';
import { ONLINE_MS, runningRollout } from './rollout.ts';
import { TERMINAL_NAME, present } from './rows.ts';

/** So many lines of the history at once. */
const PAGE = 30;
/** Publications that ended are shown for so long. */
const SHOWN_MS = 86_400_000;

const iso = (at: Date | null): string | null => at && at.toISOString();

interface StoredRelease {
  readonly number: number;
  readonly at: Date;
  readonly by: string | null;
  readonly note: string | null;
  readonly source: ReleaseRow['source'];
  readonly backTo: number | null;
  readonly state: ReleaseRow['state'];
  readonly documents: number;
  readonly kept: boolean;
}

const toRelease = ({ at, ...row }: StoredRelease): ReleaseRow => present({ ...row, at: at.toISOString() });

const RELEASES = `
select r.number, r.at, s.shown_name as by, r.note, r.source, r.back_to as "backTo", r.state, r.documents,
       r.files is not null as kept
  from release r left join staff s on s.id = r.staff`;

/** One release; undefined where there is none of that number. */
export async function readRelease(
  query: Query,
  site: string,
  number: number,
): Promise<ReleaseRow | undefined> {
  const [row] = await query<StoredRelease>(`${RELEASES} where r.site = $1 and r.number = $2`, [site, number]);
  return row && toRelease(row);
}

async function readReleases(
  query: Query,
  site: string,
  before: number | undefined,
): Promise<{ readonly releases: ReleaseRow[]; readonly more: boolean }> {
  const rows = await query<StoredRelease>(
    `${RELEASES} where r.site = $1 and ($2::int is null or r.number < $2) order by r.number desc limit $3`,
    [site, before ?? null, PAGE + 1],
  );
  return { releases: rows.slice(0, PAGE).map(toRelease), more: rows.length > PAGE };
}

interface StoredPublication {
  readonly id: string;
  readonly state: Publication['state'];
  readonly stage: Publication['stage'];
  readonly askedAt: Date;
  readonly by: string | null;
  readonly note: string | null;
  readonly to: Publication['to'];
  readonly at: Date | null;
  readonly endedAt: Date | null;
  readonly code: string | null;
  readonly faults: NonNullable<Publication['faults']> | null;
  readonly release: number | null;
}

const PUBLICATIONS = `
select p.id, p.state, p.stage, p.asked_at as "askedAt", s.shown_name as by, p.note, p.audience as "to", p.due_at as at,
       p.ended_at as "endedAt", p.code, p.faults, p.release
  from publication p left join staff s on s.id = p.staff`;

const toPublication = ({ askedAt, at, endedAt, ...row }: StoredPublication): Publication =>
  present({
    ...row,
    askedAt: askedAt.toISOString(),
    at: iso(at),
    endedAt: iso(endedAt),
  });

/** One publication; undefined where nobody asked for it. */
export async function readPublication(
  query: Query,
  site: string,
  id: string,
): Promise<Publication | undefined> {
  const [row] = await query<StoredPublication>(`${PUBLICATIONS} where p.site = $1 and p.id = $2`, [site, id]);
  return row && toPublication(row);
}

/** What waits and works, and what was due lately and could not go out. */
async function readPublications(query: Query, site: string, nowMs: number): Promise<Publication[]> {
  const rows = await query<StoredPublication>(
    `${PUBLICATIONS} where p.site = $1 and (p.state in ('waiting', 'working') or (p.state = 'failed' and p.due_at is not null and p.ended_at > $2))
      order by p.state in ('waiting', 'working') desc, coalesce(p.due_at, p.asked_at) desc limit 20`,
    [site, new Date(nowMs - SHOWN_MS)],
  );
  return rows.map(toPublication);
}

/** @param before releases older than this one, for the next page of the history */
export async function readPage(
  query: Query,
  site: string,
  nowMs: number,
  before?: number,
): Promise<ReleasesPage> {
  const [row] = await query<{ home: 'folder' | 'console'; live: number | null }>(
    `select home, (select number from release where release.site = site.id and state = 'live') as live from site where id = $1`,
    [site],
  );
  const running = await runningRollout(query, site);
  const rollout = running && (await readRollout(query, site, running.release, nowMs));
  return {
    now: new Date(nowMs).toISOString(),
    home: row?.home ?? 'folder',
    ...(row?.live == null ? {} : { live: row.live }),
    ...(rollout ? { rollout } : {}),
    publications: await readPublications(query, site, nowMs),
    ...(await readReleases(query, site, before)),
  };
}

/** Terminals that a release can be given to, those that are online first, and the ring that was used last. */
export async function readAudience(query: Query, site: string, nowMs: number): Promise<AudienceChoice> {
  const rows = await query<{ id: string; name: string; use: 'kiosk' | 'display'; seenAt: Date }>(
    `select t.thumbprint as id, ${TERMINAL_NAME} as name, t.use, t.seen_at as "seenAt"
       from terminal t where t.site = $1 and t.status = 'paired' order by t.seen_at > $2 desc, name`,
    [site, new Date(nowMs - ONLINE_MS)],
  );
  const terminals = rows.map(({ seenAt, ...row }) => ({
    ...row,
    seenAt: seenAt.toISOString(),
    online: seenAt.getTime() > nowMs - ONLINE_MS,
  }));
  return { terminals, usual: [...(await lastRollout(query, site))] };
}
