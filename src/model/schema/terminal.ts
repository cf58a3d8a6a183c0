import { z } from 'zod';
import { slug } from './text.ts';

/** A terminal as it knows itself: what staff call it, and the place of the site where they say it stands. */
export const terminal = z.strictObject({
  /** RFC 7638 thumbprint of its key. */
  id: z.string(),
  name: z.string(),
  place: slug('place id').optional(),
});
export type TerminalSelf = z.infer<typeof terminal>;
