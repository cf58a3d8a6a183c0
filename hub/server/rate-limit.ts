import { Refusal } from './refusal.ts';

/**
 * How many times something may happen in a span of time, for each key, in this process. A hub of a hall has one
 * process or a few, so a count of each process's own is near enough.
 */
export class RateLimit {
  readonly #most: number;
  readonly #spanMs: number;
  readonly #counts = new Map<string, { since: number; count: number }>();

  constructor(most: number, spanMs: number) {
    this.#most = most;
    this.#spanMs = spanMs;
  }

  /** @returns false where the key has used up its span */
  allows(key: string, nowMs: number): boolean {
    for (const [old, { since }] of this.#counts) {
      if (nowMs - since < this.#spanMs) break;
      this.#counts.delete(old);
    }
    const entry = this.#counts.get(key);
    if (!entry) {
      this.#counts.set(key, { since: nowMs, count: 1 });
      return true;
    }
    entry.count += 1;
    return entry.count <= this.#most;
  }
}

/** Counts one more for a key. @throws Refusal 429 where it has used up its minute */
export type MinuteLimit = (key: string) => void;

/**
 * The limit of a route: so many a minute for each key, such as an address, an account or a terminal.
 * @param now the hub's clock
 */
export function minuteLimit(most: number, now: () => number): MinuteLimit {
  const limit = new RateLimit(most, 60_000);
  return (key) => {
    if (!limit.allows(key, now()))
      throw new Refusal(429, 'request.too-many', { mend: 'Ask again in a minute.' });
  };
}
