import { z } from 'zod';
import { FEWEST_SHOWN } from '../figures.ts';
import { day, localized } from './text.ts';

/** One to four are not told apart: see `shown` in src/model/figures.ts. */
const count = z.union([z.literal('few'), z.literal(0), z.int().min(FEWEST_SHOWN)]);
export type FigureCount = z.infer<typeof count>;

const percent = z.int().min(0).max(100).optional();

/** What a period is asked about. */
export const figuresQuery = z.strictObject({
  /** Both counted in; at most 400 days. The last four weeks where they are left out. */
  from: day.optional(),
  to: day.optional(),
  /** Only what was counted at this place of the site. */
  place: z.string().max(80).optional(),
});
export type FiguresQuery = z.infer<typeof figuresQuery>;

/** What was used in a period, and how long people waited. Nothing in it is of one person. */
export const figures = z.strictObject({
  from: day,
  to: day,
  places: z.array(z.strictObject({ id: z.string(), name: localized(80) })),
  visits: count,
  days: z.array(z.strictObject({ day, visits: count })),
  /** By the hour of the day, 0 to 23. */
  hours: z.array(count).length(24),
  /** The most used first. */
  services: z.array(z.strictObject({ id: z.string(), name: localized(80), n: count })),
  searches: z.strictObject({
    made: count,
    none: count,
    words: z.array(z.strictObject({ text: z.string(), n: count })),
  }),
  /** How many began, and how many came to the end. */
  steps: z.array(
    z.strictObject({ step: z.enum(['book', 'check-in', 'take-ticket']), begun: count, done: count, percent }),
  ),
  ways: z.array(z.strictObject({ way: z.enum(['language', 'large', 'listen', 'card']), n: count })),
  queues: z.array(
    z.strictObject({
      queue: z.string(),
      name: localized(80),
      called: count,
      /** Minutes: half waited no longer, nine of ten no longer. */
      waitMiddle: z.number().optional(),
      waitMost: z.number().optional(),
      serveMiddle: z.number().optional(),
    }),
  ),
  bookings: z.strictObject({
    made: count,
    came: count,
    missed: count,
    cancelled: count,
    /** Of those whose time has come and that were not cancelled. */
    missedPercent: percent,
  }),
  help: z.strictObject({
    called: count,
    answered: count,
    /** Seconds. */
    middle: z.number().optional(),
    most: z.number().optional(),
  }),
});
export type Figures = z.infer<typeof figures>;
