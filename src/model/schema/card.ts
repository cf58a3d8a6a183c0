import { z } from 'zod';
import { instant, language } from './text.ts';

/** 48 random bits as 12 hexadecimal digits: all that stands on a card, besides how its holder likes the screen. */
export const cardId = z
  .string()
  .regex(/^[0-9a-f]{12}$/u, 'twelve hexadecimal digits')
  .brand<'CardId'>();
export type CardId = z.infer<typeof cardId>;

/** How a terminal turns for the holder of a card. */
export const cardWay = z.strictObject({
  /** The step of text size, 0 is normal. */
  textStep: z.int().min(0).max(3),
  contrast: z.enum(['normal', 'high']),
  /** Each screen is read aloud by itself, where the terminal has a voice. */
  voice: z.boolean(),
  /** The site's first where it is left out. */
  language: language.optional(),
});
export type CardWay = z.infer<typeof cardWay>;

/** Four to six digits that only the holder knows: asked before anything personal is shown. */
export const cardPin = z.string().regex(/^\d{4,6}$/u, 'four to six digits');

/** A card that is worth nothing any more, as terminals know it. Cards that are good are not listed: their signature says so. */
export const card = z.strictObject({ id: cardId, revoked: z.literal(true) });
export type Card = z.infer<typeof card>;

/** A card as staff see it: no name; who has it is known at the desk, if anywhere. */
export const cardRow = z.strictObject({
  id: cardId,
  way: cardWay,
  status: z.enum(['active', 'revoked', 'expired']),
  locked: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant,
  revokedAt: instant.optional(),
  usedAt: instant.optional(),
  /** How many bookings ahead are linked with it. */
  bookings: z.int().min(0),
});
export type CardRow = z.infer<typeof cardRow>;
