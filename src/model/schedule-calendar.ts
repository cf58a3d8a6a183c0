import { lastOf } from './last.ts';
import type { CalendarEntry } from './schema/calendar.ts';

/** What a calendar entry may be about: one service at one place. */
export interface CalendarSubject {
  readonly service: string;
  readonly place: string;
}

/** Whether an entry is about this service at this place, whatever the day. */
export const concerns = (entry: CalendarEntry, { service, place }: CalendarSubject): boolean =>
  (!entry.services || entry.services.includes(service)) && (!entry.places || entry.places.includes(place));

/**
 * The entry that holds for a service at a place on a day: of several the last one written.
 * @param day `YYYY-MM-DD` by the site's wall clock
 * @returns undefined where the schedule itself holds
 */
export const entryFor = (
  entries: readonly CalendarEntry[],
  subject: CalendarSubject,
  day: string,
): CalendarEntry | undefined =>
  lastOf(
    entries.filter(
      (entry) => day >= entry.from && day <= (entry.to ?? entry.from) && concerns(entry, subject),
    ),
  );
