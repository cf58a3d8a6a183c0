import { type Query, retried } from '../database/database.ts';
import { forgetWaiting } from '../terminals/terminals.ts';

const DAY_MS = 86_400_000;
/** How long a terminal that was cut off can still bring the bookings it confirmed. */
const LEASE_DAYS = 30;

/** A statement at a time does no more, so that after a long standstill none of them runs out of its time. */
const BATCH = 20_000;

interface Step {
  readonly table: string;
  /** Which rows, as what follows `from` and names the table first; $1 is a day ago, $2 thirty days ago. */
  readonly rows: string;
  /** What is set; left out: the row goes. */
  readonly set?: string;
}

const SLOT_OF_BOOKING = 'booking join slot on slot.site = booking.site and slot.id = booking.slot';

/** The order counts: a slot goes after all that names it. */
const STEPS: readonly Step[] = [
  {
    // The person. In a row of repeated bookings each is forgotten for itself; what ties them goes with the last.
    table: 'booking',
    rows: `${SLOT_OF_BOOKING}
      where slot.ends_at < $1
        and (num_nonnulls(booking.name, booking.phone, booking.address, booking.helper, booking.choices, booking.person,
                          booking.card) > 0
             or (booking.series is not null and not coalesce(booking.series_ends_at >= $1, false)))`,
    set: `name = null, phone = null, address = null, helper = null, choices = null, person = null, card = null,
          series = case when series_ends_at >= $1 then series end`,
  },
  {
    table: 'cap_use',
    rows: `cap_use join site on site.id = cap_use.site
      where cap_use.day < ($1::timestamptz at time zone coalesce(site.body->>'timeZone', 'UTC'))::date`,
  },
  {
    // What came to nothing, a day after its time. A hold has no code that anybody could ask for: it goes sooner.
    table: 'booking',
    rows: `${SLOT_OF_BOOKING}
      where (slot.ends_at < $1 and booking.status in ('refused', 'lapsed', 'held'))
         or (booking.status = 'lapsed' and booking.code_digest is null and booking.created_at < $1)`,
  },
  {
    table: 'booking',
    rows: `${SLOT_OF_BOOKING} where slot.ends_at < $2 and not coalesce(booking.series_ends_at >= $1, false)`,
  },
  {
    table: 'trail',
    rows: `trail where not exists (select from ${SLOT_OF_BOOKING}
        where booking.site = trail.site and booking.id = trail.booking and slot.ends_at >= $1)`,
  },
  {
    // Who may pick somebody up is told nobody any more.
    table: 'adult',
    rows: `adult where not exists (select from ${SLOT_OF_BOOKING}
        where booking.site = adult.site and booking.id = adult.booking and slot.ends_at >= $1)`,
  },
  {
    // Of a number stays when it was taken, called and served: what the pace is learned from.
    table: 'ticket',
    rows: `ticket where ticket.taken_at < $1 and num_nonnulls(ticket.booking, ticket.card, ticket.priority, ticket.before) > 0`,
    set: 'booking = null, card = null, priority = null, before = null',
  },
  { table: 'ticket', rows: `ticket where ticket.taken_at < $1::timestamptz - interval '34 days'` },
  // A number of a day that is over is kept without asking for its band (see hub/queue/take.ts).
  { table: 'number_band', rows: `number_band where number_band.day < $1::timestamptz::date - 1` },
  { table: 'queue_day', rows: `queue_day where queue_day.day < $1::timestamptz::date - 1` },
  { table: 'help_call', rows: 'help_call where help_call.at < $1' },
  { table: 'hand_off', rows: 'hand_off where hand_off.until < $1' },
  // A card that was revoked stays known until it would have ended: a new terminal must hear of it.
  { table: 'card', rows: `card where card.expires_at < $1::timestamptz - interval '29 days'` },
  {
    table: 'lease',
    rows: `lease join slot on slot.site = lease.site and slot.id = lease.slot
      where slot.ends_at < $1
        and (slot.ends_at < $2 or lease.written_off_at is not null or lease.places = lease.used + lease.returned)`,
  },
  {
    table: 'slot',
    rows: `slot where slot.ends_at < $1
        and not exists (select from booking where booking.site = slot.site and booking.slot = slot.id)
        and not exists (select from lease where lease.site = slot.site and lease.slot = slot.id)`,
  },
  // Who of the staff did what: long enough to look into a complaint.
  { table: 'staff_audit', rows: `staff_audit where staff_audit.at < $1::timestamptz - interval '179 days'` },
  { table: 'resource_time', rows: 'resource_time where resource_time.starts_at < $1' },
];

// A row that somebody writes in the meantime is another version of it, and comes with the next turn.
const statement = ({ table, rows, set }: Step): string =>
  `with batch as (select ${table}.ctid as at from ${rows} limit ${BATCH}),
   done as (${set === undefined ? `delete from ${table} using batch` : `update ${table} set ${set} from batch`}
     where ${table}.ctid = batch.at returning 1)
   select count(*)::int as count from done`;

/**
 * Lets go of what nobody needs any more. A day after its slot ended a booking forgets the person and what they chose,
 * and its trail goes; what stays is that somebody had a place. Slots, and bookings without a person, stay for thirty days
 * as long as a terminal may still bring a booking that it confirmed from its lease. A number in the queue loses its link
 * to a booking or a card after a day, and goes after thirty-five; what staff did goes after 180 days. Terminals have dropped all of it by themselves by then
 * (see hub/changes), so the feed says nothing of it.
 * @param nowMs the hub's clock
 * @returns no site: nothing of it is news
 */
export async function forget(db: { readonly query: Query }, nowMs: number): Promise<readonly string[]> {
  const times = [new Date(nowMs - DAY_MS), new Date(nowMs - LEASE_DAYS * DAY_MS)];
  for (const step of STEPS) {
    const sql = statement(step);
    const values = sql.includes('$2') ? times : times.slice(0, 1);
    for (let count = BATCH; count === BATCH;) {
      const [row] = await retried(() => db.query<{ count: number }>(sql, values));
      count = row?.count ?? 0;
    }
  }
  await forgetWaiting(db, nowMs);
  return [];
}
