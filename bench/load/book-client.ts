/** The process of the clients: terminals that book, one command a request, one request at a time each. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { answerParent } from '../support/processes.ts';
import { MadeTerminal } from './made-terminal.ts';
import { type BookRound, type Prepared, type RoundAsk, runRound } from './round.ts';

export type BookAsk =
  /** Pairs so many terminals. */
  { readonly ask: 'open'; readonly port: number; readonly site: string; readonly most: number } | RoundAsk;

let terminals: MadeTerminal[] = [];
let prepared: Prepared[] = [];

const digits = () => String(randomInt(1_000_000_000)).padStart(9, '0');

function makeRequest(terminal: MadeTerminal, slot: string): () => Promise<void> {
  const command = {
    id: randomUUID(),
    kind: 'book',
    at: new Date().toISOString(),
    body: { booking: randomBytes(6).toString('hex'), code: digits(), slot, who: {} },
  };
  const path = terminal.pathOf('commands');
  const proof = terminal.proof('POST', path);
  const body = JSON.stringify({ commands: [command] });
  return async () => {
    const answer = await terminal.line.ask('POST', path, proof, body);
    if (answer.status !== 200 || !answer.body.includes('"done"'))
      throw new Error(`not booked: ${answer.status} ${answer.body}`);
  };
}

answerParent(async (question: BookAsk): Promise<BookRound | undefined> => {
  if (question.ask === 'go') return runRound(prepared, question.ms);
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
