import { FEWEST_SAMPLES, type Waited, learnPace } from '../../src/model/pace.ts';
import type { Pace } from '../../src/model/schema/queue.ts';
import type { Query } from '../database/database.ts';

type Db = { readonly query: Query };
type Learned = Pick<Pace, 'samples' | 'low' | 'middle' | 'high'>;

const DAY_MS = 86_400_000;
const LEARN_DAYS = 28;
/** More people than this teach nothing new. */
const MOST_SAMPLES = 4_000;
/** Somebody called so lately is news; longer than the job's interval, so that none is missed. */
const NEWS_MS = 150_000;
/** A change smaller than this nobody would notice. */
const NOTABLE = 0.1;

interface Due {
  readonly site: string;
  readonly queue: string;
  readonly today: string;
  readonly known: Learned | null;
}

// Queues in which somebody was called a moment ago, and those whose pace is of a day that is over.
const DUE = `
select site.id as site, queue.id as queue, days.today::text as today,
       case when pace.queue is not null then jsonb_build_object('samples', pace.samples, 'low', pace.low, 'middle', pace.middle, 'high', pace.high) end as known
  from site
  cross join lateral (select ($1::timestamptz at time zone coalesce(site.body->>'timeZone', 'UTC'))::date as today) days
  join document queue on queue.site = site.id and queue.kind = 'queue' and queue.body is not null
  left join pace on pace.site = site.id and pace.queue = queue.id
 where site.body is not null
   and (exists (select from ticket where ticket.site = site.id and ticket.day = days.today and ticket.queue = queue.id
                   and ticket.first_called_at > $2)
        or (pace.at at time zone coalesce(site.body->>'timeZone', 'UTC'))::date < days.today)
 order by 1, 2`;

// Whoever came without an appointment and was called in the queue they came for; the number's letter says which that was.
const PEOPLE = `
select ahead, extract(epoch from first_called_at - taken_at)::float8 as seconds
  from ticket join document queue on queue.site = ticket.site and queue.kind = 'queue' and queue.id = ticket.queue
 where ticket.site = $1 and ticket.queue = $2 and ticket.day >= $3 and ticket.taken_at > $4
   and first_called_at is not null and appointment_at is null and left(number, 1) = queue.body->>'letter'
 order by ticket.taken_at desc limit ${MOST_SAMPLES}`;

/**
 * Learns how fast each queue moves: from today's people once there are enough of them, else from the last four weeks.
 * Only a change that somebody would notice is news.
 * @param nowMs the hub's clock
 * @returns the sites in which a pace changed
 */
export async function learnPaces(db: Db, nowMs: number): Promise<readonly string[]> {
  const changed = new Set<string>();
  for (const due of await db.query<Due>(DUE, [new Date(nowMs), new Date(nowMs - NEWS_MS)])) {
    const learned = await learn(db, due, nowMs);
    const isNews = learned !== undefined && isNotable(due.known ?? undefined, learned);
    if (isNews) changed.add(due.site);
    await keep(db, due, isNews ? learned : (due.known ?? undefined), isNews, nowMs);
  }
  return [...changed];
}

async function learn({ query }: Db, due: Due, nowMs: number): Promise<Learned | undefined> {
  const { site, queue, today } = due;
  const since = new Date(nowMs - LEARN_DAYS * DAY_MS);
  const now = await query<Waited>(PEOPLE, [site, queue, today, since]);
  if (now.length >= FEWEST_SAMPLES) return learnPace(now);
  return learnPace(await query<Waited>(PEOPLE, [site, queue, since, since]));
}

function isNotable(known: Learned | undefined, learned: Learned): boolean {
  if (!known) return true;
  return (['low', 'middle', 'high'] as const).some(
    (field) => Math.abs(learned[field] - known[field]) > NOTABLE * Math.max(1, known[field]),
  );
}

/** Notes that the pace was looked at; the feed hears of it only where it is news. */
async function keep(
  { query }: Db,
  { site, queue }: Due,
  pace: Learned | undefined,
  isNews: boolean,
  nowMs: number,
): Promise<void> {
  if (!pace) return;
  await query(
    `insert into pace (site, queue, samples, low, middle, high, at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (site, queue) do update
       set samples = excluded.samples, low = excluded.low, middle = excluded.middle, high = excluded.high, at = excluded.at,
           changed = case when $8 then pg_current_xact_id() else pace.changed end`,
    [site, queue, pace.samples, pace.low, pace.middle, pace.high, new Date(nowMs), isNews],
  );
}
