import type { Database } from '../../../hub/database/database.ts';
import type { SlotId } from '../../../src/model/schema/booking.ts';
import { bandsApart, nobodyLeftOver, numbersKept } from './check-queue.ts';
import { nothingOverdue, oneOutcomeEach, sameLists, wordsKept } from './check.ts';
import { installClocks } from './clocks.ts';
import { type Claim, Hall, type Sabotage } from './hall.ts';
import type { HallTerminal } from './hall-terminal.ts';
import type { History, Step } from './history.ts';
import type { HubProcess } from './hub-side.ts';
import type { Line } from './line.ts';
import type { QueueStep } from './queue-history.ts';
import { dayOf, takeQueueStep } from './run-queue.ts';

/** What a history came to. */
export interface Account {
  /** What was broken; empty where every promise was kept. */
  readonly faults: readonly string[];
  /** So that a proof which proves nothing is noticed. */
  readonly commands: number;
  readonly leased: number;
  /** Numbers that were shown to somebody. */
  readonly numbers: number;
  readonly refused: number;
  readonly cuts: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long before a time begins no terminal confirms from a lease any more, whatever its clock says. */
const LEASES_ENDED_MS = 2 * 60_000;
const JOBS = [
  'lapse',
  'offer',
  'leases',
  'bands',
  'remind',
  'pace',
  'no-show',
  'close-day',
  'forget',
] as const;
const MOST_ROUNDS = 8;

/**
 * Lives through a history, mends everything, lets everybody hear everything, and looks whether the promises were kept.
 * @param databases one connection pool for each hub process, all to one database
 */
export async function live(
  databases: readonly Database[],
  history: History,
  sabotage: Sabotage = {},
): Promise<Account> {
  installClocks();
  const hall = await Hall.open(databases, history.hall, sabotage);
  const { witness } = hall;
  let cuts = 0;
  for (const step of history.steps) {
    const before = hall.terminals.filter(({ isOn }) => isOn).length;
    await take(hall, step);
    cuts += Math.max(0, before - hall.terminals.filter(({ isOn }) => isOn).length);
    await hall.look();
    if (witness.faults.length > 0) break;
  }
  if (witness.faults.length === 0) await heal(hall);
  if (witness.faults.length === 0) await judge(hall);
  if (witness.faults.length === 0) await endOfDay(hall);
  await hall.clear();
  const outcomes = [...witness.given.values()].flatMap(({ outcome }) => outcome ?? []);
  return {
    faults: witness.faults,
    commands: witness.given.size,
    leased: [...witness.confirmed.values()].filter(({ leased }) => leased).length,
    numbers: witness.shown.size,
    refused: outcomes.filter(({ status }) => status === 'refused').length,
    cuts,
  };
}

const of = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

/** One step. What it needs and there is not (a booking, a terminal with power) makes it a step in which nothing happens. */
async function take(hall: Hall, step: Step): Promise<void> {
  switch (step.do) {
    case 'time':
      hall.time.nowMs += step.ms;
      return;
    case 'job':
      return hall.job(step.job, step.twice);
    case 'slot': {
      const slot = of(hall.slots, step.slot);
      return slot && hall.setSlot(slot, step.status);
    }
    case 'take':
    case 'sync-and-take':
    case 'leave':
    case 'rejoin':
    case 'call':
    case 'all-call':
    case 'handle':
      return takeQueueStep(hall, step);
    default: {
      const terminal = of(hall.terminals, step.at);
      if (terminal) await takeAt(hall, terminal, step);
    }
  }
}

type StepAt = Exclude<Step, QueueStep | { do: 'time' | 'job' | 'slot' }>;

async function takeAt(hall: Hall, terminal: HallTerminal<Line>, step: StepAt): Promise<void> {
  const { line } = terminal;
  switch (step.do) {
    case 'sync':
      line.fail(step.faults);
      line.backMs = step.backMs;
      await terminal.syncOnce();
      line.backMs = 0;
      return line.fail([]);
    case 'sync-both': {
      const other = of(hall.terminals, step.other);
      await Promise.all(
        other && other !== terminal ? [terminal.syncOnce(), other.syncOnce()] : [terminal.syncOnce()],
      );
      return;
    }
    case 'sync-and-book': {
      line.fail(step.faults);
      await Promise.all([terminal.syncOnce(), book(hall, terminal, step.slot, false, 0)]);
      return line.fail([]);
    }
    case 'connect':
      line.connected = step.on;
      return;
    case 'cut-power':
      return terminal.cutPower(step.kept);
    case 'cut-at-write':
      return terminal.planCut({ atWrite: step.write, carriedOut: step.carriedOut, keptPerMille: step.kept });
    case 'start':
      return terminal.start();
    case 'wall-jump':
      return terminal.clocks?.jump(step.ms);
    case 'sleep':
      hall.time.nowMs += step.ms;
      return terminal.clocks?.slept(step.ms);
    case 'repeat':
      return repeat(hall, terminal, step.parcel, step.reversed);
    case 'arrive-late': {
      const parcel = line.late.shift();
      if (parcel) await deliver(hall, terminal, parcel);
      return;
    }
    case 'write-off':
      return hall.writeOff(terminal);
    default:
      return resident(hall, terminal, step);
  }
}

type Resident = Extract<
  Step,
  { do: 'book' | 'hold' | 'book-held' | 'release' | 'wait' | 'accept' | 'change' | 'cancel' | 'check-in' }
>;

/** What people do at a terminal. */
async function resident(hall: Hall, terminal: HallTerminal<Line>, step: Resident): Promise<void> {
  switch (step.do) {
    case 'book':
      return book(hall, terminal, step.slot, step.both, step.phone);
    case 'hold': {
      if (!terminal.isOn) return;
      const claim = newClaim(hall, step.slot, step.both);
      hall.holds.push(claim);
      const { booking, slot, also } = claim;
      return terminal.submit('hold', { booking, slot, ...(also.length > 0 ? { also: [...also] } : {}) });
    }
    case 'book-held': {
      const [claim] = hall.holds.splice(step.hold % Math.max(1, hall.holds.length), 1);
      if (!claim || !terminal.isOn) return;
      hall.bookings.push(claim);
      return terminal.book(hall.bookBody(claim, step.phone));
    }
    case 'release': {
      const [claim] = hall.holds.splice(step.hold % Math.max(1, hall.holds.length), 1);
      return claim && terminal.submit('release', { booking: claim.booking });
    }
    case 'wait': {
      const claim = newClaim(hall, step.slot, false);
      hall.bookings.push(claim);
      return terminal.submit('wait', hall.bookBody(claim, step.phone));
    }
    default: {
      const claim = of(hall.bookings, step.booking);
      if (!claim) return;
      const { booking } = claim;
      if (step.do === 'accept') return terminal.submit('accept', { booking });
      if (step.do === 'cancel') return terminal.submit('cancel', { booking });
      if (step.do === 'check-in')
        return terminal.submit('check-in', { booking, by: 'pass', told: 'welcome' });
      return terminal.submit('change', { booking, slot: of(hall.slots, step.slot) as SlotId });
    }
  }
}

async function book(
  hall: Hall,
  terminal: HallTerminal<Line>,
  slot: number,
  both: boolean,
  phone: number,
): Promise<void> {
  if (!terminal.isOn) return;
  const claim = newClaim(hall, slot, both);
  hall.bookings.push(claim);
  await terminal.book(hall.bookBody(claim, phone));
}

function newClaim(hall: Hall, slot: number, both: boolean): Claim {
  const first = of(hall.slots, slot) as SlotId;
  const next = of(hall.slots, slot + 1) as SlotId;
  return hall.newClaim(first, both && next !== first ? [next] : []);
}

async function repeat(
  hall: Hall,
  terminal: HallTerminal<Line>,
  which: number,
  reversed: boolean,
): Promise<void> {
  const parcel = of(terminal.line.sent, which);
  if (!parcel) return;
  const commands = reversed ? [...parcel.commands].reverse() : parcel.commands;
  await deliver(hall, terminal, { ...parcel, commands });
}

async function deliver(hall: Hall, { line }: HallTerminal<Line>, parcel: Parameters<typeof line.deliver>[1]) {
  const hub = hall.hubs[parcel.commands.length % hall.hubs.length] as HubProcess;
  await line
    .deliver(hub, parcel)
    .catch((error: unknown) => hall.witness.broken(`the hub failed: ${String(error)}`));
}

/** Power and network are back for everybody, what was kept back arrives, and all hear all. */
async function heal(hall: Hall): Promise<void> {
  for (const terminal of hall.terminals) {
    terminal.line.connected = true;
    terminal.line.fail([]);
    await terminal.start();
    for (const parcel of terminal.line.late.splice(0)) await deliver(hall, terminal, parcel);
  }
  await settle(hall);
}

/** Terminals and jobs take turns until nothing waits any more. */
async function settle(hall: Hall): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    for (const terminal of hall.terminals) await terminal.start();
    for (const terminal of hall.terminals) await terminal.syncOnce();
    for (const job of ['lapse', 'offer'] as const) await hall.job(job, false);
    if (round < 2) for (const job of ['leases', 'bands'] as const) await hall.job(job, false);
  }
  for (const terminal of hall.terminals) await terminal.syncOnce();
}

async function judge(hall: Hall): Promise<void> {
  const { db, site, witness } = hall;
  const words = [
    ...(await wordsKept(db, site, witness)),
    ...(await oneOutcomeEach(db, site, witness, () => false)),
    ...(await nothingOverdue(db, site, hall.time.nowMs)),
    ...(await numbersKept(db, site, witness)),
    ...(await bandsApart(db, site)),
  ];
  const today = dayOf(hall);
  for (const terminal of hall.terminals) {
    const waiting = await terminal.waiting();
    if (waiting > 0) words.push(`${terminal.name} still has ${waiting} commands`);
    // The hub does not send the end of a slot that is over: whoever knew it forgets it a day later.
    const ahead = new Set<string>(
      (await terminal.documents('slot'))
        .filter((slot) => Date.parse(slot.endsAt) > hall.time.nowMs)
        .map(({ id }) => id),
    );
    const feed = (await hall.readAll(terminal)).filter(
      ({ body }) => body === null || !('day' in body) || body.day >= today,
    );
    const own = {
      slot: (await terminal.documents('slot')).filter(({ id }) => ahead.has(id)),
      lease: (await terminal.documents('lease')).filter(({ slot }) => ahead.has(slot)),
      booking: await terminal.documents('booking'),
      ticket: (await terminal.documents('ticket')).filter(({ day }) => day >= today),
      'number-band': (await terminal.documents('number-band')).filter(({ day }) => day >= today),
    };
    for (const [kind, list] of Object.entries(own)) words.push(...sameLists(terminal.name, kind, list, feed));
  }
  for (const each of words) witness.broken(each);
  await hall.look();
}

/**
 * Everything begins and ends. Shortly before each time begins the terminals give back what they did not use; what was
 * promised still stands in the evening, and two days later the hub has tidied up without a word about it.
 */
async function endOfDay(hall: Hall): Promise<void> {
  const { db, site, witness } = hall;
  const ahead = await db.query<{ id: string; starts_at: Date; ends_at: Date }>(
    'select id, starts_at, ends_at from slot where site = $1 and starts_at > $2 order by starts_at',
    [site, new Date(hall.time.nowMs)],
  );
  for (const { id, starts_at: start } of ahead) {
    hall.time.nowMs = Math.max(hall.time.nowMs, start.getTime() - LEASES_ENDED_MS);
    for (let round = 0; round < 3; round += 1) {
      for (const terminal of hall.terminals) await terminal.syncOnce();
      await hall.job('leases', true);
    }
    const aside = await db.query('select id, escrow from slot where site = $1 and id = $2 and escrow > 0', [
      site,
      id,
    ]);
    for (const row of aside) witness.broken(`set aside for nobody: ${JSON.stringify(row)}`);
  }
  hall.time.nowMs = Math.max(hall.time.nowMs, ahead.at(-1)?.ends_at.getTime() ?? 0) + 2 * HOUR_MS;
  for (const terminal of hall.terminals) await terminal.syncOnce();
  for (const job of JOBS) await hall.job(job, true);
  await hall.look();
  for (const words of [
    ...(await wordsKept(db, site, witness)),
    ...(await nothingOverdue(db, site, hall.time.nowMs)),
    ...(await numbersKept(db, site, witness)),
    ...(await nobodyLeftOver(db, site, dayOf(hall))),
  ])
    witness.broken(words);
  hall.time.nowMs += 2 * DAY_MS;
  for (const job of JOBS) await hall.job(job, true);
  await hall.look();
}
