import { type BothWords, says } from './fault-words.ts';
import { lastOf } from './last.ts';
import { minutesOf, startsOf } from './schedule-cut.ts';
import { DAY_MS, daysOf, needsAnchor, partsOf } from './schedule-days.ts';
import type { Schedule } from './schema/service.ts';

/** What is wrong with a schedule, and how to mend it. */
export interface ScheduleFault {
  readonly field: keyof Schedule;
  readonly words: BothWords;
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
      words: says(
        `the part ${wrong.join('=')} is not used here`,
        `use ${Object.keys(forms).join(', ')} as RFC 5545 has them; times stand in opensAt and closesAt, the last day in validTo`,
        `重复规则里的“${wrong.join('=')}”不能用`,
        '请用下面的选项重新选日子；钟点和最后一天另有地方填',
      ),
    };
  if (parts.size !== schedule.rrule.split(';').length)
    return {
      field: 'rrule',
      words: says('a part stands twice', 'keep one of the two', '重复规则里有一项写了两次', '请只留一个'),
    };
  if (!schedule.validFrom && needsAnchor(parts))
    return {
      field: 'validFrom',
      words: says(
        'the rule counts from a first day that is not given',
        'set validFrom, or name the days with BYDAY or BYMONTHDAY and leave out INTERVAL and COUNT',
        '这条规则要从第一天数起，却没有填第一天',
        '请填开始日期，或者直接选星期几、每月几号',
      ),
    };
  if (schedule.validFrom && schedule.validTo && schedule.validTo < schedule.validFrom)
    return {
      field: 'validTo',
      words: says(
        'ends before it begins',
        'set validTo to validFrom or later',
        '结束早于开始',
        '结束日期不能早于开始日期',
      ),
    };
  return undefined;
}

function cutFault(schedule: Schedule): ScheduleFault | undefined {
  if (startsOf(schedule).length === 0)
    return {
      field: 'slotMinutes',
      words: says(
        'no slot fits between opensAt, the breaks and closesAt',
        'make slots shorter or the opening longer',
        '开始、休息和结束之间放不下一个时段',
        '请把每个时段改短，或把开放时间改长',
      ),
    };
  return schedule.needs.length === 0 ? undefined : gridFault(schedule);
}

/** Pieces of a shared resource can only be counted where every slot begins and ends with one. */
function gridFault(schedule: Schedule): ScheduleFault | undefined {
  const words = (problem: string, zhProblem: string): BothWords =>
    says(
      problem,
      `a schedule with needs begins, ends and is cut on multiples of ${PIECE_MINUTES} minutes`,
      zhProblem,
      `占用资源的时间安排，开始、结束和每段长度都要是 ${PIECE_MINUTES} 分钟的倍数`,
    );
  const off = (time: string) => minutesOf(time) % PIECE_MINUTES !== 0;
  for (const field of ['opensAt', 'closesAt'] as const)
    if (off(schedule[field]))
      return {
        field,
        words: words(
          `${schedule[field]} is between two pieces`,
          `${schedule[field]} 不是整 ${PIECE_MINUTES} 分钟`,
        ),
      };
  if (schedule.slotMinutes % PIECE_MINUTES !== 0)
    return {
      field: 'slotMinutes',
      words: words(
        `${schedule.slotMinutes} minutes end between two pieces`,
        `${schedule.slotMinutes} 分钟不是 ${PIECE_MINUTES} 的倍数`,
      ),
    };
  const pause = schedule.breaks.find(({ from, to }) => off(from) || off(to));
  return (
    pause && {
      field: 'breaks',
      words: words(
        `${pause.from} to ${pause.to} is between two pieces`,
        `休息 ${pause.from} 到 ${pause.to} 不是整 ${PIECE_MINUTES} 分钟`,
      ),
    }
  );
}

function placesFault({ lastMinute, capacity, needs }: Schedule): ScheduleFault | undefined {
  if (lastMinute && lastMinute.places > capacity)
    return {
      field: 'lastMinute',
      words: says(
        `${lastMinute.places} places are kept for the last minute, and there are ${capacity}`,
        'keep no more places than the capacity',
        `临时名额 ${lastMinute.places} 个，一共只有 ${capacity} 个名额`,
        '临时名额不能多于总名额',
      ),
    };
  const resources = needs.map(({ resource }) => resource);
  const twice = resources.find((resource, index) => resources.indexOf(resource) !== index);
  return twice === undefined
    ? undefined
    : {
        field: 'needs',
        words: says(
          `"${twice}" is needed twice`,
          'name it once, with all its units',
          `“${twice}”写了两次`,
          '请只写一次，把份数加在一起',
        ),
      };
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
        words: says(
          'the rule names no day',
          'name days that exist, between validFrom and validTo',
          '这条规则一天也排不出来',
          '请选开始和结束日期之间真有的日子',
        ),
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
