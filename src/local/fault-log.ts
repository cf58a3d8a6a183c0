import type { TerminalFault } from '../model/schema/terminal-report.ts';
import { toHex } from '../model/hex.ts';
import type { Driver } from './driver.ts';

/** What is told in one report; the rest follows with the next ones. */
const MOST_AT_ONCE = 20;
/** More than that is the same trouble again and again: the first ones say what it is. */
const MOST_KEPT = 100;
/** The same failure at the same place is kept once in so long. */
const SAME_WITHIN_MS = 60_000;
const PREFIX = 'fault/';

/** What may stand in a report: see `terminalFault` in src/model/schema/terminal-report.ts. */
const asWord = (text: string, most: number): string =>
  text.replaceAll(/[^\w.:/@+-]/gu, '_').slice(0, most) || 'unknown';

/** The first line of a stack that lies in a file of ours: name of the file, line and column. Nothing else is read of it. */
export const placeOf = (stack: string): string => {
  const [, file = '', line = '0', column = '0'] =
    /([\w.-]+\.[jt]s)(?:\?[^\s:)]*)?:(\d+):(\d+)/u.exec(stack) ?? [];
  return file === '' ? 'unknown' : `${file}:${line}:${column}`;
};

/** What kind of failure it is: the name of its class, and never its message, in which anything may stand. */
export const codeOf = (reason: unknown): string =>
  reason instanceof Error ? asWord(reason.name, 60) : asWord(typeof reason, 60);

/**
 * What went wrong on this terminal, kept until the hub has it. A failure to keep one is let go: it must not make another.
 */
export class FaultLog {
  readonly #driver: Driver;
  readonly #now: () => number;
  readonly #lately = new Map<string, number>();
  #kept: number | undefined;

  /** @param now milliseconds since 1970, the hub's time as far as known */
  constructor(driver: Driver, now: () => number) {
    this.#driver = driver;
    this.#now = now;
  }

  /**
   * Keeps one, unless the same was kept a moment ago.
   * @param screen name of the view that is open
   * @returns whether there is something to tell
   */
  async add(reason: unknown, screen: string): Promise<boolean> {
    try {
      const code = codeOf(reason);
      const stack = reason instanceof Error ? (reason.stack ?? '') : '';
      return await this.#keep(code, asWord(`${screen}@${placeOf(stack)}`, 160));
    } catch {
      return false;
    }
  }

  /** The oldest that were not told yet. */
  async next(): Promise<readonly TerminalFault[]> {
    return (await this.#driver.all('meta', PREFIX, MOST_AT_ONCE)) as TerminalFault[];
  }

  /** The hub has them. */
  async forget(told: readonly TerminalFault[]): Promise<void> {
    await this.#driver.write(told.map(({ id }) => ({ box: 'meta', key: PREFIX + id, remove: true })));
    this.#kept = undefined;
  }

  async #keep(code: string, where: string): Promise<boolean> {
    const nowMs = this.#now();
    const same = `${code} ${where}`;
    const lastMs = this.#lately.get(same);
    if (lastMs !== undefined && Math.abs(nowMs - lastMs) < SAME_WITHIN_MS) return false;
    if (this.#lately.size >= MOST_KEPT) this.#lately.clear();
    this.#lately.set(same, nowMs);
    this.#kept ??= (await this.#driver.all('meta', PREFIX, MOST_KEPT)).length;
    if (this.#kept >= MOST_KEPT) return false;
    // Keys in the order of time: the oldest are told first.
    const id = `${nowMs.toString(36).padStart(9, '0')}-${toHex(crypto.getRandomValues(new Uint8Array(6)))}`;
    const fault: TerminalFault = { id, at: new Date(nowMs).toISOString(), code, where };
    await this.#driver.write([{ box: 'meta', key: PREFIX + id, value: fault }]);
    this.#kept += 1;
    return true;
  }
}

/**
 * Listens for failures that nothing caught, a promise's too. What the browser complains of without a reason breaks nothing
 * and is passed over.
 * @returns ends it
 */
export function hearFailures(heard: (reason: unknown) => void): () => void {
  const onFailure = (event: ErrorEvent | PromiseRejectionEvent): void => {
    const reason: unknown = 'reason' in event ? event.reason : event.error;
    if (reason !== undefined && reason !== null) heard(reason);
  };
  addEventListener('error', onFailure);
  addEventListener('unhandledrejection', onFailure);
  return () => {
    removeEventListener('error', onFailure);
    removeEventListener('unhandledrejection', onFailure);
  };
}
