import { type PlannedSlot, expandSchedule, placeOfSchedule } from './schedule.ts';
import { DAY_MS } from './schedule-days.ts';
import { entryFor } from './schedule-calendar.ts';
import type { CalendarEntry, Resource } from './schema/calendar.ts';
import type { PlaceId } from './schema/place.ts';
import type { BookingTerms, Schedule, ServiceId } from './schema/service.ts';
import type { Localized } from './schema/text.ts';
import { wallClock } from './time.ts';

/** A rule that slots are made from, with what it makes them for. */
export interface PlannedSchedule {
  readonly service: ServiceId;
  /** The service's own place, where it has one; the schedule may name another. */
  readonly place?: PlaceId | undefined;
  readonly schedule: Schedule;
  readonly bookAheadDays: BookingTerms['bookAheadDays'];
}

/** Everything that a site's slots are made from. It outlives a folder that is refused. */
export interface Plan {
  readonly schedules: readonly PlannedSchedule[];
  readonly calendar: readonly CalendarEntry[];
  readonly resources: readonly Resource[];
}

export const emptyPlan: Plan = { schedules: [], calendar: [], resources: [] };

/** A slot that follows from a plan. */
export interface WantedByPlan extends PlannedSlot {
  /** False beyond the days for which it can be booked: kept where it is there already, and not made. */
  readonly offered: boolean;
}

export interface PlanOptions {
  readonly timeZone: string;
  /** Slots that start at or after this instant, milliseconds since 1970. */
  readonly nowMs: number;
  /** The start of the last slot that is there already: the plan is read at least as far. */
  readonly lastMs?: number;
}

/** The schedules of the same service at the same place that stand before one. */
const schedulesBefore = (plan: Plan, index: number): Schedule[] => {
  const planned = plan.schedules[index];
  if (!planned) return [];
  const at = placeOfSchedule(planned.schedule, planned.place);
  return plan.schedules
    .slice(0, index)
    .filter(
      ({ service, place, schedule }) =>
        service === planned.service && placeOfSchedule(schedule, place) === at,
    )
    .map(({ schedule }) => schedule);
};

/**
 * Every slot that a plan wants from now on, each id once.
 * @returns those on offer, and, as far as slots are there already, those that would be on offer later
 */
export function planSlots(plan: Plan, { timeZone, nowMs, lastMs = 0 }: PlanOptions): WantedByPlan[] {
  const slots = new Map<string, WantedByPlan>();
  plan.schedules.forEach(({ service, place, schedule, bookAheadDays }, index) => {
    const offeredUntilMs = nowMs + bookAheadDays * DAY_MS;
    const made = expandSchedule(schedule, {
      service,
      place,
      timeZone,
      calendar: plan.calendar,
      before: schedulesBefore(plan, index),
      fromMs: nowMs,
      toMs: Math.max(offeredUntilMs, lastMs + 1),
    });
    for (const slot of made)
      if (!slots.has(slot.id))
        slots.set(slot.id, { ...slot, offered: Date.parse(slot.startsAt) < offeredUntilMs });
  });
  return [...slots.values()];
}

/**
 * Why a slot is wanted no longer: the closure of the calendar that holds for its day, where one does.
 * @param timeZone the site's zone, an IANA name
 */
export function closureOf(
  plan: Plan,
  slot: { readonly service: string; readonly place: string; readonly startsAtMs: number },
  timeZone: string,
): Localized | undefined {
  const entry = entryFor(plan.calendar, slot, wallClock(slot.startsAtMs, timeZone).day);
  return entry?.kind === 'closed' ? entry.name : undefined;
}
