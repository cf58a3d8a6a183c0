/** The process of the clients: terminals that book, one command a request, one request at a time each. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { answerParent } from '../support/processes.ts';
import { MadeTerminal } from './made-terminal.ts';

export type BookAsk =
  /** Pairs so many terminals. */
  | { readonly ask: 'open'; readonly port: number; readonly site: string; readonly most: number }
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

interface Prepared {
  readonly proof: string;
  readonly body: string;
}

let terminals: MadeTerminal[] = [];
let prepared: Prepared[][] = [];

const digits = () => String(randomInt(1_000_000_000)).padStart(9, '0');

function makeRequest(terminal: MadeTerminal, slot: string): Prepared {
  const command = {
    id: randomUUID(),
    kind: 'book',
    at: new Date().toISOString(),
    body: { booking: randomBytes(6).toString('hex'), code: digits(), slot, who: {} },
  };
  return {
    proof: terminal.proof('POST', terminal.pathOf('commands')),
    body: JSON.stringify({ commands: [command] }),
  };
}

async function run(ms: number): Promise<BookRound> {
  const latencies: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + ms;
  await Promise.all(
    prepared.map(async (requests, index) => {
      const terminal = terminals[index];
      if (!terminal) return;
      const path = terminal.pathOf('commands');
      for (const { proof, body } of requests) {
        const beforeMs = performance.now();
        if (beforeMs >= endMs) return;
        const answer = await terminal.line.ask('POST', path, proof, body);
        if (answer.status !== 200 || !answer.body.includes('"done"'))
          throw new Error(`not booked: ${answer.status} ${answer.body}`);
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

answerParent(async (question: BookAsk): Promise<BookRound | undefined> => {
  if (question.ask === 'go') return run(question.ms);
  if (question.ask === 'open') {
    terminals = Array.from({ length: question.most }, () => new MadeTerminal(question.port, question.site));
    for (const terminal of terminals) await terminal.pair();
    return undefined;
  }
  const { clients, each, slots } = question;
  // A nonce lives five minutes at least: asked for once more before a round, it lasts through it.
  const ready = terminals.slice(0, clients);
  for (const terminal of ready) await terminal.call('GET', 'changes?limit=1');
  prepared = ready.map((terminal) =>
    Array.from({ length: each }, () => makeRequest(terminal, slots[randomInt(slots.length)] ?? '')),
  );
  return undefined;
});
