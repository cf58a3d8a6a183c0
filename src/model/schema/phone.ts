import { z } from 'zod';
import { booking, slot } from './booking.ts';
import { command } from './command.ts';
import { sealedText } from './hand-off.ts';
import { bookingTerms, serviceId } from './service.ts';
import { instant, language, localized, slug } from './text.ts';
import { ticketId, ticketNumber, ticketStatus } from './ticket.ts';

/** What the phone page asks the hub and hears. The pass in the page's fragment is the key: who holds it, holds the booking. */

export const passProof = z.strictObject({ pass: z.string().max(200) });

/** What the hub tells a resident about a booking; the page has the words. */
export const newsItem = z.strictObject({
  at: instant,
  event: z.enum(['reminder', 'offered', 'lapsed', 'moved', 'withdrawn', 'changed', 'cancelled', 'no-show']),
  /** True where the hall did it and not the holder. */
  byHall: z.literal(true).optional(),
  /** Why, in the hall's words. */
  reason: z.string().max(120).optional(),
});
export type NewsItem = z.infer<typeof newsItem>;

/** How long one is likely to wait, in whole minutes; `known: false` where the hall has too little to go by. */
const estimate = z.discriminatedUnion('known', [
  z.strictObject({ known: z.literal(false) }),
  z.strictObject({ known: z.literal(true), fromMinutes: z.int().min(0), toMinutes: z.int().min(1) }),
]);

/** A number in today's queue, as its holder sees it. */
export const turn = z.strictObject({
  id: ticketId,
  number: ticketNumber,
  status: ticketStatus,
  queue: z.strictObject({ name: localized(24), demo: z.boolean() }),
  takenAt: instant,
  calledAt: instant.optional(),
  /** How often it was called again. */
  recalls: z.int().min(0),
  /** While waiting: how many are called before, and how long that takes. */
  ahead: z.int().min(0).optional(),
  estimate: estimate.optional(),
  /** Where to go, once called. */
  counter: z.strictObject({ number: z.int().min(1).max(99), name: localized(24).optional() }).optional(),
});
export type Turn = z.infer<typeof turn>;

const site = z.strictObject({
  id: slug('site id'),
  hall: localized(40),
  timeZone: z.string(),
  languages: z.array(language).min(1),
  demo: z.boolean(),
});
const place = z.strictObject({ name: localized(40), address: localized(120).optional() });

export const bookingView = z.strictObject({
  kind: z.literal('booking'),
  now: instant,
  site,
  service: z.strictObject({
    id: serviceId,
    name: localized(32),
    withoutScreen: localized(160),
    terms: bookingTerms,
  }),
  place,
  booking,
  slot,
  also: z.array(slot),
  /** What was chosen is brought to the person: nobody need come. */
  delivered: z.boolean(),
  /** The other bookings of the same pass: other days, or others who come along at the same time. */
  series: z.array(z.strictObject({ booking, slot, delivered: z.boolean() })),
  /** How many people wait before this one; only while waiting. */
  ahead: z.int().min(0).optional(),
  /** The name as one wishes to be called, with all but the first sign covered. */
  maskedName: z.string().optional(),
  /** The chosen options, in words. */
  chosen: z.array(z.strictObject({ question: localized(40), option: localized(40) })),
  news: z.array(newsItem),
  /** Other times of the same service that have room, the nearest first. */
  others: z.array(slot),
  /** The number that came from this booking today, while its turn is not over. */
  turn: turn.optional(),
});
export type BookingView = z.infer<typeof bookingView>;

export const ticketView = z.strictObject({
  kind: z.literal('ticket'),
  now: instant,
  site,
  place,
  turn,
  /** What it is for, where that is known. */
  service: localized(32).optional(),
  /** Of a number that was merged: the one that counts. */
  into: turn.optional(),
});
export type TicketView = z.infer<typeof ticketView>;

export const passView = z.discriminatedUnion('kind', [bookingView, ticketView]);
export type PassView = z.infer<typeof passView>;

/** A command of the holder: of a booking accept, change or cancel; of a number leave-queue or rejoin-queue. */
export const passCommand = z.strictObject({ pass: z.string().max(200), command });

/** 128 random bits in base64url: what a phone calls itself, so that it may ask again for what it took. */
const phoneName = z.string().regex(/^[\w-]{22}$/u, '22 characters of base64url');

export const handOffTake = z.strictObject({ phone: phoneName });
export const handOffTaken = z.strictObject({ now: instant, sealed: sealedText, until: instant });
export type HandOffTaken = z.infer<typeof handOffTaken>;
export const handOffAnswer = z.strictObject({ phone: phoneName, answer: sealedText });
