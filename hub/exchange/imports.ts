import type { z } from 'zod';
import type { ErrorCode } from '../../src/model/errors.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { ApplyWish, ImportView, dryRunWish } from '../../src/model/schema/staff-exchange.ts';
import { Refusal } from '../server/refusal.ts';
import { audit } from '../staff/audit.ts';
import type { ThreadFault } from '../threads/jobs.ts';
import { readDraft } from './draft-now.ts';
import { findImport, keepImport, packedOf } from './keep.ts';
import { forgetLines, keepLines } from './lines.ts';
import { Stopped, threadCode } from './stopped.ts';
import { type UnderWay, cancelImport, putDown, takeUp, tellProgress } from './under-way.ts';
import { type Doer, type Works, applyImport, undoImport } from './write-import.ts';

/** Where each goes back to when it comes to nothing. */
const BACK = { judging: 'ready', applying: 'judged', undoing: 'applied' } as const;

/**
 * Uploads on their way into the draft. What takes long goes on after the answer: its state is asked for, and it can be
 * stopped from any hub.
 */
export class Imports {
  readonly #works: Works;
  readonly #under = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();

  constructor({ db, threads, now }: Works) {
    this.#works = { db, threads, now };
  }

  /** Reads an upload in a thread of its own and keeps what was read. */
  async take(
    { site, staff }: Doer,
    file: string,
    bytes: Uint8Array,
  ): Promise<Result<ImportView, ThreadFault>> {
    const { db, threads, now } = this.#works;
    const read = await threads.run('read-upload', { bytes, site });
    if (!read.ok) return read;
    const view = await keepImport(db, site, staff, file, read.value, now());
    await audit(db, {
      atMs: now(),
      staff,
      event: 'exchange.uploaded',
      site,
      detail: { id: view.id, format: view.format, bytes: bytes.length },
    });
    return ok(view);
  }

  /** Begins a dry run. @returns why it cannot begin */
  dryRun(
    { site }: Doer,
    id: string,
    wish: z.output<typeof dryRunWish>,
    timeZone: string,
  ): Promise<Result<true, ErrorCode>> {
    return this.#begin(site, id, 'judging', (signal) => this.#judge(site, id, wish, timeZone, signal));
  }

  async #judge(
    site: string,
    id: string,
    wish: z.output<typeof dryRunWish>,
    timeZone: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { db, threads, now } = this.#works;
    const [draft, packed] = await Promise.all([readDraft(db, site), packedOf(db, site, id)]);
    if (!packed) throw new Stopped('exchange.unknown');
    await forgetLines(db.query, site, id);
    const judged = await threads.run(
      'judge-upload',
      { site, upload: packed.content, content: draft.content, wish, timeZone },
      {
        signal,
        onTold: async ({ lines, done, total }) => {
          await keepLines(db.query, site, id, done - lines.length, lines);
          const progress = { step: 'judge', done, total } as const;
          if (await tellProgress(db.query, site, id, progress, now()))
            throw new Stopped('exchange.cancelled');
        },
      },
    );
    if (!judged.ok) throw new Stopped(threadCode(judged.error));
    const { counts, changes } = judged.value;
    const isDone = await putDown(db.query, site, id, {
      state: 'judged',
      counts,
      changes,
      draft: draft.version,
    });
    if (!isDone) throw new Stopped('exchange.cancelled');
  }

  /**
   * Begins to write what the last dry run found into the draft, as one act.
   * @returns why it cannot begin
   */
  async apply(doer: Doer, id: string, { take }: ApplyWish): Promise<Result<true, ErrorCode>> {
    const { site } = doer;
    const { db, now } = this.#works;
    const view = await findImport(db, site, id, now());
    if (!view) return fail('exchange.unknown');
    if (view.state === 'applying') return fail('exchange.under-way');
    if (view.state !== 'judged' || !view.counts) return fail('exchange.not-judged');
    const { counts } = view;
    if (counts.fault > 0 && view.format === 'folder') return fail('exchange.folder-faults');
    if (counts.fault > 0 && take === 'all') return fail('exchange.has-faults');
    if (counts.new + counts.changed + counts.removed === 0) return fail('exchange.nothing');
    return this.#begin(site, id, 'applying', (signal) => applyImport(this.#works, doer, view, signal));
  }

  /**
   * Begins to take back what an apply wrote, as one act again.
   * @returns why it cannot begin
   */
  async undo(doer: Doer, id: string): Promise<Result<true, ErrorCode>> {
    const { site } = doer;
    const packed = await packedOf(this.#works.db, site, id);
    if (!packed) return fail('exchange.unknown');
    if (packed.act === null) return fail('exchange.nothing');
    const act = Number(packed.act);
    return this.#begin(site, id, 'undoing', (signal) => undoImport(this.#works, doer, id, act, signal));
  }

  async cancel(site: string, id: string): Promise<void> {
    await cancelImport(this.#works.db.query, site, id);
    this.#under.get(`${site}/${id}`)?.abort.abort('exchange.cancelled');
  }

  /** Ends what is under way in this hub. */
  async close(): Promise<void> {
    const all = [...this.#under.values()];
    for (const { abort } of all) abort.abort('exchange.stopped');
    await Promise.all(all.map(({ done }) => done));
  }

  /** Goes on with something after the answer. Whatever becomes of it stands in the row afterwards. */
  async #begin(
    site: string,
    id: string,
    what: UnderWay,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<Result<true, ErrorCode>> {
    const { db, now } = this.#works;
    const cannot = await takeUp(db, site, id, what, now());
    if (cannot) return fail(cannot);
    const abort = new AbortController();
    const key = `${site}/${id}`;
    const done = work(abort.signal)
      .catch((error: unknown) => this.#putBack(site, id, what, error))
      // The database is gone: the row is taken for lost after a while.
      .catch(() => undefined)
      .finally(() => this.#under.delete(key));
    this.#under.set(key, { abort, done });
    return ok(true);
  }

  async #putBack(site: string, id: string, what: UnderWay, error: unknown): Promise<void> {
    const { db, now } = this.#works;
    const isOurs = error instanceof Stopped;
    const failed = isOurs ? error.code : error instanceof Refusal ? error.failure.code : 'exchange.failed';
    const before =
      isOurs && error.conflicts !== undefined ? await findImport(db, site, id, now()) : undefined;
    const counts = before?.counts && { ...before.counts, conflicts: (error as Stopped).conflicts };
    await putDown(db.query, site, id, { state: BACK[what], failed, counts });
  }
}
