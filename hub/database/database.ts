import { createHash } from 'node:crypto';
import pg from 'pg';

/** Runs one statement with `$1`-style values and gives its rows. */
export type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/**
 * The hub's door to PostgreSQL. `int8` and `xid8` arrive as strings, `timestamptz` as `Date`, `jsonb` parsed.
 * Rows are not checked against a schema: what is in the tables went through one on its way in.
 */
export interface Database {
  readonly connectionString: string;
  readonly query: Query;
  /** Runs `work` in one transaction; a throw rolls it back. Deadlocks and serialization failures run it again. */
  readonly transaction: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** How long a statement or the wait for a connection may take before the caller hears of it. */
const STATEMENT_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** SQLSTATEs after which the same work may simply be done again. */
const AGAIN = new Set(['40001', '40P01']);
const MOST_TRIES = 5;

/** The SQLSTATE of an error that PostgreSQL itself answered; undefined for a broken connection and all else. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.code : undefined;

/** The constraint that refused a row (SQLSTATE 23505), or undefined. */
export const brokenUnique = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError && error.code === '23505' ? (error.constraint ?? '') : undefined;

/** Does `work` again as long as PostgreSQL only asks for another try. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= MOST_TRIES || !AGAIN.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/**
 * @param connectionString `postgres://…` as libpq writes it
 * @param connections the most connections this process opens
 */
export function openDatabase(connectionString: string, connections = 12): Database {
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'linli-hub',
  });
  // An idle connection that breaks is replaced by the next query; whoever runs one hears of a database that is gone.
  pool.on('error', () => undefined);

  const queryOn =
    (runner: pg.Pool | pg.PoolClient): Query =>
    async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await runner.query<Row & pg.QueryResultRow>(statement(sql, values))).rows;

  return {
    connectionString,
    query: queryOn(pool),
    transaction: (work) => retried(() => inTransaction(pool, (client) => work(queryOn(client)))),
    close: () => pool.end(),
  };
}

/**
 * A statement with values is prepared once in each connection, under a name that follows from its text: reading and
 * planning it costs more than running it.
 */
function statement(sql: string, values: readonly unknown[]): pg.QueryConfig {
  if (values.length === 0) return { text: sql };
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 32);
  return { name, text: sql, values: [...values] };
}

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away instead of going back to the pool.
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}
