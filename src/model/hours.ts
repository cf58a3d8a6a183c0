import type { WeeklyHours } from './schema/text.ts';
import { wallClock } from './time.ts';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** Whether a place is open: `unset` where nobody filled in hours, which is not the same as closed. */
export type OpenState =
  | { readonly state: 'open'; readonly until: string }
  | { readonly state: 'closed'; readonly opensAt?: string; readonly inDays?: number }
  | { readonly state: 'unset' };

/**
 * @param hours the weekly hours, or undefined where none are set
 * @param nowMs milliseconds since 1970
 * @param timeZone the site's zone
 * @returns open with the closing time, closed with the next opening (`HH:MM`, 0 to 7 days ahead), or unset
 */
export function openState(
  hours: readonly WeeklyHours[] | undefined,
  nowMs: number,
  timeZone: string,
): OpenState {
  if (!hours || hours.length === 0) return { state: 'unset' };
  const now = wallClock(nowMs, timeZone);
  for (let inDays = 0; inDays <= 7; inDays += 1) {
    const weekday = DAYS[(now.weekday + inDays) % 7];
    const spans = hours
      .filter((span) => span.days.some((day) => day === weekday))
      .sort((a, b) => a.opens.localeCompare(b.opens));
    for (const span of spans) {
      if (inDays > 0) return { state: 'closed', opensAt: span.opens, inDays };
      if (now.time < span.opens) return { state: 'closed', opensAt: span.opens, inDays: 0 };
      if (now.time < span.closes) return { state: 'open', until: span.closes };
    }
  }
  return { state: 'closed' };
}

/** The shortest day of a weekly plan in hours; spans of one day add up. Undefined where no hours are set. */
export function shortestDayHours(hours: readonly WeeklyHours[] | undefined): number | undefined {
  if (!hours || hours.length === 0) return undefined;
  const minutes = new Map<string, number>();
  const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  for (const span of hours)
    for (const day of span.days) minutes.set(day, (minutes.get(day) ?? 0) + at(span.closes) - at(span.opens));
  return Math.min(...minutes.values()) / 60;
}
