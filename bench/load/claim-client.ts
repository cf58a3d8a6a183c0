/** The process of the floor: the same rows written by the bare database, one statement a booking, prepared once. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import pg from 'pg';
import { answerParent } from '../support/processes.ts';
import type { BookRound } from './book-client.ts';
import { CLAIM, claimValues } from './claim.ts';

export type ClaimAsk =
  | { readonly ask: 'open'; readonly databaseUrl: string; readonly site: string; readonly most: number }
  | {
      readonly ask: 'prepare';
      readonly clients: number;
      readonly each: number;
      readonly slots: readonly string[];
    }
  | { readonly ask: 'go'; readonly ms: number };

let site = '';
let connections: pg.Client[] = [];
let prepared: (readonly unknown[])[][] = [];

const makeValues = (slot: string): readonly unknown[] =>
  claimValues({
    site,
    slot,
    command: randomUUID(),
    booking: randomBytes(6).toString('hex'),
    digest: randomBytes(32).toString('hex'),
    codeDigest: randomBytes(8).toString('hex'),
    terminal: randomBytes(32).toString('base64url'),
    pass: randomBytes(75).toString('hex'),
  });

async function run(ms: number): Promise<BookRound> {
  const latencies: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + ms;
  await Promise.all(
    prepared.map(async (bookings, index) => {
      const connection = connections[index];
      if (!connection) return;
      for (const values of bookings) {
        const beforeMs = performance.now();
        if (beforeMs >= endMs) return;
        const { rowCount } = await connection.query({ name: 'claim', text: CLAIM, values: [...values] });
        if (rowCount !== 1) throw new Error('not claimed');
        latencies.push(performance.now() - beforeMs);
      }
      throw new Error('too few were prepared');
    }),
  );
  const tookMs = performance.now() - startedMs;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return { booked: latencies.length, ms: tookMs, p50: at(0.5), p95: at(0.95) };
}

answerParent(async (question: ClaimAsk): Promise<BookRound | undefined> => {
  if (question.ask === 'go') return run(question.ms);
  if (question.ask === 'open') {
    site = question.site;
    connections = Array.from(
      { length: question.most },
      () => new pg.Client({ connectionString: question.databaseUrl, application_name: 'linli-floor' }),
    );
    for (const connection of connections) await connection.connect();
    return undefined;
  }
  const { clients, each, slots } = question;
  prepared = connections
    .slice(0, clients)
    .map(() => Array.from({ length: each }, () => makeValues(slots[randomInt(slots.length)] ?? '')));
  return undefined;
});
