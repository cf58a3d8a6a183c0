import pg from 'pg';
import type { Database } from '../database/database.ts';

/**
 * Tells every hub process on the database that a site changed. What rings within 200 ms is gathered in the process, so that
 * the transactions that book carry nothing for it, and one NOTIFY stands for many bookings.
 */
export interface Bell {
  /**
   * Says that something of the site was committed.
   * @param whom `editors`: a draft changed, which nobody reads but the staff's pages of content
   */
  readonly ring: (site: string, whom?: 'all' | 'editors') => void;
  /** Calls `heard` with each message, in whichever process it was rung; see `concerns`. @returns ends it */
  readonly listen: (heard: (site: string) => void) => () => void;
  readonly close: () => Promise<void>;
}

const CHANNEL = 'linli_changed';
const GATHER_MS = 200;
const RECONNECT_MS = 1_000;
/** To listeners: anything may have changed, since the line was down for a while. */
const EVERY_SITE = '*';
/** What stands before a site in a message to its editors alone: no site's id has such a sign. */
const EDITORS_OF = 'editors:';

/** @param onFailure hears of failures; the bell goes on */
export async function hangBell(db: Database, onFailure: (error: unknown) => void): Promise<Bell> {
  const listeners = new Set<(site: string) => void>();
  const line = new Line(db.connectionString, (site) => listeners.forEach((heard) => heard(site)));
  await line.open();
  const rung = new Ringer(db, onFailure);
  return {
    ring: (site, whom = 'all') => rung.ring(whom === 'editors' ? `${EDITORS_OF}${site}` : site),
    listen: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    close: async () => {
      await rung.close();
      await line.close();
    },
  };
}

/** Rings once for these sites from outside a hub's process: an operator's tool that changed something. */
export async function ringOnce(db: Pick<Database, 'query'>, sites: readonly string[]): Promise<void> {
  await db.query('select pg_notify($1, site) from unnest($2::text[]) as site', [CHANNEL, sites]);
}

/** Does a message from the bell concern this site? One to its editors concerns nobody else. */
export const concerns = (message: string, site: string): boolean =>
  message === site || message === EVERY_SITE;

/** Does a message from the bell say that the draft of this site changed? */
export const concernsEditors = (message: string, site: string): boolean => message === `${EDITORS_OF}${site}`;

class Ringer {
  readonly #db: Database;
  readonly #onFailure: (error: unknown) => void;
  /** Sites to tell of, with the transaction below which all must be over before their news can be read. */
  readonly #due = new Map<string, bigint | undefined>();
  #timer: NodeJS.Timeout | undefined;
  #toldAtMs = -Infinity;
  #telling: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(db: Database, onFailure: (error: unknown) => void) {
    this.#db = db;
    this.#onFailure = onFailure;
  }

  ring(site: string): void {
    this.#due.set(site, undefined);
    this.#later();
  }

  /** The first ring after a quiet while goes at once: somebody who is called looks at the display. Those that follow are gathered. */
  #later(delayMs = Math.max(0, this.#toldAtMs + GATHER_MS - performance.now())): void {
    if (this.#closed || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#toldAtMs = performance.now();
      this.#telling = this.#tell().catch(this.#onFailure);
    }, delayMs);
  }

  /**
   * The feed holds news back while any older transaction runs, another site's too. Then the bell rings once more when
   * that one is over: a terminal that came at the first ring and found nothing must not be left waiting.
   */
  async #tell(): Promise<void> {
    const due = [...this.#due];
    this.#due.clear();
    try {
      await this.#tellOf(due);
    } catch (error) {
      // The database is away: the news is kept until it is back.
      for (const [site] of due) this.#due.set(site, undefined);
      this.#later(RECONNECT_MS);
      throw error;
    }
    if (this.#due.size > 0) this.#later(GATHER_MS);
  }

  async #tellOf(due: readonly (readonly [string, bigint | undefined])[]): Promise<void> {
    const [horizon] = await this.#db.query<{ oldest: string; next: string }>(
      `select pg_snapshot_xmin(pg_current_snapshot()) as oldest, pg_snapshot_xmax(pg_current_snapshot()) as next`,
    );
    const oldest = BigInt(horizon?.oldest ?? 0);
    const next = BigInt(horizon?.next ?? 0);
    const ready = due.filter(([, until]) => until === undefined || oldest >= until).map(([site]) => site);
    await this.#db.query('select pg_notify($1, site) from unnest($2::text[]) as site', [CHANNEL, ready]);
    for (const [site, until] of due) {
      const behind = until ?? next;
      // A draft is not in the feed: what was committed is there.
      if (oldest < behind && !this.#due.has(site) && !site.startsWith(EDITORS_OF))
        this.#due.set(site, behind);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#telling;
    if (this.#due.size > 0) await this.#tell().catch(this.#onFailure);
  }
}

/** The one connection of a process that listens; it comes back by itself. */
class Line {
  readonly #connectionString: string;
  readonly #heard: (site: string) => void;
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(connectionString: string, heard: (site: string) => void) {
    this.#connectionString = connectionString;
    this.#heard = heard;
  }

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'linli-bell',
    });
    client.on('error', () => this.#reopen(client));
    client.on('end', () => this.#reopen(client));
    client.on('notification', ({ payload }) => this.#heard(payload ?? EVERY_SITE));
    this.#client = client;
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  }

  #reopen(lost: pg.Client): void {
    if (this.#closed || this.#client !== lost) return;
    this.#client = undefined;
    this.#retry = setTimeout(() => {
      this.open().then(
        () => this.#heard(EVERY_SITE),
        () => this.#client && this.#reopen(this.#client),
      );
    }, RECONNECT_MS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }
}
