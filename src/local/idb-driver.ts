import { type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import {
  type Box,
  type Decision,
  type Driver,
  type Found,
  INDEXES,
  type IndexOf,
  type IndexedBox,
  type Read,
  type Wanted,
  type Write,
} from './driver.ts';

/** 1: documents, outbox, outcomes and meta by key. 2: the uses of leases, and indexes. 3: what was given of number bands. */
const VERSION = 3;
const BOXES: readonly Box[] = ['documents', 'outbox', 'outcomes', 'uses', 'bands', 'meta'];

type Upgrade = IDBPTransaction<unknown, string[], 'versionchange'>;
type Change = IDBPTransaction<unknown, string[], 'readwrite'>;

const startingWith = (prefix: string): IDBKeyRange | undefined =>
  prefix === '' ? undefined : IDBKeyRange.bound(prefix, `${prefix}\uffff`);

class IdbDriver implements Driver {
  readonly durable = true;
  readonly #db: IDBPDatabase;

  constructor(db: IDBPDatabase) {
    this.#db = db;
  }

  get(box: Box, key: string): Promise<unknown> {
    return this.#db.get(box, key);
  }

  all(box: Box, prefix = '', limit?: number): Promise<unknown[]> {
    return this.#db.getAll(box, startingWith(prefix), limit);
  }

  find<B extends IndexedBox>(box: B, field: IndexOf<B>, wanted: Wanted): Promise<unknown[]> {
    const range = 'is' in wanted ? wanted.is : IDBKeyRange.upperBound(wanted.below, true);
    return this.#db.getAllFromIndex(box, field, range);
  }

  count(box: Box): Promise<number> {
    return this.#db.count(box);
  }

  async lastKey(box: Box): Promise<string | undefined> {
    const cursor = await this.#db.transaction(box).store.openKeyCursor(null, 'prev');
    return cursor?.key as string | undefined;
  }

  async write(writes: readonly Write[], durability: 'strict' | 'relaxed' = 'relaxed'): Promise<void> {
    const boxes = [...new Set(writes.map((write) => write.box))];
    if (boxes.length === 0) return;
    const transaction = this.#db.transaction(boxes, 'readwrite', { durability });
    put(transaction, writes);
    await transaction.done;
  }

  async decide<T>(
    boxes: readonly Box[],
    reads: readonly Read[],
    decide: (found: Found) => Decision<T>,
    durability: 'strict' | 'relaxed' = 'relaxed',
  ): Promise<T> {
    const touched = [...new Set([...boxes, ...reads.map((read) => read.box)])];
    const transaction = this.#db.transaction(touched, 'readwrite', { durability });
    // Without somebody who hears it, a failed transaction would be reported as nobody's.
    transaction.done.catch(() => undefined);
    try {
      const found = await Promise.all(
        reads.map((read): Promise<unknown> => {
          const box = transaction.objectStore(read.box);
          return 'key' in read ? box.get(read.key) : box.getAll();
        }),
      );
      const { writes, result } = decide(found);
      put(transaction, writes);
      await transaction.done;
      return result;
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // It failed by itself, and has undone all.
      }
      throw error;
    }
  }

  close(): void {
    this.#db.close();
  }
}

function put(transaction: Change, writes: readonly Write[]): void {
  for (const write of writes) {
    const box = transaction.objectStore(write.box);
    // A rejected request aborts the transaction, and `done` carries the error: nothing is half written.
    if ('clear' in write) void box.clear().catch(() => undefined);
    else if ('remove' in write) void box.delete(write.key).catch(() => undefined);
    else void box.put(write.value, write.key).catch(() => undefined);
  }
}

/** Brings a database of any older version up to this one; what is in it stays. */
function upgrade(db: IDBPDatabase, transaction: Upgrade): void {
  for (const box of BOXES) if (!db.objectStoreNames.contains(box)) db.createObjectStore(box);
  for (const [box, fields] of Object.entries(INDEXES)) {
    const store = transaction.objectStore(box);
    for (const field of fields) if (!store.indexNames.contains(field)) store.createIndex(field, field);
  }
}

/**
 * Opens the database of one terminal of a site.
 * @param name see `databaseName`
 * @param onClosed told when the browser closes it under us: storage cleared, or a newer version asks for it
 * @throws where storage is denied, full or corrupt
 */
export async function openIdbDriver(name: string, onClosed: () => void): Promise<Driver> {
  const db = await openDB(`linli-${name}`, VERSION, {
    upgrade: (opened, _from, _to, transaction) => upgrade(opened, transaction),
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
  return new IdbDriver(db);
}
