/** The process of the floor: the same rows written by the bare database, one statement a booking, prepared once. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import pg from 'pg';
import { answerParent } from '../support/processes.ts';
import { CLAIM, claimValues } from './claim.ts';
import { type BookRound, type Prepared, type RoundAsk, runRound } from './round.ts';

export type ClaimAsk =
  | { readonly ask: 'open'; readonly databaseUrl: string; readonly site: string; readonly most: number }
  | RoundAsk;

let site = '';
let connections: pg.Client[] = [];
let prepared: Prepared[] = [];

function makeClaim(connection: pg.Client, slot: string): () => Promise<void> {
  const values = claimValues({
    site,
    slot,
    command: randomUUID(),
    booking: randomBytes(6).toString('hex'),
    digest: randomBytes(32).toString('hex'),
    codeDigest: randomBytes(8).toString('hex'),
    terminal: randomBytes(32).toString('base64url'),
    pass: randomBytes(75).toString('hex'),
  });
  return async () => {
    const { rowCount } = await connection.query({ name: 'claim', text: CLAIM, values: [...values] });
    if (rowCount !== 1) throw new Error('not claimed');
  };
}

answerParent(async (question: ClaimAsk): Promise<BookRound | undefined> => {
  if (question.ask === 'go') return runRound(prepared, question.ms);
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
    .map((connection) =>
      Array.from({ length: each }, () => makeClaim(connection, slots[randomInt(slots.length)] ?? '')),
    );
  return undefined;
});
