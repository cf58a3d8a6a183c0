import { type RetentionKind, retentionRules } from '../../src/model/retention.ts';
import { type Query, retried } from '../database/database.ts';
import { forgetWaiting } from '../terminals/terminals.ts';

const DAY_AGO = `($1::timestamptz - interval '1 day')`;
/** How long a terminal that was cut off can still bring the bookings it confirmed. */
const CUT_OFF = `($1::timestamptz - interval '30 days')`;

/** A statement at a time does no more, so that after a long standstill none of them runs out of its time. */
const BATCH = 20_000;

interface Step {
  readonly table: string;
  /** Which rows, as what follows `from` and names the table first; $1 is the hub's clock. */
  readonly rows: string;
  /** What is set; left out: the row goes. */
  readonly set?: string;
}

/** The moment before which a site no longer keeps this kind: as it chose, or as usual. */
const before = (kind: RetentionKind, table: string, site = 'site'): string =>
  `($1::timestamptz - make_interval(days => coalesce((select retention.days from retention
       where retention.site = ${table}.${site} and retention.kind = '${kind}'), ${retentionRules[kind].usual})))`;

const SLOT_OF_BOOKING = 'booking join slot on slot.site = booking.site and slot.id = booking.slot';

/** The order counts: a slot goes after all that names it. */
const STEPS: readonly Step[] = [
  {
    // The person. In a row of repeated bookings each is forgotten for itself; what ties them goes with the last.
    table: 'booking',
    rows: `${SLOT_OF_BOOKING}
      where slot.ends_at < ${before('person', 'booking')}
        and (num_nonnulls(booking.name, booking.phone, booking.address, booking.helper, booking.choices, booking.person,
                          booking.card) > 0
             or (booking.series is not null and not coalesce(booking.series_ends_at >= ${DAY_AGO}, false)))`,
    set: `name = null, phone = null, address = null, helper = null, choices = null, person = null, card = null,
          series = case when series_ends_at >= ${DAY_AGO} then series end`,
  },
  {
    table: 'cap_use',
    rows: `cap_use join site on site.id = cap_use.site
      where cap_use.day < (${DAY_AGO} at time zone coalesce(site.body->>'timeZone', 'UTC'))::date`,
  },
  {
    // What came to nothing, a day after its time. A hold has no code that anybody could ask for: it goes sooner.
    table: 'booking',
    rows: `${SLOT_OF_BOOKING}
      where (slot.ends_at < ${DAY_AGO} and booking.status in ('refused', 'lapsed', 'held'))
         or (booking.status = 'lapsed' and booking.code_digest is null and booking.created_at < ${DAY_AGO})`,
  },
  {
    table: 'booking',
    rows: `${SLOT_OF_BOOKING} where slot.ends_at < ${before('booking', 'booking')} and not coalesce(booking.series_ends_at >= ${DAY_AGO}, false)`,
  },
  {
    table: 'trail',
    rows: `trail where not exists (select from ${SLOT_OF_BOOKING}
        where booking.site = trail.site and booking.id = trail.booking and slot.ends_at >= ${DAY_AGO})`,
  },
  {
    // Who may pick somebody up is told nobody any more.
    table: 'adult',
    rows: `adult where not exists (select from ${SLOT_OF_BOOKING}
        where booking.site = adult.site and booking.id = adult.booking and slot.ends_at >= ${DAY_AGO})`,
  },
  {
    // Of a number stays when it was taken, called and served: what the pace is learned from.
    table: 'ticket',
    rows: `ticket where ticket.taken_at < ${DAY_AGO} and num_nonnulls(ticket.booking, ticket.card, ticket.priority, ticket.before) > 0`,
    set: 'booking = null, card = null, priority = null, before = null',
  },
  { table: 'ticket', rows: `ticket where ticket.taken_at < ${before('ticket', 'ticket')}` },
  // A number of a day that is over is kept without asking for its band (see hub/queue/take.ts).
  { table: 'number_band', rows: `number_band where number_band.day < ${DAY_AGO}::date - 1` },
  { table: 'queue_day', rows: `queue_day where queue_day.day < ${DAY_AGO}::date - 1` },
  { table: 'help_call', rows: `help_call where help_call.at < ${before('help', 'help_call')}` },
  { table: 'exchange_import', rows: `exchange_import where exchange_import.at < ${DAY_AGO}` },
  { table: 'hand_off', rows: `hand_off where hand_off.until < ${DAY_AGO}` },
  // A card that was revoked stays known until it would have ended: a new terminal must hear of it.
  { table: 'card', rows: `card where card.expires_at < $1::timestamptz - interval '30 days'` },
  {
    table: 'lease',
    rows: `lease join slot on slot.site = lease.site and slot.id = lease.slot
      where slot.ends_at < ${DAY_AGO}
        and (slot.ends_at < ${CUT_OFF} or lease.written_off_at is not null or lease.places = lease.used + lease.returned)`,
  },
  {
    table: 'slot',
    rows: `slot where slot.ends_at < ${DAY_AGO}
        and not exists (select from booking where booking.site = slot.site and booking.slot = slot.id)
        and not exists (select from lease where lease.site = slot.site and lease.slot = slot.id)`,
  },
  // Who of the staff did what: long enough to look into a complaint.
  {
    table: 'staff_audit',
    rows: `staff_audit where staff_audit.at < ${before('audit', 'staff_audit', 'of_site')}`,
  },
  // What went wrong on terminals, what they were told, and alerts that are over.
  {
    table: 'terminal_error',
    rows: `terminal_error where terminal_error.at < ${before('fault', 'terminal_error')}`,
  },
  { table: 'fleet_order', rows: `fleet_order where fleet_order.at < ${before('fault', 'fleet_order')}` },
  { table: 'alert', rows: `alert where alert.resolved_at < $1::timestamptz - interval '90 days'` },
  {
    // The last one stays: it says which version the draft is.
    table: 'content_edit',
    rows: `content_edit where content_edit.at < ${before('edit', 'content_edit')}
        and content_edit.seq < (select max(newest.seq) from content_edit newest where newest.site = content_edit.site)`,
  },
  // A command that comes again after that is judged anew; terminals deliver within days.
  { table: 'outcome', rows: `outcome where outcome.at < ${before('outcome', 'outcome')}` },
  { table: 'resource_time', rows: `resource_time where resource_time.starts_at < ${DAY_AGO}` },
];

// A row that somebody writes in the meantime is another version of it, and comes with the next turn.
const statement = ({ table, rows, set }: Step): string =>
  `with batch as (select ${table}.ctid as at from ${rows} limit ${BATCH}),
   done as (${set === undefined ? `delete from ${table} using batch` : `update ${table} set ${set} from batch`}
     where ${table}.ctid = batch.at returning 1)
   select count(*)::int as count from done`;

/**
 * Lets go of what nobody needs any more, each kind after the days that the site chose (src/model/retention.ts). After its
 * time a booking forgets the person and what they chose, and its trail goes; what stays is that somebody had a place. Slots,
 * and bookings without a person, stay for thirty days at least, as long as a terminal may still bring a booking that it
 * confirmed from its lease. A number in the queue loses its link to a booking or a card after a day. Terminals have dropped
 * all of it by themselves by then (see hub/changes), so the feed says nothing of it.
 * @param nowMs the hub's clock
 * @returns no site: nothing of it is news
 */
export async function forget(db: { readonly query: Query }, nowMs: number): Promise<readonly string[]> {
  for (const step of STEPS) {
    const sql = statement(step);
    for (let count = BATCH; count === BATCH;) {
      const [row] = await retried(() => db.query<{ count: number }>(sql, [new Date(nowMs)]));
      count = row?.count ?? 0;
    }
  }
  await forgetWaiting(db, nowMs);
  return [];
}
