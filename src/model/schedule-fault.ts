import { lastOf } from './last.ts';
import { minutesOf, startsOf } from './schedule-cut.ts';
import { DAY_MS, daysOf, needsAnchor, partsOf } from './schedule-days.ts';
import type { Schedule } from './schema/service.ts';

/** What is wrong with a schedule, and how to mend it. */
export interface ScheduleFault {
  readonly field: keyof Schedule;
  readonly problem: string;
  readonly mend: string;
}

/** Shared resources are counted in pieces of so many minutes. */
export const PIECE_MINUTES = 5;

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

/**
 * What keeps a schedule from being run, beyond its form.
 * @returns the field at fault with the problem and its mend, or undefined for a schedule that can be run
 */
export const scheduleFault = (schedule: Schedule): ScheduleFault | undefined =>
  ruleFault(schedule) ?? cutFault(schedule) ?? placesFault(schedule) ?? neverRuns(schedule);

function ruleFault(schedule: Schedule): ScheduleFault | undefined {
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
  return undefined;
}

function cutFault(schedule: Schedule): ScheduleFault | undefined {
  if (startsOf(schedule).length === 0)
    return {
      field: 'slotMinutes',
      problem: 'no slot fits between opensAt, the breaks and closesAt',
      mend: 'make slots shorter or the opening longer',
    };
  return schedule.needs.length === 0 ? undefined : gridFault(schedule);
}

/** Pieces of a shared resource can only be counted where every slot begins and ends with one. */
function gridFault(schedule: Schedule): ScheduleFault | undefined {
  const mend = `a schedule with needs begins, ends and is cut on multiples of ${PIECE_MINUTES} minutes`;
  const off = (time: string) => minutesOf(time) % PIECE_MINUTES !== 0;
  for (const field of ['opensAt', 'closesAt'] as const)
    if (off(schedule[field])) return { field, problem: `${schedule[field]} is between two pieces`, mend };
  if (schedule.slotMinutes % PIECE_MINUTES !== 0)
    return { field: 'slotMinutes', problem: `${schedule.slotMinutes} minutes end between two pieces`, mend };
  const pause = schedule.breaks.find(({ from, to }) => off(from) || off(to));
  return pause && { field: 'breaks', problem: `${pause.from} to ${pause.to} is between two pieces`, mend };
}

function placesFault({ lastMinute, capacity, needs }: Schedule): ScheduleFault | undefined {
  if (lastMinute && lastMinute.places > capacity)
    return {
      field: 'lastMinute',
      problem: `${lastMinute.places} places are kept for the last minute, and there are ${capacity}`,
      mend: 'keep no more places than the capacity',
    };
  const resources = needs.map(({ resource }) => resource);
  const twice = resources.find((resource, index) => resources.indexOf(resource) !== index);
  return twice === undefined
    ? undefined
    : { field: 'needs', problem: `"${twice}" is needed twice`, mend: 'name it once, with all its units' };
}

/** Long enough for every 29 February, whichever year it is looked for from. */
const LONGEST_WAIT_DAYS = 8 * 366 + 1;

/** Tries the rule: one whose parts contradict each other, or the days it is valid on, makes no slot at all. */
function neverRuns(schedule: Schedule): ScheduleFault | undefined {
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

/** Both schedules are looked at over a year: what they share, they share then. */
const CLASH_DAYS = 366;

/**
 * Two schedules of one service at one place whose slots would bear the same id, or overlap.
 * @param other one that `scheduleFault` finds nothing wrong with, as the first
 * @returns the day and time of the first clash, or undefined
 */
export function clashOf(one: Schedule, other: Schedule): string | undefined {
  const firsts = [one.validFrom, other.validFrom].filter((day) => day !== undefined);
  const firstDayMs = Date.parse(`${lastOf(firsts.sort()) ?? '2024-01-01'}T00:00:00Z`);
  const lastDayMs = firstDayMs + CLASH_DAYS * DAY_MS;
  const times = startsOf(one).find((start) =>
    startsOf(other).some(
      (begun) =>
        minutesOf(start) < minutesOf(begun) + other.slotMinutes &&
        minutesOf(begun) < minutesOf(start) + one.slotMinutes,
    ),
  );
  if (times === undefined) return undefined;
  const days = new Set(daysOf(one, firstDayMs, lastDayMs));
  const day = daysOf(other, firstDayMs, lastDayMs).find((each) => days.has(each));
  return day && `${day} ${times}`;
}
