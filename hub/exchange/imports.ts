import type { z } from 'zod';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { ErrorCode } from '../../src/model/errors.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { ApplyWish, ImportView, dryRunWish } from '../../src/model/schema/staff-exchange.ts';
import type { SiteFiles } from '../content/compile.ts';
import type { Database, Query } from '../database/database.ts';
import { applyEntries, draftFiles, draftVersion, lockDraft, resetDraft } from '../drafts/draft.ts';
import { undoAct } from '../drafts/undo.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { audit } from '../staff/audit.ts';
import {
  cancelImport,
  findImport,
  forgetLines,
  keepImport,
  keepLines,
  packedOf,
  putDown,
  takeUp,
  tellProgress,
} from './keep.ts';
import type { PackedChanges } from './tasks.ts';
import { type ThreadFault, runInThread } from './threads.ts';

const unpack = promisify(gunzip);

/** Somebody stopped it, or it cannot be done: nothing of it was written. */
class Stopped extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

/** Who does something at which site. */
export interface Doer {
  readonly site: string;
  readonly staff: string;
}

/** What is live and drafted of a site, with the version it was read at. */
export interface DraftNow {
  readonly files: SiteFiles;
  readonly version: number;
}

/** @throws Refusal `exchange.unknown` where the site was never published */
export const readDraft = (db: Database, site: string): Promise<DraftNow> =>
  db.transaction(async (query) => {
    const files = await draftFiles(query, site);
    if (!files) throw new Refusal(404, 'site.unknown', { field: 'site' });
    return { files, version: await draftVersion(query, site) };
  });

/**
 * Uploads on their way into the draft. What takes long goes on after the answer: its state is asked for, and it can be
 * stopped from any hub.
 */
export class Imports {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #under = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();

  constructor({ db, now }: Pick<Context, 'db' | 'now'>) {
    this.#db = db;
    this.#now = now;
  }

  /** Reads an upload in a thread of its own and keeps what was read. */
  async take(doer: Doer, file: string, bytes: Uint8Array): Promise<Result<ImportView, ThreadFault>> {
    const read = await runInThread({ do: 'read', bytes, site: doer.site });
    if (!read.ok) return read;
    if (read.value.said !== 'read') return fail({ code: 'exchange.failed' });
    const view = await keepImport(this.#db, doer.site, doer.staff, file, read.value.value, this.#now());
    await audit(this.#db, {
      atMs: this.#now(),
      staff: doer.staff,
      event: 'exchange.uploaded',
      site: doer.site,
      detail: { id: view.id, format: view.format, bytes: bytes.length },
    });
    return ok(view);
  }

  /** Begins a dry run. @returns false where something is under way already */
  async dryRun(
    { site }: Doer,
    id: string,
    wish: z.output<typeof dryRunWish>,
    timeZone: string,
  ): Promise<boolean> {
    const from = ['ready', 'judged', 'applied', 'undone'] as const;
    if (!(await takeUp(this.#db.query, site, id, 'judging', from, this.#now()))) return false;
    this.#begin(site, id, 'ready', (abort) => this.#judge(site, id, wish, timeZone, abort));
    return true;
  }

  async #judge(
    site: string,
    id: string,
    wish: z.output<typeof dryRunWish>,
    timeZone: string,
    abort: AbortController,
  ): Promise<void> {
    const { query } = this.#db;
    const [draft, packed] = await Promise.all([readDraft(this.#db, site), packedOf(this.#db, site, id)]);
    if (!packed) throw new Stopped('exchange.unknown');
    await forgetLines(query, site, id);
    const judged = await runInThread(
      { do: 'judge', content: packed.content, site, wish, files: draft.files, timeZone },
      {
        signal: abort.signal,
        onLines: async ({ lines, done, total }) => {
          await keepLines(query, site, id, done - lines.length, lines);
          if (await tellProgress(query, site, id, { step: 'judge', done, total }, this.#now())) abort.abort();
        },
      },
    );
    if (!judged.ok) throw new Stopped(judged.error.code);
    if (judged.value.said !== 'judged') throw new Stopped('exchange.failed');
    const { counts, changes } = judged.value.value;
    await putDown(query, site, id, { state: 'judged', counts, changes, draft: draft.version });
  }

  /**
   * Begins to write what the last dry run found into the draft, as one act.
   * @returns why it cannot begin
   */
  async apply(doer: Doer, id: string, { take }: ApplyWish): Promise<Result<true, ErrorCode>> {
    const { site } = doer;
    const view = await findImport(this.#db, site, id, this.#now());
    if (!view) return fail('exchange.unknown');
    if (view.state !== 'judged' || !view.counts) return fail('exchange.not-judged');
    const { counts } = view;
    if (counts.fault > 0 && view.format === 'folder') return fail('exchange.folder-faults');
    if (counts.fault > 0 && take === 'all') return fail('exchange.has-faults');
    if (counts.new + counts.changed + counts.removed === 0) return fail('exchange.nothing');
    if (!(await takeUp(this.#db.query, site, id, 'applying', ['judged'], this.#now())))
      return fail('exchange.busy');
    this.#begin(site, id, 'judged', () => this.#apply(doer, view));
    return ok(true);
  }

  async #apply({ site, staff }: Doer, { id, format, counts }: ImportView): Promise<void> {
    const packed = await packedOf(this.#db, site, id);
    if (!packed?.changes) throw new Stopped('exchange.not-judged');
    const changes = JSON.parse((await unpack(packed.changes)).toString('utf8')) as PackedChanges;
    const total = (counts?.new ?? 0) + (counts?.changed ?? 0) + (counts?.removed ?? 0);
    await tellProgress(this.#db.query, site, id, { step: 'write', done: 0, total }, this.#now());
    const act = await this.#db.transaction(async (query) => {
      await lockDraft(query, site);
      // Somebody changed the draft since: what would be new or changed is not what was shown.
      if ((await draftVersion(query, site)) !== Number(packed.draft)) throw new Stopped('exchange.moved');
      const nowMs = this.#now();
      const made =
        'files' in changes
          ? await resetDraft(query, site, { site: changes.files, catalogue: [] }, staff, nowMs)
          : await applyEntries(query, site, staff, nowMs, changes.entries);
      // Said on another connection: this one sees nothing of it before its end.
      if (await tellProgress(this.#db.query, site, id, { step: 'write', done: total, total }, nowMs))
        throw new Stopped('exchange.cancelled');
      await audit(
        { query },
        {
          atMs: nowMs,
          staff,
          event: 'exchange.applied',
          site,
          detail: { id, format, act: made?.seq, ...counts },
        },
      );
      return made?.seq;
    });
    await putDown(this.#db.query, site, id, { state: 'applied', act });
  }

  /**
   * Takes back what an apply wrote, as one act again.
   * @returns `kept`: how many entries stay as they are, because somebody changed the same field since
   */
  async undo({ site, staff }: Doer, id: string): Promise<Result<{ readonly conflicts: number }, ErrorCode>> {
    const packed = await packedOf(this.#db, site, id);
    if (!packed) return fail('exchange.unknown');
    if (packed.act === null) return fail('exchange.nothing');
    const seq = Number(packed.act);
    const outcome = await this.#db.transaction(async (query) => {
      await lockDraft(query, site);
      const atMs = this.#now();
      const done = await undoAct(query, site, { staff, atMs }, seq);
      await audit({ query }, { atMs, staff, event: 'exchange.undone', site, detail: { id, act: seq } });
      return done;
    });
    if (outcome.outcome === 'conflict') return ok({ conflicts: outcome.conflicts.length });
    await putDown(this.#db.query, site, id, { state: 'undone' });
    return ok({ conflicts: 0 });
  }

  async cancel(site: string, id: string): Promise<void> {
    await cancelImport(this.#db.query, site, id);
    this.#under.get(`${site}/${id}`)?.abort.abort();
  }

  /** Ends what is under way in this hub. */
  async close(): Promise<void> {
    const all = [...this.#under.values()];
    for (const { abort } of all) abort.abort();
    await Promise.all(all.map(({ done }) => done));
  }

  /** Goes on with something after the answer. Whatever becomes of it stands in the row afterwards. */
  #begin(
    site: string,
    id: string,
    back: 'ready' | 'judged',
    work: (abort: AbortController) => Promise<void>,
  ): void {
    const abort = new AbortController();
    const key = `${site}/${id}`;
    const done = work(abort)
      .catch((error: unknown) => this.#putBack(this.#db.query, site, id, back, error))
      // The database is gone: the row is taken for lost after a while.
      .catch(() => undefined)
      .finally(() => this.#under.delete(key));
    this.#under.set(key, { abort, done });
  }

  async #putBack(
    query: Query,
    site: string,
    id: string,
    state: 'ready' | 'judged',
    error: unknown,
  ): Promise<void> {
    const failed =
      error instanceof Stopped
        ? error.code
        : error instanceof Refusal
          ? error.failure.code
          : 'exchange.failed';
    await putDown(query, site, id, { state, failed });
  }
}
