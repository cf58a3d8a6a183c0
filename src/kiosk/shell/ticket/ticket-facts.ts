import type { Topic } from '../../../local/store.ts';
import { type Estimate, estimateWait } from '../../../model/pace.ts';
import { aheadOf } from '../../../model/queue.ts';
import type { Place } from '../../../model/schema/place.ts';
import type { Counter, Queue } from '../../../model/schema/queue.ts';
import type { Ticket, TicketId, TicketNumber, TicketStatus } from '../../../model/schema/ticket.ts';
import type { Runtime } from '../runtime.ts';

/** What to listen to, to keep `readTicket` fresh. */
export const TICKET_TOPICS: readonly Topic[] = [
  'ticket',
  'queue',
  'counter',
  'pace',
  'place',
  'outbox',
  'sync',
];

/** A number as its holder has it: `unlisted` where this terminal only knows its code, `refused` where the hub said no. */
export type TicketState = TicketStatus | 'unlisted' | 'refused';

/** Which number: what its code says. */
export interface TicketRef {
  readonly id: TicketId;
  readonly number: TicketNumber;
}

/** Everything there is to say of a number. */
export interface TicketDetails extends TicketRef {
  readonly state: TicketState;
  readonly ticket?: Ticket;
  readonly queue?: Queue;
  /** The counter that called it, or keeps it. */
  readonly counter?: Counter;
  /** The place of the counter, or where people wait. */
  readonly place?: Place;
  /** True where the content names a place that is not there. */
  readonly placeUnset: boolean;
  /** How many are called before; of a number that waits. */
  readonly ahead?: number;
  readonly estimate: Estimate;
  /** False where the hub has not listed it yet. */
  readonly listed: boolean;
  /** The holder's other number, which was merged into this one. */
  readonly mergedFrom?: TicketNumber;
  /** What the holder asked for here, and the hub has not answered. */
  readonly asked?: 'leave' | 'rejoin';
  /** The hub's no to the last of it. */
  readonly error?: string;
}

/** What is said of a number that this terminal knows nothing of but its code. */
export const unlisted = (ref: TicketRef): TicketDetails => ({
  ...ref,
  state: 'unlisted',
  placeUnset: false,
  estimate: { known: false },
  listed: false,
});

type TicketReader = Pick<Runtime, 'store' | 'ownTicket' | 'ticketLine'>;

/** Reads a number. One that was merged is answered by the number that its holder is called by. */
export async function readTicket(runtime: TicketReader, ref: TicketRef): Promise<TicketDetails> {
  const now = await runtime.ownTicket(ref.id);
  if (!now) return unlisted(ref);
  const { ticket } = now;
  const into = ticket.into === undefined ? undefined : await runtime.ownTicket(ticket.into);
  if (into) {
    const details = await readTicket(runtime, { id: into.ticket.id, number: into.ticket.number });
    return { ...details, mergedFrom: ticket.number };
  }
  const { store } = runtime;
  const queue = await store.get('queue', ticket.queue);
  const counterId = ticket.counter ?? ticket.onlyAt;
  const counter = counterId === undefined ? undefined : await store.get('counter', counterId);
  const placeId = ticket.status === 'waiting' ? queue?.place : (counter?.place ?? queue?.place);
  const place = placeId === undefined ? undefined : await store.get('place', placeId);
  const line = await runtime.ticketLine(ticket.queue);
  const ahead = ticket.status === 'waiting' ? aheadOf(ticket, line) : undefined;
  return {
    id: ticket.id,
    number: ticket.number,
    state: !now.listed && now.error !== undefined ? 'refused' : ticket.status,
    ticket,
    placeUnset: placeId !== undefined && !place,
    estimate: estimateWait(ahead ?? 0, await store.get('pace', ticket.queue)),
    listed: now.listed,
    ...(queue ? { queue } : {}),
    ...(counter ? { counter } : {}),
    ...(place ? { place } : {}),
    ...(ahead === undefined ? {} : { ahead }),
    ...(now.asked ? { asked: now.asked } : {}),
    ...(now.error === undefined ? {} : { error: now.error }),
  };
}
