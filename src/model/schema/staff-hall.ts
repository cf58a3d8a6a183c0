import { z } from 'zod';
import { helpCall } from './help.ts';
import { counter, pace, queueDocument } from './queue.ts';
import { staffId } from './staff.ts';
import { instant, localized } from './text.ts';
import { ticket } from './ticket.ts';

/** A hall as whoever works at its counters sees it: one answer with everything their page shows. */

/** A number with what only staff are told of it. Still nothing of the person. */
export const staffTicket = ticket.extend({
  /** The terminal that gave it out (see `terminals`), or `phone`. */
  takenBy: z.string(),
  firstCalledAt: instant.optional(),
  servedAt: instant.optional(),
  endedAt: instant.optional(),
  /** The shown name of whoever acted on it last. */
  handledBy: z.string().optional(),
  /** Until when you may take back the last thing that was done with it; left out where you may not. */
  undoUntil: instant.optional(),
});
export type StaffTicket = z.infer<typeof staffTicket>;

const named = z.strictObject({ id: z.string(), name: localized(80) });

export const hallView = z.strictObject({
  /** The hub's clock: what waits and what is overdue is counted from it. */
  now: instant,
  /** Today, by the site's clock: every number here is of this day. */
  day: z.iso.date(),
  you: z.strictObject({ id: staffId, name: z.string() }),
  site: z.strictObject({ id: z.string(), name: localized(40), timeZone: z.string(), demo: z.boolean() }),
  queues: z.array(queueDocument),
  /** By their number. */
  counters: z.array(counter),
  /** The halls that queues and counters name, and the services that numbers and queues name. */
  places: z.array(named),
  services: z.array(named),
  /** Who waits, in the order in which they are called; see `nextFor` for who is next to one counter. */
  waiting: z.array(staffTicket),
  /** Who was called, is served, is parked or was missed: the latest act first. */
  open: z.array(staffTicket),
  /** The last thirty of today that are over, the latest first. */
  ended: z.array(staffTicket),
  paces: z.array(pace),
  /** Calls for help that nobody closed, the oldest first. */
  help: z.array(helpCall),
  /** The paired terminals, and what staff call them. */
  terminals: z.array(z.strictObject({ id: z.string(), name: z.string(), use: z.enum(['kiosk', 'display']) })),
});
export type HallView = z.infer<typeof hallView>;

/** What a staff page delivers: like a terminal's delivery, but small. */
export const staffDelivery = z.strictObject({ commands: z.array(z.unknown()).min(1).max(20) });
