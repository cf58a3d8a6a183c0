import { z } from 'zod';
import { day, localized, plain, slug, wallTime } from './text.ts';

/** Days on which other hours hold than the schedules say: a holiday, a closure, a shift on a holiday (节假日轮班, 错时). */
const span = {
  name: localized(40),
  from: day,
  /** The last day, counted in; the same day where it is left out. */
  to: day.optional(),
  /** Only these services or places; everything where both are left out. */
  services: z.array(slug('service id')).min(1).optional(),
  places: z.array(slug('place id')).min(1).optional(),
  /** Days nobody decided on yet: said so where they show. */
  demo: z.boolean().default(false),
};

export const calendarEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('closed'), ...span }),
  /** Open from one wall-clock time to another, also on days the schedules leave out; cut into slots as the schedule says. */
  z.strictObject({ kind: z.literal('open'), ...span, opensAt: wallTime, closesAt: wallTime }),
]);
export type CalendarEntry = z.infer<typeof calendarEntry>;

/** Something that several services share at the same time, counted in units: counters, seats of a room, staff. */
export const resource = z.strictObject({
  id: slug('resource id'),
  name: localized(40),
  kind: z.enum(['counter', 'room', 'staff']),
  units: z.int().min(1).max(10_000),
  note: plain(120).optional(),
});
export type Resource = z.infer<typeof resource>;

/** A site's `calendar.json`. Of two entries for the same day the later one holds. */
export const calendar = z.strictObject({
  entries: z.array(calendarEntry).max(500).default([]),
  resources: z.array(resource).max(100).default([]),
});
export type Calendar = z.infer<typeof calendar>;
