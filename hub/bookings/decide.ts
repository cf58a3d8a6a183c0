import type { Failure } from '../../src/model/errors.ts';
import type { Outcome } from '../../src/model/schema/command.ts';
import { type Database, type Query, brokenUnique } from '../database/database.ts';
import {
  type Delivery,
  type Effect,
  done,
  outcomeValues,
  storeRefusal,
  storedOutcome,
} from '../commands/outcomes.ts';

/** A command that the rules refuse: thrown inside `decide`, it takes back what was done so far. */
export class Refused extends Error {
  readonly failure: Failure;
  /** What is kept of the attempt, together with the refusal. */
  readonly trace: ((query: Query) => Promise<void>) | undefined;

  constructor(failure: Failure, trace?: (query: Query) => Promise<void>) {
    super(failure.code);
    this.failure = failure;
    this.trace = trace;
  }
}

/**
 * Carries a command out: its effect and its one outcome in one transaction, or a stored refusal and no effect.
 * @param work judges under locks and writes; it throws `Refused` where the rules say no
 */
export async function decide(
  db: Database,
  delivery: Delivery,
  work: (query: Query) => Promise<Effect>,
): Promise<Outcome> {
  try {
    return await db.transaction(async (query) => {
      const outcome = done(delivery, await work(query));
      await query(
        'insert into outcome (site, command, digest, body, at) values ($1, $2, $3, $4, $5)',
        outcomeValues(delivery, outcome),
      );
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return refuse(db, delivery, error);
    // The same command, delivered twice at once: the other delivery's outcome is the one there is.
    const before = brokenUnique(error) === undefined ? undefined : await storedOutcome(db, delivery);
    if (before) return before;
    throw error;
  }
}

/** Stores a refusal with what is kept of the attempt. */
export const refuse = (db: Database, delivery: Delivery, { failure, trace }: Refused): Promise<Outcome> =>
  db.transaction(async (query) => {
    const outcome = await storeRefusal({ query }, delivery, failure);
    await trace?.(query);
    return outcome;
  });
