import type { Failure } from '../../src/model/errors.ts';
import type { CommandId, Outcome } from '../../src/model/schema/command.ts';
import type { Query } from '../database/database.ts';

/** One command on its way to its outcome. */
export interface Delivery {
  readonly site: string;
  readonly terminal: string;
  readonly id: CommandId;
  readonly digest: string;
  /** The hub's clock. */
  readonly nowMs: number;
}

type Db = { readonly query: Query };

/** What a command that was done leads to. */
export type Effect = Omit<Extract<Outcome, { status: 'done' }>, 'command' | 'status' | 'at'>;

export const done = ({ id, nowMs }: Delivery, effect: Effect = {}): Outcome => ({
  command: id,
  status: 'done',
  at: new Date(nowMs).toISOString(),
  ...effect,
});

export const refused = ({ id, nowMs }: Delivery, error: Failure): Outcome => ({
  command: id,
  status: 'refused',
  at: new Date(nowMs).toISOString(),
  error,
});

/**
 * What the command was answered before.
 * @returns its outcome; a refusal `command.id-reused` where that id stood for something else; undefined where it is new
 */
export async function storedOutcome(db: Db, delivery: Delivery): Promise<Outcome | undefined> {
  const [row] = await db.query<{ digest: string; body: Outcome }>(
    'select digest, body from outcome where site = $1 and command = $2',
    [delivery.site, delivery.id],
  );
  if (!row || row.digest === delivery.digest) return row?.body;
  return refused(delivery, {
    code: 'command.id-reused',
    field: 'id',
    mend: 'Make a new id for each command.',
  });
}

/**
 * Stores a refusal. Where the same command was answered in the meantime, that answer holds: there is one outcome.
 */
export async function storeRefusal(db: Db, delivery: Delivery, error: Failure): Promise<Outcome> {
  const outcome = refused(delivery, error);
  const stored = await db.query(
    `insert into outcome (site, command, digest, body, at) values ($1, $2, $3, $4, $5)
     on conflict (site, command) do nothing returning command`,
    outcomeValues(delivery, outcome),
  );
  return stored.length > 0 ? outcome : ((await storedOutcome(db, delivery)) ?? outcome);
}

/** The values of an outcome's row, in the order site, command, digest, body, at. */
export const outcomeValues = (delivery: Delivery, outcome: Outcome): readonly unknown[] => [
  delivery.site,
  delivery.id,
  delivery.digest,
  outcome,
  outcome.at,
];
