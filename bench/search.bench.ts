/**
 * Search over made entries (milliseconds of work of one thread), on the page's own thread and in its worker, against a plain comparison of every entry.
 * Run: node --import tsx bench/search.bench.ts [--strict]
 */
import { madeEntries, typedQueries } from './made-entries.ts';
import { openFresh, openProbe, type Probe } from './support/browser.ts';
import { openBuilt } from './support/built.ts';
import { hold, median, quantile } from './support/figures.ts';

const SIZES = [200, 2_000, 20_000] as const;
const SPEEDS = [1, 6] as const;
const LIMIT = 12;
/** Each query is asked once, as when somebody types it, and then so often for its usual time. */
const TIMES = 9;
const BUILDS = 3;

interface Building {
  readonly ms: number;
  readonly gapMs: number;
}

const all = Object.values(typedQueries).flat();
const shown = (ms: number): string => ms.toFixed(ms < 10 ? 2 : 0);

async function inTurn<T, R>(all: readonly T[], ask: (each: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (const each of all) answers.push(await ask(each));
  return answers;
}

const rowOf = (times: readonly number[], floor: readonly number[], first: readonly number[] = []) => ({
  'p50 ms': shown(median(times)),
  'p95 ms': shown(quantile(times, 0.95)),
  'first time, slowest ms': first.length > 0 ? shown(Math.max(...first)) : '',
  'p95, plain comparison = 1': (quantile(times, 0.95) / quantile(floor, 0.95)).toFixed(2),
});

async function measure(probe: Probe, size: number, slowness: number): Promise<void> {
  const call = <T>(expression: string): Promise<T> => probe.evaluate<T>(`searchBench.${expression}`);
  await call(`take(${JSON.stringify(madeEntries(size))})`);
  await probe.slow(slowness);
  const work = async (expression: string): Promise<number> => {
    const before = await probe.worked();
    await call(expression);
    return (await probe.worked()) - before;
  };
  const buildMs = await work('build()');
  // The work of being asked at all: it is in every figure and taken out again.
  const askingMs = median(await inTurn(all, () => work("query('', 1, 1)")));
  const perQuery = (kind: 'query' | 'floor', query: string, times: number) =>
    work(`${kind}(${JSON.stringify(query)}, ${times}, ${LIMIT})`).then(
      (ms) => Math.max(0, ms - askingMs) / times,
    );

  const rows: Record<string, Record<string, string>> = {};
  const floor = await inTurn(all, (query) => perQuery('floor', query, TIMES));
  const typed: number[] = [];
  for (const [kind, queries] of Object.entries(typedQueries)) {
    const first = await inTurn(queries, (query) => perQuery('query', query, 1));
    const times = await inTurn(queries, (query) => perQuery('query', query, TIMES));
    typed.push(...times);
    rows[kind] = rowOf(times, floor, first);
  }
  rows['plain comparison'] = rowOf(floor, floor);
  const workers: (Building & { readonly answers: number[] })[] = [];
  const slices: Building[] = [];
  for (let time = 0; time < BUILDS; time += 1) {
    workers.push(await call(`worker(${JSON.stringify(all)}, ${LIMIT})`));
    slices.push(await call('slices()'));
  }
  const answers = workers.flatMap((worker) => worker.answers);
  const typical = (all: readonly Building[], of: keyof Building) => median(all.map((each) => each[of]));
  await probe.slow(1);

  console.log(`\n${size} entries, main thread ${slowness}× slower`);
  console.table(rows);
  console.log(`built on the page in one go in ${shown(buildMs)} ms`);
  console.log(
    `built in the worker in ${shown(typical(workers, 'ms'))} ms, the page held up for ` +
      `${shown(typical(workers, 'gapMs'))} ms at the longest; answers p50 ${shown(median(answers))}, ` +
      `p95 ${shown(quantile(answers, 0.95))} ms`,
  );
  console.log(
    `built on the page in slices in ${shown(typical(slices, 'ms'))} ms, held up for ` +
      `${shown(typical(slices, 'gapMs'))} ms at the longest`,
  );
  console.log(`all queries: p50 ${shown(median(typed))}, p95 ${shown(quantile(typed, 0.95))} ms`);
  if (size !== 20_000) return;
  const p95 = quantile(typed, 0.95);
  hold(`search.20000.${slowness}x.p95/plain-comparison`, p95 / quantile(floor, 0.95));
  hold(`search.20000.${slowness}x.p95`, p95);
  hold(`search.20000.${slowness}x.worker-gap`, typical(workers, 'gapMs'));
}

const built = await openBuilt('search-page');
const browser = await openFresh();
try {
  for (const slowness of SPEEDS)
    for (const size of SIZES) {
      // A page of its own each time: no code that another measurement made fast.
      const probe = await openProbe(browser.context);
      await probe.page.goto(built.url, { waitUntil: 'load' });
      await measure(probe, size, slowness);
      await probe.page.close();
    }
} finally {
  await browser.close();
  await built.close();
}
