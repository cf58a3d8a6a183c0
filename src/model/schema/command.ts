import { z } from 'zod';
import { bookingCode, bookingId, slotId } from './booking.ts';
import { instant, plain } from './text.ts';

/** A version 4 UUID, made once where the resident pressed the button. Delivered at least once, one outcome. */
export const commandId = z.uuid({ version: 'v4' }).brand<'CommandId'>();
export type CommandId = z.infer<typeof commandId>;

/** Who a booking is for: the least. Sealed at rest on the terminal, never in the change feed. */
export const who = z.strictObject({
  name: plain(24).optional(),
  phone: z
    .string()
    .regex(/^\+?[0-9]{5,15}$/u, 'digits only, 5 to 15 of them')
    .optional(),
});
export type Who = z.infer<typeof who>;

export const commandBodies = {
  book: z.strictObject({ booking: bookingId, code: bookingCode, slot: slotId, who }),
  cancel: z.strictObject({ booking: bookingId }),
  'check-in': z.strictObject({
    booking: bookingId,
    by: z.enum(['pass', 'code']),
    /** What the terminal told the person, so that a wrong word given offline can be found. */
    told: z.enum(['welcome', 'ask-staff']),
  }),
} as const;

export type CommandKind = keyof typeof commandBodies;
export type CommandBody<K extends CommandKind> = z.infer<(typeof commandBodies)[K]>;

const envelope = { id: commandId, at: instant };

export const command = z.discriminatedUnion('kind', [
  z.strictObject({ ...envelope, kind: z.literal('book'), body: commandBodies.book }),
  z.strictObject({ ...envelope, kind: z.literal('cancel'), body: commandBodies.cancel }),
  z.strictObject({ ...envelope, kind: z.literal('check-in'), body: commandBodies['check-in'] }),
]);
export type Command = z.infer<typeof command>;

/**
 * The one outcome of a command. `done` carries what the person gets (a pass); `refused` carries a code of the
 * error catalogue. The hub stores it, and answers every later delivery of the same id with it.
 */
export const outcome = z.discriminatedUnion('status', [
  z.strictObject({
    command: commandId,
    status: z.literal('done'),
    at: instant,
    /** The signed pass of a confirmed booking. */
    pass: z.string().max(200).optional(),
  }),
  z.strictObject({
    command: commandId,
    status: z.literal('refused'),
    at: instant,
    error: z.strictObject({
      code: z.string(),
      /** Path of the field at fault, where one is. */
      field: z.string().optional(),
      /** What to do about it, for whoever sends commands. */
      mend: z.string().optional(),
    }),
  }),
]);
export type Outcome = z.infer<typeof outcome>;
