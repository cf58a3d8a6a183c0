import { z } from 'zod';
import { instant, localized, slug } from './text.ts';
import { serviceId } from './service.ts';
import { placeId } from './place.ts';

export const slotId = z
  .string()
  .regex(
    /^[a-z0-9-]{1,64}\.\d{8}T\d{4}(?:\.[a-z0-9-]{1,64})?$/u,
    'a slot id such as elder-meal.20261122T1130, with a place behind it where the service is given at several',
  )
  .brand<'SlotId'>();
export type SlotId = z.infer<typeof slotId>;

/**
 * `closed`: no new bookings, those that stand do. `withdrawn`: the hall will not hold it; who booked it is told and
 * may change or cancel, whatever the cut-off.
 */
export const slotStatus = z.enum(['open', 'closed', 'withdrawn']);

/** A time at a place for a service, with a capacity (OpenActive Slot, FHIR Slot). */
export const slot = z.strictObject({
  id: slotId,
  /** Six characters of A-Z and 0-9 at most: how a pass names the slot. */
  code: z.string().regex(/^[A-Z0-9]{1,6}$/u),
  service: serviceId,
  place: placeId,
  startsAt: instant,
  endsAt: instant,
  capacity: z.int().min(1),
  /** Places nobody has: not booked, not held, not set aside for a terminal. Bounded by shared resources, too. */
  remaining: z.int().min(0),
  /** Of those, how many are given out only from `opensAt` on. */
  lastMinute: z.strictObject({ places: z.int().min(1), opensAt: instant }).optional(),
  /** True where a booking also takes of resources that other services share. */
  shares: z.boolean().default(false),
  status: slotStatus,
  /** Why it was withdrawn, in the hall's words. */
  reason: localized(120).optional(),
  /** How many people wait for a place. */
  waiting: z.int().min(0).default(0),
  demo: z.boolean(),
});
export type Slot = z.infer<typeof slot>;

/** 48 random bits as 12 hexadecimal digits: made once, on the terminal, when the resident says yes. */
export const bookingId = z
  .string()
  .regex(/^[0-9a-f]{12}$/u, 'twelve hexadecimal digits')
  .brand<'BookingId'>();
export type BookingId = z.infer<typeof bookingId>;

/** The nine digits a person can read out or type. Not unique for ever: a look-up may offer a choice. */
export const bookingCode = z
  .string()
  .regex(/^\d{9}$/u, 'nine digits')
  .brand<'BookingCode'>();
export type BookingCode = z.infer<typeof bookingCode>;

/**
 * The life of a booking (see `src/model/booking.ts` for what leads where).
 * `held`: a place kept while a form is filled in. `waiting`: on the list of a full slot. `offered`: a place came free and
 * is kept for this person for a while. `lapsed`: a hold, a wait or an offer that ended by itself. `refused` is kept as
 * well, so that a person learns the outcome of a request at any terminal of the hall.
 */
export const bookingStatus = z.enum([
  'held',
  'waiting',
  'offered',
  'confirmed',
  'refused',
  'cancelled',
  'checked-in',
  'checked-out',
  'no-show',
  'lapsed',
]);
export type BookingStatus = z.infer<typeof bookingStatus>;

/** What was chosen: option by question. */
export const choices = z.record(slug('question id'), slug('option id'));
export type Choices = z.infer<typeof choices>;

/** Somebody who may pick a child up: 48 random bits as 12 hexadecimal digits. */
export const adultId = z
  .string()
  .regex(/^[0-9a-f]{12}$/u, 'twelve hexadecimal digits')
  .brand<'AdultId'>();
export type AdultId = z.infer<typeof adultId>;

/** A booking as terminals know it: no name, no phone, and the code only as a digest. Holds are not in the feed. */
export const booking = z.strictObject({
  id: bookingId,
  slot: slotId,
  /** Further slots of the same visit (two matters at once). */
  also: z.array(slotId).max(3).optional(),
  status: bookingStatus,
  /** First 16 hex digits of SHA-256 over `<site>:<code>`. */
  codeDigest: z.string().regex(/^[0-9a-f]{16}$/u),
  /** Counts the changes, as iCalendar's SEQUENCE does. */
  sequence: z.int().min(0).default(0),
  /** When a wait began, and until when an offer is kept. */
  since: instant.optional(),
  until: instant.optional(),
  /** The first booking of a row of repeated ones. One pass and one code stand for all. */
  series: bookingId.optional(),
  choices: choices.optional(),
  /** True where a phone number was given: changing by code then asks for its last four digits. */
  digits: z.boolean().default(false),
  /** True where somebody else booked it for the person. */
  helped: z.boolean().default(false),
  checkedInAt: instant.optional(),
  /** Where hours count, and where a child is picked up. */
  checkedOutAt: instant.optional(),
  /** Who may pick the person up: ids as they stand in their passes, no names. */
  adults: z.array(adultId).max(6).optional(),
  /** True where two terminals that were cut off let somebody in with it: staff look into it. */
  usedTwice: z.boolean().default(false),
});
export type Booking = z.infer<typeof booking>;

/**
 * Places of a slot that the hub set aside for one terminal: only that terminal sees it, and confirms from it without
 * asking. Its id is the slot's. `places` only ever grows: what the terminal used and gave back it counts itself.
 */
export const lease = z.strictObject({
  slot: slotId,
  /** All that were ever set aside here. */
  places: z.int().min(0),
  /** How many unused ones the terminal should keep; it gives the rest back when it is in touch. */
  keep: z.int().min(0),
  /** From this moment on the terminal confirms nothing from it and gives it back. */
  until: instant,
});
export type Lease = z.infer<typeof lease>;

/** A public key that signs passes; published, synced, and kept while passes signed with it can be shown. */
export const passKey = z.strictObject({
  /** Two bytes in hex: the `kid` in the pass. */
  id: z.string().regex(/^[0-9a-f]{4}$/u),
  site: slug('site id'),
  siteName: z.strictObject({ zh: z.string(), en: z.string().optional() }),
  /** The terminal whose key it is (RFC 7638 thumbprint); absent for the hub's own. */
  terminal: z.string().optional(),
  /** A terminal that was shut out: what it signed counts only where the booking is known. */
  revoked: z.boolean().default(false),
  jwk: z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
  }),
});
export type PassKey = z.infer<typeof passKey>;
