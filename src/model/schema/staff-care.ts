import { z } from 'zod';
import { type RetentionKind, mayKeep, retentionKinds } from '../retention.ts';
import { bookingStatus } from './booking.ts';
import { day, instant, localized } from './text.ts';

const kind = z.enum(retentionKinds as [RetentionKind, ...RetentionKind[]]);

/** How long each kind is kept at a site. `set`: the site chose it; else it is the usual. */
export const retention = z.strictObject({
  rules: z.array(
    z.strictObject({
      kind,
      days: z.int(),
      set: z.boolean(),
      usual: z.int(),
      least: z.int(),
      most: z.int(),
    }),
  ),
});
export type Retention = z.infer<typeof retention>;

/** Leaving the days out goes back to the usual. */
export const newRetention = z
  .strictObject({ kind, days: z.int().optional() })
  .refine(({ kind: of, days }) => days === undefined || mayKeep(of, days), {
    path: ['days'],
    message: 'within the bounds of this kind',
  });
export type NewRetention = z.infer<typeof newRetention>;

/** Whose data is asked for: by the phone number they left, or by the nine digits of one booking. */
export const personQuery = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('phone'),
    phone: z.string().regex(/^\+?\d{5,14}$/u, 'digits only, 5 to 14 of them'),
  }),
  z.strictObject({ by: z.literal('code'), code: z.string().regex(/^\d{9}$/u, 'nine digits') }),
]);
export type PersonQuery = z.infer<typeof personQuery>;

/** Everything that is kept of a person in one booking. */
export const personBooking = z.strictObject({
  booking: z.string(),
  status: bookingStatus,
  startsAt: instant,
  service: localized(80),
  place: localized(80),
  name: z.string().optional(),
  phone: z.string().optional(),
  address: z.string().optional(),
  /** Who booked for them, and how they are related to whoever may pick them up. */
  helper: z.record(z.string(), z.unknown()).optional(),
  choices: z.record(z.string(), z.string()).optional(),
  adults: z.array(z.string()),
  madeAt: instant,
  history: z.array(z.strictObject({ at: instant, event: z.string() })),
});
export const personData = z.strictObject({ bookings: z.array(personBooking) });
export type PersonData = z.infer<typeof personData>;

export const erasure = z.strictObject({ who: personQuery, bookings: z.array(z.string()).min(1).max(200) });
export const erased = z.strictObject({ bookings: z.int() });

/** The days of an archive, both counted in. */
export const archiveQuery = z.strictObject({ from: day, to: day });
export type ArchiveQuery = z.infer<typeof archiveQuery>;
