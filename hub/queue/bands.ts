import type { NumberBand } from '../../src/model/schema/ticket.ts';
import type { Database, Query } from '../database/database.ts';

/** Fewer than this unused, and a terminal gets more. */
const FEWEST = 10;
/** So many unused it has then; a busy one has half of what it gave out already, up to the most. */
const WISH = 20;
const MOST_WISH = 60;
/** The day before, a few are enough for who is cut off overnight. */
const WISH_TOMORROW = 10;
/** Beyond this number only the hub itself numbers, so that terminals can never leave it without any. */
const LAST_IN_BANDS = 9_000;
export const LAST_NUMBER = 9_999;
const SEEN_MS = 86_400_000;

/** @returns how many unused numbers a terminal should have that gave out so many today */
const wishOf = (used: number): number => Math.min(MOST_WISH, Math.max(WISH, Math.floor(used / 2)));

/** @returns how many more it gets; 0 where it has enough */
const missingOf = (size: number, used: number): number =>
  size - used < Math.max(FEWEST, Math.floor(wishOf(used) / 2)) ? wishOf(used) - (size - used) : 0;

type Ranges = NumberBand['ranges'];

/** @returns the how-manieth of a band a number is, from 1; undefined where it is none of it */
export function placeInBand(ranges: Ranges, number: number): number | undefined {
  let before = 0;
  for (const { first, last } of ranges) {
    if (number >= first && number <= last) return before + number - first + 1;
    before += last - first + 1;
  }
  return undefined;
}

// $1 now, $2 seen since. Sites, their terminals that number, their queues, and two days of each; "offset 0" keeps the
// reckoning of the days at one for each site.
const WISHED = `
select site.id as site, terminal.thumbprint as terminal, queue.id as queue, days.day,
       coalesce(band.used, 0) as used, coalesce(band.size, 0) - coalesce(band.used, 0) as unused,
       case when days.ahead = 1 then ${WISH_TOMORROW}
            else least(${MOST_WISH}, greatest(${WISH}, coalesce(band.used, 0) / 2)) end as wish
  from site
  cross join lateral (select ahead, ($1::timestamptz at time zone coalesce(site.body->>'timeZone', 'UTC'))::date + ahead as day
                        from generate_series(0, 1) as ahead offset 0) days
  join terminal on terminal.site = site.id and terminal.status = 'paired' and terminal.use = 'kiosk' and terminal.seen_at > $2
  join document queue on queue.site = site.id and queue.kind = 'queue' and queue.body is not null
  left join number_band band on band.site = site.id and band.terminal = terminal.thumbprint
       and band.queue = queue.id and band.day = days.day
 where site.body is not null`;

const IS_DUE = `unused < greatest(${FEWEST}, wish / 2)`;

const FIND = `select distinct site from (${WISHED}) wished where ${IS_DUE}`;

// The days of numbers are there and locked when this runs, so what it reads nobody changes. Where a day's numbers run
// out, the last terminals get none, and the hub numbers for them one by one.
const GRANT = `
with due as (
  select wished.terminal, wished.queue, wished.day, wish - unused as missing,
         queue_day.next + sum(wish - unused) over (partition by wished.queue, wished.day order by wished.terminal) as after
    from (${WISHED} and site.id = $3) wished
    join queue_day on queue_day.site = wished.site and queue_day.queue = wished.queue and queue_day.day = wished.day
   where ${IS_DUE}
), granted as (
  select * from due where after <= ${LAST_IN_BANDS + 1}
), counted as (
  update queue_day set next = most.next
    from (select queue, day, max(after) as next from granted group by queue, day) most
   where queue_day.site = $3 and queue_day.queue = most.queue and queue_day.day = most.day
), written as (
  insert into number_band (site, terminal, queue, day, ranges, size)
  select $3, terminal, queue, day,
         jsonb_build_array(jsonb_build_object('first', after - missing, 'last', after - 1)), missing
    from granted
  on conflict (site, terminal, queue, day) do update
    set ranges = number_band.ranges || excluded.ranges, size = number_band.size + excluded.size,
        changed = pg_current_xact_id()
  returning 1
)
select count(*)::int as written from written`;

/**
 * Gives every terminal that is there numbers of its own, today's and a few of tomorrow's, of each queue of its site.
 * Nothing is ever taken back: a number may be on paper. Where nothing is to be done this is one look, however many
 * terminals there are.
 * @param nowMs the hub's clock
 * @returns the sites in which a band changed
 */
export async function grantBands(db: Database, nowMs: number): Promise<readonly string[]> {
  const granted: string[] = [];
  for (const { site } of await db.query<{ site: string }>(FIND, times(nowMs)))
    if (await grantSite(db, site, nowMs)) granted.push(site);
  return granted;
}

/** The same for one site, at once: somebody was let in there. */
export const grantSite = (db: Database, site: string, nowMs: number): Promise<boolean> =>
  db.transaction(async (query) => {
    await query(
      `insert into queue_day (site, queue, day)
       select distinct site, queue, day from (${WISHED} and site.id = $3) wished order by queue, day
       on conflict do nothing`,
      [...times(nowMs), site],
    );
    await query('select from queue_day where site = $1 order by queue, day for update', [site]);
    const [row] = await query<{ written: number }>(GRANT, [...times(nowMs), site]);
    return (row?.written ?? 0) > 0;
  });

const times = (nowMs: number): readonly Date[] => [new Date(nowMs), new Date(nowMs - SEEN_MS)];

/** Takes the next numbers of a queue and a day, locking them until the end of the transaction. @returns the first */
export async function reserve(
  query: Query,
  site: string,
  queue: string,
  day: string,
  count: number,
): Promise<number> {
  const [row] = await query<{ first: number }>(
    `insert into queue_day (site, queue, day, next) values ($1, $2, $3, 1 + $4)
     on conflict (site, queue, day) do update set next = queue_day.next + $4
     returning next - $4 as first`,
    [site, queue, day, count],
  );
  return row?.first ?? LAST_NUMBER + 1;
}

/** A terminal's own numbers of one queue and day. */
interface Band {
  readonly ranges: Ranges;
  readonly size: number;
  readonly used: number;
}

export async function findBand(
  query: Query,
  site: string,
  terminal: string,
  { queue, day }: { readonly queue: string; readonly day: string },
): Promise<Band | undefined> {
  const [row] = await query<Band>(
    'select ranges, size, used from number_band where site = $1 and terminal = $2 and queue = $3 and day = $4',
    [site, terminal, queue, day],
  );
  return row;
}

/** Which band, and how far it is used now that one more number of it was heard of. */
interface Use {
  readonly site: string;
  readonly terminal: string;
  readonly queue: string;
  readonly day: string;
  /** The how-manieth of the band. */
  readonly place: number;
}

/**
 * Notes that a number of a band was given out, and adds to the band where little is left, so that a terminal with many
 * people before it need not wait for the job. The day's numbers are locked before the band, as `grantSite` does.
 */
export async function noteUse(query: Query, band: Band, use: Use): Promise<void> {
  const { site, terminal, queue, day, place } = use;
  const count = missingOf(band.size, Math.max(band.used, place));
  const first = count === 0 ? 0 : await reserve(query, site, queue, day, count);
  const ranges = count === 0 || first + count - 1 > LAST_IN_BANDS ? [] : [{ first, last: first + count - 1 }];
  if (place <= band.used && ranges.length === 0) return;
  await query(
    `update number_band set used = greatest(used, $5), ranges = ranges || $6::jsonb, size = size + $7,
            changed = case when $7 > 0 then pg_current_xact_id() else changed end
      where site = $1 and terminal = $2 and queue = $3 and day = $4`,
    [site, terminal, queue, day, place, JSON.stringify(ranges), ranges.length === 0 ? 0 : count],
  );
}
