import type { Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import { type Database, sqlState } from '../database/database.ts';
import type { NewBooking } from './rows.ts';
import type { Offer } from './visit.ts';

/** A place to be taken, with the answer to give where it is. */
export interface Claim {
  readonly delivery: Delivery;
  readonly outcome: Outcome;
  readonly booking: NewBooking;
  /** What it was judged by. */
  readonly offer: Offer;
}

/** The values of a claim, with their types in PostgreSQL: each becomes an argument, with one value for each claim. */
const COLUMNS: readonly (readonly [name: string, type: string, value: (one: Claim) => unknown])[] = [
  ['site', 'text', ({ delivery }) => delivery.site],
  ['command', 'uuid', ({ delivery }) => delivery.id],
  ['digest', 'text', ({ delivery }) => delivery.digest],
  ['body', 'jsonb', ({ outcome }) => JSON.stringify(outcome)],
  ['at', 'timestamptz', ({ outcome }) => outcome.at],
  ['slot', 'text', ({ booking }) => booking.slot],
  ['booking', 'text', ({ booking }) => booking.booking],
  ['code_digest', 'text', ({ booking }) => booking.codeDigest],
  ['status', 'text', ({ booking }) => booking.status],
  ['name', 'text', ({ booking }) => booking.name],
  ['phone', 'text', ({ booking }) => booking.phone],
  ['address', 'text', ({ booking }) => booking.address],
  ['terminal', 'text', ({ booking }) => booking.terminal],
  ['until', 'timestamptz', ({ booking }) => booking.until?.toISOString() ?? null],
  ['choices', 'jsonb', ({ booking }) => (booking.choices ? JSON.stringify(booking.choices) : null)],
  ['helper', 'jsonb', ({ booking }) => (booking.helper ? JSON.stringify(booking.helper) : null)],
  ['person', 'text', ({ booking }) => booking.person],
  ['series', 'text', ({ booking }) => booking.series],
  ['series_ends_at', 'timestamptz', ({ booking }) => booking.seriesEndsAt],
  ['starts_at', 'timestamptz', ({ offer }) => offer.slot.startsAt],
  ['ends_at', 'timestamptz', ({ offer }) => offer.slot.endsAt],
  ['service_changed', 'xid8', ({ offer }) => offer.serviceChanged],
];

/** @see hub/database/migrations/003-claims.sql */
const CLAIM = `select claim_places(${COLUMNS.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')}) as n`;

interface Waiting {
  readonly claim: Claim;
  readonly settle: (took: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/** So many go in one statement at most: whoever waits behind it waits a few milliseconds. */
const MOST_AT_ONCE = 64;

/**
 * Takes places. One statement is under way at a time, and what comes meanwhile goes together in the next one: a lone
 * booking waits for nobody, and a crowd that wants the same slot writes its row once and shares one commit.
 */
export class Claims {
  readonly #db: Database;
  #queue: Waiting[] = [];
  #flying = false;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * @returns false where there was no place, or the short way is not for this booking
   * @throws a broken unique key where the command, or the booking, is there already
   */
  take(claim: Claim): Promise<boolean> {
    return new Promise((settle, fail) => {
      this.#queue.push({ claim, settle, fail });
      void this.#fly();
    });
  }

  async #fly(): Promise<void> {
    if (this.#flying) return;
    this.#flying = true;
    while (this.#queue.length > 0) {
      const flight = this.#queue.splice(0, MOST_AT_ONCE);
      try {
        await this.#run(flight);
      } catch (error) {
        // A repeat among them, or a value the database cannot hold, and nobody got anything: each goes again by itself,
        // so that no one's fault is answered to the others.
        if (flight.length > 1 && sqlState(error) !== undefined) await this.#runAlone(flight);
        else for (const { fail } of flight) fail(error);
      }
    }
    this.#flying = false;
  }

  async #run(flight: readonly Waiting[]): Promise<void> {
    const columns = COLUMNS.map(([, , value]) => flight.map(({ claim }) => value(claim)));
    const rows = await this.#db.query<{ n: number }>(CLAIM, columns);
    const took = new Set(rows.map(({ n }) => n));
    for (const [index, { settle }] of flight.entries()) settle(took.has(index + 1));
  }

  async #runAlone(flight: readonly Waiting[]): Promise<void> {
    for (const one of flight) await this.#run([one]).catch(one.fail);
  }
}
