import { z } from 'zod';
import { adultId, bookingCode, bookingId, bookingStatus, slot, slotId } from './booking.ts';
import { helper } from './command.ts';
import { asks, bookingTerms, question, serviceId } from './service.ts';
import { placeId } from './place.ts';
import { day, instant, localized, slug } from './text.ts';

/** Bookings as the desk sees them: covered names until somebody opens one, and each opening leaves a line. */

/** A time with what only staff are told of it. */
export const deskSlot = slot.extend({
  /** Booked, held while a form is filled in, or kept for an offer. */
  taken: z.int().min(0),
  /** Places that terminals may give out by themselves. */
  setAside: z.int().min(0),
  /** How many a clerk may give out now. */
  free: z.int().min(0),
});
export type DeskSlot = z.infer<typeof deskSlot>;

export const deskBooking = z.strictObject({
  id: bookingId,
  slot: slotId,
  also: z.array(slotId).max(3).optional(),
  status: bookingStatus,
  /** The state that is seen here: an act on it names it. */
  sequence: z.int().min(0),
  /** The first sign of the name, the rest covered. */
  name: z.string().max(8).optional(),
  /** The last four digits of the phone number. */
  digits: z.string().max(4).optional(),
  since: instant.optional(),
  until: instant.optional(),
  checkedInAt: instant.optional(),
  checkedOutAt: instant.optional(),
  /** One of several days or people under one pass. */
  series: z.boolean(),
  helped: z.boolean(),
  /** What was chosen is brought to the person: nobody need come. */
  brought: z.boolean(),
  usedTwice: z.boolean(),
  /** The holder was reminded by phone. */
  phoned: z.boolean(),
});
export type DeskBooking = z.infer<typeof deskBooking>;

/** Times and the bookings in them, in the order of their times; who waits stands in the order of the line. */
export const bookingsView = z.strictObject({
  /** The hub's clock. */
  now: instant,
  /** Today, by the site's clock. */
  today: day,
  from: day,
  days: z.int().min(1).max(7),
  slots: z.array(deskSlot),
  bookings: z.array(deskBooking),
  /** True where there is more than one answer holds: ask for one service or one place. */
  more: z.boolean(),
});
export type BookingsView = z.infer<typeof bookingsView>;

export const calendarQuery = z.strictObject({
  from: day.optional(),
  days: z.coerce.number().int().min(1).max(7).default(1),
  service: slug('service id').optional(),
  place: slug('place id').optional(),
});

/** A service that is booked, with what a booking of it asks. */
export const deskService = z.strictObject({
  id: serviceId,
  name: localized(32),
  terms: bookingTerms,
  asks,
  questions: z.array(question),
});
export type DeskService = z.infer<typeof deskService>;

export const deskServices = z.strictObject({
  /** The hub's clock. */
  now: instant,
  hall: localized(40),
  services: z.array(deskService),
  places: z.array(z.strictObject({ id: placeId, name: localized(80) })),
});
export type DeskServices = z.infer<typeof deskServices>;

/** The next times of a service that are not over, full ones among them. */
export const timesQuery = z.strictObject({
  service: slug('service id'),
  /** From this day on. */
  from: day.optional(),
});
export const timesView = z.strictObject({ now: instant, slots: z.array(deskSlot) });
export type TimesView = z.infer<typeof timesView>;

export const bookingSearch = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('pass'), pass: z.string().min(1).max(200) }),
  z.strictObject({ by: z.literal('code'), code: bookingCode }),
  z.strictObject({ by: z.literal('digits'), digits: z.string().regex(/^\d{4}$/u) }),
  z.strictObject({ by: z.literal('name'), name: z.string().trim().min(1).max(24) }),
  z.strictObject({ by: z.literal('id'), id: bookingId }),
]);
export type BookingSearch = z.infer<typeof bookingSearch>;

/** A booking with all that its holder said: given out one at a time, and each time noted. */
export const openedBooking = z.strictObject({
  booking: deskBooking,
  slot: deskSlot,
  name: z.string().optional(),
  phone: z.string().optional(),
  address: z.string().optional(),
  helper: helper.optional(),
  chosen: z.array(z.strictObject({ question: localized(40), option: localized(40) })),
  /** Who may pick the person up. */
  adults: z.array(z.strictObject({ id: adultId, relation: z.string() })),
  createdAt: instant,
  /** The pass, signed anew; left out where the booking is over. */
  pass: z.string().max(200).optional(),
});
export type OpenedBooking = z.infer<typeof openedBooking>;

/** Which names of a printed list are shown in full. */
export const namesQuery = z.strictObject({ day, service: slug('service id').optional() });
export const namesView = z.strictObject({
  names: z.array(
    z.strictObject({ booking: bookingId, name: z.string().optional(), phone: z.string().optional() }),
  ),
});
export type NamesView = z.infer<typeof namesView>;
