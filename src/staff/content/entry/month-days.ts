import { entryFor } from '../../../model/schedule-calendar.ts';
import { DAY_MS, daysOf } from '../../../model/schedule-days.ts';
import { calendarEntry, type CalendarEntry } from '../../../model/schema/calendar.ts';
import { schedule, type Schedule } from '../../../model/schema/service.ts';
import type { EntryBody } from './unsent.ts';

/** What a day of the month view says. */
export interface MonthDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly inMonth: boolean;
  /** An exception that holds there, and its place in the calendar's list. */
  readonly exception?: { readonly index: number; readonly entry: CalendarEntry };
  /** From when to when times are given, one for each schedule. */
  readonly times: readonly string[];
}

const WEEK = 7;

const listOf = (body: EntryBody | undefined, name: string): readonly unknown[] => {
  const list = body?.[name];
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
};

const floating = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayText = (dayMs: number): string => new Date(dayMs).toISOString().slice(0, 10);

/** What of the calendar is filled in far enough to mean something. */
function exceptionsOf(calendar: EntryBody | undefined): readonly { index: number; entry: CalendarEntry }[] {
  return listOf(calendar, 'entries').flatMap((item, index) => {
    const { data } = calendarEntry.safeParse(item);
    return data ? [{ index, entry: data }] : [];
  });
}

const schedulesOf = (service: EntryBody | undefined): readonly Schedule[] =>
  listOf(service, 'schedules').flatMap((item) => schedule.safeParse(item).data ?? []);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * The days of a month in whole weeks from Monday on.
 * @param month `YYYY-MM`
 * @param calendar a calendar's body as it is typed: what is not valid yet is left out
 * @param service a service's body; left out, all exceptions are shown
 */
export function monthDays(
  month: string,
  calendar: EntryBody | undefined,
  service: EntryBody | undefined,
): readonly MonthDay[] {
  const firstMs = floating(`${month}-01`);
  const lastMs = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0);
  const startMs = firstMs - ((new Date(firstMs).getUTCDay() + WEEK - 1) % WEEK) * DAY_MS;
  const weeks = Math.ceil((lastMs - startMs + DAY_MS) / (WEEK * DAY_MS));
  const endMs = startMs + (weeks * WEEK - 1) * DAY_MS;
  const exceptions = exceptionsOf(calendar);
  const schedules = schedulesOf(service).map((rule) => ({
    rule,
    days: new Set(daysOf(rule, startMs, endMs)),
    place: rule.place ?? text(service?.['place']),
  }));
  return Array.from({ length: weeks * WEEK }, (_, index): MonthDay => {
    const day = dayText(startMs + index * DAY_MS);
    const exception = service
      ? exceptionFor(exceptions, text(service['service']), schedules[0]?.place ?? '', day)
      : [...exceptions].reverse().find(({ entry }) => day >= entry.from && day <= (entry.to ?? entry.from));
    const times = schedules
      .filter(({ days }) => days.has(day))
      .map(({ rule }) => `${rule.opensAt}–${rule.closesAt}`);
    return { day, inMonth: day.startsWith(month), times, ...(exception ? { exception } : {}) };
  });
}

function exceptionFor(
  exceptions: readonly { readonly index: number; readonly entry: CalendarEntry }[],
  service: string,
  place: string,
  day: string,
): { readonly index: number; readonly entry: CalendarEntry } | undefined {
  const entry = entryFor(
    exceptions.map((one) => one.entry),
    { service, place },
    day,
  );
  return entry && exceptions.find((one) => one.entry === entry);
}

/** The month before or after. @param month `YYYY-MM` */
export function stepMonth(month: string, by: -1 | 1): string {
  const date = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1));
  return date.toISOString().slice(0, 7);
}
