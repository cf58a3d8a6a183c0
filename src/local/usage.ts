import { newCommandId } from '../model/ids.ts';
import {
  type UsageCounts,
  counted,
  isNothing,
  notFound,
  nothingCounted,
  reportOf,
  togetherCounted,
} from '../model/usage.ts';
import type { UsageReport } from '../model/schema/usage.ts';
import type { Store } from './store.ts';

/** What is kept until the hub has it. */
interface Kept {
  readonly open: UsageCounts;
  /** Told under this name, and perhaps heard: nothing is added to it any more. */
  readonly telling?: { readonly batch: string; readonly counts: UsageCounts };
}

const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

const KEY = { box: 'meta', key: 'usage' } as const;

/**
 * Counts what the terminal is used for: how often, by the hour, and nothing of whom. In memory during a visit, on the disk
 * from its end on; a power cut in the middle of a visit loses that visit's counts, which is as good.
 */
export class Usage {
  readonly #store: Store;
  #now: UsageCounts = nothingCounted;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Counts one more of this key (`usageKey` in the schema says what keys look like). */
  note(key: string): void {
    this.#now = counted(this.#now, key, this.#store.now());
  }

  /** Counts a search that found nothing. */
  unfound(query: string): void {
    this.#now = notFound(this.#now, query, this.#store.now());
  }

  /** Writes down what was counted; where that fails it is written down with the next. */
  async keep(): Promise<void> {
    const taken = this.#now;
    if (isNothing(taken)) return;
    this.#now = nothingCounted;
    try {
      await this.#store.driver.decide(['meta'], [KEY], ([kept]) => {
        const { open, ...rest } = (kept as Kept | undefined) ?? { open: nothingCounted };
        const value: Kept = { ...rest, open: togetherCounted(open, taken) };
        return { writes: [{ ...KEY, value }], result: undefined };
      });
    } catch {
      this.#now = togetherCounted(taken, this.#now);
    }
  }

  /**
   * Tells the hub what is kept. What was told and not answered is told again, under the same name.
   * @param tell sends it; false where the hub did not take it
   */
  async tell(tell: (report: UsageReport) => Promise<boolean>): Promise<void> {
    await this.keep();
    const { driver } = this.#store;
    const telling = await driver.decide(['meta'], [KEY], ([found]) => {
      const kept = found as Kept | undefined;
      if (!kept || kept.telling || isNothing(kept.open)) return { writes: [], result: kept?.telling };
      const next = { batch: newCommandId(randomBytes), counts: kept.open };
      const value: Kept = { open: nothingCounted, telling: next };
      return { writes: [{ ...KEY, value }], result: next };
    });
    if (!telling || !(await tell(reportOf(telling.batch, telling.counts)))) return;
    await driver.decide(['meta'], [KEY], ([found]) => {
      const kept = found as Kept | undefined;
      if (kept?.telling?.batch !== telling.batch) return { writes: [], result: undefined };
      const value: Kept = { open: kept.open };
      return { writes: [{ ...KEY, value }], result: undefined };
    });
  }
}
