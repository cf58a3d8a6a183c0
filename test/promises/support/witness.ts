import { isDeepStrictEqual } from 'node:util';
import type { BookingId, SlotId } from '../../../src/model/schema/booking.ts';
import type { Command, CommandId, Outcome } from '../../../src/model/schema/command.ts';
import type { TicketId, TicketNumber } from '../../../src/model/schema/ticket.ts';

/** A command that somebody gave, and what was heard of it. */
export interface Given {
  readonly command: Command;
  readonly terminal: string;
  /** True once the person was told that it is kept. */
  kept: boolean;
  /** The answer of the hub to its first delivery. */
  outcome?: Outcome;
  /** True once the terminal knows the outcome, too. */
  heard: boolean;
}

/** What a person believes of a booking, because a terminal said so. */
export interface Belief {
  readonly booking: BookingId;
  readonly slots: readonly SlotId[];
  readonly terminal: string;
  readonly leased: boolean;
}

/** A number that somebody read on a screen or a slip. */
export interface Shown {
  readonly ticket: TicketId;
  readonly number: TicketNumber;
  readonly day: string;
  readonly terminal: string;
}

/**
 * Stands beside every screen and every hub and writes down what was said. It never looks into a database: what the
 * promises are about is what people were told.
 */
export class Witness {
  readonly given = new Map<CommandId, Given>();
  readonly confirmed = new Map<BookingId, Belief>();
  readonly shown = new Map<TicketId, Shown>();
  readonly faults: string[] = [];
  readonly #writtenOff: { readonly terminal: string; readonly slots: ReadonlySet<string> }[] = [];

  broken(words: string): void {
    this.faults.push(words);
  }

  /** A command is on its way to a terminal's disk; a power cut may come between. */
  gives(terminal: string, command: Command): void {
    this.given.set(command.id, { command, terminal, kept: false, heard: false });
  }

  /** The terminal said that it has it. */
  kept(id: CommandId): void {
    const given = this.given.get(id);
    if (given) given.kept = true;
  }

  /** A terminal said that a booking stands. */
  believes(belief: Belief): void {
    this.confirmed.set(belief.booking, belief);
  }

  /** A terminal said a number. */
  shows(number: Shown): void {
    const rival = [...this.shown.values()].find(
      (one) => one.number === number.number && one.day === number.day && one.ticket !== number.ticket,
    );
    if (rival) this.broken(`two people have the same number: ${show(rival)} ${show(number)}`);
    this.shown.set(number.ticket, number);
  }

  /** A terminal said that somebody has the place that was offered. */
  accepted(booking: BookingId, terminal: string): void {
    const asked = [...this.given.values()].find(
      ({ command }) => command.kind === 'wait' && command.body.booking === booking,
    );
    if (asked?.command.kind !== 'wait') return;
    this.believes({ booking, slots: [asked.command.body.slot], terminal, leased: false });
  }

  /** A hub answered a delivery, whether or not the answer arrived. */
  answered(commands: readonly Command[], outcomes: readonly Outcome[]): void {
    const asked = new Set<string>(commands.map(({ id }) => id));
    for (const outcome of outcomes) {
      if (!asked.has(outcome.command)) this.broken(`an outcome of a command nobody sent: ${outcome.command}`);
      const given = this.given.get(outcome.command) ?? this.#own(commands, outcome);
      if (given.outcome === undefined) given.outcome = outcome;
      else if (!isDeepStrictEqual(given.outcome, outcome))
        this.broken(`two outcomes of one command: ${show(given.outcome)} and ${show(outcome)}`);
    }
  }

  /** Terminals send commands of their own, such as what they give back of a lease. */
  #own(commands: readonly Command[], outcome: Outcome): Given {
    const command = commands.find(({ id }) => id === outcome.command) as Command;
    const given: Given = { command, terminal: '', kept: false, heard: false };
    this.given.set(outcome.command, given);
    return given;
  }

  /** Staff gave these places of a terminal up, without hearing from it. */
  writtenOff(terminal: string, slots: readonly string[]): void {
    this.#writtenOff.push({ terminal, slots: new Set(slots) });
  }

  /**
   * The one word that may be broken: confirmed from a lease that staff wrote off, and not known to the hub until then.
   */
  isExcused({ booking, terminal, slots, leased }: Belief): boolean {
    const writtenOff = this.#writtenOff.some(
      (one) => one.terminal === terminal && one.slots.has(slots[0] ?? ''),
    );
    return (
      leased && writtenOff && !this.#asked('book', booking).some(({ outcome }) => outcome?.status === 'done')
    );
  }

  /** Whether its holder asked, at any terminal, to give a booking up. */
  wantedGone(booking: string): boolean {
    return this.#asked('cancel', booking).length > 0;
  }

  /** Where a booking may be: where it was made, and where its holder moved it. */
  placesOf(belief: Belief): ReadonlySet<string> {
    const places = new Set<string>(belief.slots.slice(0, 1));
    for (const { command, outcome } of this.#asked('change', belief.booking))
      if (command.kind === 'change' && outcome?.status === 'done') places.add(command.body.slot);
    return places;
  }

  #asked(kind: Command['kind'], booking: string): readonly Given[] {
    return [...this.given.values()].filter(
      ({ command }) => command.kind === kind && bookingOf(command) === booking,
    );
  }
}

/** The booking that a command is about. */
export const bookingOf = ({ body }: Command): string | undefined =>
  'booking' in body ? body.booking : undefined;

const show = (value: unknown): string => JSON.stringify(value);
