import type { SearchEntry, SearchHit } from '../../model/search.ts';
import { type SearchEngine, slicedEngine, workerEngine } from './search-engine.ts';
import type { SearchPort } from './search-messages.ts';

interface Question {
  readonly query: string;
  readonly limit: number;
}

/**
 * Search for a view: an index that is made anew when the entries change, while the old one goes on answering, and
 * questions of which only the newest counts.
 */
export class SearchRunner {
  readonly #startWorker: (() => SearchPort) | undefined;
  /** The engine that answers, while `#making` may be under way to take its place. */
  #ready: SearchEngine | undefined;
  #making: Promise<SearchEngine> | undefined;
  #build = new AbortController();
  #entries: readonly SearchEntry[] = [];
  #newest: Question | undefined;
  #waiting: ((hits: readonly SearchHit[]) => void)[] = [];
  #answering = false;

  /** @param startWorker undefined: everything happens on the page's own thread */
  constructor(startWorker?: () => SearchPort) {
    this.#startWorker = startWorker;
  }

  /** @returns when these entries can be found, or when newer ones took their place */
  async setEntries(entries: readonly SearchEntry[]): Promise<void> {
    this.#build.abort();
    this.#build = new AbortController();
    this.#entries = entries;
    const { signal } = this.#build;
    this.#making = this.#make(entries, signal);
    try {
      const made = await this.#making;
      if (signal.aborted) {
        made.close();
        return;
      }
      this.#ready?.close();
      this.#ready = made;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /**
   * The entries that fit, best first. While somebody types, questions pile up: only the newest is asked, and all that
   * wait get its answer.
   */
  search(query: string, limit: number): Promise<readonly SearchHit[]> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#newest = { query, limit };
      if (!this.#answering) void this.#answer();
    });
  }

  /** Lets go of the worker. Questions that wait find nothing; `setEntries` begins again. */
  close(): void {
    this.#build.abort();
    this.#ready?.close();
    this.#ready = undefined;
    this.#making = undefined;
    this.#settle([]);
  }

  async #answer(): Promise<void> {
    this.#answering = true;
    for (let asked = this.#newest; asked; asked = this.#newest) {
      const hits = await this.#ask(asked);
      if (hits && this.#newest === asked) this.#settle(hits);
    }
    this.#answering = false;
  }

  /** @returns undefined where the engine went away and the question is to be asked again */
  async #ask({ query, limit }: Question): Promise<readonly SearchHit[] | undefined> {
    const making = this.#making;
    let engine = this.#ready;
    try {
      engine ??= await making;
      return engine ? await engine.search(query, limit) : [];
    } catch {
      // Nothing to ask, and setEntries has told its caller why.
      if (!engine && this.#making === making) return [];
      if (engine && engine === this.#ready) this.#takeOver();
      return undefined;
    }
  }

  /** The worker broke down: the page's own thread does its work from now on. */
  #takeOver(): void {
    this.#ready = undefined;
    this.#making = slicedEngine(this.#entries, this.#build.signal);
    this.#making.catch(() => undefined);
  }

  #settle(hits: readonly SearchHit[]): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#newest = undefined;
    for (const resolve of waiting) resolve(hits);
  }

  async #make(entries: readonly SearchEntry[], signal: AbortSignal): Promise<SearchEngine> {
    if (this.#startWorker) {
      try {
        return await workerEngine(this.#startWorker(), entries, signal);
      } catch (error) {
        // A browser without module workers: below.
        if (signal.aborted) throw error;
      }
    }
    return slicedEngine(entries, signal);
  }
}
