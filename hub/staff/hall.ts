import { z } from 'zod';
import { compareStanding } from '../../src/model/queue.ts';
import { problem } from '../../src/model/schema/hub.ts';
import type { Counter, Pace, Queue } from '../../src/model/schema/queue.ts';
import { type HallView, type StaffTicket, hallView } from '../../src/model/schema/staff-hall.ts';
import { slug } from '../../src/model/schema/text.ts';
import { wallClock } from '../../src/model/time.ts';
import {
  type HelpCallRow,
  type PaceRow,
  type TicketRow,
  helpCallColumns,
  terminalName,
  ticketColumns,
  toHelpCall,
  toPace,
  toTicket,
} from '../database/rows.ts';
import type { Query } from '../database/database.ts';
import { UNDO_MS } from '../queue/record.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { type StaffDoor, staffRoutes } from './door.ts';

/** So many of those that are over are shown. */
const ENDED = 30;

type Db = { readonly query: Query };
type Line = Pick<HallView, 'waiting' | 'open' | 'ended'>;

/** `GET /api/sites/:site/staff/hall`: all that a counter's page shows, in one answer. */
export function staffHallRoutes(app: App, { db, now }: Context, door: StaffDoor): void {
  staffRoutes(app, door, ['clerk'], (routes) => {
    routes.get(
      '/api/sites/:site/staff/hall',
      {
        schema: {
          summary: 'A hall as its counters see it',
          description:
            'Queues, counters, today’s numbers in order, paces and calls for help. `place` narrows it to one of the site’s halls; /events?for=staff says when to ask again.',
          tags: ['staff'],
          params: z.object({ site: z.string() }),
          querystring: z.object({ place: slug('place id').optional() }),
          response: { 200: hallView, 400: problem, 401: problem, 403: problem, 404: problem, 500: problem },
        },
      },
      async ({ params, query, staff }) => {
        const you = { id: staff.id, name: staff.shownName };
        return { ...(await readHall(db, params.site, { you, place: query.place, nowMs: now() })) };
      },
    );
  });
}

/** Who asks for a hall, and for which. */
export interface HallRequest {
  readonly you: HallView['you'];
  /** One of the site's halls; the whole site where it is left out. */
  readonly place?: string | undefined;
  readonly nowMs: number;
}

/** @throws Refusal `site.unknown` where the site is not live */
export async function readHall(db: Db, site: string, { you, place, nowMs }: HallRequest): Promise<HallView> {
  const profile = await readSite(db, site);
  const { day } = wallClock(nowMs, profile.timeZone);
  const all = await readBodies(db, site, ['queue', 'counter', 'place', 'service']);
  const here = (one: Queue | Counter): boolean => place === undefined || one.place === place;
  const queues = bodies<Queue>(all, 'queue').filter(here);
  const counters = bodies<Counter>(all, 'counter').filter(here);
  const shown = new Set<string>([...queues, ...counters].map(({ id }) => id));
  const isHere = ({ queue, counter, onlyAt }: StaffTicket): boolean =>
    place === undefined || [queue, counter, onlyAt].some((id) => id !== undefined && shown.has(id));
  const line = await readLine(db, { site, day, you, nowMs }, isHere);
  const tickets = [...line.waiting, ...line.open, ...line.ended];
  const halls = new Set([...queues, ...counters].map((one) => one.place));
  const asked = new Set([
    ...queues.flatMap(({ services }) => services),
    ...tickets.map((one) => one.service),
  ]);
  return {
    now: new Date(nowMs).toISOString(),
    day,
    you,
    site: profile,
    queues: queues.sort((a, b) => (a.letter < b.letter ? -1 : 1)),
    counters: counters.sort((a, b) => a.number - b.number),
    places: namesOf(all, 'place', halls),
    services: namesOf(all, 'service', asked),
    ...line,
    paces: (await readPaces(db, site)).filter(({ queue }) => shown.has(queue)),
    help: await readHelp(db, site),
    terminals: await readTerminals(db, site),
  };
}

async function readSite({ query }: Db, site: string): Promise<HallView['site']> {
  const [row] = await query<HallView['site']>(
    `select id, body->'name' as name, coalesce(body->>'timeZone', 'UTC') as "timeZone",
            coalesce((body->>'demo')::boolean, false) as demo
       from site where id = $1 and body is not null`,
    [site],
  );
  if (!row) throw new Refusal(404, 'site.unknown');
  return row;
}

interface Document {
  readonly kind: string;
  readonly id: string;
  readonly body: object;
}

const readBodies = ({ query }: Db, site: string, kinds: readonly string[]): Promise<readonly Document[]> =>
  query<Document>(
    `select kind, id, case when kind in ('place', 'service') then jsonb_build_object('id', id, 'name', body->'name') else body end as body
       from document where site = $1 and kind = any($2) and body is not null order by id`,
    [site, kinds],
  );

const bodies = <T>(all: readonly Document[], kind: string): T[] =>
  all.filter((one) => one.kind === kind).map(({ body }) => body as T);

const namesOf = (
  all: readonly Document[],
  kind: string,
  wanted: ReadonlySet<string | undefined>,
): HallView['places'] => bodies<HallView['places'][number]>(all, kind).filter(({ id }) => wanted.has(id));

interface StaffTicketRow extends TicketRow {
  readonly taken_by: string;
  readonly first_called_at: Date | null;
  readonly served_at: Date | null;
  readonly ended_at: Date | null;
  readonly handled_by: string | null;
  readonly handled_name: string | null;
  readonly acted_at: string | null;
}

const LINE = `
with today as (
  select k.*, row_number() over (partition by k.ended_at is null order by k.ended_at desc) as nth
    from ticket k where k.site = $1 and k.day = $2
)
select ${ticketColumns}, k.taken_by, k.first_called_at, k.served_at, k.ended_at, k.handled_by,
       staff.shown_name as handled_name, k.before->>'at' as acted_at
  from today k left join staff on staff.site = '*' and 'staff:' || staff.id = k.handled_by
 where k.ended_at is null or k.nth <= ${ENDED}`;

interface LineScope {
  readonly site: string;
  readonly day: string;
  readonly you: HallView['you'];
  readonly nowMs: number;
}

async function readLine(
  { query }: Db,
  { site, day, you, nowMs }: LineScope,
  isHere: (ticket: StaffTicket) => boolean,
): Promise<Line> {
  const rows = await query<StaffTicketRow>(LINE, [site, day]);
  const all = rows.map((row) => toStaffTicket(row, you, nowMs)).filter(isHere);
  const latest = (field: 'calledAt' | 'endedAt') => (one: StaffTicket, other: StaffTicket) =>
    (other[field] ?? '').localeCompare(one[field] ?? '') || compareStanding(one, other);
  return {
    waiting: all.filter(({ status }) => status === 'waiting').sort(compareStanding),
    open: all
      .filter(({ status, endedAt }) => status !== 'waiting' && endedAt === undefined)
      .sort(latest('calledAt')),
    ended: all.filter(({ endedAt }) => endedAt !== undefined).sort(latest('endedAt')),
  };
}

function toStaffTicket(row: StaffTicketRow, you: HallView['you'], nowMs: number): StaffTicket {
  const undoUntilMs = row.acted_at === null ? 0 : Date.parse(row.acted_at) + UNDO_MS;
  const mayUndo = row.handled_by === `staff:${you.id}` && nowMs < undoUntilMs;
  const handled = row.handled_name ?? undefined;
  return {
    ...toTicket(row),
    takenBy: row.taken_by,
    ...(row.first_called_at ? { firstCalledAt: row.first_called_at.toISOString() } : {}),
    ...(row.served_at ? { servedAt: row.served_at.toISOString() } : {}),
    ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
    ...(handled === undefined ? {} : { handledBy: handled }),
    ...(mayUndo ? { undoUntil: new Date(undoUntilMs).toISOString() } : {}),
  };
}

async function readPaces({ query }: Db, site: string): Promise<Pace[]> {
  const rows = await query<PaceRow>(
    'select queue, samples, low, middle, high, at from pace where site = $1 order by queue',
    [site],
  );
  return rows.map(toPace);
}

async function readHelp({ query }: Db, site: string): Promise<HallView['help']> {
  const rows = await query<HelpCallRow>(
    `select ${helpCallColumns}
       from help_call c left join terminal on terminal.site = c.site and terminal.thumbprint = c.terminal
      where c.site = $1 and c.status <> 'closed' order by c.at, c.id`,
    [site],
  );
  return rows.map(toHelpCall);
}

const readTerminals = ({ query }: Db, site: string): Promise<HallView['terminals']> =>
  query<HallView['terminals'][number]>(
    `select thumbprint as id, ${terminalName} as name, use from terminal
      where site = $1 and status = 'paired' order by 2, 1`,
    [site],
  );
