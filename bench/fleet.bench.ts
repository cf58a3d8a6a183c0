/**
 * Many terminals on one hub: what they cost when nothing happens, how soon news reaches all, and what catching up
 * after an hour costs. The terminals are simulated in a process of their own, with real keys, proofs, connections and
 * event streams; the halls are copies of one site of kiosk-config.
 *
 * Run: npm run bench -- fleet
 */
import { join, resolve } from 'node:path';
import type { FleetAnswer, FleetAsk } from './load/fleet-client.ts';
import { Halls } from './load/halls.ts';
import { median, quantile } from './support/figures.ts';
import { type OwnDatabase, onOwnDatabase } from './support/own-database.ts';
import {
  type HubProcess,
  Partner,
  cpuMs,
  familyCpuMs,
  residentBytes,
  startHub,
} from './support/processes.ts';

const PORT = 7_191;
const SIZES = (process.env['LINLI_BENCH_FLEET'] ?? '100,1000').split(',').map(Number);
/** The hub takes the event streams of 200 terminals a hall. */
const HALLS = 5;
const IDLE_MS = 35_000;
/** Until the hub has shared out leases among the new terminals. */
const SETTLE_MS = 45_000;
const MISSED_SLOTS = 150;
const MISSED_BOOKINGS = 150;
const AT_ONCE = 64;

/** Processor time. */
interface Cost {
  readonly hubMs: number;
  readonly databaseMs: number;
}

type Row = Record<string, number>;

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const figure = (value: number, digits = 1): number => Number(value.toFixed(digits));

class FleetBench {
  readonly #own: OwnDatabase;
  readonly #hub: HubProcess;
  readonly #halls: Halls;
  readonly #fleet = new Partner<FleetAsk, FleetAnswer>('fleet-client.ts');
  #words = 0;
  #size = 0;

  constructor(own: OwnDatabase, hub: HubProcess, halls: Halls) {
    this.#own = own;
    this.#hub = hub;
    this.#halls = halls;
  }

  /** What publishing costs by itself, where nobody listens: the middle one of three, after one to warm up. */
  async publishAlone(count: number): Promise<Cost> {
    const costs: Cost[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      this.#changeNotices(count);
      const cost = await this.#costOf(async () => {
        this.#hub.signal('SIGUSR2');
        await pause(2_500);
      });
      if (turn > 0) costs.push(cost);
    }
    return {
      hubMs: median(costs.map(({ hubMs }) => hubMs)),
      databaseMs: median(costs.map(({ databaseMs }) => databaseMs)),
    };
  }

  /** Lets the fleet grow to a size and puts it to work. */
  async grow(size: number): Promise<Row> {
    const { port } = this.#hub;
    const first = await this.#costOf(() =>
      this.#fleet.ask({ ask: 'grow', port, sites: this.#halls.ids, to: size }),
    );
    await this.#fleet.ask({ ask: 'work' });
    await pause(SETTLE_MS);
    const grown = size - this.#size;
    this.#size = size;
    return {
      'first reading: changes each': figure(first.result.changes / grown, 0),
      'first reading: kB each': figure(first.result.bytes / 1_000 / grown, 0),
      'first reading: hub CPU ms each': figure(first.hubMs / grown),
      'hub memory MB': figure(residentBytes(this.#hub.pid) / 1e6, 0),
    };
  }

  /** What the fleet costs when nobody does anything. */
  async idle(): Promise<Row> {
    const { result, hubMs, databaseMs } = await this.#costOf(() =>
      this.#fleet.ask({ ask: 'idle', ms: IDLE_MS }),
    );
    const minutes = IDLE_MS / 60_000;
    return {
      'idle: rounds a terminal and minute': figure(result.rounds / this.#size / minutes),
      'idle: changes a round': figure(result.changes / result.rounds),
      'idle: bytes a round': figure(result.bytes / result.rounds, 0),
      'idle: hub CPU ms a terminal and minute': figure(hubMs / this.#size / minutes, 2),
      'idle: database CPU ms a terminal and minute': figure(databaseMs / this.#size / minutes, 2),
    };
  }

  /**
   * Changes so many notices of each hall, publishes, and waits until every terminal has them.
   * @param alone what publishing them costs by itself
   */
  async publish(count: number, alone: Cost): Promise<Row & { readonly hubMs: number }> {
    const word = this.#changeNotices(count);
    const { result, hubMs, databaseMs } = await this.#costOf(async () => {
      const watching = this.#fleet.ask({ ask: 'watch', word });
      this.#hub.signal('SIGUSR2');
      const { arrivals } = await watching;
      // Until the last page is answered and the bell is still.
      await pause(1_000);
      return arrivals;
    });
    const name = `${count} changed`;
    return {
      [`${name}: p50 ms`]: figure(quantile(result, 0.5), 0),
      [`${name}: p95 ms`]: figure(quantile(result, 0.95), 0),
      [`${name}: last ms`]: figure(Math.max(...result), 0),
      [`${name}: hub CPU ms a terminal`]: figure((hubMs - alone.hubMs) / this.#size, 2),
      [`${name}: database CPU ms a terminal`]: figure((databaseMs - alone.databaseMs) / this.#size, 2),
      hubMs: hubMs - alone.hubMs,
    };
  }

  /** Goes off the network, misses an hour, and comes back, as after a power cut in the street. */
  async comeBack(): Promise<Row> {
    await this.#fleet.ask({ ask: 'rest' });
    await pause(500);
    await this.#missHour();
    await pause(500);
    const { result, hubMs, databaseMs } = await this.#costOf(() =>
      this.#fleet.ask({ ask: 'catch-up', atOnce: AT_ONCE }),
    );
    return {
      'an hour missed: changes each': figure(result.changes / this.#size, 0),
      'an hour missed: kB each': figure(result.bytes / 1_000 / this.#size),
      'an hour missed: all caught up, ms': figure(result.ms, 0),
      'an hour missed: hub CPU ms a terminal': figure(hubMs / this.#size, 2),
      'an hour missed: database CPU ms a terminal': figure(databaseMs / this.#size, 2),
    };
  }

  end(): void {
    this.#fleet.end();
  }

  #changeNotices(count: number): string {
    this.#words += 1;
    const word = `(${this.#words})`;
    this.#halls.change(count, word);
    return word;
  }

  async #missHour(): Promise<void> {
    for (const site of this.#halls.ids) {
      await this.#own.db.query(
        `update slot set changed = pg_current_xact_id() where site = $1 and id in
           (select id from slot where site = $1 and ends_at > now() order by starts_at limit $2)`,
        [site, MISSED_SLOTS],
      );
      await this.#own.db.query(
        `insert into booking (site, id, slot, code_digest, status, terminal, created_at)
         select $1, substr(md5(random()::text), 1, 12), slot.id, substr(md5(random()::text), 1, 16), 'confirmed', 'bench', now()
           from (select id from slot where site = $1 and ends_at > now() order by starts_at limit $2) slot`,
        [site, MISSED_BOOKINGS],
      );
    }
  }

  async #costOf<T>(work: () => Promise<T>): Promise<{ readonly result: T } & Cost> {
    const spent = () => ({ hubMs: cpuMs(this.#hub.pid), databaseMs: familyCpuMs(this.#own.pid) });
    const before = spent();
    const result = await work();
    const after = spent();
    return {
      result,
      hubMs: after.hubMs - before.hubMs,
      databaseMs: after.databaseMs - before.databaseMs,
    };
  }
}

async function run(bench: FleetBench): Promise<void> {
  const one = await bench.publishAlone(1);
  const hundred = await bench.publishAlone(100);
  const table: Record<string, Row> = {};
  const toldMs: { one: number; hundred: number }[] = [];
  for (const size of SIZES) {
    const grown = { ...(await bench.grow(size)), ...(await bench.idle()) };
    const { hubMs: oneMs, ...ofOne } = await bench.publish(1, one);
    const { hubMs: hundredMs, ...ofHundred } = await bench.publish(100, hundred);
    toldMs.push({ one: oneMs, hundred: hundredMs });
    table[`${size} terminals`] = { ...grown, ...ofOne, ...ofHundred, ...(await bench.comeBack()) };
  }
  print(table);
  console.log(
    `publishing by itself: ${one.hubMs} ms of the hub for 1 changed notice a hall, ${hundred.hubMs} for 100`,
  );
  const [few, many] = [toldMs[0], toldMs.at(-1)];
  if (!few || !many) return;
  console.log(
    `telling ${SIZES.at(-1)}: 100 documents cost ${(many.hundred / many.one).toFixed(2)} times what 1 costs`,
  );
  console.log(
    `telling of 1: ${SIZES.at(-1)} cost ${(many.one / few.one).toFixed(2)} times what ${SIZES[0]} cost`,
  );
}

/** One line for each figure, one column for each size. */
function print(table: Readonly<Record<string, Row>>): void {
  const names = Object.keys(Object.values(table)[0] ?? {});
  const line = (name: string) => Object.entries(table).map(([size, row]) => [size, row[name]] as const);
  console.table(Object.fromEntries(names.map((name) => [name, Object.fromEntries(line(name))])));
}

await onOwnDatabase(async (own) => {
  const halls = new Halls(join(own.folder, 'sites'), resolve('kiosk-config'), 'fujian', HALLS);
  const hub = await startHub({
    databaseUrl: own.connectionString,
    port: PORT,
    sites: halls.folder,
    folder: own.folder,
  });
  const bench = new FleetBench(own, hub, halls);
  await run(bench).finally(async () => {
    bench.end();
    await hub.stop();
  });
});
