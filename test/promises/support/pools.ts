import { after, before } from 'node:test';
import { type Database, openDatabase } from '../../../hub/database/database.ts';
import { testDatabases } from '../../support/database.ts';

/** Nobody cuts this database's power: what it says it wrote need not be on the disk. processes.test.ts tries the rest. */
export async function keepInMemory(db: Database): Promise<void> {
  const [row] = await db.query<{ name: string }>('select current_database() as name');
  await db.query(`alter database ${row?.name} set synchronous_commit = off`);
}

/**
 * What two hubs on one database have, for the tests of a file.
 * @returns read it within a test: it is filled before the first and closed after the last
 */
export function twoPools(): readonly Database[] {
  const databases = testDatabases();
  const pools: Database[] = [];
  before(async () => {
    const db = await databases.fresh();
    await keepInMemory(db);
    for (let hub = 0; hub < 2; hub += 1) pools.push(openDatabase(db.connectionString, 4));
  });
  after(async () => {
    await Promise.all(pools.map((pool) => pool.close()));
    await databases.end();
  });
  return pools;
}
