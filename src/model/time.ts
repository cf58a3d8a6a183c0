/**
 * Times are instants (RFC 3339, UTC) plus the site's time zone. Wall-clock texts exist only where a person
 * reads or writes one, and are turned into instants at the edge.
 */

/** The parts of an instant as the wall clock of a zone shows them. */
export interface WallClock {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** `HH:MM`, 24 hours */
  readonly time: string;
  /** 0 is Monday, 6 is Sunday. */
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * @param epochMs milliseconds since 1970
 * @param timeZone an IANA name
 */
export function wallClock(epochMs: number, timeZone: string): WallClock {
  const parts: Record<string, string> = {};
  for (const part of formatFor(timeZone).formatToParts(epochMs)) parts[part.type] = part.value;
  return {
    day: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
    weekday: WEEKDAYS.indexOf(parts['weekday'] ?? 'Mon'),
  };
}

/**
 * @param day `YYYY-MM-DD`, as the site's wall clock counts days
 * @param timeZone an IANA name
 * @returns the moment at which the next day begins there, milliseconds since 1970
 */
export function endOfDayMs(day: string, timeZone: string): number {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return wallClockMs(next, '00:00', timeZone);
}

/**
 * @param day `YYYY-MM-DD`, and `time` `HH:MM`, as the site's wall clock shows them
 * @param timeZone an IANA name
 * @returns the moment, milliseconds since 1970; of a time that a change of clocks leaves out, one about an hour off
 */
export function wallClockMs(day: string, time: string, timeZone: string): number {
  const wallMs = Date.parse(`${day}T${time}:00Z`);
  const offsetMs = (epochMs: number): number => {
    const wall = wallClock(epochMs, timeZone);
    return Date.parse(`${wall.day}T${wall.time}:00Z`) - epochMs;
  };
  // Twice: the offset at the first guess may be that of the other side of a change of clocks.
  return wallMs - offsetMs(wallMs - offsetMs(wallMs));
}
