import { type HubOptions, type Hub, buildHub } from '../../hub/hub.ts';
import { type TestDatabases, testDatabases } from './database.ts';
import { TEST_KEYS } from './keys.ts';
import { TestClock } from './site.ts';
import type { Database } from '../../hub/database/database.ts';

/** A hub in memory on a database of its own. */
export interface TestHub extends Hub {
  readonly db: Database;
  readonly clock: TestClock;
}

/**
 * Hubs for the tests of one file; `end` closes them all and their databases. Where each test makes its own, `afterEach`
 * takes `endEach`: a database bears a hundred connections, and a hub has a dozen.
 */
export class TestHubs {
  readonly databases: TestDatabases = testDatabases();
  readonly #hubs: { readonly hub: Hub; readonly db: Database | undefined }[] = [];

  async make(options: Partial<HubOptions> = {}): Promise<TestHub> {
    const clock = new TestClock();
    const db = options.db ?? (await this.databases.fresh());
    const defaults = { webRoot: '/nowhere', now: clock.now, pairLocal: true, keys: TEST_KEYS };
    const hub = await buildHub({ ...defaults, ...options, db });
    this.#hubs.push({ hub, db: options.db ? undefined : db });
    return { ...hub, db, clock };
  }

  /** How many there are. */
  get count(): number {
    return this.#hubs.length;
  }

  /** Closes those that were made after the first so many, with their databases. */
  async endFrom(count: number): Promise<void> {
    for (const { hub, db } of this.#hubs.splice(count)) {
      await hub.close();
      await db?.close();
    }
  }

  readonly endEach = async (): Promise<void> => {
    await this.endFrom(0);
    await this.databases.closeAll();
  };

  readonly end = async (): Promise<void> => {
    await this.endEach();
    await this.databases.end();
  };
}
