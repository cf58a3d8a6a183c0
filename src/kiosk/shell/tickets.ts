import { type Bands, type NoNumber, type TakenTicket, type TicketAsked } from '../../local/bands.ts';
import type { Beside } from '../../local/entry.ts';
import type { CommandState, Outbox } from '../../local/outbox.ts';
import type { Store } from '../../local/store.ts';
import type { ErrorCode } from '../../model/errors.ts';
import { newTicketId } from '../../model/ids.ts';
import { type Result, fail, ok } from '../../model/result.ts';
import type { CommandBody, CommandId, CommandKind } from '../../model/schema/command.ts';
import type { QueueId } from '../../model/schema/queue.ts';
import type { Ticket, TicketId } from '../../model/schema/ticket.ts';
import { isOpen } from '../../model/ticket.ts';
import { wallClock } from '../../model/time.ts';

/** Why nobody gets a number here: the terminal's own reasons, a hub that does not answer in time, or the hub's no. */
export type NoTicket = NoNumber | 'no-answer' | ErrorCode;

/** What is asked, and for which person of this visit: a button pressed twice is one number. */
export interface TicketWanted extends TicketAsked {
  /** 0 for the first person, which is the rule; counted up where somebody takes one more for another. */
  readonly person?: number;
}

/** What this terminal knows of a number. */
export interface TicketNow {
  readonly ticket: Ticket;
  /** False where the hub has not listed it yet: it is on its way. */
  readonly listed: boolean;
  /** What its holder asked for here, and the hub has not answered. */
  readonly asked?: 'leave' | 'rejoin';
  /** Why the hub said no to the last of it. */
  readonly error?: string;
}

/** What the tickets of a terminal are made of; `submit` is the runtime's. */
export interface TicketParts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly bands: Bands;
  readonly submit: <K extends CommandKind>(
    kind: K,
    body: CommandBody<K>,
    beside?: Beside,
  ) => Promise<CommandId>;
  /** Hears of each command that gave a number, so that the visit's end forgets its answer. */
  readonly note: (command: CommandId) => void;
}

type Taking = Promise<Result<TakenTicket, NoTicket>>;

/** Longer than this nobody stands before a screen that says "one moment". */
const ANSWER_MS = 12_000;

/** Numbers in the queue: taking one, leaving, coming back, and what is known of the line. */
export class Tickets {
  readonly #parts: TicketParts;
  /** What was asked for in this visit. */
  readonly #taken = new Map<string, Taking>();
  /** What was given in it, oldest first. */
  #given: readonly TakenTicket[] = [];
  /** Counts the visits: what comes when its visit is over belongs to nobody here. */
  #visit = 0;
  /** Numbers that the hub was asked for and has not given: given back when nobody waits for them any more. */
  readonly #awaited = new Map<TicketId, CommandId>();

  constructor(parts: TicketParts) {
    this.#parts = parts;
  }

  /**
   * Takes a number: of the terminal's own band, else from the hub where there is a network. A second call for the same
   * person in the same visit has the answer of the first.
   * @param online whether the hub can be asked now
   * @throws where it could not be written: nothing was given then, and nothing may be said
   */
  take(wanted: TicketWanted, online: boolean): Taking {
    const id = `${wanted.queue}/${wanted.booking ?? ''}/${wanted.person ?? 0}`;
    const known = this.#taken.get(id);
    if (known) return known;
    const { person: _person, ...asked } = wanted;
    const visit = this.#visit;
    const taking = this.#take(asked, online);
    this.#taken.set(id, taking);
    const tryAgain = (): void => {
      if (visit === this.#visit) this.#taken.delete(id);
    };
    taking.then((result) => {
      if (!result.ok) tryAgain();
      else if (visit === this.#visit) this.#given = [...this.#given, result.value];
    }, tryAgain);
    return taking;
  }

  /** The numbers of a queue that were given in this visit, oldest first. */
  given(queue: QueueId): readonly TakenTicket[] {
    return this.#given.filter(({ ticket }) => ticket.queue === queue);
  }

  /** The holder no longer waits. @returns the command, whose outcome `commandState` tells */
  leave(ticket: Pick<Ticket, 'id' | 'queue'>): Promise<CommandId> {
    return this.#ask('leave-queue', ticket);
  }

  /** The holder of a number that was called in vain is here again. */
  rejoin(ticket: Pick<Ticket, 'id' | 'queue'>): Promise<CommandId> {
    return this.#ask('rejoin-queue', ticket);
  }

  /**
   * What is known of a number: as the hub lists it, else as this terminal gave it out. A number that was merged into
   * another is answered as it is, with `into`. Changes with the topics `ticket` and `outbox`.
   */
  async now(id: TicketId): Promise<TicketNow | undefined> {
    const { store, outbox } = this.#parts;
    const { settled, waiting } = await outbox.ofTickets({ ticket: id });
    const listed = await store.get('ticket', id);
    const ticket = listed ?? [...waiting, ...settled].find(({ taken }) => taken)?.taken;
    if (!ticket) return undefined;
    const asked = lastOf(waiting.filter(({ kind }) => kind !== 'take-ticket'));
    const refused = lastOf(settled.filter(({ status }) => status === 'refused'));
    // Left for good, though the line as listed does not say so yet.
    const left = settled.some(({ kind, status }) => kind === 'leave-queue' && status === 'done');
    return {
      ticket: left && isOpen(ticket) ? { ...ticket, status: 'cancelled' } : ticket,
      listed: listed !== undefined,
      ...(asked ? { asked: asked.kind === 'leave-queue' ? 'leave' : 'rejoin' } : {}),
      ...(refused?.error && !asked ? { error: refused.error } : {}),
    };
  }

  /** Today's numbers of a queue, those among them that this terminal gave out and the hub does not list yet. */
  async line(queue: QueueId): Promise<readonly Ticket[]> {
    const { store, outbox } = this.#parts;
    const { waiting } = await outbox.ofTickets({ queue });
    const leaving = new Set(waiting.filter(({ kind }) => kind === 'leave-queue').map(({ ticket }) => ticket));
    const listed = await store.all('ticket');
    const known = new Set(listed.map(({ id }) => id));
    const own = waiting.flatMap(({ taken }) => (taken && !known.has(taken.id) ? [taken] : []));
    const day = await this.#today();
    return [...listed, ...own].filter(
      (each) => each.queue === queue && each.day === day && !leaving.has(each.id),
    );
  }

  /** The number that the holder of a booking has already. */
  async ofBooking(booking: string): Promise<Ticket | undefined> {
    const { store, outbox } = this.#parts;
    const listed = (await store.all('ticket')).filter((each) => each.booking === booking);
    const own = await outbox.takenFor(booking);
    for (const { id } of [...listed, ...(own ? [own] : [])]) {
      const now = await this.now(id);
      if (now && isOpen(now.ticket) && now.asked !== 'leave') return now.ticket;
    }
    return undefined;
  }

  /** Takes back what was asked for and not given, and forgets whose number is whose. */
  async endVisit(): Promise<void> {
    this.#visit += 1;
    for (const [ticket, command] of [...this.#awaited]) await this.#takeBack(ticket, command);
    this.#taken.clear();
    this.#given = [];
  }

  async #take(asked: TicketAsked, online: boolean): Taking {
    const { bands, note } = this.#parts;
    const there = asked.booking === undefined ? undefined : await this.ofBooking(asked.booking);
    if (there) return ok(await bands.signed(there));
    const taken = await bands.take(asked);
    if (taken.ok) {
      note(taken.value.command);
      return taken;
    }
    return online ? this.#askHub(asked) : taken;
  }

  /** A terminal without a band: the hub gives the number. */
  async #askHub(asked: TicketAsked): Taking {
    const { store, outbox, submit } = this.#parts;
    const ticket = newTicketId((length) => crypto.getRandomValues(new Uint8Array(length)));
    const body = { ...asked, ticket, day: await this.#today() };
    const command = await submit('take-ticket', body);
    this.#awaited.set(ticket, command);
    const state = await answerOf(store, outbox, command, ANSWER_MS);
    if (state?.state === 'pending') await this.#takeBack(ticket, command);
    this.#awaited.delete(ticket);
    if (state?.state === 'refused') return fail(state.error as ErrorCode);
    if (state?.state !== 'done' || !state.ticket) return fail('no-answer');
    return ok({
      ticket: await this.#numbered(state.ticket, body),
      ...(state.pass === undefined ? {} : { token: state.pass }),
    });
  }

  /** A number that the hub gave, as the line will have it. */
  async #numbered(
    { id, number, status }: Pick<Ticket, 'id' | 'number' | 'status'>,
    body: CommandBody<'take-ticket'>,
  ): Promise<Ticket> {
    const { store, bands } = this.#parts;
    const listed = await store.get('ticket', id);
    if (listed) return listed;
    const rules = (await store.get('queue', body.queue))?.rules;
    const at = new Date(store.now()).toISOString();
    return { ...(await bands.ticketOf({ at, body: { ...body, ticket: id, number } }, rules)), status };
  }

  /** Nobody waits for this number any more. The hub may have given it: then whoever has it leaves the line. */
  async #takeBack(ticket: TicketId, command: CommandId): Promise<void> {
    this.#awaited.delete(ticket);
    const { outbox, submit } = this.#parts;
    const state = await outbox.state(command);
    if (state?.state === 'refused' || (await outbox.withdraw(command))) return;
    await submit('leave-queue', { ticket });
  }

  async #ask(kind: 'leave-queue' | 'rejoin-queue', { id, queue }: Pick<Ticket, 'id' | 'queue'>) {
    const { outbox, submit } = this.#parts;
    const { waiting } = await outbox.ofTickets({ ticket: id });
    const before = waiting.find((each) => each.kind === kind);
    return before?.id ?? submit(kind, { ticket: id }, { queue });
  }

  async #today(): Promise<string> {
    const { store } = this.#parts;
    const site = await store.get('site', store.site);
    return wallClock(store.now(), site?.timeZone ?? 'UTC').day;
  }
}

const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1];

/** @returns the command's state once it has an outcome; `pending` where none came in time */
function answerOf(
  store: Store,
  outbox: Outbox,
  command: CommandId,
  longestMs: number,
): Promise<CommandState | undefined> {
  return new Promise((resolve, reject) => {
    const end = (state: CommandState | undefined): void => {
      clearTimeout(timer);
      unsubscribe();
      resolve(state);
    };
    const look = (isLast: boolean): void => {
      outbox.state(command).then((state) => {
        if (isLast || state?.state !== 'pending') end(state);
      }, reject);
    };
    const timer = setTimeout(() => look(true), longestMs);
    const unsubscribe = store.subscribe(['outbox'], () => look(false));
    look(false);
  });
}
