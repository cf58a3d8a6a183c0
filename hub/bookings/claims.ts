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

/** The values of a claim, with their types in PostgreSQL: each becomes a column of the statement. */
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

const SERVICE_CHANGED = `coalesce((select changed from document
  where document.site = slot.site and document.kind = 'service' and document.id = slot.service), '0'::xid8)`;

/**
 * Claims, bookings and outcomes in one statement: each happens whole or not at all, and a slot is written once however
 * many take a place of it. A booking whose place is held already (`kept`) becomes one without touching its slot. Slots are
 * locked in the order of their ids, after the bookings, as everywhere.
 *
 * What it cannot judge takes no place here and goes the long way: a visit of two slots, shared resources, a slot people
 * wait for, a booking that exists already, facts that do not hold any more. A repeat breaks a unique key.
 */
const CLAIM = `
with wanted as materialized (
  select * from unnest(${COLUMNS.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})
    with ordinality as one(${COLUMNS.map(([name]) => name).join(', ')}, n)
), kept as (
  update booking set status = wanted.status, code_digest = wanted.code_digest, name = wanted.name, phone = wanted.phone,
         address = wanted.address, until = null, choices = wanted.choices, helper = wanted.helper, person = wanted.person,
         series = wanted.series, series_ends_at = wanted.series_ends_at, changed = pg_current_xact_id()
    from wanted join slot on slot.site = wanted.site and slot.id = wanted.slot
   where booking.site = wanted.site and booking.id = wanted.booking and booking.status = 'held'
     -- so written that it is found by its id, never by reading all bookings of the slot
     and booking.slot is not distinct from wanted.slot and booking.also = '{}' and wanted.status = 'confirmed'
     and slot.status = 'open' and slot.starts_at = wanted.starts_at and slot.ends_at = wanted.ends_at
     and wanted.service_changed = ${SERVICE_CHANGED}
  returning wanted.n
), asked as materialized (
  select *, row_number() over (partition by site, slot order by n) as turn
    from wanted where not exists (select from kept where kept.n = wanted.n)
), locked as materialized (
  select site, id, starts_at, ends_at, ${SERVICE_CHANGED} as service_changed,
         capacity - taken - escrow as free, last_minute, last_minute_at
    from slot where (site, id) in (select site, slot from asked) and status = 'open' and waiting = 0 and needs = '[]'
   order by site, id for update of slot
), fit as materialized (
  select asked.* from asked join locked on locked.site = asked.site and locked.id = asked.slot
     and locked.starts_at = asked.starts_at and locked.ends_at = asked.ends_at
     and locked.service_changed = asked.service_changed
   where asked.turn <= locked.free - case when locked.last_minute_at > asked.at then locked.last_minute else 0 end
), claimed as (
  -- Asked once more of the row as it is when it is written: whoever changed it since it was read comes first.
  update slot set taken = taken + own.places, changed = pg_current_xact_id()
    from (select site, slot, count(*)::int as places, max(at) as at from fit group by site, slot) own
   where slot.site = own.site and slot.id = own.slot and slot.status = 'open' and slot.waiting = 0
     and slot.taken + slot.escrow + own.places
         <= slot.capacity - case when slot.last_minute_at > own.at then slot.last_minute else 0 end
  returning slot.site, slot.id
), took as materialized (
  select fit.* from fit join claimed on claimed.site = fit.site and claimed.id = fit.slot
), booked as (
  insert into booking (site, id, slot, code_digest, status, name, phone, address, terminal, created_at, until, choices, helper,
                       person, series, series_ends_at)
  select site, booking, slot, code_digest, status, name, phone, address, terminal, at, until, choices, helper, person, series,
         series_ends_at from took
), answered as (
  insert into outcome (site, command, digest, body, at)
  select site, command, digest, body, at from wanted where n in (select n from took union all select n from kept)
)
select n::int from took union all select n::int from kept`;

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
