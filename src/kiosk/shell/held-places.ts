import type { Outbox } from '../../local/outbox.ts';
import type { BookingId } from '../../model/schema/booking.ts';
import type { Command, CommandId } from '../../model/schema/command.ts';

/** Places held for the person who stands here: the commands that asked for them, and what became a booking of them. */
export class HeldPlaces {
  readonly #outbox: Outbox;
  readonly #giveBack: (booking: BookingId) => Promise<unknown>;
  readonly #held = new Map<BookingId, readonly CommandId[]>();
  readonly #booked = new Map<BookingId, CommandId>();

  /** @param giveBack keeps the command that gives a place back; throws where it could not be kept */
  constructor(outbox: Outbox, giveBack: (booking: BookingId) => Promise<unknown>) {
    this.#outbox = outbox;
    this.#giveBack = giveBack;
  }

  /** A command was kept: it may ask for a place, or make a booking of one. */
  note({ id, kind, body }: Command): void {
    if (kind === 'hold') this.#held.set(body.booking, [...(this.#held.get(body.booking) ?? []), id]);
    if (kind === 'book' || kind === 'wait') this.#booked.set(body.booking, id);
  }

  /**
   * Gives a held place back; a hold that never left this terminal is just withdrawn. Where storage is full the place goes
   * back by itself when its time is up.
   */
  async release(booking: BookingId): Promise<void> {
    try {
      await this.#release(booking);
    } catch {
      this.#held.delete(booking);
    }
  }

  /** Gives back what was held and not booked, and forgets the rest. */
  async endVisit(): Promise<void> {
    for (const booking of [...this.#held.keys()])
      if (!(await this.#isBooked(booking))) await this.release(booking);
    this.#held.clear();
    this.#booked.clear();
  }

  async #release(booking: BookingId): Promise<void> {
    let known = false;
    for (const id of this.#held.get(booking) ?? [])
      if ((await this.#outbox.state(id))?.state !== 'refused' && !(await this.#outbox.withdraw(id)))
        known = true;
    this.#held.delete(booking);
    if (known) await this.#giveBack(booking);
  }

  /** Whether a hold became, or may yet become, a booking or a place in the line. */
  async #isBooked(booking: BookingId): Promise<boolean> {
    const command = this.#booked.get(booking);
    return command !== undefined && (await this.#outbox.state(command))?.state !== 'refused';
  }
}
