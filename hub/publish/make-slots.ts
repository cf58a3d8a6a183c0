import type { PlannedSchedule } from '../../src/model/content/index.ts';
import { expandSchedule } from '../../src/model/schedule.ts';
import type { Query } from '../database/database.ts';
import { ensureSlots } from './slots.ts';

const DAY_MS = 86_400_000;

/** @returns the rules that a site's slots are made from, as last published */
export async function readSchedules(
  db: { readonly query: Query },
  site: string,
): Promise<readonly PlannedSchedule[]> {
  const [row] = await db.query<{ schedules: PlannedSchedule[] }>('select schedules from site where id = $1', [
    site,
  ]);
  return row?.schedules ?? [];
}

/**
 * Keeps a site's slots as far ahead as its schedules let people book. Works from what was last published, so a site
 * whose folder was refused does not run out of slots.
 * @param nowMs the hub's clock
 * @returns how many slots are new or different
 */
export async function makeSlots(db: { readonly query: Query }, site: string, nowMs: number): Promise<number> {
  const [row] = await db.query<{ timeZone: string }>(
    `select body->>'timeZone' as "timeZone" from site where id = $1 and body is not null`,
    [site],
  );
  if (!row) return 0;
  const wanted = (await readSchedules(db, site)).flatMap(({ service, place, schedule }) =>
    expandSchedule(schedule, {
      service,
      place,
      timeZone: row.timeZone,
      fromMs: nowMs,
      toMs: nowMs + schedule.bookAheadDays * DAY_MS,
    }),
  );
  return ensureSlots(db, site, wanted, nowMs);
}
