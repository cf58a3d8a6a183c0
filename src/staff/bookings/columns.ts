import type { DeskServices, DeskSlot } from '../../model/schema/staff-bookings.ts';
import { wallClock } from '../../model/time.ts';
import { type BookingsWords, noonOf, placeName, serviceName } from './bookings-words.ts';

/** One column of the calendar: a day of the week view, or a service at a place of the day view. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly holds: (slot: DeskSlot) => boolean;
}

const DAY_MS = 86_400_000;

/** A column for each service and place that has times on this day. */
export function columnsOfDay(
  words: BookingsWords,
  known: DeskServices,
  slots: readonly DeskSlot[],
): readonly Column[] {
  const keys = [...new Map(slots.map((slot) => [keyOf(slot), slot])).values()];
  return keys
    .map((one): Column => {
      const others = keys.filter(({ service }) => service === one.service);
      const service = serviceName(words, known, one.service);
      const place = placeName(words, known, one.place);
      return {
        key: keyOf(one),
        title: others.length > 1 ? words.t('calendar.column', { service, place }) : service,
        holds: (slot) => keyOf(slot) === keyOf(one),
      };
    })
    .sort((one, other) => one.title.localeCompare(other.title, words.language));
}

/** A column for each day. @param from `YYYY-MM-DD` */
export const columnsOfWeek = (
  words: BookingsWords,
  { from, days }: { readonly from: string; readonly days: number },
  timeZone: string,
): readonly Column[] =>
  Array.from({ length: days }, (_none, index): Column => {
    const ms = noonOf(from, timeZone) + index * DAY_MS;
    const { day } = wallClock(ms, timeZone);
    return {
      key: day,
      title: `${words.clock.weekday(ms)} ${words.clock.shortDay(ms)}`,
      holds: ({ startsAt }) => wallClock(Date.parse(startsAt), timeZone).day === day,
    };
  });

const keyOf = ({ service, place }: DeskSlot): string => `${service} ${place}`;

/** The times at which something begins, `HH:MM`, in order. */
export const rowsOf = (slots: readonly DeskSlot[], timeZone: string): readonly string[] =>
  [...new Set(slots.map(({ startsAt }) => wallClock(Date.parse(startsAt), timeZone).time))].sort();
