import { buildIndex, search, type SearchEntry, type SearchIndex } from '../../src/model/search.ts';

/** The search as a page runs it on its own thread: the slowest place it can be in. */
let entries: readonly SearchEntry[] = [];
let index: SearchIndex | undefined;

const timed = (work: () => unknown): number => {
  const startedAtMs = performance.now();
  work();
  return performance.now() - startedAtMs;
};

/** What everybody would write first: every entry, every word, one comparison after the other. */
const scan = (query: string, limit: number): readonly string[] => {
  const plain = query.toLowerCase();
  const found: string[] = [];
  for (const { id, name, aliases, pinyin, text } of entries) {
    const words = [
      name.zh,
      name.en ?? '',
      ...aliases,
      ...pinyin.map((each) => each.replaceAll(' ', '')),
      text ?? '',
    ];
    if (words.some((word) => word.includes(plain))) found.push(id);
    if (found.length >= limit) break;
  }
  return found;
};

/** The same with every word of an entry joined beforehand: the floor. */
let lines: readonly string[] = [];
const includes = (query: string): number => {
  let found = 0;
  for (const line of lines) if (line.includes(query)) found += 1;
  return found;
};

const api = {
  take(given: readonly SearchEntry[]): void {
    entries = given;
    lines = entries.map(({ name, aliases, pinyin, text }) =>
      [name.zh, name.en, ...aliases, ...pinyin.map((each) => each.replaceAll(' ', '')), text]
        .join('\n')
        .toLowerCase(),
    );
  },
  build: (): number =>
    timed(() => {
      index = buildIndex(entries);
    }),
  /** @returns milliseconds of each query, run so many times */
  queries: (queries: readonly string[], times: number, limit: number): readonly number[] =>
    queries.flatMap((query) =>
      Array.from({ length: times }, () => timed(() => index && search(index, query, { limit }))),
    ),
  floor: (queries: readonly string[], times: number): readonly number[] =>
    queries.flatMap((query) => Array.from({ length: times }, () => timed(() => includes(query)))),
  found: (query: string, limit: number): number => (index ? search(index, query, { limit }).length : 0),
  scan,
};

Object.assign(globalThis, { searchBench: api });
