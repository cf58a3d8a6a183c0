import { SearchClient } from '../../src/kiosk/directory/search-client.ts';
import { SearchRunner } from '../../src/kiosk/directory/search-runner.ts';
import { buildIndex, search, type SearchEntry, type SearchIndex } from '../../src/model/search.ts';

let entries: readonly SearchEntry[] = [];
let index: SearchIndex | undefined;
/** Every word of an entry in one line: what a plain comparison looks through. */
let lines: readonly string[] = [];

function compareAll(query: string): number {
  let found = 0;
  for (const line of lines) if (line.includes(query)) found += 1;
  return found;
}

/** Does the work and says how long it took, and how long the page could not do anything else at the longest. */
async function gapDuring(work: () => Promise<unknown>): Promise<{ ms: number; gapMs: number }> {
  const { port1, port2 } = new MessageChannel();
  let lastMs = performance.now();
  let gapMs = 0;
  port1.onmessage = () => {
    const nowMs = performance.now();
    gapMs = Math.max(gapMs, nowMs - lastMs);
    lastMs = nowMs;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  const startedAtMs = performance.now();
  await work();
  const ms = performance.now() - startedAtMs;
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  port1.close();
  return { ms, gapMs };
}

/** What the bench calls. Times are milliseconds. */
const searchBench = {
  take(given: readonly SearchEntry[]): void {
    entries = given;
    lines = entries.map(({ name, aliases, pinyin, text }) =>
      [name.zh, name.en, ...aliases, ...pinyin.map((each) => each.replaceAll(' ', '')), text]
        .join('\n')
        .toLowerCase(),
    );
  },
  build(): void {
    index = buildIndex(entries);
  },
  query(query: string, times: number, limit: number): void {
    for (let time = 0; time < times; time += 1) if (index) search(index, query, { limit });
  },
  floor(query: string, times: number): void {
    for (let time = 0; time < times; time += 1) compareAll(query);
  },
  async worker(queries: readonly string[], limit: number) {
    const client = new SearchClient();
    const building = await gapDuring(() => client.setEntries(entries));
    const answers: number[] = [];
    for (const query of queries) {
      const startedAtMs = performance.now();
      await client.search(query, limit);
      answers.push(performance.now() - startedAtMs);
    }
    client.close();
    return { ...building, answers };
  },
  async slices() {
    const runner = new SearchRunner();
    const building = await gapDuring(() => runner.setEntries(entries));
    runner.close();
    return building;
  },
};

Object.assign(globalThis, { searchBench });
