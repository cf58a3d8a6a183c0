import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../hub/database/database.ts';
import { startEmbedded } from '../../hub/database/embedded.ts';

/** A PostgreSQL that nobody else uses, with fsync on, in a folder that goes when the work is done. */
export interface OwnDatabase {
  readonly folder: string;
  readonly connectionString: string;
  readonly db: Database;
  /** The process all others of it are children of. */
  readonly pid: number;
}

/** Runs `work` on a database of its own, and leaves nothing of it behind, whatever comes. */
export async function onOwnDatabase(work: (own: OwnDatabase) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'));
  const { connectionString, stop } = await startEmbedded(folder);
  const db = openDatabase(connectionString, 2);
  try {
    const [row] = await db.query<{ pid: number }>(
      `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
    );
    await work({ folder, connectionString, db, pid: row?.pid ?? 0 });
  } finally {
    await db.close();
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
