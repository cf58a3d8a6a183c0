import * as rruleModule from 'rrule';
import { Temporal } from 'temporal-polyfill';
import { slotIdOf } from './ids.ts';
import type { Slot } from './schema/booking.ts';
import type { PlaceId } from './schema/place.ts';
import type { Schedule, ServiceId } from './schema/service.ts';

// The package is CommonJS for Node, which sees one default export, and a module with names for a bundler.
const { RRule } = (rruleModule as { default?: typeof rruleModule }).default ?? rruleModule;

/** A slot as its schedule makes it; how many places are left is for the hub to say. */
export type PlannedSlot = Pick<
  Slot,
  'id' | 'service' | 'place' | 'startsAt' | 'endsAt' | 'capacity' | 'demo'
>;

export interface ExpandOptions {
  readonly service: ServiceId;
  readonly place: PlaceId;
  /** The site's zone, an IANA name. */
  readonly timeZone: string;
  /** Slots that start at or after this instant, milliseconds since 1970 … */
  readonly fromMs: number;
  /** … and before this one. */
  readonly toMs: number;
}

/** The parts of RFC 5545 a schedule may use. The rest is said by the schedule's own fields. */
const PARTS = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS', 'COUNT', 'WKST'];

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const pad = (number: number): string => String(number).padStart(2, '0');

/**
 * What keeps a schedule from being run, beyond its form.
 * @returns the field at fault with the problem and its mend, or undefined for a schedule that can be run
 */
export function scheduleFault(
  schedule: Schedule,
): { readonly field: keyof Schedule; readonly problem: string; readonly mend: string } | undefined {
  const parts = new Map(schedule.rrule.split(';').map((part) => part.split('=', 2) as [string, string]));
  const foreign = [...parts.keys()].find((part) => !PARTS.includes(part));
  if (foreign)
    return {
      field: 'rrule',
      problem: `the part ${foreign} is not used here`,
      mend: `use ${PARTS.join(', ')}; times stand in opensAt and closesAt, the last day in validTo`,
    };
  try {
    RRule.parseString(schedule.rrule);
    ruleOf(schedule, Date.UTC(2026, 0, 1)).after(new Date(Date.UTC(2026, 0, 1)));
  } catch {
    return {
      field: 'rrule',
      problem: 'not a recurrence rule',
      mend: 'write a rule such as FREQ=WEEKLY;BYDAY=MO,WE',
    };
  }
  if (!schedule.validFrom && needsAnchor(parts))
    return {
      field: 'validFrom',
      problem: 'the rule counts from a first day that is not given',
      mend: 'set validFrom, or name the days with BYDAY or BYMONTHDAY and leave out INTERVAL and COUNT',
    };
  if (schedule.validFrom && schedule.validTo && schedule.validTo < schedule.validFrom)
    return { field: 'validTo', problem: 'ends before it begins', mend: 'set validTo to validFrom or later' };
  if (minutesOf(schedule.opensAt) + schedule.slotMinutes > minutesOf(schedule.closesAt))
    return {
      field: 'slotMinutes',
      problem: 'no slot fits between opensAt and closesAt',
      mend: 'make slots shorter or the opening longer',
    };
  return undefined;
}

/** Whether the days of a rule depend on the day it begins. */
function needsAnchor(parts: ReadonlyMap<string, string>): boolean {
  if (parts.has('COUNT') || Number(parts.get('INTERVAL') ?? 1) !== 1) return true;
  return parts.get('FREQ') !== 'DAILY' && !parts.has('BYDAY') && !parts.has('BYMONTHDAY');
}

/**
 * The rule over floating days: each day is written as midnight UTC and has no zone yet.
 * @param fromDayMs where to begin when the schedule names no first day; a rule without an anchor says the same
 *   days from any beginning, so the beginning only has to lie before the range, at the start of a month
 */
function ruleOf(schedule: Schedule, fromDayMs: number): InstanceType<typeof RRule> {
  const from = new Date(fromDayMs);
  return new RRule({
    ...RRule.parseString(schedule.rrule),
    dtstart: schedule.validFrom
      ? new Date(`${schedule.validFrom}T00:00:00Z`)
      : new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - 1, 1)),
  });
}

/** The days a schedule names between two floating days, both counted in. */
function daysOf(schedule: Schedule, firstDayMs: number, lastDayMs: number): string[] {
  return ruleOf(schedule, firstDayMs)
    .between(new Date(firstDayMs), new Date(lastDayMs), true)
    .map((date) => date.toISOString().slice(0, 10))
    .filter((day) => !schedule.validTo || day <= schedule.validTo);
}

/**
 * One slot of a day, as instants. In the hour a zone repeats in autumn the first pass counts. A slot that the hour
 * missing in spring swallows or shortens is not made, so that every slot lasts exactly `slotMinutes`.
 */
function instantsOf(wallStart: string, schedule: Schedule, timeZone: string): [number, number] | undefined {
  const wall = Temporal.PlainDateTime.from(wallStart);
  const start = wall.toZonedDateTime(timeZone);
  if (!start.toPlainDateTime().equals(wall)) return undefined;
  const startMs = start.epochMilliseconds;
  const lengthMs = schedule.slotMinutes * 60_000;
  const wallEnd = wall.add({ minutes: schedule.slotMinutes }).toZonedDateTime(timeZone).epochMilliseconds;
  return wallEnd - startMs < lengthMs ? undefined : [startMs, startMs + lengthMs];
}

/**
 * The slots that a schedule makes in a range. A slot's id comes from its service and its wall-clock start, so that
 * the same schedule makes the same ids on every run.
 * @param schedule one that `scheduleFault` finds nothing wrong with
 * @returns slots in order of time; none is shorter than `slotMinutes`
 */
export function expandSchedule(schedule: Schedule, options: ExpandOptions): PlannedSlot[] {
  const { service, place, timeZone, fromMs, toMs } = options;
  if (toMs <= fromMs) return [];
  const dayMs = 86_400_000;
  // No zone is more than a day away from UTC: one day more on each side leaves no wall-clock day out.
  const firstDayMs = Math.floor(fromMs / dayMs) * dayMs - dayMs;
  const lastDayMs = Math.floor(toMs / dayMs) * dayMs + dayMs;
  const slots: PlannedSlot[] = [];
  for (const day of daysOf(schedule, firstDayMs, lastDayMs)) {
    const closes = minutesOf(schedule.closesAt);
    let minute = minutesOf(schedule.opensAt);
    for (; minute + schedule.slotMinutes <= closes; minute += schedule.slotMinutes) {
      const wallStart = `${day}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
      const instants = instantsOf(wallStart, schedule, timeZone);
      if (!instants || instants[0] < fromMs || instants[0] >= toMs) continue;
      slots.push({
        id: slotIdOf(service, wallStart),
        service,
        place,
        startsAt: new Date(instants[0]).toISOString(),
        endsAt: new Date(instants[1]).toISOString(),
        capacity: schedule.capacity,
        demo: schedule.demo,
      });
    }
  }
  return slots;
}
