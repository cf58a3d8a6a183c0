import { AsyncLocalStorage } from 'node:async_hooks';

/** What `Date.now` and `performance.now` say to the code that runs inside. */
export interface Clocks {
  wallMs(): number;
  monotonicMs(): number;
}

/**
 * Gives each terminal its own clocks, although all of them run in one process: the code under test asks `Date` and
 * `performance` as it does in a browser, and what they answer depends on whose call it is.
 */
const whose = new AsyncLocalStorage<Clocks | undefined>();

let installed = false;

/** Puts the clocks in; outside of `withClocks` everything is as it was. */
export function installClocks(): void {
  if (installed) return;
  installed = true;
  const RealDate = Date;
  const realNow = Date.now.bind(Date);
  const realMonotonic = performance.now.bind(performance);
  class OwnDate extends RealDate {
    constructor(...args: [] | [number | string | Date] | [number, number, ...number[]]) {
      const clocks = args.length === 0 ? whose.getStore() : undefined;
      if (clocks) super(clocks.wallMs());
      else super(...(args as [number, number]));
    }
    static override now(): number {
      return whose.getStore()?.wallMs() ?? realNow();
    }
  }
  globalThis.Date = OwnDate as DateConstructor;
  performance.now = () => whose.getStore()?.monotonicMs() ?? realMonotonic();
}

/** Runs work, and all that follows from it, by these clocks; `undefined` for the machine's own. */
export const withClocks = <T>(clocks: Clocks | undefined, work: () => T): T => whose.run(clocks, work);

/** The hub's clock, which is the true time here. Moved by the history alone. */
export class TrueTime {
  nowMs: number;
  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }
  readonly now = (): number => this.nowMs;
}

/**
 * A terminal's two clocks. The wall clock may be set to anything; the other one cannot be set, but a cheap crystal lets
 * it run fast or slow, and it stands still while the machine sleeps.
 */
export class TerminalClocks implements Clocks {
  readonly #time: TrueTime;
  /** How much faster than true both run, in parts in a million. */
  readonly #driftPpm: number;
  #startedMs: number;
  #wallErrorMs: number;
  #sleptMs = 0;

  constructor(time: TrueTime, driftPpm: number, wallErrorMs: number) {
    this.#time = time;
    this.#driftPpm = driftPpm;
    this.#startedMs = time.nowMs;
    this.#wallErrorMs = wallErrorMs;
  }

  wallMs(): number {
    return Math.round(
      this.#time.nowMs + this.#wallErrorMs + this.#drifted(this.#time.nowMs - this.#startedMs),
    );
  }

  monotonicMs(): number {
    const ranMs = this.#time.nowMs - this.#startedMs;
    return 1_000 + ranMs + this.#drifted(ranMs) - this.#sleptMs;
  }

  /** Somebody, or a bad time server, sets the wall clock. */
  jump(byMs: number): void {
    this.#wallErrorMs += byMs;
  }

  /** The machine was asleep for the last so many milliseconds. */
  slept(ms: number): void {
    this.#sleptMs += ms;
  }

  /** The page is started anew: the monotonic clock begins again. */
  restart(): void {
    const wall = this.wallMs();
    this.#startedMs = this.#time.nowMs;
    this.#wallErrorMs = wall - this.#time.nowMs;
    this.#sleptMs = 0;
  }

  #drifted(ms: number): number {
    return (ms * this.#driftPpm) / 1_000_000;
  }
}
