import { isAhead } from '../model/booking.ts';
import { type Result, ok } from '../model/result.ts';
import type { BookingStatus } from '../model/schema/booking.ts';
import type { Command, CommandId, CommandKind, Outcome } from '../model/schema/command.ts';
import type { QueueId } from '../model/schema/queue.ts';
import type { Ticket, TicketId } from '../model/schema/ticket.ts';
import type { Box, Found, Read, Write } from './driver.ts';
import { type Beside, type Linked, type OutboxEntry, type Settled, aboutOf } from './entry.ts';
import { seal, unseal } from './keys.ts';
import { type OwnKnowledge, knowledgeOf } from './knowledge.ts';
import type { Store } from './store.ts';
import { isRequest, noteWaiting } from './wipe.ts';

export type { OwnKnowledge };

/** A command that is answered: what to write when it goes. */
interface Leaving {
  readonly kind: CommandKind;
  readonly writes: readonly Write[];
}

/** A command seen from the screen that sent it. */
export type CommandState =
  | { readonly state: 'pending' }
  | {
      readonly state: 'done';
      readonly pass?: string;
      /** What the booking was with it. */
      readonly booking?: BookingStatus;
      /** Until when a hold or an offer is kept, milliseconds since 1970 by the hub's clock. */
      readonly untilMs?: number;
      /** What is linked with a card that was opened. */
      readonly linked?: Linked;
      /** The number that was given, and what it was then. */
      readonly ticket?: NonNullable<Settled['given']>;
    }
  | {
      readonly state: 'refused';
      readonly error: string;
      /** How often it may be tried again, where tries are counted. */
      readonly left?: number;
    };

/** What is written together with a command, or why the command is not kept after all. */
export type Along<E> = Result<readonly Write[], E>;

/** What this terminal did about numbers in a queue. */
export interface TicketDeeds {
  readonly settled: readonly Settled[];
  readonly waiting: readonly OutboxEntry[];
}

/** Nobody asks what became of these; the hub has them. */
const UNHEARD: ReadonlySet<string> = new Set(['release', 'return-lease', 'end-hand-off', 'end-help']);

/** What the list makes of a booking once it has heard of each of these. */
const LISTED_AS: Readonly<Partial<Record<CommandKind, (status: BookingStatus) => boolean>>> = {
  book: () => true,
  wait: () => true,
  cancel: (status) => !isAhead(status),
  'check-in': (status) => status !== 'confirmed',
  'check-out': (status) => status !== 'confirmed' && status !== 'checked-in',
};

/**
 * The one way up: commands wait here, in order, until the hub has given each its outcome. An entry leaves only
 * together with the outcome being stored. Nothing here reads the whole outbox: ten thousand commands may wait in it.
 */
export class Outbox {
  readonly #store: Store;
  readonly #sealKey: CryptoKey;
  /** What was handed to the sender in this run: the hub may have it. */
  readonly #handedOut = new Set<CommandId>();
  #lastNumber = 0;

  constructor(store: Store, sealKey: CryptoKey) {
    this.#store = store;
    this.#sealKey = sealKey;
  }

  /**
   * Keeps a command; when this resolves it survives a power cut (where the store is durable).
   * @param beside what may stand beside it in clear, to find it again by code
   * @throws where storage is full: the command was not kept
   */
  async add(command: Command, beside: Beside = {}): Promise<void> {
    await this.addAlong(command, beside, [], [], () => ok([]));
  }

  /**
   * Keeps a command and what must be written with it, in one write, if what is read in that moment allows it.
   * @param boxes what `along` writes to
   * @param along synchronous: sees what was read and says what to write, or why not
   * @throws where storage is full: nothing was written
   */
  async addAlong<E>(
    command: Command,
    beside: Beside,
    boxes: readonly Box[],
    reads: readonly Read[],
    along: (found: Found) => Along<E>,
  ): Promise<Result<true, E>> {
    const { driver } = this.#store;
    const sealed = await seal(this.#sealKey, command);
    const key = await this.#nextKey(command.id);
    const entry: OutboxEntry = { key, ...aboutOf(command, beside), sealed };
    const kept = await driver.decide<Result<true, E>>(
      ['outbox', ...boxes],
      reads,
      (found) => {
        const writes = along(found);
        if (!writes.ok) return { writes: [], result: writes };
        return { writes: [{ box: 'outbox', key, value: entry }, ...writes.value], result: ok(true) };
      },
      'strict',
    );
    if (kept.ok) {
      if (isRequest(entry.kind)) noteWaiting(this.#store, 1);
      this.#store.announce(['outbox']);
    }
    return kept;
  }

  /**
   * Takes back a command that still waits here. The hub may have it all the same: an answer can be lost.
   * @returns true where it was here and nobody was handed it in this run
   */
  async withdraw(id: CommandId): Promise<boolean> {
    const entries = await this.#entriesOf(id);
    if (entries.length === 0) return false;
    noteWaiting(this.#store, -entries.filter(({ kind }) => isRequest(kind)).length);
    await this.#store.driver.write(
      entries.map(({ key }) => ({ box: 'outbox', key, remove: true })),
      'strict',
    );
    this.#store.announce(['outbox']);
    return !this.#handedOut.has(id);
  }

  /** The oldest commands that wait, unsealed; one that cannot be read is set aside as refused, not dropped. */
  async next(limit: number): Promise<Command[]> {
    for (;;) {
      const entries = (await this.#store.driver.all('outbox', '', limit)) as OutboxEntry[];
      const commands = await Promise.all(entries.map((entry) => this.#unsealed(entry)));
      const unreadable = entries.filter((_entry, index) => commands[index] === undefined);
      const at = new Date(this.#store.now()).toISOString();
      await this.settle(
        unreadable.map(({ id }) => ({
          command: id,
          status: 'refused',
          at,
          error: { code: 'command.invalid' },
        })),
      );
      if (unreadable.length > 0 && unreadable.length === entries.length) continue;
      const readable = commands.filter((command) => command !== undefined);
      for (const { id } of readable) this.#handedOut.add(id);
      return readable;
    }
  }

  waiting(): Promise<number> {
    return this.#store.driver.count('outbox');
  }

  /** How many wait, and since when the oldest does. */
  async standing(): Promise<{ readonly waiting: number; readonly oldestAt?: string }> {
    const waiting = await this.waiting();
    const [oldest] = (await this.#store.driver.all('outbox', '', 1)) as OutboxEntry[];
    return { waiting, ...(oldest ? { oldestAt: oldest.at } : {}) };
  }

  /** How many of those that wait a person asked for. Reads them all: for the start. */
  async waitingRequests(): Promise<number> {
    const entries = (await this.#store.driver.all('outbox')) as OutboxEntry[];
    return entries.filter(({ kind }) => isRequest(kind)).length;
  }

  /** Stores outcomes and lets their commands go, in one write. Outcomes of unknown commands are ignored. */
  async settle(outcomes: readonly Outcome[]): Promise<void> {
    const leaving = (await Promise.all(outcomes.map((outcome) => this.#settling(outcome)))).flat();
    if (leaving.length === 0) return;
    const writes = leaving.flatMap((each) => each.writes);
    noteWaiting(this.#store, -leaving.filter(({ kind }) => isRequest(kind)).length);
    await this.#store.driver.write(writes, 'strict');
    for (const { command } of outcomes) this.#handedOut.delete(command);
    this.#store.announce(['outbox']);
  }

  /** What became of a command; undefined where it is not known here. */
  async state(id: CommandId): Promise<CommandState | undefined> {
    const settled = await this.#settled(id);
    if (settled) return this.#reveal(settled);
    return (await this.#entriesOf(id)).length > 0 ? { state: 'pending' } : undefined;
  }

  /** What this terminal itself did with a booking that it was asked about; the newest comes last. */
  async ownKnowledge(
    match: { readonly booking: string } | { readonly codeDigest: string },
  ): Promise<readonly OwnKnowledge[]> {
    const { driver } = this.#store;
    const [field, is] =
      'booking' in match
        ? (['booking', match.booking] as const)
        : (['codeDigest', match.codeDigest] as const);
    const waiting = (await driver.find('outbox', field, { is })) as OutboxEntry[];
    const settled = (await driver.find('outcomes', field, { is })) as Settled[];
    return knowledgeOf(waiting, settled, (each) => this.#passOf(each));
  }

  /**
   * What this terminal did about numbers and is not through yet, or knows the answer of.
   * @param match one number, or all of a queue
   * @returns what was answered, then what still waits
   */
  async ofTickets(match: { readonly ticket: TicketId } | { readonly queue: QueueId }): Promise<TicketDeeds> {
    const { driver } = this.#store;
    const [field, is] =
      'ticket' in match ? (['ticket', match.ticket] as const) : (['queue', match.queue] as const);
    const settled = (await driver.find('outcomes', field, { is })) as Settled[];
    const waiting = (await driver.find('outbox', field, { is })) as OutboxEntry[];
    return { settled, waiting };
  }

  /** The number that this terminal gave out for a booking and that is still on its way to the hub. */
  async takenFor(booking: string): Promise<Ticket | undefined> {
    const waiting = (await this.#store.driver.find('outbox', 'booking', { is: booking })) as OutboxEntry[];
    return waiting.find(({ taken }) => taken)?.taken;
  }

  /** Seals a pass, to lie with the command that it is the answer to. */
  sealPass(pass: string): Promise<Settled['sealed']> {
    return seal(this.#sealKey, pass);
  }

  /**
   * Forgets outcomes, when the visit they belong to ends. What still waits stays, sealed. What was told about a booking
   * stays known, without its pass, until the hub's list says the same: the next scan must not take it back. Of a number
   * the entry that waits is enough: it goes only when the hub has it.
   */
  async forget(ids: readonly CommandId[]): Promise<void> {
    const writes: Write[] = [];
    for (const id of ids) {
      const settled = await this.#settled(id);
      if (!settled) continue;
      writes.push(
        settled.status === 'done' && settled.kind in LISTED_AS && !(await this.#isListed(settled))
          ? { box: 'outcomes', key: id, value: withoutPass(settled) }
          : { box: 'outcomes', key: id, remove: true },
      );
    }
    await this.#store.driver.write(writes, 'strict');
  }

  /** Forgets what was confirmed here in visits that are over, as far as the hub lists it by now. */
  async forgetListed(): Promise<void> {
    const kept = (await this.#store.driver.find('outcomes', 'unlisted', { is: 1 })) as Settled[];
    const writes: Write[] = [];
    for (const each of kept)
      if (await this.#isListed(each)) writes.push({ box: 'outcomes', key: each.id, remove: true });
    await this.#store.driver.write(writes);
  }

  /** Ends the visits that a power cut ended: their passes are forgotten, too. For the start, before anybody is here. */
  async forgetVisits(): Promise<void> {
    const settled = (await this.#store.driver.all('outcomes')) as Settled[];
    const open = settled.filter((each) => each.leased && each.sealed);
    await this.forget(open.map(({ id }) => id));
  }

  /** Forgets outcomes of requests older than the given time. */
  async forgetBefore(ms: number): Promise<void> {
    const below = new Date(ms).toISOString();
    const old = (await this.#store.driver.find('outcomes', 'at', { below })) as Settled[];
    await this.#store.driver.write(old.map(({ id }) => ({ box: 'outcomes', key: id, remove: true })));
  }

  /** What to write when an outcome arrives. */
  async #settling(outcome: Outcome): Promise<readonly Leaving[]> {
    const [entry] = await this.#entriesOf(outcome.command);
    if (!entry) return [];
    const { kind } = entry;
    const leave: Write = { box: 'outbox', key: entry.key, remove: true };
    // A leased booking was answered when it was made; the hub's yes adds nothing to that.
    if (UNHEARD.has(kind) || (entry.leased && outcome.status === 'done')) return [{ kind, writes: [leave] }];
    const value = await this.#answered(entry, outcome);
    return [{ kind, writes: [leave, { box: 'outcomes', key: entry.id, value }] }];
  }

  async #answered(entry: OutboxEntry, outcome: Outcome): Promise<Settled> {
    const { key: _key, sealed: _command, places: _places, ...about } = entry;
    const { at, status } = outcome;
    if (outcome.status === 'refused') {
      const { code, left } = outcome.error;
      return { ...about, at, status, error: code, ...(left === undefined ? {} : { left }) };
    }
    return {
      ...about,
      at,
      status,
      ...(outcome.booking ? { became: outcome.booking } : {}),
      ...(outcome.until ? { until: outcome.until } : {}),
      ...(outcome.ticket ? { given: outcome.ticket } : {}),
      ...(outcome.linked ? { linked: outcome.linked } : {}),
      ...(outcome.pass ? { sealed: await seal(this.#sealKey, outcome.pass) } : {}),
    };
  }

  async #reveal(settled: Settled): Promise<CommandState> {
    if (settled.status === 'refused') {
      const { error = 'hub.failed', left } = settled;
      return { state: 'refused', error, ...(left === undefined ? {} : { left }) };
    }
    const pass = await this.#passOf(settled);
    return {
      state: 'done',
      ...(pass === undefined ? {} : { pass }),
      ...(settled.became ? { booking: settled.became } : {}),
      ...(settled.until ? { untilMs: Date.parse(settled.until) } : {}),
      ...(settled.given ? { ticket: settled.given } : {}),
      ...(settled.linked ? { linked: settled.linked } : {}),
    };
  }

  async #passOf({ sealed }: Settled): Promise<string | undefined> {
    if (!sealed) return undefined;
    // Sealed with a key that is gone: the booking is known all the same.
    return unseal(this.#sealKey, sealed).then(String, () => undefined);
  }

  #unsealed(entry: OutboxEntry): Promise<Command | undefined> {
    return unseal(this.#sealKey, entry.sealed).then(
      (command) => command as Command,
      () => undefined,
    );
  }

  async #settled(id: CommandId): Promise<Settled | undefined> {
    return (await this.#store.driver.get('outcomes', id)) as Settled | undefined;
  }

  async #entriesOf(id: CommandId): Promise<OutboxEntry[]> {
    return (await this.#store.driver.find('outbox', 'id', { is: id })) as OutboxEntry[];
  }

  /** Whether the hub has it, and its list says so here by now. */
  async #isListed({ id, kind, booking }: Settled): Promise<boolean> {
    const listed = booking === undefined ? undefined : await this.#store.get('booking', booking);
    const isSaid = LISTED_AS[kind] ?? (() => true);
    return listed !== undefined && isSaid(listed.status) && (await this.#entriesOf(id)).length === 0;
  }

  async #nextKey(id: CommandId): Promise<string> {
    const last = (await this.#store.driver.lastKey('outbox')) ?? '';
    this.#lastNumber = Math.max(this.#lastNumber, Number(last.slice(0, 12)) || 0) + 1;
    return `${String(this.#lastNumber).padStart(12, '0')}-${id}`;
  }
}

const withoutPass = ({ sealed: _pass, ...settled }: Settled): Settled => ({ ...settled, unlisted: 1 });
