import type { Box, Driver, Write } from './driver.ts';

/** Keeps everything in memory: what a terminal falls back to when the browser gives it no storage. */
export class MemoryDriver implements Driver {
  readonly durable = false;
  readonly #boxes: Record<Box, Map<string, unknown>> = {
    documents: new Map(),
    outbox: new Map(),
    outcomes: new Map(),
    meta: new Map(),
  };

  get(box: Box, key: string): Promise<unknown> {
    return Promise.resolve(this.#boxes[box].get(key));
  }

  all(box: Box, prefix = ''): Promise<unknown[]> {
    const entries = [...this.#boxes[box]].filter(([key]) => key.startsWith(prefix));
    return Promise.resolve(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value));
  }

  write(writes: readonly Write[]): Promise<void> {
    for (const write of writes) {
      const box = this.#boxes[write.box];
      if ('clear' in write) box.clear();
      else if ('remove' in write) box.delete(write.key);
      else box.set(write.key, write.value);
    }
    return Promise.resolve();
  }

  close(): void {
    for (const box of Object.values(this.#boxes)) box.clear();
  }
}
