import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../../src/model/errors.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { Audience, PublicationStage, Silence } from '../../src/model/schema/staff-releases.ts';
import { type Database, type Query, brokenUnique } from '../database/database.ts';
import { draftFiles, draftVersion, lockDraft } from '../drafts/draft.ts';
import { audit } from '../staff/audit.ts';
import { releaseText } from './live-files.ts';
import { liveNumber, lockSite } from './record.ts';
import { runningRollout } from './rollout.ts';

/** So many errors, and so many minutes of silence, take a release back where nobody said how many. */
export const USUAL_HALT_ERRORS = 3;
const USUAL_SILENCE: Silence = 5;

/** What somebody of the staff wants published. */
export interface Wish {
  /** Made by whoever asks, so that asking twice is asking once. */
  readonly id?: string | undefined;
  readonly staff: string;
  readonly note?: string | undefined;
  readonly to: Audience;
  readonly watchMinutes?: number | undefined;
  readonly haltErrors?: number | undefined;
  readonly silenceMinutes?: Silence | undefined;
  /** Milliseconds since 1970; undefined: at once. */
  readonly dueMs?: number | undefined;
  readonly of:
    | { readonly kind: 'draft'; readonly version: number }
    | { readonly kind: 'release'; readonly number: number };
}

/** A publication as it is worked on. */
export interface PublicationRow {
  readonly site: string;
  readonly id: string;
  readonly staff: string | null;
  readonly note: string | null;
  readonly source: 'console' | 'roll-back' | 'import';
  readonly backTo: number | null;
  readonly to: Audience;
  readonly watchMinutes: number | null;
  readonly haltErrors: number;
  readonly silenceMinutes: number;
  readonly dueAt: Date | null;
  /** JSON of `SiteFiles`. */
  readonly files: string | null;
  readonly base: number | null;
}

const WORK = `site, id, staff, note, source, back_to as "backTo", audience as "to", watch_minutes as "watchMinutes",
  halt_errors as "haltErrors", silence_minutes as "silenceMinutes", due_at as "dueAt",
  files::text as files, base`;

/**
 * Writes down what is to be published, with its content as it is at this moment.
 * @returns its id, and whether it is new; or `release.stale` where the draft is another one by now, `release.busy` where
 *   something is being published or tried out, `release.unknown` and `release.too-old` of an old release
 */
export async function askFor(
  db: Database,
  site: string,
  wish: Wish,
  nowMs: number,
): Promise<Result<{ readonly id: string; readonly isNew: boolean }, ErrorCode>> {
  try {
    return await db.transaction((query) => ask(query, site, wish, nowMs));
  } catch (error) {
    if (brokenUnique(error) === 'publication_one_working') return fail('release.busy');
    throw error;
  }
}

async function ask(
  query: Query,
  site: string,
  wish: Wish,
  nowMs: number,
): Promise<Result<{ readonly id: string; readonly isNew: boolean }, ErrorCode>> {
  await lockSite(query, site);
  const id = wish.id ?? randomUUID();
  const known = await query('select from publication where site = $1 and id = $2', [site, id]);
  if (known.length > 0) return ok({ id, isNew: false });
  // Going back is what somebody does in need: it ends a rollout instead of waiting for it.
  if (wish.of.kind === 'draft' && wish.dueMs === undefined && (await runningRollout(query, site)))
    return fail('release.busy');
  const files = await contentOf(query, site, wish);
  if (!files.ok) return files;
  const isLater = wish.dueMs !== undefined;
  await query(
    `insert into publication (site, id, state, asked_at, staff, note, source, back_to, audience, watch_minutes, halt_errors,
       silence_minutes, due_at, files, base, touched_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $4)`,
    [
      site,
      id,
      isLater ? 'waiting' : 'working',
      new Date(nowMs),
      wish.staff,
      wish.note ?? null,
      wish.of.kind === 'draft' ? 'console' : 'roll-back',
      wish.of.kind === 'draft' ? null : wish.of.number,
      wish.to,
      wish.watchMinutes ?? null,
      wish.haltErrors ?? USUAL_HALT_ERRORS,
      wish.silenceMinutes ?? USUAL_SILENCE,
      wish.dueMs === undefined ? null : new Date(wish.dueMs),
      files.value,
      (await liveNumber(query, site)) ?? null,
    ],
  );
  if (wish.dueMs !== undefined)
    await audit(
      { query },
      {
        atMs: nowMs,
        staff: wish.staff,
        event: 'release.scheduled',
        site,
        detail: { publication: id, to: wish.to.kind, at: new Date(wish.dueMs).toISOString() },
      },
    );
  return ok({ id, isNew: true });
}

/** @returns JSON of `SiteFiles` */
async function contentOf(query: Query, site: string, { of }: Wish): Promise<Result<string, ErrorCode>> {
  if (of.kind === 'release') {
    const [row] = await query<{ state: string }>(
      'select state from release where site = $1 and number = $2',
      [site, of.number],
    );
    if (!row) return fail('release.unknown');
    if (row.state === 'live') return fail('release.same');
    const files = await releaseText(query, site, of.number);
    return files !== undefined ? ok(files) : fail('release.too-old');
  }
  // Under its lock the draft stays as it is, and has followed what is live.
  await lockDraft(query, site);
  if ((await draftVersion(query, site)) !== of.version) return fail('release.stale');
  const files = await draftFiles(query, site);
  return files ? ok(JSON.stringify(files)) : fail('release.stale');
}

/** Takes a publication up: one that was just asked for, that is due, or whose hub is gone. */
export async function takeUp(
  db: Pick<Database, 'query'>,
  site: string,
  id: string,
): Promise<PublicationRow | undefined> {
  const [row] = await db.query<PublicationRow>(
    `select ${WORK} from publication where site = $1 and id = $2 and state = 'working'`,
    [site, id],
  );
  return row;
}

/** After so long without a word the hub that worked on it is gone, and another one goes on. */
const GONE_MS = 60_000;

/**
 * Claims what is due now, and what a hub left behind that was stopped in the middle.
 * @returns at most one of each site
 */
export async function claimDue(
  db: Pick<Database, 'query'>,
  nowMs: number,
): Promise<readonly { readonly site: string; readonly id: string }[]> {
  const due = await db.query<{ site: string; id: string }>(
    `select distinct on (site) site, id from publication
      where state = 'waiting' and due_at <= $1
        and not exists (select from publication other where other.site = publication.site and other.state = 'working')
      order by site, due_at`,
    [new Date(nowMs)],
  );
  const claimed: { site: string; id: string }[] = [];
  for (const { site, id } of due) claimed.push(...(await claim(db, site, id, nowMs)));
  const left = await db.query<{ site: string; id: string }>(
    `update publication set touched_at = $1 where state = 'working' and touched_at < $2 returning site, id`,
    [new Date(nowMs), new Date(nowMs - GONE_MS)],
  );
  return [...claimed, ...left];
}

async function claim(
  db: Pick<Database, 'query'>,
  site: string,
  id: string,
  nowMs: number,
): Promise<{ site: string; id: string }[]> {
  try {
    return await db.query<{ site: string; id: string }>(
      `update publication set state = 'working', touched_at = $3 where site = $1 and id = $2 and state = 'waiting'
       returning site, id`,
      [site, id, new Date(nowMs)],
    );
  } catch (error) {
    // Somebody publishes at this very moment: it comes again with the next turn.
    if (brokenUnique(error) === 'publication_one_working') return [];
    throw error;
  }
}

/** Says what a publication is busy with. @returns false where it was cancelled meanwhile */
export async function enterStage(
  db: Pick<Database, 'query'>,
  site: string,
  id: string,
  stage: PublicationStage,
  nowMs: number,
): Promise<boolean> {
  const rows = await db.query(
    `update publication set stage = $3, touched_at = $4 where site = $1 and id = $2 and state = 'working' returning id`,
    [site, id, stage, new Date(nowMs)],
  );
  return rows.length > 0;
}

/** Takes back what waits or is not committed yet. @returns false where it is too late */
export async function cancelPublication(
  db: Database,
  site: string,
  id: string,
  staff: string,
  nowMs: number,
): Promise<Result<undefined, ErrorCode>> {
  return db.transaction(async (query) => {
    const cancelled = await query(
      `update publication set state = 'cancelled', ended_at = $3, files = null
        where site = $1 and id = $2 and state in ('waiting', 'working') returning id`,
      [site, id, new Date(nowMs)],
    );
    if (cancelled.length === 0) {
      const known = await query('select from publication where site = $1 and id = $2', [site, id]);
      return fail(known.length > 0 ? 'publication.over' : 'publication.unknown');
    }
    await audit(
      { query },
      { atMs: nowMs, staff, event: 'release.cancelled', site, detail: { publication: id } },
    );
    return ok(undefined);
  });
}
