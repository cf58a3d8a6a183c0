import { Bands, type TakenTicket } from '../../local/bands.ts';
import { codeDigest } from '../../local/digest.ts';
import type { Beside } from '../../local/entry.ts';
import { type TerminalKeys, terminalKeys } from '../../local/keys.ts';
import { type BookBody, Leases } from '../../local/leases.ts';
import { openDriver } from '../../local/open.ts';
import { type CommandState, Outbox } from '../../local/outbox.ts';
import { OwnKey } from '../../local/signing.ts';
import { Store } from '../../local/store.ts';
import { Told } from '../../local/told.ts';
import { Usage } from '../../local/usage.ts';
import { countLost } from '../../local/wipe.ts';
import { newBookingCode, newBookingId, newCommandId } from '../../model/ids.ts';
import type { NoConfirmation } from '../../model/lease.ts';
import { type Result, ok } from '../../model/result.ts';
import type { BookingId, Slot, SlotId } from '../../model/schema/booking.ts';
import type { Command, CommandBody, CommandId, CommandKind } from '../../model/schema/command.ts';
import type { QueueId } from '../../model/schema/queue.ts';
import type { BookingTerms } from '../../model/schema/service.ts';
import type { Ticket, TicketId } from '../../model/schema/ticket.ts';
import {
  type Sync,
  type SyncOptions,
  type SyncState,
  type Teller,
  type TellerLine,
  startSync,
} from '../../sync/sync.ts';
import { HeldPlaces } from './held-places.ts';
import { HelpLine } from './help-line.ts';
import { KioskReport, type KioskReportParts } from './report.ts';
import { type NoTicket, type TicketNow, type TicketWanted, Tickets } from './tickets.ts';

/** How often the hub is told what the terminal is used for. */
const USAGE_EVERY_MS = 5 * 60_000;

const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A booking that this terminal confirmed from its own lease: it stands, whatever the network does. */
export interface Confirmed {
  readonly command: CommandId;
  /** The signed pass, to be shown as a code at once. */
  readonly pass: string;
}

type Notice = Pick<BookingTerms, 'minNoticeMinutes'>;
type Confirmation = Promise<Result<Confirmed, NoConfirmation>>;
type SyncParts = Pick<SyncOptions, 'store' | 'leases'> & { readonly outbox: Outbox };

export type { BookBody, CommandState, NoConfirmation, NoTicket, TakenTicket, TicketNow, TicketWanted };

/** The working parts of a terminal: its database, its outbox, its line to the hub. Loaded after the first paint. */
export class Runtime {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly sync: Pick<Sync, 'stop'>;
  /** The call for somebody of this visit. */
  readonly help: HelpLine;
  /** What the terminal is used for, in counts. */
  readonly usage: Usage;
  /** What staff told this terminal. */
  readonly told: Told;
  readonly #key: OwnKey;
  readonly #leases: Leases;
  readonly #tickets: Tickets;
  #report: KioskReport | undefined;
  #lost = 0;
  readonly #ofThisVisit = new Set<CommandId>();
  /** What was confirmed in this visit: a button pressed twice is one booking. */
  readonly #confirmed = new Map<BookingId, Confirmation>();
  readonly #held: HeldPlaces;

  private constructor(store: Store, keys: TerminalKeys, sync: (parts: SyncParts) => Pick<Sync, 'stop'>) {
    this.store = store;
    this.outbox = new Outbox(store, keys.seal);
    this.usage = new Usage(store);
    this.told = new Told(store);
    const key = new OwnKey(store, keys.proof);
    this.#key = key;
    this.#leases = new Leases(store, this.outbox, key);
    this.#tickets = new Tickets({
      store,
      outbox: this.outbox,
      bands: new Bands(store, this.outbox, key),
      submit: (kind, body, beside) => this.submit(kind, body, beside),
      note: (command) => this.#ofThisVisit.add(command),
    });
    this.#held = new HeldPlaces(this.outbox, (booking) => this.submit('release', { booking }));
    this.help = new HelpLine({
      store,
      outbox: this.outbox,
      submit: (...[kind, body]) => this.submit<'call-for-help' | 'end-help'>(kind, body),
    });
    this.sync = sync({ store, outbox: this.outbox, leases: this.#leases });
  }

  /**
   * Opens the database and starts to sync.
   * @param onLost told when the browser takes the database away while we run
   * @param isIdle whether nobody is in front of the terminal
   */
  static async start(
    site: string,
    onSync: (state: SyncState) => void,
    onLost: () => void,
    isIdle: () => boolean,
  ): Promise<Runtime> {
    const store = await Store.open(site, await openDriver(site, onLost));
    const keys = await terminalKeys(store.driver);
    // Made with the runtime, and told only when it stands.
    const made: { runtime?: Runtime; sync?: Sync; report?: KioskReport } = {};
    const tellersOf = (client: TellerLine, parts: SyncParts): readonly Teller[] => {
      const tell: KioskReportParts['tell'] = (report) => client.tell('/report', report);
      const told = new Told(store);
      made.report = new KioskReport({ ...parts, told, isIdle, tell, sync: () => made.sync });
      return [
        {
          everyMs: USAGE_EVERY_MS,
          tell: async () =>
            made.runtime?.usage.tell(async (report) => (await client.tell('/usage', report)).ok),
        },
        made.report.reporter,
      ];
    };
    made.runtime = await Runtime.on(store, keys, (parts) => {
      made.sync = startSync(location.origin, keys.proof, {
        ...parts,
        onState: onSync,
        tellers: (client) => tellersOf(client, parts),
      });
      return made.sync;
    });
    made.runtime.#report = made.report;
    return made.runtime;
  }

  /**
   * Puts the parts together on an open store.
   * @param sync makes, and starts, what keeps it in step with the hub
   */
  static async on(
    store: Store,
    keys: TerminalKeys,
    sync: (parts: SyncParts) => Pick<Sync, 'stop'>,
  ): Promise<Runtime> {
    const runtime = new Runtime(store, keys, sync);
    runtime.#lost = countLost(store, await runtime.outbox.waitingRequests(), store.now());
    await runtime.outbox.forgetVisits();
    return runtime;
  }

  /**
   * How this terminal is known: `id` in the list of the hub's terminals; `keyId` in the codes it signs, undefined until the
   * hub has published its key.
   */
  async identity(): Promise<{ readonly id: string; readonly keyId: string | undefined }> {
    const published = await this.#key.published();
    return { id: await this.#key.id(), keyId: published?.id };
  }

  /** Requests that were waiting when the browser cleared this terminal's database: nobody will answer them. */
  get lost(): number {
    return this.#lost;
  }

  /** False where what is acknowledged would not survive a power cut: such a terminal takes no requests while cut off. */
  get durable(): boolean {
    return this.store.driver.durable;
  }

  /** Lets go of the database and the line to the hub. */
  stop(): void {
    this.#report?.stop();
    this.sync.stop();
    this.store.close();
  }

  /** Ids for one booking, made when a time is chosen: the same for its hold, its booking and every try again. */
  newBooking(): Pick<CommandBody<'book'>, 'booking' | 'code'> {
    return { booking: newBookingId(randomBytes), code: newBookingCode(randomBytes) };
  }

  /**
   * How many places of its own this terminal has, by slot: they can be had here also where the slot has none `remaining`.
   * Changes with the topics `lease` and `outbox`.
   */
  ownPlaces(): Promise<ReadonlyMap<SlotId, number>> {
    return this.#leases.unused();
  }

  /**
   * May this terminal confirm this time by itself now, without asking the hub?
   * @param terms of the slot's service
   * @returns yes, or why not: then `hold` and `submit('book')` are the way, which the hub answers
   */
  confirmation(slot: Slot, terms: Notice): Promise<Result<true, NoConfirmation>> {
    return this.#leases.confirmation(slot, terms);
  }

  /**
   * Confirms a booking from this terminal's own lease: signs the pass, counts the place and keeps the command in one
   * write. When this resolves with a pass, the booking stands and survives a power cut. A second call for the same
   * booking in the same visit has the answer of the first.
   * @param body a visit of several slots is the hub's to confirm: no-lease
   * @throws where it could not be written: nothing was counted then, and nothing may be said
   */
  confirm(body: BookBody, slot: Slot, terms: Notice, beside: Beside = {}): Confirmation {
    const known = this.#confirmed.get(body.booking);
    if (known) return known;
    const confirming = this.#confirm(body, slot, terms, beside);
    this.#confirmed.set(body.booking, confirming);
    const tryAgain = () => this.#confirmed.delete(body.booking);
    confirming.then(({ ok: done }) => done || tryAgain(), tryAgain);
    return confirming;
  }

  /**
   * Asks the hub to keep a place while a form is filled in. `commandState` says what came of it (`untilMs`). Asked again
   * for the same booking it is kept longer. What is not booked by then is given back when the visit ends.
   */
  hold(body: CommandBody<'hold'>): Promise<CommandId> {
    return this.submit('hold', body);
  }

  /**
   * Gives a held place back; a hold that never left this terminal is just withdrawn. Where storage is full the place goes
   * back by itself when its time is up: nobody has to hear of it.
   */
  async release(booking: BookingId): Promise<void> {
    await this.#held.release(booking);
  }

  /**
   * Takes a number: of this terminal's own band, with and without a network by the same path; where it has none, from the
   * hub if that can be asked. When this resolves with a number it counts, and survives a power cut. A second call for the
   * same queue, booking and person in the same visit has the answer of the first; a booking that has an open number gets
   * that one.
   * @param online whether the hub can be asked now: `terminal.sync.state === 'online'`
   * @returns the number with the text of its code; or why there is none: then the counter is the way
   * @throws where it could not be written: nothing was given then, and nothing may be said
   */
  takeTicket(wanted: TicketWanted, online: boolean): Promise<Result<TakenTicket, NoTicket>> {
    return this.#tickets.take(wanted, online);
  }

  /** The numbers of a queue that were given in this visit, oldest first. */
  takenTickets(queue: QueueId): readonly TakenTicket[] {
    return this.#tickets.given(queue);
  }

  /** The holder of a number no longer waits. Asked twice before the hub answers it is one command. */
  leaveQueue(ticket: Pick<Ticket, 'id' | 'queue'>): Promise<CommandId> {
    return this.#tickets.leave(ticket);
  }

  /** The holder of a number that was called in vain is here again. */
  rejoinQueue(ticket: Pick<Ticket, 'id' | 'queue'>): Promise<CommandId> {
    return this.#tickets.rejoin(ticket);
  }

  /** What is known of a number, by the id in its code. Changes with the topics `ticket` and `outbox`. */
  ownTicket(id: TicketId): Promise<TicketNow | undefined> {
    return this.#tickets.now(id);
  }

  /** The open number that the holder of a booking has already. */
  ticketOfBooking(booking: BookingId): Promise<Ticket | undefined> {
    return this.#tickets.ofBooking(booking);
  }

  /** Today's numbers of a queue, with those the hub does not list yet: for `aheadOf` and `inOrder` of the model. */
  ticketLine(queue: QueueId): Promise<readonly Ticket[]> {
    return this.#tickets.line(queue);
  }

  /**
   * Makes a command and keeps it in the outbox. When this resolves it is on disk.
   * @returns the command's id, by which its outcome is known
   * @throws where it could not be kept
   */
  async submit<K extends CommandKind>(
    kind: K,
    body: CommandBody<K>,
    beside: Beside = {},
  ): Promise<CommandId> {
    const id = newCommandId(randomBytes);
    const command = { id, kind, at: new Date(this.store.now()).toISOString(), body } as unknown as Command;
    await this.outbox.add(command, await this.#findable(command.body, beside));
    this.#ofThisVisit.add(id);
    this.#note(command);
    return id;
  }

  /**
   * What became of a command: `pending`; `done` with `pass`, `booking` (what it was with it) and `untilMs` (the end of a hold
   * or an offer) where there are such; `refused` with `error`. Undefined where it is not known here (any more).
   */
  commandState(id: CommandId): Promise<CommandState | undefined> {
    return this.outbox.state(id);
  }

  /** Gives back what was held and not booked, and forgets what became of this visit's commands, but those that still wait. */
  async endVisit(): Promise<void> {
    // Where storage is full nobody can be told; the call ends by itself when staff see to it.
    await this.help.end().catch(() => undefined);
    await this.#held.endVisit();
    await this.#tickets.endVisit();
    const settled: CommandId[] = [];
    for (const id of this.#ofThisVisit) {
      const state = await this.outbox.state(id);
      if (state && state.state !== 'pending') settled.push(id);
    }
    this.#ofThisVisit.clear();
    this.#confirmed.clear();
    await this.outbox.forget(settled);
    await this.usage.keep();
    this.#report?.visitEnded();
  }

  /** A screen of a visit was opened: what the hub is told of it is this name. */
  shows(view: string): void {
    this.#report?.shows(view);
  }

  async #confirm(body: BookBody, slot: Slot, terms: Notice, beside: Beside): Confirmation {
    const found = await this.#findable(body, beside);
    const leased = await this.#leases.confirm(body, slot, terms, found);
    if (!leased.ok) return leased;
    const { command, pass } = leased.value;
    this.#ofThisVisit.add(command.id);
    this.#note(command);
    return ok({ command: command.id, pass });
  }

  #note(command: Command): void {
    this.usage.note(`done.${command.kind}`);
    this.#held.note(command);
  }

  async #findable(body: Command['body'] | BookBody, beside: Beside): Promise<Beside> {
    if (beside.codeDigest !== undefined || !('code' in body)) return beside;
    return { ...beside, codeDigest: await codeDigest(this.store.site, body.code) };
  }
}
