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

/**
 * The parts of RFC 5545 a schedule may use, and the form of their values; the rest is said by the schedule's own
 * fields. A part that could name days which never come is left to MONTHLY, where looking for them soon ends.
 */
const PARTS: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY)$/u,
  INTERVAL: /^[1-9]\d{0,2}$/u,
  COUNT: /^[1-9]\d{0,2}$/u,
  WKST: /^(?:MO|TU|WE|TH|FR|SA|SU)$/u,
  BYDAY: /^(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*$/u,
  BYMONTH: /^(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*$/u,
};
const MONTHLY_PARTS: Readonly<Record<string, RegExp>> = {
  ...PARTS,
  BYDAY: /^(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*$/u,
  BYMONTHDAY: /^-?(?:[1-9]|[12]\d|3[01])(?:,-?(?:[1-9]|[12]\d|3[01]))*$/u,
  BYSETPOS: /^-?(?:[1-9]|[12]\d|3[01])$/u,
};

const DAY_MS = 86_400_000;

const partsOf = ({ rrule }: Schedule): ReadonlyMap<string, string> =>
  new Map(rrule.split(';').map((part) => part.split('=', 2) as [string, string]));
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const pad = (number: number): string => String(number).padStart(2, '0');

/**
 * What keeps a schedule from being run, beyond its form.
 * @returns the field at fault with the problem and its mend, or undefined for a schedule that can be run
 */
export function scheduleFault(
  schedule: Schedule,
): { readonly field: keyof Schedule; readonly problem: string; readonly mend: string } | undefined {
  const parts = partsOf(schedule);
  const forms = parts.get('FREQ') === 'MONTHLY' ? MONTHLY_PARTS : PARTS;
  const wrong = [...parts].find(([part, value]) => !forms[part]?.test(value));
  if (wrong)
    return {
      field: 'rrule',
      problem: `the part ${wrong.join('=')} is not used here`,
      mend: `use ${Object.keys(forms).join(', ')} as RFC 5545 has them; times stand in opensAt and closesAt, the last day in validTo`,
    };
  if (parts.size !== schedule.rrule.split(';').length)
    return { field: 'rrule', problem: 'a part stands twice', mend: 'keep one of the two' };
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
  return neverRuns(schedule);
}

/** Long enough for every 29 February, whichever year it is looked for from. */
const LONGEST_WAIT_DAYS = 8 * 366 + 1;

/** Tries the rule: one whose parts contradict each other, or the days it is valid on, makes no slot at all. */
function neverRuns(schedule: Schedule): ReturnType<typeof scheduleFault> {
  const firstDayMs = Date.parse(`${schedule.validFrom ?? '2024-01-01'}T00:00:00Z`);
  const lastDayMs = schedule.validTo ? Date.parse(`${schedule.validTo}T00:00:00Z`) : Infinity;
  // Nothing in the parts of DAILY and WEEKLY can contradict itself; without a last day they always come to a day.
  if (lastDayMs === Infinity && !schedule.rrule.startsWith('FREQ=MONTHLY')) return undefined;
  const waitMs = Math.min(lastDayMs - firstDayMs, LONGEST_WAIT_DAYS * DAY_MS);
  return daysOf(schedule, firstDayMs, firstDayMs + Math.max(waitMs, 0)).length > 0
    ? undefined
    : {
        field: 'rrule',
        problem: 'the rule names no day',
        mend: 'name days that exist, between validFrom and validTo',
      };
}

/** Whether the days of a rule depend on the day it begins. */
function needsAnchor(parts: ReadonlyMap<string, string>): boolean {
  if (parts.has('COUNT') || Number(parts.get('INTERVAL') ?? 1) !== 1) return true;
  return parts.get('FREQ') !== 'DAILY' && !parts.has('BYDAY') && !parts.has('BYMONTHDAY');
}

/**
 * The rule over floating days: each day is written as midnight UTC and has no zone yet.
 * @param fromDayMs the first day that is asked for. A rule that does not count from its first day says the same days
 *   from any beginning, and begins at the start of the month before: looking far back would only cost time.
 */
function ruleOf(schedule: Schedule, fromDayMs: number): InstanceType<typeof RRule> {
  const from = new Date(fromDayMs);
  const counts = schedule.validFrom !== undefined && needsAnchor(partsOf(schedule));
  return new RRule({
    ...RRule.parseString(schedule.rrule),
    dtstart: counts
      ? new Date(`${schedule.validFrom}T00:00:00Z`)
      : new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - 1, 1)),
  });
}

/** The days a schedule names between two floating days, both counted in. */
function daysOf(schedule: Schedule, firstDayMs: number, lastDayMs: number): string[] {
  return ruleOf(schedule, firstDayMs)
    .between(new Date(firstDayMs), new Date(lastDayMs), true)
    .map((date) => date.toISOString().slice(0, 10))
    .filter((day) => day >= (schedule.validFrom ?? '') && (!schedule.validTo || day <= schedule.validTo));
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
  // No zone is more than a day away from UTC: one day more on each side leaves no wall-clock day out.
  const firstDayMs = Math.floor(fromMs / DAY_MS) * DAY_MS - DAY_MS;
  const lastDayMs = Math.floor(toMs / DAY_MS) * DAY_MS + DAY_MS;
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
