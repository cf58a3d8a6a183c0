import { randomUUID } from 'node:crypto';
import type { Database } from '../../../hub/database/database.ts';
import { hubJobs } from '../../../hub/jobs/jobs.ts';
import { writeOffTerminal } from '../../../hub/leases/write-off.ts';
import type { BookingCode, BookingId, SlotId } from '../../../src/model/schema/booking.ts';
import type { Change } from '../../../src/model/schema/document.ts';
import type { CommandBody } from '../../../src/model/schema/command.ts';
import { bookingTerms } from '../../../src/model/schema/service.ts';
import { TEST_SECRETS } from '../../support/keys.ts';
import { queueChanges } from '../../support/queue.ts';
import { HOUR_MS, MORNING_MS, publishTestSite, testService, wantedSlot } from '../../support/site.ts';
import { TerminalClocks, TrueTime } from './clocks.ts';
import { countPlaces } from './check.ts';
import type { Disk } from './disk.ts';
import { HallTerminal, newClaim } from './hall-terminal.ts';
import type { HallPlan, Job, ServicePlan } from './history.ts';
import { HubProcess } from './hub-side.ts';
import { Line } from './line.ts';
import { Witness } from './witness.ts';

/** Somebody's claim on a place, made at a terminal or only held so far. */
export interface Claim {
  readonly booking: BookingId;
  readonly code: BookingCode;
  readonly slot: SlotId;
  readonly also: readonly SlotId[];
}

/** What a test exchanges to see that the checker notices. */
export interface Sabotage {
  /** Runs after each job, as a hub might that means well. */
  readonly afterJob?: (hall: Hall) => Promise<void>;
  readonly makeDisk?: () => Disk;
  readonly makeLine?: (...args: ConstructorParameters<typeof Line>) => Line;
}

const SERVICES = ['meal', 'talk'] as const;
/** Two people with phones, one whose phone is written another way, and one without. */
const PHONES = [undefined, '13800000001', '13800000002', '+8613800000001'];

/** A hall with terminals, two hub processes on one database, and a site of its own. */
export class Hall {
  readonly site: string;
  readonly time: TrueTime;
  readonly witness = new Witness();
  readonly hubs: readonly HubProcess[];
  readonly db: Database;
  readonly slots: readonly SlotId[];
  readonly terminals: readonly HallTerminal<Line>[];
  /** All bookings that anybody ever asked for, and all holds. */
  readonly bookings: Claim[] = [];
  readonly holds: Claim[] = [];
  readonly #jobs: readonly ReturnType<typeof hubJobs>[];
  readonly #sabotage: Sabotage;

  private constructor(parts: {
    site: string;
    time: TrueTime;
    hubs: readonly HubProcess[];
    slots: readonly SlotId[];
    plan: HallPlan;
    sabotage: Sabotage;
  }) {
    const { site, time, hubs, slots, plan, sabotage } = parts;
    this.site = site;
    this.time = time;
    this.hubs = hubs;
    this.db = (hubs[0] as HubProcess).db;
    this.slots = slots;
    this.#sabotage = sabotage;
    this.#jobs = hubs.map(({ db }) => hubJobs(db, TEST_SECRETS.keys));
    const makeLine = sabotage.makeLine ?? ((...args) => new Line(...args));
    this.terminals = plan.terminals.map(
      ({ driftPpm, wallErrorMs }, index) =>
        new HallTerminal(`t${index}`, site, {
          clocks: new TerminalClocks(time, driftPpm, wallErrorMs),
          line: makeLine(site, hubs, this.witness, time),
          witness: this.witness,
          ...(sabotage.makeDisk ? { disk: sabotage.makeDisk() } : {}),
        }),
    );
  }

  /** Opens the hall: content published, terminals paired, leases granted, everything known everywhere. */
  static async open(databases: readonly Database[], plan: HallPlan, sabotage: Sabotage = {}): Promise<Hall> {
    const site = `hall-${randomUUID().slice(0, 13)}`;
    const db = databases[0] as Database;
    const time = new TrueTime(MORNING_MS);
    const slots = await publishTestSite(
      db,
      site,
      plan.slots.map(({ service, capacity, lastMinute }, index) =>
        wantedSlot(HOUR_MS * (1 + index), {
          service: SERVICES[service],
          id: `${SERVICES[service]}.20261123T${String(10 + index)}00`,
          capacity,
          ...(lastMinute && capacity > 1
            ? { lastMinute: { places: 1, opensAt: iso(MORNING_MS + HOUR_MS / 2) } }
            : {}),
        }),
      ),
      plan.services.map((service, index) => serviceOf(index, service)),
      queueChanges(),
    );
    const hubs = await Promise.all(databases.map((one) => HubProcess.start(one, time)));
    const hall = new Hall({ site, time, hubs, slots, plan, sabotage });
    for (const terminal of hall.terminals) {
      await terminal.start();
      await terminal.syncOnce();
    }
    for (const job of ['leases', 'bands'] as const) await hall.job(job, false);
    for (const terminal of hall.terminals) await terminal.syncOnce();
    return hall;
  }

  /** Ids for one booking, as a terminal makes them. */
  newClaim(slot: SlotId, also: readonly SlotId[]): Claim {
    return { ...newClaim(slot), also };
  }

  /** What is asked of a terminal for a claim. */
  bookBody({ booking, code, slot, also }: Claim, phone: number): Omit<CommandBody<'book'>, 'leased'> {
    const number = PHONES[phone % PHONES.length];
    return {
      booking,
      code,
      slot,
      ...(also.length > 0 ? { also: [...also] } : {}),
      who: { name: '王女士', ...(number === undefined ? {} : { phone: number }) },
    };
  }

  /** A job, as one hub or both at once run it. */
  async job(job: Job, twice: boolean): Promise<void> {
    const jobs = this.#jobs.flatMap((all) => all.filter(({ name }) => name === job));
    try {
      await Promise.all(jobs.slice(0, twice ? 2 : 1).map(({ run }) => run(this.time.nowMs)));
    } catch (error) {
      this.witness.broken(`the job ${job} failed: ${String(error)}`);
    }
    await this.#sabotage.afterJob?.(this);
  }

  /** Staff close a slot, withdraw it, or open it again. */
  async setSlot(slot: SlotId, status: string): Promise<void> {
    await this.db.query(
      `update slot set status = $3, changed = pg_current_xact_id() where site = $1 and id = $2 and status <> $3`,
      [this.site, slot, status],
    );
  }

  /** Staff give a terminal up: its leases are written off. It may come back all the same. */
  async writeOff(terminal: HallTerminal<Line>): Promise<void> {
    if (terminal.id === '') return;
    const leases = await this.db.query<{ slot: string }>(
      'select slot from lease where site = $1 and terminal = $2',
      [this.site, terminal.id],
    );
    await writeOffTerminal(this.db, this.site, terminal.id, this.time.nowMs);
    this.witness.writtenOff(
      terminal.id,
      leases.map(({ slot }) => slot),
    );
  }

  /** Looks at promise 1, now. */
  async look(): Promise<void> {
    for (const words of await countPlaces(this.db, this.site)) this.witness.broken(words);
  }

  /** What a terminal that knows nothing would read. */
  async readAll(terminal: HallTerminal<Line>): Promise<readonly Change[]> {
    const changes: Change[] = [];
    let cursor = '';
    for (;;) {
      const page = await (this.hubs[0] as HubProcess).changes(this.site, terminal.id, cursor, 500);
      changes.push(...page.changes);
      if (!page.more) return changes;
      cursor = page.cursor;
    }
  }

  /** Forgets the site, so that the next history finds an empty database. */
  async clear(): Promise<void> {
    await this.db.query(`delete from pass_key where site = $1`, [this.site]);
    await this.db.query(`update site set body = null where id = $1`, [this.site]);
  }
}

const serviceOf = (index: number, plan: ServicePlan) =>
  testService(SERVICES[index] as string, {
    asks: { name: 'optional', phone: plan.perDay === undefined ? 'optional' : 'required' },
    terms: bookingTerms.parse({
      bookAheadDays: 14,
      minNoticeMinutes: plan.minNoticeMinutes,
      cutOffMinutes: plan.cutOffMinutes,
      ...(plan.perDay === undefined ? {} : { perDay: plan.perDay }),
      waitingList: plan.waitingList,
      offerMinutes: 10,
      lease: plan.lease,
      repeats: false,
      combinesWith: [SERVICES[1 - index] as string],
    }),
  });

const iso = (ms: number): string => new Date(ms).toISOString();
