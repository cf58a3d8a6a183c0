import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../hub/database/database.ts';
import { type Embedded, startEmbedded } from '../../hub/database/embedded.ts';
import { migrate } from '../../hub/database/migrate.ts';

/**
 * Real databases for tests: one PostgreSQL a process, started on first use in a folder of its own, and a fresh
 * database for each caller.
 *
 *     const databases = testDatabases();
 *     after(databases.end);
 *     const db = await databases.fresh();
 */
export interface TestDatabases {
  /** @returns an empty database with all tables */
  readonly fresh: () => Promise<Database>;
  /** @returns the address of an empty database without tables */
  readonly freshAddress: () => Promise<string>;
  /** Closes every database handed out so far; PostgreSQL goes on, for the next ones. */
  readonly closeAll: () => Promise<void>;
  /** Closes every database handed out, ends PostgreSQL and removes its folder. */
  readonly end: () => Promise<void>;
}

export function testDatabases(): TestDatabases {
  const folder = mkdtempSync(join(tmpdir(), 'linli-test-'));
  const handedOut: Database[] = [];
  let server: Promise<Embedded> | undefined;

  const freshAddress = async () => {
    server ??= startEmbedded(folder);
    const { connectionString } = await server;
    const name = `test_${randomBytes(6).toString('hex')}`;
    const owner = openDatabase(connectionString, 1);
    await owner.query(`create database ${name}`);
    await owner.close();
    return connectionString.replace('/linli?', `/${name}?`);
  };

  // A test run that is cut short must not leave a PostgreSQL behind.
  const onSignal = () => void end().finally(() => process.exit(1));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);

  async function closeAll(): Promise<void> {
    await Promise.allSettled(handedOut.splice(0).map((db) => db.close()));
  }

  async function end(): Promise<void> {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await closeAll();
    await (await server?.catch(() => undefined))?.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  return {
    freshAddress,
    fresh: async () => {
      const db = openDatabase(await freshAddress());
      handedOut.push(db);
      await migrate(db);
      return db;
    },
    closeAll,
    end,
  };
}
