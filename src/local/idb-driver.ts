import { type IDBPDatabase, openDB } from 'idb';
import type { Box, Driver, Write } from './driver.ts';

const BOXES: readonly Box[] = ['documents', 'outbox', 'outcomes', 'meta'];

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

  all(box: Box, prefix = ''): Promise<unknown[]> {
    return this.#db.getAll(box, startingWith(prefix));
  }

  async write(writes: readonly Write[], durability: 'strict' | 'relaxed' = 'relaxed'): Promise<void> {
    const boxes = [...new Set(writes.map((write) => write.box))];
    if (boxes.length === 0) return;
    const transaction = this.#db.transaction(boxes, 'readwrite', { durability });
    for (const write of writes) {
      const box = transaction.objectStore(write.box);
      // A rejected request aborts the transaction, and `done` carries the error: nothing is half written.
      if ('clear' in write) void box.clear().catch(() => undefined);
      else if ('remove' in write) void box.delete(write.key).catch(() => undefined);
      else void box.put(write.value, write.key).catch(() => undefined);
    }
    await transaction.done;
  }

  close(): void {
    this.#db.close();
  }
}

/**
 * Opens the database of one site.
 * @param onClosed told when the browser closes it under us: storage cleared, or a newer version asks for it
 * @throws where storage is denied, full or corrupt
 */
export async function openIdbDriver(site: string, onClosed: () => void): Promise<Driver> {
  const db = await openDB(`linli-${site}`, 1, {
    upgrade(created) {
      for (const box of BOXES) created.createObjectStore(box);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
  return new IdbDriver(db);
}
