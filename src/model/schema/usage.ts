import { z } from 'zod';

/**
 * What a terminal was used for, as counts by the hour. A key says what was counted (`visit`, `view.book`, `service.meals`,
 * `done.check-in` …); nothing in it tells one visit from another.
 */
export const usageKey = z
  .string()
  .max(80)
  .regex(/^[a-z]+(?:\.[a-z0-9-]+){0,2}$/u, 'words with dots between them');

/** An hour in UTC, `YYYY-MM-DDTHH`. */
export const utcHour = z.string().regex(/^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3])$/u, 'an hour as YYYY-MM-DDTHH');

const times = z.int().min(1).max(100_000);

/** What people looked for and did not find: words that are no number and no sentence. */
export const unfoundText = z.string().regex(/^(?:\p{Script=Han}{2,8}|[a-z][a-z -]{2,18})$/u, 'a word or two');

/** One telling of a terminal. It keeps it until the hub has it, and tells it again under the same name. */
export const usageReport = z.strictObject({
  batch: z.uuid(),
  counts: z.array(z.strictObject({ hour: utcHour, key: usageKey, n: times })).max(2_000),
  unfound: z.array(z.strictObject({ hour: utcHour, text: unfoundText, n: times })).max(200),
});
export type UsageReport = z.infer<typeof usageReport>;
