import type {
  Box,
  Decision,
  Driver,
  Found,
  IndexOf,
  IndexedBox,
  Read,
  Wanted,
  Write,
} from '../../../src/local/driver.ts';
import { MemoryDriver } from '../../../src/local/memory-driver.ts';

/** Thrown at whatever still runs on a machine without power. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

/** When the power goes: at which write from now on (0 is the next), and whether that write was still carried out. */
export interface CutPlan {
  readonly atWrite: number;
  readonly carriedOut: boolean;
  /** Of the writes that were not asked to be strict, how many of a thousand had reached the disk, oldest first. */
  readonly keptPerMille: number;
}

type Durability = 'strict' | 'relaxed';

/**
 * A disk under a terminal's database, as an unforgiving reading of IndexedDB allows: a write is all or nothing, a strict
 * one is on the disk when it resolves, and takes all before it along; of the others only the oldest are there after a
 * power cut. What was not yet resolved may be there or not.
 */
export class Disk {
  /** What a power cut leaves, what the page sees, and what lies between the two. */
  #kept: readonly (readonly Write[])[] = [];
  #seen = new MemoryDriver();
  #unsynced: (readonly Write[])[] = [];
  #power = { on: false };
  #plan: { left: number; readonly plan: CutPlan } | undefined;
  /** Told when the power goes. */
  onCut: () => void = () => undefined;

  /** The power goes at a write to come. */
  planCut(plan: CutPlan): void {
    this.#plan = { left: plan.atWrite, plan };
  }

  /** The power goes now. */
  cut(keptPerMille: number): void {
    const kept = Math.round((this.#unsynced.length * keptPerMille) / 1_000);
    this.#kept = compact([...this.#kept, ...this.#unsynced.slice(0, kept)]);
    this.#unsynced = [];
    this.#plan = undefined;
    this.#power.on = false;
    this.onCut();
  }

  /** A driver for one life of the terminal; those of former lives do nothing any more. */
  async start(): Promise<Driver> {
    const power = { on: true };
    this.#power = power;
    this.#seen = new MemoryDriver();
    for (const writes of this.#kept) await this.#seen.write(writes);
    return new PoweredDriver(this.#seen, power, (writes, durability) => this.write(writes, durability));
  }

  /** @returns what is really carried out */
  protected write(writes: readonly Write[], durability: Durability): readonly Write[] {
    if (writes.length === 0) return writes;
    const plan = this.#plan;
    const isLast = plan !== undefined && plan.left-- === 0;
    if (isLast && !plan.plan.carriedOut) {
      this.cut(plan.plan.keptPerMille);
      return [];
    }
    const copies = writes.map((write) => ('value' in write ? { ...write, value: copy(write.value) } : write));
    this.#unsynced.push(copies);
    if (durability === 'strict') {
      this.#kept = compact([...this.#kept, ...this.#unsynced]);
      this.#unsynced = [];
    }
    if (isLast) this.cut(plan.plan.keptPerMille);
    return copies;
  }
}

class PoweredDriver implements Driver {
  readonly durable = true;
  readonly #memory: MemoryDriver;
  readonly #power: { readonly on: boolean };
  readonly #write: (writes: readonly Write[], durability: Durability) => readonly Write[];

  constructor(
    memory: MemoryDriver,
    power: { readonly on: boolean },
    write: (writes: readonly Write[], durability: Durability) => readonly Write[],
  ) {
    this.#memory = memory;
    this.#power = power;
    this.#write = write;
  }

  get(box: Box, key: string): Promise<unknown> {
    return this.#powered(() => this.#memory.get(box, key));
  }

  all(box: Box, prefix?: string, limit?: number): Promise<unknown[]> {
    return this.#powered(() => this.#memory.all(box, prefix, limit));
  }

  find<B extends IndexedBox>(box: B, field: IndexOf<B>, wanted: Wanted): Promise<unknown[]> {
    return this.#powered(() => this.#memory.find(box, field, wanted));
  }

  count(box: Box): Promise<number> {
    return this.#powered(() => this.#memory.count(box));
  }

  lastKey(box: Box): Promise<string | undefined> {
    return this.#powered(() => this.#memory.lastKey(box));
  }

  write(writes: readonly Write[], durability: Durability = 'relaxed'): Promise<void> {
    return this.#powered(() => this.#memory.write(this.#write(writes, durability)));
  }

  decide<T>(
    boxes: readonly Box[],
    reads: readonly Read[],
    decide: (found: Found) => Decision<T>,
    durability: Durability = 'relaxed',
  ): Promise<T> {
    return this.#powered(() =>
      this.#memory.decide(boxes, reads, (found) => {
        const { writes, result } = decide(found);
        return { writes: this.#write(writes, durability), result };
      }),
    );
  }

  close(): void {
    // What is on a disk stays there.
  }

  /** Waits a turn before and after, as a real database does: others come in between. */
  async #powered<T>(work: () => Promise<T>): Promise<T> {
    await Promise.resolve();
    if (!this.#power.on) throw new PowerCut('no power');
    const result = await work();
    // The power may go between the disk and the page.
    if (!this.#power.on) throw new PowerCut('no power');
    return copy(result) as T;
  }
}

/** Many writes as one, so that a long life does not make a long start. */
function compact(all: readonly (readonly Write[])[]): readonly (readonly Write[])[] {
  const last = new Map<string, Write>();
  for (const write of all.flat())
    if ('clear' in write) {
      for (const [key, { box }] of last) if (box === write.box) last.delete(key);
    } else last.set(`${write.box}/${write.key}`, write);
  return [[...last.values()].filter((write) => !('remove' in write))];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isKeys = (value: unknown): boolean =>
  isObject(value) && ('proof' in value || value instanceof CryptoKey);

/** As IndexedDB does; keys are handed on as they are: they cannot be changed. */
const copy = (value: unknown): unknown => (isKeys(value) ? value : structuredClone(value));
