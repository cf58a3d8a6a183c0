import { z } from 'zod';
import { bookingId } from './booking.ts';
import { counterId, queueId } from './queue.ts';
import { day, instant, slug } from './text.ts';

/** 48 random bits as 12 hexadecimal digits, made where the number was taken. */
export const ticketId = z
  .string()
  .regex(/^[0-9a-f]{12}$/u, 'twelve hexadecimal digits')
  .brand<'TicketId'>();
export type TicketId = z.infer<typeof ticketId>;

/** What is called: the queue's letter and a number. Unique in a hall and a day. */
export const ticketNumber = z
  .string()
  .regex(/^[A-Z]\d{3,4}$/u, 'a letter and three or four digits')
  .brand<'TicketNumber'>();
export type TicketNumber = z.infer<typeof ticketNumber>;

/**
 * `called`: asked to a counter. `serving`: there. `parked`: waits for something and is not in the line meanwhile.
 * `missed`: was called and did not come; may come back. `merged`: the same person has another number, named by `into`.
 */
export const ticketStatus = z.enum([
  'waiting',
  'called',
  'serving',
  'parked',
  'missed',
  'done',
  'cancelled',
  'merged',
]);
export type TicketStatus = z.infer<typeof ticketStatus>;

/** A number in today's queue, as terminals, displays and clerks know it: nothing of the person. */
export const ticket = z.strictObject({
  id: ticketId,
  number: ticketNumber,
  queue: queueId,
  day,
  status: ticketStatus,
  /** When it was taken, by the hub's clock. */
  takenAt: instant,
  /** Its place in the line: the earlier, the further ahead (see `src/model/queue.ts`). */
  standsAt: instant,
  /** The time of its appointment, where it came from one. */
  appointmentAt: instant.optional(),
  service: slug('service id').optional(),
  booking: bookingId.optional(),
  priority: slug('priority id').optional(),
  /** The counter that called it last. */
  counter: counterId.optional(),
  /** The only counter that may call it: it was passed on there. */
  onlyAt: counterId.optional(),
  calledAt: instant.optional(),
  /** How often it was called again. */
  recalls: z.int().min(0).default(0),
  /** Counts the changes: whoever acts on it says which state they saw. */
  sequence: z.int().min(0).default(0),
  into: ticketId.optional(),
});
export type Ticket = z.infer<typeof ticket>;

/**
 * Numbers of a queue and a day that only one terminal gives out, so that it can without asking. Its id is `<day>.<queue>`.
 * Ranges are only ever added; how many of them it gave out the terminal counts itself.
 */
export const numberBand = z.strictObject({
  queue: queueId,
  day,
  ranges: z.array(z.strictObject({ first: z.int().min(1), last: z.int().max(9_999) })).min(1),
});
export type NumberBand = z.infer<typeof numberBand>;
