import { z } from 'zod';
import { cardPin, cardRow, cardWay } from './card.ts';

/** Assist cards as the staff's pages issue and keep them. */

/** A card to be made: how its holder likes the screen, and the number that the holder typed at the desk. */
export const newCard = z.strictObject({
  way: cardWay,
  pin: cardPin,
  /** For how many years it is good. */
  years: z.int().min(1).max(5).default(3),
});
export type NewCard = z.input<typeof newCard>;

/** A card with what stands in its code. */
export const cardWithToken = z.strictObject({ card: cardRow, token: z.string().max(200) });
export type CardWithToken = z.infer<typeof cardWithToken>;

export const cardRows = z.strictObject({ cards: z.array(cardRow) });
export type CardRows = z.infer<typeof cardRows>;

export const newPin = z.strictObject({ pin: cardPin });
export type NewPin = z.infer<typeof newPin>;

/** `a6`: 105 × 148 mm. `card`: 85.6 × 54 mm, the size of a bank card (ISO/IEC 7810 ID-1). */
export const cardSize = z.enum(['a6', 'card']);
export type CardSize = z.infer<typeof cardSize>;
