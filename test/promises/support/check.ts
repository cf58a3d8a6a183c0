import { isDeepStrictEqual } from 'node:util';
import { takesPlace } from '../../../src/model/booking.ts';
import { type BookingStatus, bookingStatus } from '../../../src/model/schema/booking.ts';
import type { Outcome } from '../../../src/model/schema/command.ts';
import type { Change } from '../../../src/model/schema/document.ts';
import type { Database } from '../../../hub/database/database.ts';
import type { Witness } from './witness.ts';

const TAKING = bookingStatus.options.filter(takesPlace);

interface Count {
  readonly id: string;
  readonly capacity: number;
  readonly taken: number;
  readonly escrow: number;
  readonly waiting: number;
  /** Counted anew from the bookings and leases themselves. */
  readonly booked: number;
  readonly aside: number;
  readonly wait: number;
}

/**
 * Promise 1, at this moment: no slot has more bookings and set-aside places than capacity, and what the slots say of
 * themselves is what bookings and leases add up to.
 * @returns what is wrong, in words
 */
export async function countPlaces(db: Database, site: string): Promise<readonly string[]> {
  const rows = await db.query<Count>(
    `select slot.id, capacity, taken, escrow, waiting,
            (select count(*)::int from booking b where b.site = slot.site and (b.slot = slot.id or slot.id = any(b.also))
                and b.status = any($2)) as booked,
            (select coalesce(sum(places - used - returned), 0)::int from lease l
              where l.site = slot.site and l.slot = slot.id and l.written_off_at is null) as aside,
            (select count(*)::int from booking b where b.site = slot.site and b.slot = slot.id
                and b.status = 'waiting') as wait
       from slot where site = $1 order by id`,
    [site, TAKING],
  );
  return rows.flatMap((row) => [
    ...(row.taken + row.escrow > row.capacity
      ? [`${row.id}: more than there is room for: ${show(row)}`]
      : []),
    ...(row.booked + row.aside > row.capacity
      ? [`${row.id}: more promised than there is: ${show(row)}`]
      : []),
    ...(row.taken === row.booked ? [] : [`${row.id}: taken is not what was booked: ${show(row)}`]),
    ...(row.escrow === row.aside ? [] : [`${row.id}: escrow is not what is set aside: ${show(row)}`]),
    ...(row.waiting === row.wait ? [] : [`${row.id}: waiting is not who waits: ${show(row)}`]),
  ]);
}

interface Row {
  readonly id: string;
  readonly slot: string;
  readonly also: readonly string[];
  readonly status: BookingStatus;
}

const STANDS = new Set<BookingStatus>(['confirmed', 'checked-in', 'no-show']);

/** Promise 2: whatever a terminal called confirmed stands, unless its holder gave it up. */
export async function wordsKept(db: Database, site: string, witness: Witness): Promise<readonly string[]> {
  const rows = await db.query<Row>('select id, slot, also, status from booking where site = $1', [site]);
  const known = new Map(rows.map((row) => [row.id, row]));
  return [...witness.confirmed.values()].flatMap((belief) => {
    if (witness.isExcused(belief)) return [];
    const row = known.get(belief.booking);
    if (!row) return [`a booking that was confirmed vanished: ${show(belief)}`];
    if (row.status === 'cancelled' && witness.wantedGone(row.id)) return [];
    if (!STANDS.has(row.status)) return [`a booking that was confirmed is ${row.status}: ${show(belief)}`];
    if (!witness.placesOf(belief).has(row.slot))
      return [`a booking is at a time nobody chose: ${show(row)} ${show(belief)}`];
    return [];
  });
}

/** Promise 3: each command a resident gave has one outcome at the hub, and it is the one that was answered. */
export async function oneOutcomeEach(
  db: Database,
  site: string,
  witness: Witness,
  isLost: (terminal: string) => boolean,
): Promise<readonly string[]> {
  const rows = await db.query<{ command: string; body: Outcome }>(
    'select command, body from outcome where site = $1',
    [site],
  );
  const stored = new Map(rows.map((row) => [row.command, row.body]));
  const words: string[] = [];
  for (const { command, terminal, kept, outcome, heard } of witness.given.values()) {
    const body = stored.get(command.id);
    if (outcome && !isDeepStrictEqual(body, outcome))
      words.push(`the hub stored another outcome than it answered: ${show(body)} ${show(outcome)}`);
    if (!kept || isLost(terminal)) continue;
    if (!body) words.push(`a command was lost: ${show(command)}`);
    // What became of giving something back nobody asks.
    else if (!heard && command.kind !== 'release')
      words.push(`a terminal never heard the outcome of ${show(command)}`);
  }
  return words;
}

/** A touch in the last second may still be on its way: so long the hub waits. */
const GRACE_MS = 15_000;

/** After the jobs ran, nothing is kept for anybody beyond its time. */
export async function nothingOverdue(db: Database, site: string, nowMs: number): Promise<readonly string[]> {
  const rows = await db.query(
    `select id, status, until from booking where site = $1 and status in ('held', 'offered') and until <= $2`,
    [site, new Date(nowMs - GRACE_MS - 1)],
  );
  return rows.map((row) => `kept beyond its time: ${show(row)}`);
}

/** A terminal that heard everything knows exactly what a newcomer reads. */
export function sameLists(
  name: string,
  kind: string,
  own: readonly unknown[],
  feed: readonly Change[],
): readonly string[] {
  const wanted = feed
    .filter((change) => change.kind === kind && change.body !== null)
    .map(({ body }) => body);
  const order = (list: readonly unknown[]) => list.map(canonical).sort();
  const [mine, theirs] = [order(own), order(wanted)];
  const extra = mine.filter((each) => !theirs.includes(each));
  const missing = theirs.filter((each) => !mine.includes(each));
  if (extra.length + missing.length === 0) return [];
  return [`${name} knows other ${kind}s than the hub: ${extra.join()} instead of ${missing.join()}`];
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

const show = (value: unknown): string => JSON.stringify(value);
