import type { Database } from '../database/database.ts';

/** Something the hub does by itself, again and again. It must bear being done twice at once: see `JobRunner`. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /**
   * @param nowMs the hub's clock
   * @returns the sites in which something changed
   */
  readonly run: (nowMs: number) => Promise<readonly string[]>;
}

export interface RunnerOptions {
  readonly db: Database;
  /** The hub's clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Tells terminals that a site changed. */
  readonly ring: (site: string) => void;
  /** Hears of failures; the job comes again. */
  readonly onFailure: (error: unknown) => void;
}

const TICK_MS = 1_000;
/** A job that failed comes again after so long, or with its next turn where that is earlier. */
const RETRY_MS = 30_000;

// Whoever moves the time on has the turn. A time that lies ahead by more than an interval was written by a hub whose
// clock is wrong: without that clause its jobs would stand still until that time has come.
const CLAIM = `
insert into job (name, ran_at) values ($1, $2)
on conflict (name) do update set ran_at = excluded.ran_at
  where job.ran_at <= excluded.ran_at - make_interval(secs => $3)
     or job.ran_at > excluded.ran_at + make_interval(secs => $3)
returning name`;

/**
 * Runs jobs, one turn in one hub process however many there are on the database. There is no leader: each process asks
 * every second what is due, and any can take over. A turn that takes longer than its interval, or whose process is
 * killed, is followed by the next one elsewhere; so a job locks what it changes and looks again under the lock.
 */
export class JobRunner {
  readonly #jobs: readonly Job[];
  readonly #options: RunnerOptions;
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> = Promise.resolve();
  #stopped = false;
  #isAway = false;

  constructor(jobs: readonly Job[], options: RunnerOptions) {
    this.#jobs = jobs;
    this.#options = options;
  }

  /** Begins to tick. */
  start(): void {
    if (this.#stopped || this.#timer) return;
    const tick = () => {
      this.#ticking = this.#tick();
      void this.#ticking.then(() => {
        if (!this.#stopped) this.#timer = setTimeout(tick, TICK_MS);
      });
    };
    this.#timer = setTimeout(tick, 0);
  }

  /** Where the database is away this is said once, and not every second. */
  async #tick(): Promise<void> {
    try {
      await this.#startDue(() => undefined);
      this.#isAway = false;
    } catch (error) {
      if (!this.#isAway) this.#options.onFailure(error);
      this.#isAway = true;
    }
  }

  /** Does now what is due, one after the other: for whoever moves the clock himself. */
  async runDue(): Promise<void> {
    await this.#startDue((run) => run);
  }

  /** Starts nothing more and waits for what runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#ticking;
    await Promise.all(this.#running.values());
  }

  /** @param started what to wait for before the next one is started */
  async #startDue(started: (run: Promise<void>) => Promise<void> | undefined): Promise<void> {
    const { db, now } = this.#options;
    const nowMs = now();
    const rows = await db.query<{ name: string; ranAt: Date }>('select name, ran_at as "ranAt" from job');
    const ranAtMs = new Map(rows.map(({ name, ranAt }) => [name, ranAt.getTime()]));
    for (const job of this.#jobs) {
      const before = ranAtMs.get(job.name);
      // Asked before it is claimed: a look costs no write, and nearly always there is nothing due.
      const isDue = before === undefined || Math.abs(nowMs - before) >= job.everyMs;
      if (isDue && !this.#stopped && !this.#running.has(job.name) && (await this.#claim(job, nowMs)))
        await started(this.#run(job, nowMs));
    }
  }

  async #claim({ name, everyMs }: Job, nowMs: number): Promise<boolean> {
    const claimed = await this.#options.db.query(CLAIM, [name, new Date(nowMs), everyMs / 1_000]);
    return claimed.length > 0;
  }

  #run(job: Job, nowMs: number): Promise<void> {
    const { ring, onFailure } = this.#options;
    const run = job
      .run(nowMs)
      .then((sites) => sites.forEach(ring))
      .catch(async (error: unknown) => {
        onFailure(error);
        await this.#comeAgain(job, nowMs);
      })
      .finally(() => this.#running.delete(job.name));
    this.#running.set(job.name, run);
    return run;
  }

  async #comeAgain({ name, everyMs }: Job, nowMs: number): Promise<void> {
    if (everyMs <= RETRY_MS) return;
    await this.#options.db
      .query('update job set ran_at = $2 where name = $1', [name, new Date(nowMs - everyMs + RETRY_MS)])
      .catch(() => undefined);
  }
}
