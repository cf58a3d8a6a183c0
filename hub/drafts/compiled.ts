import { type Result, ok } from '../../src/model/result.ts';
import type { ContentFault } from '../../src/model/schema/staff-content.ts';
import { checkCode, isSmall } from '../content/apart.ts';
import type { Database } from '../database/database.ts';
import { Refusal } from '../server/refusal.ts';
import type { ThreadFault } from '../threads/jobs.ts';
import type { Threads } from '../threads/threads.ts';
import { draftText, draftVersion } from './draft.ts';
import { type DraftGiven, type JudgedDraft, type ShownDocuments, judgeDraft } from './judge-draft.ts';
import { readyDraft } from './open.ts';
import { mustBeThere } from './paths.ts';

/** A draft, checked. */
export interface CheckedDraft {
  /** Of the draft that was checked: the newest there was when the check began. */
  readonly version: number;
  readonly faults: readonly ContentFault[];
  readonly warnings: readonly ContentFault[];
}
/** A draft with the documents that it makes. */
export interface CompiledDraft extends CheckedDraft {
  readonly shown: ShownDocuments;
}

/** How a draft is checked; tests put something else in its place. */
export type Judge = (given: DraftGiven) => Promise<Result<JudgedDraft, ThreadFault>>;

/** A small draft is checked on the spot, any other in a thread. */
export const judgeApart =
  (threads: Threads): Judge =>
  async (given) =>
    isSmall(given.text) ? ok(await judgeDraft(given)) : threads.run('judge-draft', given);

interface Kept extends JudgedDraft {
  readonly version: number;
  /** Of the draft and of what is live. */
  readonly state: string;
}

/** Who waits for a draft of one site. */
interface Line {
  readonly running: Promise<Kept>;
  next?: Next;
}
/** What comes after it, for all who asked meanwhile. */
interface Next {
  readonly done: Promise<Kept>;
  shown: boolean;
}

/** Drafts of so many sites are kept, each as it was checked last: the check and the preview of one edit are one. */
const MOST_KEPT = 4;

/**
 * Checks drafts, each state of each once. Of one site one check runs at a time; whoever asks meanwhile waits for one more,
 * of the draft as it is when that one begins. So the states between, which nobody wants to know of any more, are left
 * out, however many save and ask.
 */
export class CompiledDrafts {
  readonly #db: Database;
  readonly #judge: Judge;
  readonly #kept = new Map<string, Kept>();
  readonly #lines = new Map<string, Line>();

  constructor(db: Database, threads: Threads, judge = judgeApart(threads)) {
    this.#db = db;
    this.#judge = judge;
  }

  /**
   * Checks the draft of a site as it is now.
   * @throws Refusal `content.not-published`, and `content.check-…` where the check itself broke
   */
  check(site: string): Promise<CheckedDraft> {
    return this.#inLine(site, false);
  }

  /** The same with its documents. */
  async show(site: string): Promise<CompiledDraft> {
    const { shown, ...checked } = await this.#inLine(site, true);
    if (!shown) throw new Refusal(503, 'content.check-failed');
    return { ...checked, shown };
  }

  #inLine(site: string, shown: boolean): Promise<Kept> {
    const line = this.#lines.get(site);
    if (!line) return this.#begin(site, shown);
    if (line.next) {
      line.next.shown ||= shown;
      return line.next.done;
    }
    const begin = () => this.#begin(site, next.shown);
    const next: Next = { shown, done: line.running.then(begin, begin) };
    line.next = next;
    return next.done;
  }

  #begin(site: string, shown: boolean): Promise<Kept> {
    const running = this.#newest(site, shown);
    const line: Line = { running };
    this.#lines.set(site, line);
    const end = (): void => {
      if (!line.next && this.#lines.get(site) === line) this.#lines.delete(site);
    };
    running.then(end, end);
    return running;
  }

  async #newest(site: string, shown: boolean): Promise<Kept> {
    const kept = this.#kept.get(site);
    // Read in one transaction, and checked outside of it: a connection is too dear to wait for seconds.
    const now = await this.#db.transaction(async (query) => {
      const live = mustBeThere(await readyDraft(query, site));
      const version = await draftVersion(query, site);
      const state = `${live}.${version}`;
      if (kept?.state === state && (!shown || kept.shown)) return undefined;
      return { version, state, text: await draftText(query, site) };
    });
    if (kept && !now) return kept;
    const { version = 0, state = '', text = '' } = now ?? {};
    const judged = await this.#judge({ site, text, shown });
    if (!judged.ok) throw new Refusal(503, checkCode(judged.error));
    return this.#keep(site, { ...judged.value, version, state });
  }

  #keep(site: string, kept: Kept): Kept {
    this.#kept.delete(site);
    this.#kept.set(site, kept);
    for (const oldest of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(oldest);
    return kept;
  }
}
