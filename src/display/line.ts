import { terminalKeys } from '../local/keys.ts';
import { openDriver } from '../local/open.ts';
import { Outbox } from '../local/outbox.ts';
import { Store, databaseName } from '../local/store.ts';
import { Told } from '../local/told.ts';
import { type Sync, type SyncState, startSync } from '../sync/sync.ts';
import { DisplayReport } from './report.ts';

/** A display's database and its line to the hub. It sends nothing but the proof of its key, and how it is. */
export interface Line {
  readonly store: Store;
  /** What staff told this display. */
  readonly told: Told;
  readonly sync: Sync;
  stop(): void;
}

export interface LineOptions {
  readonly site: string;
  /** Forgets the documents first, and asks the hub for all of them again; the key stays. */
  readonly anew: boolean;
  readonly onSync: (state: SyncState) => void;
  /** Whether nothing is being said. */
  readonly isIdle: () => boolean;
  /** Told when the browser takes the database away while we run. */
  readonly onLost: () => void;
}

/** Opens the database and starts to listen to the hub. */
export async function openLine({ site, anew, onSync, isIdle, onLost }: LineOptions): Promise<Line> {
  const name = databaseName(site, 'display');
  const driver = await openDriver(name, onLost);
  if (anew)
    await driver.write([
      { box: 'documents', clear: true },
      { box: 'meta', key: 'sync', remove: true },
    ]);
  const store = await Store.open(site, driver, name);
  const keys = await terminalKeys(store.driver);
  const parts = {
    store,
    outbox: new Outbox(store, keys.seal),
    // A display has no places of its own, so none to give back.
    leases: { giveBack: () => Promise.resolve(false) },
    onState: onSync,
  };
  const made: { sync?: Sync; report?: DisplayReport } = {};
  const sync = startSync(
    location.origin,
    keys.proof,
    {
      ...parts,
      tellers: (client) => {
        const { outbox } = parts;
        made.report = new DisplayReport({
          store,
          outbox,
          isIdle,
          tell: (report) => client.tell('/report', report),
          sync: () => made.sync,
        });
        return [made.report.reporter];
      },
    },
    'display',
  );
  made.sync = sync;
  return {
    store,
    told: new Told(store),
    sync,
    stop: () => {
      made.report?.stop();
      sync.stop();
      store.close();
    },
  };
}
