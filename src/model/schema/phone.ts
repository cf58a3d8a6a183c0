import { z } from 'zod';
import { booking, slot } from './booking.ts';
import { command } from './command.ts';
import { bookingTerms, serviceId } from './service.ts';
import { instant, language, localized, slug } from './text.ts';

/** What the phone page asks the hub and hears. The pass in the page's fragment is the key: who holds it, holds the booking. */

export const passProof = z.strictObject({ pass: z.string().max(200) });

/** What the hub tells a resident about a booking; the page has the words. */
export const newsItem = z.strictObject({
  at: instant,
  event: z.enum(['reminder', 'offered', 'lapsed', 'moved', 'withdrawn', 'changed', 'cancelled', 'no-show']),
});
export type NewsItem = z.infer<typeof newsItem>;

export const passView = z.strictObject({
  now: instant,
  site: z.strictObject({
    id: slug('site id'),
    hall: localized(40),
    timeZone: z.string(),
    languages: z.array(language).min(1),
    demo: z.boolean(),
  }),
  service: z.strictObject({
    id: serviceId,
    name: localized(32),
    withoutScreen: localized(160),
    terms: bookingTerms,
  }),
  place: z.strictObject({ name: localized(40), address: localized(120).optional() }),
  booking,
  slot,
  also: z.array(slot),
  /** What was chosen is brought to the person: nobody need come. */
  delivered: z.boolean(),
  /** The other bookings of a repeated row. */
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
});
export type PassView = z.infer<typeof passView>;

/** A command of the holder: accept, change or cancel, nothing else. */
export const passCommand = z.strictObject({ pass: z.string().max(200), command });
