import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Database, openDatabase } from '../../hub/database/database.ts';
import { type Embedded, startEmbedded } from '../../hub/database/embedded.ts';
import { migrate } from '../../hub/database/migrate.ts';
import type { SlotId } from '../../src/model/schema/booking.ts';
import { COUNTERS, queueChanges } from '../support/queue.ts';
import { publishTestSite, testService } from '../support/site.ts';
import { signIn } from '../support/staff.ts';
import { bandsApart, calledOnce, numbersKept } from './support/check-queue.ts';
import { countPlaces, oneOutcomeEach, sameLists, wordsKept } from './support/check.ts';
import { Clerk } from './support/clerk.ts';
import { TrueTime } from './support/clocks.ts';
import { HallTerminal, type newClaim } from './support/hall-terminal.ts';
import { HubProcess } from './support/hub-side.ts';
import { BadProxy, HttpWire, HubChild, killPostgres } from './support/processes.ts';
import { dice, oneOf, residents } from './support/residents.ts';
import { Witness } from './support/witness.ts';

/**
 * Promises 1 to 4 with everything real: two hub processes on one PostgreSQL, terminals and clerks that speak HTTP
 * through a bad network. Hubs and database are killed without warning while people book, take numbers and are called.
 *
 * `LINLI_KILL_SECONDS` (30) says for how long.
 */
const SECONDS = Number(process.env['LINLI_KILL_SECONDS'] ?? 30);
const SITE = 'hall';
const TERMINALS = 4;
const HOUR_MS = 3_600_000;
const HEALED_WITHIN_MS = 90_000;
const PORTS = [0, 1, 2].map((nth) => Number(process.env['LINLI_PORT'] ?? 18_700) + nth) as [
  number,
  number,
  number,
];

const folder = mkdtempSync(join(tmpdir(), 'linli-promises-'));
let embedded: Embedded;
let db: Database;
let hubs: readonly HubChild[] = [];
let proxy: BadProxy;
let origin: string;

before(async () => {
  embedded = await startEmbedded(folder);
  db = openDatabase(embedded.connectionString, 3);
  await migrate(db);
  hubs = [PORTS[0], PORTS[1]].map((port) => new HubChild(port, embedded.connectionString));
  proxy = new BadProxy([PORTS[0], PORTS[1]]);
  origin = await proxy.listen(PORTS[2]);
});
after(async () => {
  await Promise.all(hubs.map((hub) => hub.end()));
  await proxy.close();
  await db.close().catch(() => undefined);
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Times from the next hours on, some with leases, some with a waiting list. */
async function publish(): Promise<readonly SlotId[]> {
  const nextHourMs = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  const slots = [1, 2, 3, 4, 5, 6].map((nth) => {
    const service = nth % 2 === 0 ? 'meal' : 'talk';
    const startMs = nextHourMs + nth * HOUR_MS;
    const wall = new Date(startMs + 8 * HOUR_MS).toISOString().slice(0, 16).replaceAll(/[-:]/gu, '');
    return {
      id: `${service}.${wall}`,
      service,
      place: 'canteen',
      startsAt: new Date(startMs).toISOString(),
      endsAt: new Date(startMs + HOUR_MS).toISOString(),
      capacity: 12,
      demo: true,
    };
  });
  const terms = testService('meal').terms;
  const services = [
    testService('meal', { terms: { ...terms, lease: { policy: 'fixed', places: 2 } } }),
    testService('talk', { terms: { ...terms, waitingList: true } }),
  ];
  const ids = await publishTestSite(db, SITE, slots, services, queueChanges());
  // These times follow from no schedule: the hubs leave them as they are.
  await db.query(`update site set schedules = '[]' where id = $1`, [SITE]);
  return ids;
}

async function peopleAt(
  terminal: HallTerminal,
  slots: readonly SlotId[],
  made: ReturnType<typeof newClaim>[],
  untilMs: number,
): Promise<void> {
  while (Date.now() < untilMs) {
    if (dice(25) === 0) terminal.cutPower(dice(1_000));
    if (!terminal.isOn) await terminal.start();
    await oneOf(residents)(terminal, slots, made);
    if (dice(3) === 0) await terminal.syncOnce();
    else await wait(dice(60));
  }
}

/** Calls whoever is next, and has the last answer when this resolves: the hubs are there again by then. */
async function clerkAt(clerk: Clerk, untilMs: number): Promise<void> {
  for (; Date.now() < untilMs; await wait(dice(600))) await clerk.callNext(untilMs + HEALED_WITHIN_MS);
}

/** Kills a hub or the database every few seconds, and starts hubs again. @returns how often */
async function killEverything(
  untilMs: number,
): Promise<{ readonly hubs: number; readonly databases: number }> {
  const kills = { hubs: 0, databases: 0 };
  while (Date.now() < untilMs) {
    await wait(1_500 + dice(3_000));
    if (dice(4) === 0 || (kills.databases === 0 && kills.hubs > 0)) {
      killPostgres(folder);
      kills.databases += 1;
    } else {
      await oneOf(hubs).kill();
      kills.hubs += 1;
    }
    await wait(dice(500));
    for (const hub of hubs) hub.start();
  }
  return kills;
}

test(
  'hubs and database killed while people book and take numbers',
  { timeout: SECONDS * 1_000 + 180_000 },
  async (t) => {
    const witness = new Witness();
    const slots = await publish();
    await Promise.all(hubs.map((hub) => hub.ready()));
    const terminals = Array.from(
      { length: TERMINALS },
      (_, nth) => new HallTerminal(`t${nth}`, SITE, { line: new HttpWire(origin, SITE, witness), witness }),
    );
    for (const terminal of terminals) {
      await terminal.start();
      await terminal.syncOnce();
    }
    const clerks = await Promise.all(
      COUNTERS.map(async ({ id }) => {
        const { token } = await signIn(db, Date.now());
        return new Clerk(id, { origin, site: SITE, token, witness });
      }),
    );
    await setAside(terminals);

    const untilMs = Date.now() + SECONDS * 1_000;
    proxy.faultsPercent = 20;
    const made: ReturnType<typeof newClaim>[] = [];
    const [kills] = await Promise.all([
      killEverything(untilMs),
      ...terminals.map((terminal) => peopleAt(terminal, slots, made, untilMs)),
      ...clerks.map((clerk) => clerkAt(clerk, untilMs)),
    ]);

    proxy.faultsPercent = 0;
    const unheard = await standstill(terminals);
    const faults = [
      ...witness.faults,
      ...(await countPlaces(db, SITE)),
      ...(await wordsKept(db, SITE, witness)),
      ...(await oneOutcomeEach(db, SITE, witness, () => false)),
      ...(await numbersKept(db, SITE, witness)),
      ...(await bandsApart(db, SITE)),
      ...(await calledOnce(db, SITE, witness)),
    ];
    for (const terminal of terminals)
      if ((await terminal.waiting()) > 0) faults.push(`${terminal.name} still has commands`);
    faults.push(...unheard);
    const given = [...witness.given.values()];
    const own = given.filter(
      ({ command, kept }) => kept && command.kind === 'take-ticket' && command.body.number !== undefined,
    ).length;
    const called = given.filter(
      ({ command, outcome }) => command.kind === 'call-next' && outcome?.status === 'done',
    ).length;
    const leased = [...witness.confirmed.values()].filter((belief) => belief.leased).length;
    t.diagnostic(
      `${SECONDS} s: ${kills.hubs} hubs and ${kills.databases} databases killed, ${witness.given.size} commands, ` +
        `${witness.confirmed.size} confirmed, ${leased} of them from leases; ` +
        `${witness.shown.size} numbers, ${own} of them from bands, ${called} called`,
    );
    assert.deepEqual(faults, []);
    assert.ok(kills.hubs > 0 && kills.databases > 0 && leased > 0 && witness.confirmed.size > leased);
    assert.ok(own > 0 && witness.shown.size > own && called > 0, 'too few numbers were taken and called');
  },
);

async function setAside(terminals: readonly HallTerminal[]): Promise<void> {
  for (const untilMs = Date.now() + 60_000; Date.now() < untilMs; await wait(500)) {
    for (const terminal of terminals) await terminal.syncOnce();
    const own = await Promise.all(
      terminals.flatMap((terminal) => [terminal.documents('lease'), terminal.documents('number-band')]),
    );
    if (own.every(({ length }) => length > 0)) return;
  }
  throw new Error('the hubs set nothing aside for the terminals');
}

/**
 * Lets all hear all, and ends the hubs: what is compared then stands still. A job may have moved something between the last
 * sync and the end: then hubs and terminals have another try, and what is lost for good is still lost.
 * @returns what the terminals know other than a hub on the same database
 */
async function standstill(terminals: readonly HallTerminal[]): Promise<readonly string[]> {
  let unheard: readonly string[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    for (const hub of hubs) hub.start();
    await Promise.all(hubs.map((hub) => hub.ready()));
    await healed(terminals);
    await Promise.all(hubs.map((hub) => hub.kill()));
    unheard = await differences(terminals);
    if (unheard.length === 0) break;
  }
  return unheard;
}

async function differences(terminals: readonly HallTerminal[]): Promise<readonly string[]> {
  const hub = await HubProcess.start(db, new TrueTime(Date.now()));
  const faults: string[] = [];
  for (const terminal of terminals) {
    const feed = (await hub.changes(SITE, terminal.id, '', 2_000)).changes;
    for (const kind of ['slot', 'booking', 'lease', 'ticket', 'number-band'] as const)
      faults.push(...sameLists(terminal.name, kind, await terminal.documents(kind), feed));
  }
  return faults;
}

/** All hear all; the jobs that give out leases and offers run on, so it may take some rounds until nothing moves. */
async function healed(terminals: readonly HallTerminal[]): Promise<void> {
  for (let quiet = 0, round = 0; quiet < 3 && round < 40; round += 1) {
    for (const terminal of terminals) {
      await terminal.start();
      await terminal.syncOnce();
    }
    const waiting = await Promise.all(terminals.map((terminal) => terminal.waiting()));
    quiet = waiting.every((count) => count === 0) ? quiet + 1 : 0;
    await wait(500);
  }
}
