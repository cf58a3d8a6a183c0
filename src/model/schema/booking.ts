import { z } from 'zod';
import { instant, slug } from './text.ts';
import { serviceId } from './service.ts';
import { placeId } from './place.ts';

export const slotId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}\.\d{8}T\d{4}$/u, 'a slot id such as elder-meal.20261122T1130')
  .brand<'SlotId'>();
export type SlotId = z.infer<typeof slotId>;

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
  remaining: z.int().min(0),
  status: z.enum(['open', 'closed']),
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

/** `refused` is kept as well, so that a person learns the outcome of a request at any terminal of the hall. */
export const bookingStatus = z.enum(['confirmed', 'refused', 'cancelled', 'checked-in']);
export type BookingStatus = z.infer<typeof bookingStatus>;

/** A booking as terminals know it: no name, no phone, and the code only as a digest. */
export const booking = z.strictObject({
  id: bookingId,
  slot: slotId,
  status: bookingStatus,
  /** First 16 hex digits of SHA-256 over `<site>:<code>`. */
  codeDigest: z.string().regex(/^[0-9a-f]{16}$/u),
  checkedInAt: instant.optional(),
});
export type Booking = z.infer<typeof booking>;

/** A public key that signs passes; published, synced, and kept while passes signed with it can be shown. */
export const passKey = z.strictObject({
  /** Two bytes in hex: the `kid` in the pass. */
  id: z.string().regex(/^[0-9a-f]{4}$/u),
  site: slug('site id'),
  siteName: z.strictObject({ zh: z.string(), en: z.string().optional() }),
  jwk: z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
  }),
});
export type PassKey = z.infer<typeof passKey>;
