import * as rruleModule from 'rrule';
import type { Schedule } from './schema/service.ts';

// The package is CommonJS for Node, which sees one default export, and a module with names for a bundler.
const inEither: typeof rruleModule & { readonly default?: typeof rruleModule } = rruleModule;
const { RRule } = inEither.default ?? inEither;

export const DAY_MS = 86_400_000;

export const partsOf = ({ rrule }: Pick<Schedule, 'rrule'>): ReadonlyMap<string, string> =>
  new Map(rrule.split(';').map((part) => part.split('=', 2) as [string, string]));

/** Whether the days of a rule depend on the day it begins. */
export function needsAnchor(parts: ReadonlyMap<string, string>): boolean {
  if (parts.has('COUNT') || Number(parts.get('INTERVAL') ?? 1) !== 1) return true;
  return parts.get('FREQ') !== 'DAILY' && !parts.has('BYDAY') && !parts.has('BYMONTHDAY');
}

/** Whether a schedule is in force on a day. */
export const isValidOn = (schedule: Pick<Schedule, 'validFrom' | 'validTo'>, day: string): boolean =>
  day >= (schedule.validFrom ?? '') && (!schedule.validTo || day <= schedule.validTo);

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

const dayText = (dayMs: number): string => new Date(dayMs).toISOString().slice(0, 10);

/** The days a schedule names between two floating days, both counted in, as `YYYY-MM-DD`. */
export const daysOf = (schedule: Schedule, firstDayMs: number, lastDayMs: number): string[] =>
  ruleOf(schedule, firstDayMs)
    .between(new Date(firstDayMs), new Date(lastDayMs), true)
    .map((date) => dayText(date.getTime()))
    .filter((day) => isValidOn(schedule, day));

/** Every day between two floating days, both counted in. */
export const everyDay = (firstDayMs: number, lastDayMs: number): string[] =>
  Array.from({ length: Math.max(0, Math.floor((lastDayMs - firstDayMs) / DAY_MS) + 1) }, (_, index) =>
    dayText(firstDayMs + index * DAY_MS),
  );
