import type { ErrorCode } from '../../src/model/errors.ts';
import type { ContentFault } from '../../src/model/schema/staff-content.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import { reportAffected } from '../console.ts';
import { checkCode } from '../content/apart.ts';
import type { Database, Query } from '../database/database.ts';
import { alert } from '../fleet/alerts.ts';
import { makeSlots } from '../publish/make-slots.ts';
import { publishContent } from '../publish/publish.ts';
import { audit } from '../staff/audit.ts';
import type { Threads } from '../threads/threads.ts';
import { compileApart } from './compile-apart.ts';
import type { ReleaseContent } from './compile-job.ts';
import { type PublicationRow, enterStage, takeUp } from './publications.ts';
import { type NewRelease, liveNumber, lockSite, writeRelease } from './record.ts';
import { countDifferent, haltRollout, membersOf, runningRollout, startRollout } from './rollout.ts';

/** What publishing works with. */
export interface Works {
  readonly db: Database;
  readonly threads: Threads;
  readonly now: () => number;
  readonly ring: (site: string) => void;
}

/** Thrown inside the transaction that publishes, so that nothing of it stays. */
class Undone extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

/** A publication that has its content still. */
type TakenUp = PublicationRow & { readonly files: string };

interface Failed {
  readonly code: ErrorCode;
  readonly faults?: readonly ContentFault[];
}

/**
 * Does what a publication asks for, from the content that was kept with it. It is done or not done as a whole: the
 * transaction that publishes also closes the publication, so a hub that is stopped in the middle leaves it as it was,
 * and two hubs that work on the same one publish it once.
 */
export async function perform(works: Works, site: string, id: string): Promise<void> {
  const { db, now } = works;
  const row = await takeUp(db, site, id);
  if (!row) return;
  const done = await carryOut(works, row);
  if (!done.ok) await close(db, row, done.error, now());
}

async function carryOut(works: Works, row: PublicationRow): Promise<Result<undefined, Failed>> {
  const { db, threads, now } = works;
  const { site, id, files } = row;
  if (files === null || !(await enterStage(db, site, id, 'checking', now()))) return ok(undefined);
  const done = await compileApart(threads, { site, text: files });
  // A hub that ends leaves it to the next one.
  if (!done.ok) return done.error.why === 'closed' ? ok(undefined) : fail({ code: checkCode(done.error) });
  const compiled = done.value;
  if (!compiled.ok) return fail({ code: 'release.faults', faults: compiled.error });
  if (!(await enterStage(db, site, id, 'writing', now()))) return ok(undefined);
  let changedSites: readonly string[];
  try {
    changedSites = await db.transaction((query) => write(query, { ...row, files }, compiled.value, now()));
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    return error.code === 'release.cancelled' ? ok(undefined) : fail({ code: error.code });
  }
  if (row.to.kind === 'all') await makeTimes(works, site);
  for (const changed of changedSites) works.ring(changed);
  return ok(undefined);
}

/** Makes the times that people can book, once all have the content they follow from. */
export async function makeTimes({ db, now }: Works, site: string): Promise<void> {
  const { affected } = await makeSlots(db, site, now());
  reportAffected(site, affected);
}

async function write(
  query: Query,
  row: TakenUp,
  content: ReleaseContent,
  nowMs: number,
): Promise<readonly string[]> {
  const { site, id, base } = row;
  await lockSite(query, site);
  await mustBeFree(query, row, nowMs);
  if (((await liveNumber(query, site)) ?? null) !== base) throw new Undone('release.stale');
  await query(`update site set home = 'console' where id = $1 and home <> 'console'`, [site]);
  const { number, changedSites } =
    row.to.kind === 'all'
      ? await writeToAll(query, row, content, nowMs)
      : await writeToSome(query, row, content, nowMs);
  const closed = await query(
    `update publication set state = 'done', stage = 'times', release = $3, ended_at = $4, files = null
      where site = $1 and id = $2 and state = 'working' returning id`,
    [site, id, number, new Date(nowMs)],
  );
  if (closed.length === 0) throw new Undone('release.cancelled');
  return changedSites;
}

/** One rollout at a time; who goes back ends it. */
async function mustBeFree(
  query: Query,
  { site, source, staff }: PublicationRow,
  nowMs: number,
): Promise<void> {
  const running = await runningRollout(query, site);
  if (!running) return;
  if (source !== 'roll-back') throw new Undone('release.busy');
  await haltRollout(query, site, running.release, { why: 'replaced', staff: staff ?? undefined }, nowMs);
}

interface Written {
  readonly number: number;
  readonly changedSites: readonly string[];
}

async function writeToAll(
  query: Query,
  row: TakenUp,
  content: ReleaseContent,
  nowMs: number,
): Promise<Written> {
  const { site } = row;
  const plan = await query<{ same: boolean }>(
    'select schedules = $2::jsonb as same from site where id = $1',
    [site, JSON.stringify(content.plan)],
  );
  const { written, removed, changedSites } = await publishContent(query, content, nowMs);
  if (written + removed === 0 && plan[0]?.same) throw new Undone('release.same');
  const number = await writeRelease(query, site, releaseOf(row, content, 'live', written + removed), nowMs);
  const detail = { release: number, documents: written + removed };
  await audit(
    { query },
    row.source === 'roll-back'
      ? { ...line(row, nowMs), event: 'release.rolled-back', detail: { ...detail, to: row.backTo } }
      : { ...line(row, nowMs), event: 'release.published', detail },
  );
  return { number, changedSites };
}

async function writeToSome(
  query: Query,
  row: TakenUp,
  content: ReleaseContent,
  nowMs: number,
): Promise<Written> {
  const { site, to, staff, haltErrors, silenceMinutes } = row;
  const watchMinutes = row.watchMinutes ?? undefined;
  const documents = content.changes;
  const different = await countDifferent(query, site, documents);
  if (different === 0) throw new Undone('release.same');
  const terminals = to.kind === 'all' ? [] : await membersOf(query, site, to, nowMs);
  if (terminals.length === 0) throw new Undone('release.no-terminal');
  const number = await writeRelease(query, site, releaseOf(row, content, 'pilot', different), nowMs);
  await startRollout(
    query,
    site,
    {
      release: number,
      documents,
      to,
      terminals,
      watchMinutes,
      haltErrors,
      silenceMinutes,
      staff: staff ?? undefined,
    },
    nowMs,
  );
  const detail = { release: number, documents: different, terminals: terminals.length, watchMinutes };
  await audit({ query }, { ...line(row, nowMs), event: 'release.started', detail });
  return { number, changedSites: [site] };
}

const line = (
  { site, staff }: PublicationRow,
  atMs: number,
): { readonly atMs: number; readonly site: string; readonly staff?: string } => ({
  atMs,
  site,
  ...(staff === null ? {} : { staff }),
});

const releaseOf = (
  { source, staff, note, backTo, files }: TakenUp,
  { contentHash }: ReleaseContent,
  state: NewRelease['state'],
  documents: number,
): NewRelease => ({
  files,
  contentHash,
  source,
  staff: staff ?? undefined,
  note: note ?? undefined,
  backTo: backTo ?? undefined,
  documents,
  state,
});

/** Writes down why nothing was published. Where nobody waits for the answer, those who look after the site are told. */
async function close(
  db: Database,
  row: PublicationRow,
  { code, faults }: Failed,
  nowMs: number,
): Promise<void> {
  const { site, id, dueAt } = row;
  await db.transaction(async (query) => {
    const closed = await query(
      `update publication set state = 'failed', ended_at = $3, code = $4, faults = $5::jsonb, files = null
        where site = $1 and id = $2 and state = 'working' returning id`,
      [site, id, new Date(nowMs), code, faults ? JSON.stringify(faults) : null],
    );
    if (closed.length === 0) return;
    const detail = { publication: id, code, faults: faults?.length ?? 0 };
    await audit({ query }, { ...line(row, nowMs), event: 'release.failed', detail });
    if (dueAt) await alert(query, { site, kind: 'release-halted', subject: id, detail }, nowMs);
  });
}
