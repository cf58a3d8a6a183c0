import { z } from 'zod';
import { helpCall, helpRule } from './help.ts';
import { instant } from './text.ts';

/** A terminal as staff name it. */
export const namedTerminal = z.strictObject({
  /** RFC 7638 thumbprint of its key. */
  id: z.string(),
  /** What staff call it; before they gave it a name, how its key begins. */
  name: z.string(),
  use: z.enum(['kiosk', 'display']),
});
export type NamedTerminal = z.infer<typeof namedTerminal>;

/** What the staff's pages know of calls for help. */
export const helpDesk = z.strictObject({
  /** The hub's clock. */
  now: instant,
  rule: helpRule,
  /** Open ones and those that somebody is on the way to, the oldest first. */
  calls: z.array(helpCall),
  terminals: z.array(namedTerminal),
});
export type HelpDesk = z.infer<typeof helpDesk>;

/** What a terminal is called from now on; empty: how its key begins. */
export const terminalNaming = z.strictObject({
  name: z
    .string()
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(
      z
        .string()
        .max(24)
        .regex(/^[^\p{Cc}]*$/u, 'no control characters'),
    ),
});
