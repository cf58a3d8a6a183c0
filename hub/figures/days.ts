import { HELP_SECONDS, WAIT_MINUTES } from '../../src/model/figures.ts';
import type { Database } from '../database/database.ts';

const DAY_MS = 86_400_000;
/** Tellings are known again for so long: no terminal waits longer for an answer. */
const BATCHES_KEPT_MS = 60 * DAY_MS;
/** Counts by the hour go after so long; what is left of a day is in `figure_day`. */
const COUNTS_KEPT_DAYS = 800;

const buckets = (seconds: string, limits: readonly number[], secondsEach: number): string =>
  `array[${[...limits, Infinity]
    .map((upper, at) => {
      const lower = at === 0 ? -1 : (limits[at - 1] ?? 0) * secondsEach;
      const end = upper === Infinity ? '' : ` and ${seconds} <= ${upper * secondsEach}`;
      return `count(*) filter (where ${seconds} > ${lower}${end})`;
    })
    .join(', ')}]::int[]`;

const waited = 'extract(epoch from first_called_at - taken_at)';
const served = 'extract(epoch from ended_at - served_at)';
const answered = 'extract(epoch from answered_at - at)';

// A day is counted while it lasts and the day after. Calls for help are forgotten after a day, so a later look may see
// fewer of them: a count never becomes smaller.
const TICKETS = `
select ticket.site, ticket.day, coalesce(queue.body->>'place', '') as place, 'wait.' || ticket.queue as key, count(*)::int as n,
       ${buckets(waited, WAIT_MINUTES, 60)} as buckets
  from ticket join days on days.site = ticket.site and ticket.day between days.yesterday and days.today
  left join document queue on queue.site = ticket.site and queue.kind = 'queue' and queue.id = ticket.queue
 where first_called_at is not null group by 1, 2, 3, 4
union all
select ticket.site, ticket.day, coalesce(queue.body->>'place', ''), 'serve.' || ticket.queue, count(*)::int,
       ${buckets(served, WAIT_MINUTES, 60)}
  from ticket join days on days.site = ticket.site and ticket.day between days.yesterday and days.today
  left join document queue on queue.site = ticket.site and queue.kind = 'queue' and queue.id = ticket.queue
 where status = 'done' and served_at is not null and ended_at is not null group by 1, 2, 3, 4`;

const BOOKINGS = `
select site, day, place, key, count(*)::int as n, null::int[] as buckets
  from (select booking.site, (slot.starts_at at time zone days.zone)::date as day, slot.place,
               unnest(case
                 when booking.status in ('checked-in', 'checked-out') then array['booking.made', 'booking.came']
                 when booking.status = 'no-show' then array['booking.made', 'booking.missed']
                 when booking.status = 'confirmed' then array['booking.made']
                 else array['booking.cancelled'] end) as key
          from booking join slot on slot.site = booking.site and slot.id = booking.slot
          join days on days.site = booking.site
         where slot.starts_at >= $1::timestamptz - interval '3 days' and slot.starts_at < $1::timestamptz + interval '2 days'
           and booking.status in ('confirmed', 'checked-in', 'checked-out', 'no-show', 'cancelled')
           and (slot.starts_at at time zone days.zone)::date between days.yesterday and days.today) as counted
 group by 1, 2, 3, 4`;

const HELP = `
select help_call.site, (help_call.at at time zone days.zone)::date as day, coalesce(terminal.place, '') as place, key,
       count(*)::int as n,
       case when key = 'help.answered' then ${buckets(answered, HELP_SECONDS, 1)} end as buckets
  from help_call join days on days.site = help_call.site
  left join terminal on terminal.site = help_call.site and terminal.thumbprint = help_call.terminal
  cross join lateral unnest(case when answered_at is null then array['help.called'] else array['help.called', 'help.answered'] end) as key
 where (help_call.at at time zone days.zone)::date between days.yesterday and days.today
 group by 1, 2, 3, 4`;

const KEEP = `
with days as (
  select id as site, zone, ($1::timestamptz at time zone zone)::date as today, ($1::timestamptz at time zone zone)::date - 1 as yesterday
    from (select id, coalesce(body->>'timeZone', 'UTC') as zone from site where body is not null) as sites
)
insert into figure_day (site, day, place, key, n, buckets)
select site, day, place, key, n, buckets from (${TICKETS} union all ${BOOKINGS} union all ${HELP}) as counted
on conflict (site, day, place, key) do update set n = excluded.n, buckets = excluded.buckets
 where excluded.n >= figure_day.n and (excluded.n, excluded.buckets) is distinct from (figure_day.n, figure_day.buckets)`;

/**
 * Counts today and yesterday of every site before what they are counted from is forgotten.
 * @param nowMs the hub's clock
 * @returns no site: no terminal shows it
 */
export async function keepFigures(db: Database, nowMs: number): Promise<readonly string[]> {
  await db.query(KEEP, [new Date(nowMs)]);
  await db.query('delete from usage_batch where at < $1', [new Date(nowMs - BATCHES_KEPT_MS)]);
  const gone = new Date(nowMs - COUNTS_KEPT_DAYS * DAY_MS);
  await db.query('delete from usage_count where day < $1::timestamptz::date', [gone]);
  await db.query('delete from usage_unfound where month < $1::timestamptz::date', [gone]);
  await db.query('delete from figure_day where day < $1::timestamptz::date', [gone]);
  return [];
}
