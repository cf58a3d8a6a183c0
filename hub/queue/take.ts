import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Queue } from '../../src/model/schema/queue.ts';
import type { TicketNumber } from '../../src/model/schema/ticket.ts';
import { ticketExpiryMs, ticketNumberOf } from '../../src/model/ticket.ts';
import { issueToken } from '../../src/model/token.ts';
import { wallClock } from '../../src/model/time.ts';
import { Refused, decide } from '../bookings/decide.ts';
import { momentOf } from '../bookings/moment.ts';
import type { Delivery, Effect } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database, Query } from '../database/database.ts';
import { LAST_NUMBER, findBand, noteUse, placeInBand, reserve } from './bands.ts';
import { type Taking, storeTicket } from './line.ts';
import { findQueue, timeZoneOf } from './record.ts';

type Body = CommandBody<'take-ticket'>;

/** A `take-ticket` under way. */
interface Asked {
  readonly query: Query;
  readonly delivery: Delivery;
  readonly body: Body;
  readonly queue: Queue | undefined;
  readonly timeZone: string;
  /** The day it is at the site. */
  readonly today: string;
  readonly takenMs: number;
}

const DAY_MS = 86_400_000;

/**
 * Somebody takes a number. One that a terminal gave out of its own band is on a slip already, and stands whatever became
 * of the queue since; the table itself says whether it is the only one. Without a number the hub gives the next one, and
 * signs it.
 * @param at the command's own time, RFC 3339: believed if it is not ahead of the hub's clock, nor a day behind it
 */
export async function takeTicket(
  db: Database,
  signers: Signers,
  delivery: Delivery,
  body: Body,
  at: string,
): Promise<Outcome> {
  const { site, nowMs } = delivery;
  const signer = body.number === undefined ? await signers.of(site) : undefined;
  const atMs = momentOf(at, nowMs);
  return decide(db, delivery, async (query) => {
    const timeZone = await timeZoneOf(query, site);
    const asked: Asked = {
      query,
      delivery,
      body,
      queue: await findQueue(query, site, body.queue),
      timeZone,
      today: wallClock(nowMs, timeZone).day,
      takenMs: atMs > nowMs - DAY_MS ? atMs : nowMs,
    };
    if (!signer) return keepNumber(asked);
    const effect = await giveNumber(asked);
    // One who has a number already is shown that one, not a second code.
    if (effect.ticket?.status !== 'waiting') return effect;
    const { id, number } = effect.ticket;
    const expiresAtMs = ticketExpiryMs(asked.today, timeZone);
    const claims = { kind: 'ticket', id, subject: number, expiresAtMs } as const;
    return { ...effect, pass: await issueToken(claims, signer.keyId, signer.sign) };
  });
}

/**
 * Keeps a number that a terminal gave out. The letter is not compared with the queue's, since a queue may have got another
 * while the terminal was cut off. Of a day that is over nobody will be called: it is kept as cancelled, and the band,
 * which is forgotten by then, is not asked for.
 */
async function keepNumber(asked: Asked): Promise<Effect> {
  const { query, delivery, body, today } = asked;
  const { site, terminal } = delivery;
  const number = body.number as TicketNumber;
  const { queue, day } = body;
  if (day < today)
    return storedAs(await storeTicket(query, delivery, takingOf(asked, number, day, 'cancelled')));
  const band = await findBand(query, site, terminal, { queue, day });
  const place = band && placeInBand(band.ranges, Number(number.slice(1)));
  if (!band || place === undefined) throw new Refused(TAKEN);
  await noteUse(query, band, { site, terminal, queue, day, place });
  return storedAs(await storeTicket(query, delivery, takingOf(asked, number, day, 'waiting')));
}

/** Gives the next number that nobody has. */
async function giveNumber(asked: Asked): Promise<Effect> {
  const { query, delivery, body, queue, today } = asked;
  if (!queue) throw new Refused({ code: 'queue.unknown', field: 'body.queue' });
  // Asked on a day that is over: nobody stands there any more.
  if (body.day < today) throw new Refused({ code: 'queue.closed', field: 'body.day' });
  await mustBeOpen(asked, queue);
  for (;;) {
    const next = await reserve(query, delivery.site, queue.id, today, 1);
    if (next > LAST_NUMBER) throw new Refused({ code: 'queue.closed', field: 'body.queue' });
    const number = ticketNumberOf(queue.letter, next);
    const stored = await storeTicket(query, delivery, takingOf(asked, number, today, 'waiting'));
    if (stored !== 'number-taken') return storedAs(stored);
  }
}

/** @throws Refused where the queue is for appointments only, and there is none */
async function mustBeOpen({ query, delivery, body }: Asked, queue: Queue): Promise<void> {
  const [booking] =
    body.booking === undefined
      ? []
      : await query<{ status: string }>('select status from booking where site = $1 and id = $2', [
          delivery.site,
          body.booking,
        ]);
  if (body.booking !== undefined && !booking)
    throw new Refused({ code: 'booking.unknown', field: 'body.booking' });
  const isExpected = booking?.status === 'confirmed' || booking?.status === 'checked-in';
  if (!queue.walkIns && !isExpected) throw new Refused({ code: 'queue.closed', field: 'body.queue' });
}

const TAKEN = { code: 'ticket.number-taken', field: 'body.number' } as const;

/** @throws Refused where somebody else has that number, or that id */
function storedAs(stored: Awaited<ReturnType<typeof storeTicket>>): Effect {
  if (stored === 'number-taken') throw new Refused(TAKEN);
  if (stored === 'id-taken') throw new Refused({ code: 'ticket.number-taken', field: 'body.ticket' });
  return { ticket: stored };
}

const takingOf = (
  { body, queue, takenMs }: Asked,
  number: TicketNumber,
  day: string,
  status: 'waiting' | 'cancelled',
): Taking => ({ body, queue, number, day, takenMs, status });
