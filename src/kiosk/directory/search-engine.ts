import { createIndexBuilder, search, type SearchEntry, type SearchHit } from '../../model/search.ts';
import type { FromSearch, SearchPort, ToSearch } from './search-messages.ts';

/** An index of entries that answers one question at a time. */
export interface SearchEngine {
  search(query: string, limit: number): Promise<readonly SearchHit[]>;
  close(): void;
}

/** Entries copied to the worker at once: about a millisecond of the page's time, and half a frame on weak hardware. */
const PORTION = 80;
/** How long a build on the page's own thread may go on before the page may draw: half a frame. */
const SLICE_MS = 8;

const aMoment = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

/**
 * Builds an index in a worker.
 * @param signal ends the build, not the finished engine
 * @throws where the worker does not load, breaks down, or `signal` is aborted; the worker is ended then
 */
export async function workerEngine(
  worker: SearchPort,
  entries: readonly SearchEntry[],
  signal: AbortSignal,
): Promise<SearchEngine> {
  let answer: ((message: FromSearch) => void) | undefined;
  let fail: ((reason: Error) => void) | undefined;
  let brokenBy: Error | undefined;
  const end = (reason: Error) => {
    brokenBy ??= reason;
    worker.end();
    fail?.(brokenBy);
  };
  worker.listen(
    (message) => answer?.(message),
    (reason) => end(new Error(reason)),
  );
  const stop = () => end(new Error('another index is wanted'));
  signal.addEventListener('abort', stop, { once: true });
  const ask = (message: ToSearch): Promise<FromSearch> =>
    new Promise((resolve, reject) => {
      answer = resolve;
      fail = reject;
      if (brokenBy) reject(brokenBy);
      else worker.post(message);
    });

  try {
    for (let from = 0; from < entries.length && !brokenBy; from += PORTION) {
      worker.post({ kind: 'add', entries: entries.slice(from, from + PORTION) });
      await aMoment();
    }
    await ask({ kind: 'finish' });
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return {
    async search(query, limit) {
      const found = await ask({ kind: 'search', query, limit });
      return found.kind === 'found' ? found.hits : [];
    },
    close: () => end(new Error('the search is closed')),
  };
}

/**
 * Builds an index on the page's own thread, in slices between which the page can draw: for browsers without module
 * workers.
 * @throws where `signal` is aborted
 */
export async function slicedEngine(
  entries: readonly SearchEntry[],
  signal: AbortSignal,
): Promise<SearchEngine> {
  const builder = createIndexBuilder();
  let sliceFrom = performance.now();
  const pauseWhenDue = async (): Promise<void> => {
    if (performance.now() - sliceFrom < SLICE_MS) return;
    await aMoment();
    if (signal.aborted) throw new Error('another index is wanted');
    sliceFrom = performance.now();
  };
  for (const entry of entries) {
    builder.add(entry);
    await pauseWhenDue();
  }
  const steps = builder.finishInSteps();
  for (;;) {
    const step = steps.next();
    if (step.done) {
      const index = step.value;
      return {
        search: (query, limit) => Promise.resolve(search(index, query, { limit })),
        close: () => undefined,
      };
    }
    await pauseWhenDue();
  }
}
