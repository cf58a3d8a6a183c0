import { type Plan, closureOf, emptyPlan, planSlots } from '../../src/model/schedule-plan.ts';
import type { Database, Query } from '../database/database.ts';
import { type SlotsMade, lockSlots, writeSlots } from './slots.ts';

interface Planned {
  readonly plan: Plan;
  readonly timeZone: string;
}

/** @returns what a site's slots are made from, as last published; undefined where it never was in this form */
async function readPlan(query: Query, site: string): Promise<Planned | undefined> {
  const [row] = await query<{ plan: Plan; timeZone: string }>(
    `select schedules as plan, body->>'timeZone' as "timeZone" from site
      where id = $1 and body is not null and jsonb_typeof(schedules) = 'object'`,
    [site],
  );
  return row;
}

/** @returns what a site's slots are made from, as last published */
export const publishedPlan = async (db: { readonly query: Query }, site: string): Promise<Plan> =>
  (await readPlan(db.query, site))?.plan ?? emptyPlan;

/**
 * Keeps a site's slots as far ahead as its services let people book. Works from what was last published, so a site
 * whose folder was refused does not run out of slots; safe in several hubs at once.
 * @param nowMs the hub's clock
 * @returns how many slots are new or different, and which bookings that concerns
 */
export const makeSlots = (db: Database, site: string, nowMs: number): Promise<SlotsMade> =>
  db.transaction(async (query) => {
    await lockSlots(query, site);
    // Read under the lock: another hub may have published something newer meanwhile.
    const planned = await readPlan(query, site);
    if (!planned) return { changed: 0, affected: [] };
    const { plan, timeZone } = planned;
    const [last] = await query<{ at: Date | null }>('select max(starts_at) as at from slot where site = $1', [
      site,
    ]);
    const wanted = planSlots(plan, { timeZone, nowMs, lastMs: last?.at?.getTime() ?? 0 });
    return writeSlots(query, site, wanted, nowMs, {
      resources: plan.resources,
      closure: ({ service, place, startsAt }) =>
        closureOf(plan, { service, place, startsAtMs: startsAt.getTime() }, timeZone),
    });
  });
