/** What the two that are compared have in common: how they are asked, and how a round is run and measured. */

export type RoundAsk =
  /** Makes so many requests for each of the first clients; making and signing them is the terminals' work, not the hub's. */
  | {
      readonly ask: 'prepare';
      readonly clients: number;
      readonly each: number;
      readonly slots: readonly string[];
    }
  | { readonly ask: 'go'; readonly ms: number };

export interface BookRound {
  readonly booked: number;
  readonly ms: number;
  /** Milliseconds from request to answer, 50 and 95 of a hundred. */
  readonly p50: number;
  readonly p95: number;
}

/** One client of a round: each of the list books once, and rejects where it did not get its place. */
export type Prepared = readonly (() => Promise<void>)[];

/**
 * All clients at once, each with one request at a time.
 * @param ms how long; a request that was begun by then is waited for and counts
 * @throws Error when a client has nothing left to send before the time is over: the round would measure idleness
 */
export async function runRound(clients: readonly Prepared[], ms: number): Promise<BookRound> {
  const latencies: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + ms;
  await Promise.all(
    clients.map(async (requests) => {
      for (const book of requests) {
        const beforeMs = performance.now();
        if (beforeMs >= endMs) return;
        await book();
        latencies.push(performance.now() - beforeMs);
      }
      throw new Error('too few requests were prepared');
    }),
  );
  const tookMs = performance.now() - startedMs;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return { booked: latencies.length, ms: tookMs, p50: at(0.5), p95: at(0.95) };
}
