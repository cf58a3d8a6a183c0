import { nextOfBand, withNumber } from '../model/band.ts';
import { type RandomBytes, newCommandId, newTicketId } from '../model/ids.ts';
import { standingMs } from '../model/queue.ts';
import { type Result, fail, ok } from '../model/result.ts';
import type { BookingId } from '../model/schema/booking.ts';
import type { Command, CommandBody, CommandId } from '../model/schema/command.ts';
import type { QueueId, QueueRules } from '../model/schema/queue.ts';
import type { NumberBand, Ticket, TicketId, TicketNumber } from '../model/schema/ticket.ts';
import { ticketExpiryMs, ticketNumberOf } from '../model/ticket.ts';
import { wallClock } from '../model/time.ts';
import { issueToken } from '../model/token.ts';
import { type BandUse, readBand, readBandUse, writeBandUse } from './band-use.ts';
import type { Found } from './driver.ts';
import type { Settled } from './entry.ts';
import type { Outbox } from './outbox.ts';
import type { OwnKey } from './signing.ts';
import type { Store } from './store.ts';

/** What somebody takes a number for. */
export type TicketAsked = Pick<
  CommandBody<'take-ticket'>,
  'queue' | 'service' | 'booking' | 'priority' | 'card'
>;

/** Why a terminal gives no number by itself: it has none left, does not know the time, or would forget what it gave. */
export type NoNumber = 'no-band' | 'clock' | 'memory-only';

/** A number that counts: it is on disk, and the hub has it or hears of it. */
export interface TakenTicket {
  /** As the line has it, or will. */
  readonly ticket: Ticket;
  /** The signed text of its code; absent where nobody here could sign it. */
  readonly token?: string;
}

/** A number of this terminal's own band. */
export interface BandTicket extends TakenTicket {
  readonly command: CommandId;
  readonly token: string;
}

/** A band and what was given of it, in one moment. */
type BandNow = Pick<NumberBand, 'ranges'> & Pick<BandUse, 'given'>;
type TakeCommand = Extract<Command, { readonly kind: 'take-ticket' }>;
type NumberedCommand = TakeCommand & { readonly body: { readonly number: TicketNumber } };

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/**
 * The numbers that the hub set aside for this terminal: giving the next one, with and without a network by the same path.
 * What was given is read, judged and written in one transaction of the database, so that two tabs never give the same
 * number; and it is remembered by day and queue, whichever database the hub answers from.
 */
export class Bands {
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #key: OwnKey;

  /** @param key the terminal's own: signs the codes of the numbers it gives */
  constructor(store: Store, outbox: Outbox, key: OwnKey) {
    this.#store = store;
    this.#outbox = outbox;
    this.#key = key;
  }

  /** The site's day now; undefined where this terminal's clock is in doubt. */
  async #today(): Promise<string | undefined> {
    const trust = this.#store.trust();
    const site = await this.#store.get('site', this.#store.site);
    return trust.trusted && site ? wallClock(trust.nowMs, site.timeZone).day : undefined;
  }

  /**
   * Gives the next number: signs its code, counts it and keeps the command in one write. When this resolves with a number
   * it counts, and survives a power cut.
   * @throws where it could not be written: nothing was given then
   */
  async take(asked: TicketAsked): Promise<Result<BandTicket, NoNumber>> {
    if (!this.#store.driver.durable) return fail('memory-only');
    const queue = await this.#store.get('queue', asked.queue);
    const key = await this.#key.published();
    if (!queue || !key) return fail('no-band');
    const day = await this.#today();
    if (day === undefined) return fail('clock');
    for (;;) {
      const { ranges, given } = await this.#band(queue.id, day);
      const number = nextOfBand(ranges, given);
      if (number === undefined) return fail('no-band');
      const command = this.#command(asked, day, ticketNumberOf(queue.letter, number));
      const taken: BandTicket = {
        command: command.id,
        ticket: await this.ticketOf(command, queue.rules),
        token: await this.#sign(command.body.ticket, ticketNumberOf(queue.letter, number), day, key.id),
      };
      if (await this.#keep(command, taken, number)) return ok(taken);
      // Another tab gave this number in between: the next one, then.
    }
  }

  /** A number as the line will have it, before the hub says so. */
  async ticketOf(
    { at, body }: Pick<NumberedCommand, 'at' | 'body'>,
    rules: QueueRules | undefined,
  ): Promise<Ticket> {
    const { ticket: id, number, queue, day, service, booking, priority } = body;
    const appointmentAt = await this.#appointment(booking);
    const takenAtMs = Date.parse(at);
    const appointmentAtMs = appointmentAt === undefined ? undefined : Date.parse(appointmentAt);
    const standsAtMs = rules ? standingMs({ takenAtMs, appointmentAtMs, priority }, rules) : takenAtMs;
    return {
      id,
      number,
      queue,
      day,
      status: 'waiting',
      takenAt: at,
      standsAt: new Date(standsAtMs).toISOString(),
      recalls: 0,
      sequence: 0,
      ...(appointmentAt === undefined ? {} : { appointmentAt }),
      ...(service === undefined ? {} : { service }),
      ...(booking === undefined ? {} : { booking }),
      ...(priority === undefined ? {} : { priority }),
    };
  }

  /** A number that somebody has already, with a code that this terminal signs, where its signature is believed. */
  async signed(ticket: Ticket): Promise<TakenTicket> {
    const key = await this.#key.published();
    return key
      ? { ticket, token: await this.#sign(ticket.id, ticket.number, ticket.day, key.id) }
      : { ticket };
  }

  async #sign(id: TicketId, number: TicketNumber, day: string, keyId: string): Promise<string> {
    const timeZone = (await this.#store.get('site', this.#store.site))?.timeZone ?? 'UTC';
    const expiresAtMs = ticketExpiryMs(day, timeZone);
    return issueToken({ kind: 'ticket', id, subject: number, expiresAtMs }, keyId, this.#key.sign);
  }

  #command(asked: TicketAsked, day: string, number: TicketNumber): NumberedCommand {
    return {
      id: newCommandId(random),
      kind: 'take-ticket',
      at: new Date(this.#store.now()).toISOString(),
      body: { ...asked, ticket: newTicketId(random), day, number },
    };
  }

  /** @returns false where the number is no longer the next one: nothing was written */
  async #keep(command: NumberedCommand, { ticket, token }: BandTicket, number: number): Promise<boolean> {
    const { id, at, kind } = command;
    const { queue, day } = ticket;
    const sealed = await this.#outbox.sealPass(token);
    const answer: Settled = {
      id,
      kind,
      at,
      ticket: ticket.id,
      queue,
      taken: ticket,
      leased: true,
      status: 'done',
      given: { id: ticket.id, number: ticket.number, status: ticket.status },
      ...(sealed ? { sealed } : {}),
    };
    const kept = await this.#outbox.addAlong<'gone'>(
      command,
      { taken: ticket },
      ['bands', 'outcomes'],
      [readBand(day, queue), readBandUse(day, queue)],
      (found) => {
        const { ranges, given } = this.#read(found);
        if (nextOfBand(ranges, given) !== number) return fail('gone');
        const use: BandUse = { day, queue, given: withNumber(given, number) };
        return ok([writeBandUse(use), { box: 'outcomes', key: id, value: answer }]);
      },
    );
    return kept.ok;
  }

  /** When its booking's time begins, as far as this terminal knows the booking. */
  async #appointment(id: BookingId | undefined): Promise<string | undefined> {
    if (id === undefined) return undefined;
    const booking = await this.#store.get('booking', id);
    return booking && (await this.#store.get('slot', booking.slot))?.startsAt;
  }

  async #band(queue: QueueId, day: string): Promise<BandNow> {
    const { driver } = this.#store;
    const reads = [readBand(day, queue), readBandUse(day, queue)];
    return this.#read(await Promise.all(reads.map(({ box, key }) => driver.get(box, key))));
  }

  #read([band, use]: Found): BandNow {
    return {
      ranges: (band as { readonly body: NumberBand } | undefined)?.body.ranges ?? [],
      given: (use as BandUse | undefined)?.given ?? [],
    };
  }
}
