import { estimateWait } from '../../src/model/pace.ts';
import type { TicketView, Turn } from '../../src/model/schema/phone.ts';
import type { Pace, Queue } from '../../src/model/schema/queue.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { Localized } from '../../src/model/schema/text.ts';
import { wallClock } from '../../src/model/time.ts';
import type { Query } from '../database/database.ts';
import { type TicketRow, ticketColumns, toTicket } from '../database/rows.ts';
import { documentOf, placeOf, siteOf } from './documents.ts';

interface Db {
  readonly query: Query;
}

/** Everything the phone page shows of a number. */
export async function ticketViewOf(db: Db, site: Site, row: TicketRow, nowMs: number): Promise<TicketView> {
  const queue = await documentOf<Queue>(db, site.id, 'queue', row.queue);
  const service = row.service && (await documentOf<Service>(db, site.id, 'service', row.service));
  const into = row.into_ticket && (await ticketById(db, site.id, row.into_ticket));
  return {
    kind: 'ticket',
    now: new Date(nowMs).toISOString(),
    site: siteOf(site),
    place: queue?.place ? await placeOf(db, site, queue.place) : { name: site.hall },
    turn: await turnOf(db, site, row),
    ...(service ? { service: service.name } : {}),
    ...(into ? { into: await turnOf(db, site, into) } : {}),
  };
}

/** How somebody's turn stands at this moment. */
export async function turnOf(db: Db, site: Site, row: TicketRow): Promise<Turn> {
  const ticket = toTicket(row);
  const queue = await documentOf<Queue>(db, site.id, 'queue', ticket.queue);
  const ahead = ticket.status === 'waiting' ? await aheadOf(db, site.id, ticket.id) : undefined;
  const counter =
    (ticket.status === 'called' || ticket.status === 'serving') && ticket.counter !== undefined
      ? await documentOf<{ number: number; name?: Localized }>(db, site.id, 'counter', ticket.counter)
      : undefined;
  return {
    id: ticket.id,
    number: ticket.number,
    status: ticket.status,
    // A queue that was taken down leaves its letter.
    queue: { name: queue?.name ?? { zh: ticket.number.slice(0, 1) }, demo: queue?.demo ?? site.demo },
    takenAt: ticket.takenAt,
    ...(ticket.calledAt ? { calledAt: ticket.calledAt } : {}),
    recalls: ticket.recalls,
    ...(ahead === undefined
      ? {}
      : { ahead, estimate: estimateWait(ahead, await paceOf(db, site.id, ticket.queue)) }),
    ...(counter
      ? { counter: { number: counter.number, ...(counter.name ? { name: counter.name } : {}) } }
      : {}),
  };
}

/** Today's number of one of these bookings, while its turn is not over. */
export async function ticketOfBookings(
  db: Db,
  site: Site,
  bookings: readonly string[],
  nowMs: number,
): Promise<TicketRow | undefined> {
  const [row] = await db.query<TicketRow>(
    `select ${ticketColumns} from ticket k
      where k.site = $1 and k.booking = any($2) and k.day = $3 and k.status not in ('done', 'cancelled', 'merged')
      order by k.taken_at desc, k.id limit 1`,
    [site.id, bookings, wallClock(nowMs, site.timeZone).day],
  );
  return row;
}

async function ticketById(db: Db, site: string, id: string): Promise<TicketRow | undefined> {
  const [row] = await db.query<TicketRow>(
    `select ${ticketColumns} from ticket k where k.site = $1 and k.id = $2`,
    [site, id],
  );
  return row;
}

/** The order of `compareStanding` in src/model/queue.ts, said in SQL: hundreds of phones ask. */
async function aheadOf(db: Db, site: string, ticket: string): Promise<number> {
  const [row] = await db.query<{ ahead: number }>(
    `select count(*)::int as ahead from ticket mine join ticket k on k.site = mine.site and k.queue = mine.queue
      where mine.site = $1 and mine.id = $2 and k.status = 'waiting'
        and (k.stands_at, k.taken_at, k.id collate "C") < (mine.stands_at, mine.taken_at, mine.id collate "C")`,
    [site, ticket],
  );
  return row?.ahead ?? 0;
}

async function paceOf(db: Db, site: string, queue: string): Promise<Pace | undefined> {
  const [row] = await db.query<Pace>(
    'select queue, samples, low, middle, high, at from pace where site = $1 and queue = $2',
    [site, queue],
  );
  return row;
}
