import pg from 'pg';
import { PlainError } from '../plain-error.ts';

/** Held for as long as a hub uses a data folder. */
export interface Guard {
  readonly release: () => Promise<void>;
}

/** Any number, as long as every hub takes the same one. */
const HUB_LOCK = 5_200_113;

/**
 * One hub per data folder. The lock is a session's advisory lock inside the database itself: PostgreSQL drops it the
 * moment the hub's process is gone, however it went, so there is no stale lock to judge and no pid to mistake.
 * @throws PlainError when another hub holds it; any other error when the database cannot be reached
 */
export async function takeGuard(connectionString: string, folder: string): Promise<Guard> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5_000,
    application_name: 'linli-guard',
    keepAlive: true,
  });
  // The session ends with the database; whoever restarts the database takes the guard anew.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    HUB_LOCK,
  ]);
  if (rows[0]?.taken) return { release: () => client.end() };
  await client.end();
  throw new PlainError(
    `Another hub is already running on the data folder ${folder}.`,
    'Stop the other one, or give this one its own folder with LINLI_DATA.',
  );
}
