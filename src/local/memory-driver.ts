import { lastOf } from '../model/last.ts';
import type { Box, Decision, Driver, Found, IndexOf, IndexedBox, Read, Wanted, Write } from './driver.ts';

type Indexed = Readonly<Record<string, string | number | undefined>>;

/** Keeps everything in memory: what a terminal falls back to when the browser gives it no storage. */
export class MemoryDriver implements Driver {
  readonly durable: boolean = false;
  readonly #boxes: Record<Box, Map<string, unknown>> = {
    documents: new Map(),
    outbox: new Map(),
    outcomes: new Map(),
    uses: new Map(),
    bands: new Map(),
    meta: new Map(),
  };

  get(box: Box, key: string): Promise<unknown> {
    return Promise.resolve(this.#boxes[box].get(key));
  }

  all(box: Box, prefix = '', limit = Infinity): Promise<unknown[]> {
    return Promise.resolve(
      this.#sorted(box)
        .filter(([key]) => key.startsWith(prefix))
        .slice(0, limit)
        .map(([, value]) => value),
    );
  }

  find<B extends IndexedBox>(box: B, field: IndexOf<B>, wanted: Wanted): Promise<unknown[]> {
    const fits = (value: string | number | undefined): boolean =>
      value !== undefined && ('is' in wanted ? value === wanted.is : value < wanted.below);
    return Promise.resolve(
      this.#sorted(box)
        .map(([, value]) => value as Indexed)
        .filter((value) => fits(value[field])),
    );
  }

  count(box: Box): Promise<number> {
    return Promise.resolve(this.#boxes[box].size);
  }

  lastKey(box: Box): Promise<string | undefined> {
    return Promise.resolve(lastOf(this.#sorted(box))?.[0]);
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

  async decide<T>(
    _boxes: readonly Box[],
    reads: readonly Read[],
    decide: (found: Found) => Decision<T>,
  ): Promise<T> {
    // Nothing is awaited between reading and writing: nobody can come in between.
    const { writes, result } = decide(
      reads.map((read) =>
        'key' in read
          ? this.#boxes[read.box].get(read.key)
          : this.#sorted(read.box).map(([, value]) => value),
      ),
    );
    await this.write(writes);
    return result;
  }

  close(): void {
    for (const box of Object.values(this.#boxes)) box.clear();
  }

  #sorted(box: Box): [string, unknown][] {
    return [...this.#boxes[box]].sort(([one], [other]) => (one < other ? -1 : 1));
  }
}
