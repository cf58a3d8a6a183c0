import type { Language, WeeklyHours } from '../../src/model/schema/text.ts';

/** Sunday the fourth of January 1970 and the days after it: any week names its days alike. */
const DAY_MS = 86_400_000;
const NUMBER = { SU: 0, MO: 1, TU: 2, WE: 3, TH: 4, FR: 5, SA: 6 } as const;
const SUNDAY_MS = 3 * DAY_MS;

/** @returns the weekly hours in words, a line for each span; undefined where nobody set any */
export function weeklyHoursText(
  hours: readonly WeeklyHours[] | undefined,
  language: Language,
): string | undefined {
  if (!hours || hours.length === 0) return undefined;
  const names = new Intl.DateTimeFormat(language === 'en' ? 'en' : 'zh-CN', {
    weekday: 'short',
    timeZone: 'UTC',
  });
  const between = language === 'en' ? ', ' : '、';
  const name = (day: keyof typeof NUMBER) => names.format(SUNDAY_MS + NUMBER[day] * DAY_MS);
  return hours
    .map(({ days, opens, closes }) => `${days.map(name).join(between)} ${opens}–${closes}`)
    .join('\n');
}
