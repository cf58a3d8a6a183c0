import type { Driver } from './driver.ts';
import { openIdbDriver } from './idb-driver.ts';
import { MemoryDriver } from './memory-driver.ts';

const OPEN_TIMEOUT_MS = 8_000;

/**
 * Opens what storage there is. Where IndexedDB is denied, broken or never answers, memory takes its place and
 * `durable` says so: the terminal goes on working for what can be done without a memory of its own.
 * @param name of the database, see `databaseName`
 */
export async function openDriver(name: string, onClosed: () => void): Promise<Driver> {
  const timeout = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('storage did not open')), OPEN_TIMEOUT_MS);
  });
  try {
    const driver = await Promise.race([openIdbDriver(name, onClosed), timeout]);
    // A database may open and still refuse to write (quota 0, a read-only profile).
    await driver.write([{ box: 'meta', key: 'probe', value: 1 }], 'strict');
    // Old WebViews have no say in this; and a no changes nothing here: a wipe is noticed by the epoch that is gone.
    if ('storage' in navigator) navigator.storage.persist().catch(() => false);
    return driver;
  } catch {
    return new MemoryDriver();
  }
}
