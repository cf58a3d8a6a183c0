import { Temporal } from 'temporal-polyfill';
import { type CalendarSubject, concerns } from '../../src/model/schedule-calendar.ts';
import { openingsOf } from '../../src/model/schedule-cut.ts';
import type { CalendarEntry } from '../../src/model/schema/calendar.ts';
import type { Schedule } from '../../src/model/schema/service.ts';
import type { WeeklyHours } from '../../src/model/schema/text.ts';
import type { HsdsSchedule } from './schema.ts';

type Recurrence = Pick<
  HsdsSchedule,
  'freq' | 'interval' | 'byday' | 'bymonthday' | 'count' | 'wkst' | 'description'
>;

const EVERY_DAY = 'MO,TU,WE,TH,FR,SA,SU';
const SAYABLE = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'WKST']);

/** Hours ahead of UTC where a zone keeps them all year: HSDS writes a time with its offset and knows no zones. */
function fixedOffsetHours(timeZone: string): number | undefined {
  const year = Temporal.Now.plainDateISO('UTC').year;
  const offsets = [1, 7].map(
    (month) =>
      Temporal.PlainDateTime.from({ year, month, day: 1 }).toZonedDateTime(timeZone).offsetNanoseconds,
  );
  return offsets[0] === offsets[1] ? (offsets[0] ?? 0) / 3_600e9 : undefined;
}

function offsetText(hours: number | undefined): string {
  if (hours === undefined) return '';
  const minutes = Math.round(Math.abs(hours) * 60);
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${hours < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** A recurrence rule in the parts that HSDS has; one that does not fit is given as text. */
function recurrenceOf(rule: string): Recurrence {
  const parts = new Map(rule.split(';').map((part) => part.split('=', 2) as [string, string]));
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const count = parts.get('COUNT');
  const daily = parts.get('FREQ') === 'DAILY';
  const fits = [...parts.keys()].every((part) => SAYABLE.has(part));
  // HSDS has no DAILY. Every day is every weekday of every week, as long as nothing is counted in days.
  if (!fits || (daily && (interval !== 1 || count || parts.has('BYMONTHDAY')))) return { description: rule };
  return {
    freq: parts.get('FREQ') === 'MONTHLY' ? 'MONTHLY' : 'WEEKLY',
    interval: interval === 1 ? undefined : interval,
    byday: parts.get('BYDAY') ?? (daily ? EVERY_DAY : undefined),
    bymonthday: parts.get('BYMONTHDAY'),
    count: count === undefined ? undefined : Number(count),
    wkst: parts.get('WKST'),
  };
}

type ScheduleIds = Pick<
  HsdsSchedule,
  'id' | 'service_id' | 'location_id' | 'service_at_location_id' | 'notes'
>;

/** The times of a service at a place: one schedule for each span between breaks, of which HSDS knows none. */
export function schedulesOf(
  schedule: Schedule,
  timeZone: string,
  ids: (span: number) => ScheduleIds,
): HsdsSchedule[] {
  const hours = fixedOffsetHours(timeZone);
  return openingsOf(schedule).map(({ opensAt, closesAt }, span) => ({
    ...ids(span),
    ...recurrenceOf(schedule.rrule),
    valid_from: schedule.validFrom,
    valid_to: schedule.validTo,
    dtstart: schedule.validFrom,
    until: schedule.validTo,
    timezone: hours,
    opens_at: opensAt + offsetText(hours),
    closes_at: closesAt + offsetText(hours),
  }));
}

/** What the calendar says of a service at a place, a line for each entry: HSDS has no field for single days. */
export function exceptionsOf(
  calendar: readonly CalendarEntry[],
  subject: CalendarSubject,
): string | undefined {
  const lines = calendar
    .filter((entry) => concerns(entry, subject))
    .map((entry) => {
      const days = entry.to === undefined ? entry.from : `${entry.from}/${entry.to}`;
      const hours = entry.kind === 'open' ? `${entry.opensAt}-${entry.closesAt}` : 'closed';
      return `${days} ${hours} ${entry.name.zh}`;
    });
  return lines.length > 0 ? lines.join('\n') : undefined;
}

/** The opening hours of a place, one schedule for each span. */
export function openingSchedules(
  weekly: readonly WeeklyHours[],
  timeZone: string,
  ids: (index: number) => Pick<HsdsSchedule, 'id' | 'location_id'>,
): HsdsSchedule[] {
  const hours = fixedOffsetHours(timeZone);
  return weekly.map((span, index) => ({
    ...ids(index),
    freq: 'WEEKLY',
    byday: span.days.join(','),
    timezone: hours,
    opens_at: span.opens + offsetText(hours),
    closes_at: span.closes + offsetText(hours),
  }));
}
