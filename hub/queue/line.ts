import type { CommandBody } from '../../src/model/schema/command.ts';
import { standingMs } from '../../src/model/queue.ts';
import type { Queue } from '../../src/model/schema/queue.ts';
import type { Ticket, TicketNumber } from '../../src/model/schema/ticket.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Query } from '../database/database.ts';
import { rejoin } from './holder.ts';
import { lockTicket, rulesOf } from './record.ts';

/** A number that is about to stand in the line. */
export interface Taking {
  readonly body: Omit<CommandBody<'take-ticket'>, 'number' | 'day'>;
  /** Undefined where it vanished since the terminal last heard. */
  readonly queue: Queue | undefined;
  readonly number: TicketNumber;
  readonly day: string;
  readonly takenMs: number;
  /** `cancelled` where its day is over. */
  readonly status: 'waiting' | 'cancelled';
}

type Stored = Pick<Ticket, 'id' | 'number' | 'status'>;

/** What is known of the booking somebody came with. */
interface Appointment {
  readonly service: string;
  /** Only where they are checked in. */
  readonly startsAt: Date | null;
}

/** How it is written: alone, without its booking, or as another number of the same person. */
interface As {
  readonly status: 'waiting' | 'cancelled' | 'merged';
  readonly booking: string | null;
  readonly into: string | null;
  readonly appointment: Appointment | undefined;
}

/**
 * Writes a number. A second one of the same booking is merged into the first, which is where the person stands; if that one
 * was called in vain, they are here again. Where the first was served already, the second stands by itself.
 */
export async function storeTicket(
  query: Query,
  delivery: Delivery,
  taking: Taking,
): Promise<Stored | 'number-taken' | 'id-taken'> {
  const { ticket: id, booking } = taking.body;
  const appointment = await findAppointment(query, delivery.site, taking);
  const alone: As = { status: taking.status, booking: booking ?? null, into: null, appointment };
  if (await insert(query, delivery, taking, alone))
    return { id, number: taking.number, status: taking.status };
  const rival = await findRival(query, delivery.site, taking);
  if (!rival || rival.id === id) return rival ? 'id-taken' : 'number-taken';
  if (rival.number === taking.number && rival.day === taking.day) return 'number-taken';
  const isOver = rival.status === 'done' || rival.day !== taking.day;
  const as: As = isOver
    ? { status: taking.status, booking: null, into: null, appointment: undefined }
    : { status: 'merged', booking: booking ?? null, into: rival.id, appointment };
  if (!(await insert(query, delivery, taking, as))) return 'number-taken';
  if (as.status === 'merged') await wakeUp(query, delivery, rival.id);
  return { id, number: taking.number, status: as.status };
}

// How many were ahead is counted as of the moment it was taken: it may have been delivered long after.
const INSERT = `
insert into ticket (site, id, day, number, queue, status, service, booking, priority, card, taken_at, stands_at,
                    appointment_at, ahead, ended_at, into_ticket, taken_by)
select $1, $2, $3, $4, $5, $6, $7, $8, $9,
       (select id from card where site = $1 and id = $10 and revoked_at is null and expires_at > $11),
       $11, $12, $13,
       (select count(*) from ticket k where k.site = $1 and k.day = $3 and k.queue = $5
           and (k.stands_at, k.taken_at, k.id) < ($12::timestamptz, $11::timestamptz, $2)
           and (k.status = 'waiting' or k.first_called_at > $11)),
       $14, $15, $16
on conflict do nothing returning id`;

async function insert(query: Query, delivery: Delivery, taking: Taking, as: As): Promise<boolean> {
  const { body, queue, takenMs } = taking;
  const rules = rulesOf(queue);
  const priority = rules.priorities.some(({ id }) => id === body.priority) ? body.priority : undefined;
  const appointmentAtMs = as.appointment?.startsAt?.getTime();
  const rows = await query(INSERT, [
    delivery.site,
    body.ticket,
    taking.day,
    taking.number,
    body.queue,
    as.status,
    body.service ?? as.appointment?.service ?? null,
    as.booking,
    priority ?? null,
    body.card ?? null,
    new Date(takenMs),
    new Date(standingMs({ takenAtMs: takenMs, appointmentAtMs, priority }, rules)),
    as.appointment?.startsAt ?? null,
    as.status === 'waiting' ? null : new Date(delivery.nowMs),
    as.into,
    delivery.terminal,
  ]);
  return rows.length > 0;
}

/** Of a visit of several times the one for what the person is here for, else its first. */
async function findAppointment(
  query: Query,
  site: string,
  { body: { booking, service } }: Taking,
): Promise<Appointment | undefined> {
  if (booking === undefined) return undefined;
  const [row] = await query<Appointment>(
    `select slot.service, case when booking.status = 'checked-in' then slot.starts_at end as "startsAt"
       from booking join slot on slot.site = booking.site and (slot.id = booking.slot or slot.id = any(booking.also))
      where booking.site = $1 and booking.id = $2
      order by slot.service is not distinct from $3 desc, slot.starts_at limit 1`,
    [site, booking, service ?? null],
  );
  return row;
}

interface Rival extends Stored {
  readonly day: string;
}

/** Who has the id, the number or the booking already, in this order. */
async function findRival(
  query: Query,
  site: string,
  { body: { ticket, booking }, day, number }: Taking,
): Promise<Rival | undefined> {
  const [row] = await query<Rival>(
    `select id, number, day::text as day, status from ticket
      where site = $1 and (id = $2 or (day = $3 and number = $4)
         or (booking = $5 and status not in ('cancelled', 'merged')))
      order by id = $2 desc, (day = $3 and number = $4) desc limit 1`,
    [site, ticket, day, number, booking ?? null],
  );
  return row;
}

/** Somebody who was called in vain stands before a terminal again. */
async function wakeUp(query: Query, delivery: Delivery, id: string): Promise<void> {
  const first = await lockTicket(query, delivery.site, id);
  if (first.status === 'missed') await rejoin(query, delivery, first);
}
