import { Temporal } from 'temporal-polyfill';

/**
 * @param instant RFC 3339 in UTC
 * @returns what a wall clock of the zone shows then, `YYYY-MM-DDTHH:MM`; undefined where it is no instant
 */
export function wallOf(instant: string, timeZone: string): string | undefined {
  try {
    return Temporal.Instant.from(instant)
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' });
  } catch {
    return undefined;
  }
}

/**
 * @param wall `YYYY-MM-DDTHH:MM` on a wall clock of the zone; of a time that comes twice the first is meant, one that is
 * skipped moves on by what was skipped (RFC 5545)
 * @returns RFC 3339 in UTC; undefined where it is no time
 */
export function instantOf(wall: string, timeZone: string): string | undefined {
  try {
    return Temporal.PlainDateTime.from(wall)
      .toZonedDateTime(timeZone, { disambiguation: 'compatible' })
      .toInstant()
      .toString();
  } catch {
    return undefined;
  }
}
