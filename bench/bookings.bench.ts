/**
 * Bookings a second: terminals with proofs through real HTTP to a hub in a process of its own, against the bare
 * database writing the same rows. Hub and floor take turns round by round, each on slots of its own in the same
 * PostgreSQL, with fsync on. Ratios count; times say what this machine was.
 *
 * Run: npm run bench -- bookings
 */
import { resolve } from 'node:path';
import type { Database } from '../hub/database/database.ts';
import type { BookAsk } from './load/book-client.ts';
import type { ClaimAsk } from './load/claim-client.ts';
import type { BookRound } from './load/round.ts';
import { hold, median, spread } from './support/figures.ts';
import { type OwnDatabase, onOwnDatabase } from './support/own-database.ts';
import { type HubProcess, Partner, cpuMs, familyCpuMs, startHub } from './support/processes.ts';

const PORT = 7_190;
const CLIENTS = [1, 8, 32];
const SPREAD_SLOTS = 1_000;
const ROUNDS = 5;
const ROUND_MS = 1_000;
const WARM_UP_MS = 2_000;
/** More than any machine books in a second and client; what is left over is thrown away. */
const EACH: Readonly<Record<number, number>> = { 1: 3_000, 8: 1_500, 32: 500 };

/** One round, and the processor time it took. */
interface Measured {
  readonly round: BookRound;
  readonly hubMs: number;
  readonly databaseMs: number;
}

/** The two that are compared, each with a way to make requests ready and a way to run a round. */
interface Contestant {
  readonly prepare: (clients: number, each: number) => Promise<unknown>;
  readonly go: (ms: number) => Promise<BookRound | undefined>;
}

/** A service that anybody can book without saying who they are. */
async function findService(db: Database): Promise<{ readonly site: string; readonly id: string }> {
  const [service] = await db.query<{ site: string; id: string }>(
    `select site, id from document where kind = 'service' and body->'bookable' = 'true'
        and coalesce(body#>>'{asks,name}', '') <> 'required' and coalesce(body#>>'{asks,phone}', '') <> 'required'
      order by site, id limit 1`,
  );
  if (!service) throw new Error('no site has a service to book');
  return service;
}

/** Slots of their own for the hub and for the floor: so many days ahead, a minute apart, with room for everybody. */
async function makeSlots(
  db: Database,
  service: { readonly site: string; readonly id: string },
  count: number,
  daysAhead: number,
): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `insert into slot (site, id, service, place, starts_at, ends_at, capacity, status, demo)
     select $1, $2 || to_char(at, '.YYYYMMDD"T"HH24MI'), $2, 'hall', at, at + interval '1 hour', 10000000, 'open', true
       from (select date_trunc('day', now()) + $4::int * interval '1 day' + number * interval '1 minute' as at
               from generate_series(1, $3::int) number) made
     returning id`,
    [service.site, service.id, count, daysAhead],
  );
  return rows.map(({ id }) => id);
}

async function measure(own: OwnDatabase, hub: HubProcess, one: Contestant, ms: number): Promise<Measured> {
  const spent = () => ({ hubMs: cpuMs(hub.pid), databaseMs: familyCpuMs(own.pid) });
  const before = spent();
  const round = await one.go(ms);
  const after = spent();
  if (!round) throw new Error('no round');
  return { round, hubMs: after.hubMs - before.hubMs, databaseMs: after.databaseMs - before.databaseMs };
}

/** Rounds of both in turn, the first of which warms up and is not counted. */
async function compete(own: OwnDatabase, hub: HubProcess, clients: number, pair: readonly Contestant[]) {
  const measured: Measured[][] = pair.map(() => []);
  for (let turn = 0; turn <= ROUNDS; turn += 1) {
    const ms = turn === 0 ? WARM_UP_MS : ROUND_MS;
    for (const [index, one] of pair.entries()) {
      await one.prepare(clients, ((EACH[clients] ?? 0) * ms) / ROUND_MS);
      const result = await measure(own, hub, one, ms);
      if (turn > 0) measured[index]?.push(result);
    }
  }
  return measured;
}

const rate = ({ round }: Measured): number => (round.booked / round.ms) * 1_000;
const figure = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** One line of the table. */
function summary(ofHub: readonly Measured[], ofFloor: readonly Measured[]) {
  const each = (list: readonly Measured[], of: (one: Measured) => number) =>
    figure(
      list.reduce((sum, one) => sum + of(one), 0) / list.reduce((sum, { round }) => sum + round.booked, 0),
      3,
    );
  const hubRate = median(ofHub.map(rate));
  const floorRate = median(ofFloor.map(rate));
  return {
    'hub/s': figure(hubRate, 0),
    'floor/s': figure(floorRate, 0),
    'hub/floor': figure(hubRate / floorRate),
    '± of ratio': figure(spread(ofHub.map((one, index) => rate(one) / rate(ofFloor[index] ?? one)))),
    'p50 ms': figure(median(ofHub.map(({ round }) => round.p50))),
    'p95 ms': figure(median(ofHub.map(({ round }) => round.p95))),
    'hub CPU ms': each(ofHub, ({ hubMs }) => hubMs),
    'db CPU ms': each(ofHub, ({ databaseMs }) => databaseMs),
    'floor db CPU ms': each(ofFloor, ({ databaseMs }) => databaseMs),
  };
}

/** What a booking takes on the disk, with its indexes: its own row and its outcome. */
async function printSizes(db: Database): Promise<void> {
  const [size] = await db.query<{ booking: number; outcome: number; slot: number }>(
    `select (pg_total_relation_size('booking') / (select count(*) from booking))::int as booking,
            (pg_total_relation_size('outcome') / (select count(*) from outcome))::int as outcome,
            (pg_total_relation_size('slot') / (select count(*) from slot))::int as slot`,
  );
  console.log(`bytes with indexes: booking ${size?.booking}, outcome ${size?.outcome}, slot ${size?.slot}`);
}

async function run(own: OwnDatabase, hub: HubProcess): Promise<void> {
  const booking = new Partner<BookAsk, BookRound | undefined>('book-client.ts');
  const claiming = new Partner<ClaimAsk, BookRound | undefined>('claim-client.ts');
  const { db, connectionString: databaseUrl } = own;
  const most = Math.max(...CLIENTS);
  const service = await findService(db);
  const { site } = service;
  await booking.ask({ ask: 'open', port: PORT, site, most });
  await claiming.ask({ ask: 'open', databaseUrl, site, most });
  const table: Record<string, ReturnType<typeof summary>> = {};
  const worst: Record<string, number> = {};
  for (const [name, count, daysAhead] of [
    ['hot', 1, 200],
    ['spread', SPREAD_SLOTS, 210],
  ] as const) {
    const mine = await makeSlots(db, service, count, daysAhead);
    const theirs = await makeSlots(db, service, count, daysAhead + 1);
    const pair: readonly Contestant[] = [
      {
        prepare: (clients, each) => booking.ask({ ask: 'prepare', clients, each, slots: mine }),
        go: (ms) => booking.ask({ ask: 'go', ms }),
      },
      {
        prepare: (clients, each) => claiming.ask({ ask: 'prepare', clients, each: each * 2, slots: theirs }),
        go: (ms) => claiming.ask({ ask: 'go', ms }),
      },
    ];
    for (const clients of CLIENTS) {
      const [ofHub = [], ofFloor = []] = await compete(own, hub, clients, pair);
      const line = summary(ofHub, ofFloor);
      table[`${name}, ${clients} at once`] = line;
      worst[name] = line['floor/s'] / line['hub/s'];
    }
  }
  console.table(table);
  // With as many as there are at once: one client alone waits for the wire most of the time.
  for (const [name, ratio] of Object.entries(worst)) hold(`bookings.${name}.floor/hub`, ratio);
  await printSizes(db);
  booking.end();
  claiming.end();
}

await onOwnDatabase(async (own) => {
  const hub = await startHub({
    databaseUrl: own.connectionString,
    port: PORT,
    sites: resolve('kiosk-config'),
    folder: own.folder,
  });
  await run(own, hub).finally(() => hub.stop());
});
