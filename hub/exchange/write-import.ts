import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { ErrorCode } from '../../src/model/errors.ts';
import type { ParsedFile } from '../../src/model/content/index.ts';
import type { ExchangeProgress, ImportView } from '../../src/model/schema/staff-exchange.ts';
import { applySlices, draftVersion, lockDraft, resetDraft } from '../drafts/draft.ts';
import { undoAct } from '../drafts/undo.ts';
import type { Context } from '../server/context.ts';
import { audit } from '../staff/audit.ts';
import { packedOf } from './keep.ts';
import { Stopped } from './stopped.ts';
import type { EntryChange } from './thread-work.ts';
import { putDown, tellProgress } from './under-way.ts';

/** What imports work with. */
export type Works = Pick<Context, 'db' | 'threads' | 'now'>;

/** Who does something at which site. */
export interface Doer {
  readonly site: string;
  readonly staff: string;
}

const unpack = promisify(gunzip);
const NEW_LINE = 10;

/** The lines of what a dry run packed, each taken apart when its turn comes. */
function* linesIn(bytes: Buffer): Generator {
  for (let from = 0; from < bytes.length;) {
    const at = bytes.indexOf(NEW_LINE, from);
    const to = at < 0 ? bytes.length : at;
    yield JSON.parse(bytes.toString('utf8', from, to));
    from = to + 1;
  }
}

/**
 * Tells how far something is, and ends it where somebody stopped it. Told on another connection than the work is done
 * with: what is not committed nobody would see.
 */
const pacer =
  ({ db, now }: Works, site: string, id: string, step: ExchangeProgress['step'], signal: AbortSignal) =>
  async (done: number, total: number): Promise<void> => {
    if (signal.aborted) throw new Stopped(signal.reason as ErrorCode);
    if (await tellProgress(db.query, site, id, { step, done, total }, now()))
      throw new Stopped('exchange.cancelled');
  };

/**
 * Writes what a dry run found into the draft. All of it is one transaction, which also says that it is done: stopped
 * before, nothing was written; stopped after, it was too late.
 */
export async function applyImport(
  works: Works,
  { site, staff }: Doer,
  { id, format, counts }: ImportView,
  signal: AbortSignal,
): Promise<void> {
  const { db, now } = works;
  const packed = await packedOf(db, site, id);
  if (!packed?.changes) throw new Stopped('exchange.not-judged');
  const changes = await unpack(packed.changes);
  const total = (counts?.new ?? 0) + (counts?.changed ?? 0) + (counts?.removed ?? 0);
  const pace = pacer(works, site, id, 'write', signal);
  await pace(0, total);
  await db.transaction(async (query) => {
    await lockDraft(query, site);
    // Somebody changed the draft since: what would be new or changed is not what was shown.
    if ((await draftVersion(query, site)) !== Number(packed.draft)) throw new Stopped('exchange.moved');
    const nowMs = now();
    const made =
      format === 'folder'
        ? await resetDraft(query, site, { site: filesIn(changes), catalogue: [] }, staff, nowMs, pace)
        : await applySlices(query, site, staff, nowMs, slicesIn(changes), (done) => pace(done, total));
    const detail = { id, format, act: made?.seq, ...counts };
    await audit({ query }, { atMs: nowMs, staff, event: 'exchange.applied', site, detail });
    if (!(await putDown(query, site, id, { state: 'applied', act: made?.seq })))
      throw new Stopped('exchange.cancelled');
  });
}

const slicesIn = (changes: Buffer) => linesIn(changes) as Generator<readonly EntryChange[]>;
const filesIn = (changes: Buffer) => linesIn(changes).next().value as readonly ParsedFile[];

/** Takes back what an apply wrote, in one transaction as above; where anything was changed since, nothing is. */
export async function undoImport(
  works: Works,
  { site, staff }: Doer,
  id: string,
  act: number,
  signal: AbortSignal,
): Promise<void> {
  const { db, now } = works;
  const pace = pacer(works, site, id, 'undo', signal);
  await pace(0, 0);
  await db.transaction(async (query) => {
    await lockDraft(query, site);
    const atMs = now();
    const undone = await undoAct(query, site, { staff, atMs }, act, pace);
    if (undone.outcome === 'conflict') throw new Stopped('exchange.conflicts', undone.conflicts.length);
    await audit({ query }, { atMs, staff, event: 'exchange.undone', site, detail: { id, act } });
    if (!(await putDown(query, site, id, { state: 'undone' }))) throw new Stopped('exchange.cancelled');
  });
}
