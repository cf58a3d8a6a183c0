import {
  HELP_SECONDS,
  WAIT_MINUTES,
  addBuckets,
  percentOf,
  quantile,
  shown,
  shownSum,
} from '../../src/model/figures.ts';
import type { Figures, FiguresQuery } from '../../src/model/schema/staff-figures.ts';
import type { Localized } from '../../src/model/schema/text.ts';
import type { Query } from '../database/database.ts';
import { Refusal } from '../server/refusal.ts';

type Db = { readonly query: Query };

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 400;
const USUAL_DAYS = 28;
const MOST_SERVICES = 30;
const MOST_WORDS = 50;

/** The view a step begins with, and the command it ends with. */
const STEPS = [
  { step: 'book', begun: 'view.book', done: 'done.book' },
  { step: 'check-in', begun: 'view.arrival', done: 'done.check-in' },
  { step: 'take-ticket', begun: 'view.queue', done: 'done.take-ticket' },
] as const;

const WAYS = ['language', 'large', 'listen', 'card'] as const;

interface Period {
  readonly from: string;
  readonly to: string;
}

interface Used extends Record<'key' | 'day', string> {
  readonly hour: number;
  readonly n: number;
}

interface Kept {
  readonly key: string;
  readonly n: number;
  readonly buckets: readonly number[] | null;
}

const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** @throws Refusal `figures.period` where it ends before it begins or is longer than 400 days */
async function periodOf(db: Db, site: string, { from, to }: FiguresQuery, nowMs: number): Promise<Period> {
  const [row] = await db.query<{ today: string }>(
    `select ($2::timestamptz at time zone coalesce(body->>'timeZone', 'UTC'))::date::text as today from site where id = $1`,
    [site, new Date(nowMs)],
  );
  const last = to ?? row?.today ?? dayText(nowMs);
  const first = from ?? dayText(Date.parse(last) - (USUAL_DAYS - 1) * DAY_MS);
  const days = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  if (days < 1 || days > LONGEST_DAYS)
    throw new Refusal(400, 'figures.period', {
      field: 'to',
      mend: `From one day to ${LONGEST_DAYS} days, the first not after the last.`,
    });
  return { from: first, to: last };
}

/**
 * Reads the figures of a period, as they may be shown: what is too rare to be shown is left unsaid.
 * @param nowMs the hub's clock
 */
export async function readFigures(
  db: Db,
  site: string,
  wanted: FiguresQuery,
  nowMs: number,
): Promise<Figures> {
  const period = await periodOf(db, site, wanted, nowMs);
  const place = wanted.place ?? null;
  const at = [site, period.from, period.to, place];
  const used = await db.query<Used>(
    `select key, day::text as day, hour, sum(n)::int as n from usage_count
      where site = $1 and day between $2 and $3 and ($4::text is null or place = $4) group by 1, 2, 3 order by 2, 3`,
    at,
  );
  const kept = await db.query<Kept>(
    `select key, n, buckets from figure_day
      where site = $1 and day between $2 and $3 and ($4::text is null or place = $4)`,
    at,
  );
  const named = await names(db, site);
  const sum = (key: string): number =>
    used.filter((line) => line.key === key).reduce((all, { n }) => all + n, 0);
  const days = daysOf(period, used);
  const visits = days.map(({ n }) => n);
  return {
    ...period,
    places: named.filter(({ kind }) => kind === 'place').map(({ id, name }) => ({ id, name })),
    visits: shownSum(visits),
    days: days.map(({ day, n }) => ({ day, visits: shown(n) })),
    hours: hoursOf(used).map(shown),
    services: servicesOf(used, named),
    searches: {
      made: shown(sum('search')),
      none: shown(sum('search.none')),
      words: await wordsOf(db, site, period),
    },
    steps: STEPS.map(({ step, begun, done }) => stepOf(step, sum(begun), sum(done))),
    ways: WAYS.map((way) => ({ way, n: shown(sum(`way.${way}`)) })),
    queues: queuesOf(kept, named),
    bookings: bookingsOf(kept),
    help: helpOf(kept),
  };
}

interface Named {
  readonly kind: 'place' | 'service' | 'queue';
  readonly id: string;
  readonly name: Localized;
}

const names = (db: Db, site: string): Promise<Named[]> =>
  db.query<Named>(
    `select kind, id, body->'name' as name from document
      where site = $1 and kind in ('place', 'service', 'queue') and body is not null order by id`,
    [site],
  );

function daysOf({ from, to }: Period, used: readonly Used[]): readonly { day: string; n: number }[] {
  const byDay = new Map<string, number>();
  for (const { key, day, n } of used) if (key === 'visit') byDay.set(day, (byDay.get(day) ?? 0) + n);
  const days: { day: string; n: number }[] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += DAY_MS)
    days.push({ day: dayText(ms), n: byDay.get(dayText(ms)) ?? 0 });
  return days;
}

const hoursOf = (used: readonly Used[]): readonly number[] =>
  Array.from({ length: 24 }, (_, hour) =>
    used.filter((line) => line.key === 'visit' && line.hour === hour).reduce((all, { n }) => all + n, 0),
  );

/** A matter that nobody need know of has no line of its own. */
function servicesOf(used: readonly Used[], named: readonly Named[]): Figures['services'] {
  const nameOf = new Map(named.filter(({ kind }) => kind === 'service').map(({ id, name }) => [id, name]));
  const counts = new Map<string, number>();
  for (const { key, n } of used) {
    const id = key.startsWith('service.') ? key.slice('service.'.length) : '';
    if (nameOf.has(id)) counts.set(id, (counts.get(id) ?? 0) + n);
  }
  return [...counts]
    .sort(([one, a], [other, b]) => b - a || one.localeCompare(other))
    .slice(0, MOST_SERVICES)
    .map(([id, n]) => ({ id, name: nameOf.get(id) ?? { zh: id }, n: shown(n) }));
}

/** Whoever was shown the screen again, or helped at another, may make more ends than beginnings. */
function stepOf(step: (typeof STEPS)[number]['step'], begun: number, done: number): Figures['steps'][number] {
  const percent = percentOf(Math.min(done, begun), begun);
  return { step, begun: shown(begun), done: shown(done), ...(percent === undefined ? {} : { percent }) };
}

/** Words are counted by the month: those of every month the period touches. */
async function wordsOf(db: Db, site: string, { from, to }: Period): Promise<Figures['searches']['words']> {
  const rows = await db.query<{ text: string; n: number }>(
    `select text, sum(n)::int as n from usage_unfound
      where site = $1 and text is not null and month between date_trunc('month', $2::date) and $3::date
      group by 1 order by 2 desc, 1 limit ${MOST_WORDS}`,
    [site, from, to],
  );
  return rows.map(({ text, n }) => ({ text, n: shown(n) }));
}

const bucketsOf = (kept: readonly Kept[], key: string): readonly number[] =>
  kept
    .filter((line) => line.key === key)
    .reduce<readonly number[]>((all, { buckets }) => addBuckets(all, buckets ?? []), []);

const countOf = (kept: readonly Kept[], key: string): number =>
  kept.filter((line) => line.key === key).reduce((all, { n }) => all + n, 0);

const minutes = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value);

function set<T extends object>(fields: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function queuesOf(kept: readonly Kept[], named: readonly Named[]): Figures['queues'] {
  return named
    .filter(({ kind }) => kind === 'queue')
    .map(({ id, name }) => {
      const waits = bucketsOf(kept, `wait.${id}`);
      return {
        queue: id,
        name,
        called: shown(countOf(kept, `wait.${id}`)),
        ...set({
          waitMiddle: minutes(quantile(waits, WAIT_MINUTES, 0.5)),
          waitMost: minutes(quantile(waits, WAIT_MINUTES, 0.9)),
          serveMiddle: minutes(quantile(bucketsOf(kept, `serve.${id}`), WAIT_MINUTES, 0.5)),
        }),
      };
    });
}

function bookingsOf(kept: readonly Kept[]): Figures['bookings'] {
  const [made, came, missed, cancelled] = ['made', 'came', 'missed', 'cancelled'].map((what) =>
    countOf(kept, `booking.${what}`),
  ) as [number, number, number, number];
  return {
    made: shown(made),
    came: shown(came),
    missed: shown(missed),
    cancelled: shown(cancelled),
    ...set({ missedPercent: percentOf(missed, came + missed) }),
  };
}

function helpOf(kept: readonly Kept[]): Figures['help'] {
  const answers = bucketsOf(kept, 'help.answered');
  return {
    called: shown(countOf(kept, 'help.called')),
    answered: shown(countOf(kept, 'help.answered')),
    ...set({
      middle: minutes(quantile(answers, HELP_SECONDS, 0.5)),
      most: minutes(quantile(answers, HELP_SECONDS, 0.9)),
    }),
  };
}
