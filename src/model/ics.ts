/** iCalendar (RFC 5545, and RFC 7986 for what a feed says of itself), written: bookings for phones and for staff calendars. */

/** One event. All instants in milliseconds since 1970. */
export interface CalendarEvent {
  /** The same for the whole life of the booking. */
  readonly uid: string;
  /** Counts the changes of the booking. */
  readonly sequence: number;
  /** When this was written down; in a feed, when the booking was last touched. */
  readonly stampMs: number;
  readonly lastModifiedMs?: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly summary: string;
  readonly location: string;
  readonly description?: string;
  readonly url?: string;
  readonly cancelled?: boolean;
  /** Rings so many minutes before the start, and says this. Left out of a cancelled event. */
  readonly alarms?: readonly { readonly minutesBefore: number; readonly text: string }[];
}

/** What a calendar that is fetched again and again says of itself. */
export interface CalendarFeed {
  readonly name: string;
  /** How often to look again. */
  readonly refreshMinutes: number;
}

const utc = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replaceAll(/[-:]/gu, '')
    .replace(/\.\d{3}Z$/u, 'Z');

/** TEXT (RFC 5545, section 3.3.11): control characters have no place in it. */
const escape = (text: string): string =>
  text
    .replaceAll(/[\\;,]/gu, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/gu, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');

/** How many bytes a code point takes in UTF-8. */
function utf8Length(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x8_00) return 2;
  return point < 0x1_00_00 ? 3 : 4;
}

/** Folds a line at 75 bytes without splitting a character (RFC 5545, section 3.1). */
function fold(line: string): string {
  let folded = '';
  let bytes = 0;
  for (const character of line) {
    const length = utf8Length(character);
    if (bytes + length > 75) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += length;
  }
  return folded;
}

const optional = (name: string, value: string | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : [`${name}:${value}`];

function eventLines(event: CalendarEvent): readonly string[] {
  const { lastModifiedMs } = event;
  const alarms = event.cancelled ? [] : (event.alarms ?? []);
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utc(event.stampMs)}`,
    ...optional('LAST-MODIFIED', lastModifiedMs === undefined ? undefined : utc(lastModifiedMs)),
    `DTSTART:${utc(event.startsAtMs)}`,
    `DTEND:${utc(event.endsAtMs)}`,
    `SUMMARY:${escape(event.summary)}`,
    ...optional('LOCATION', escape(event.location)),
    ...optional('DESCRIPTION', event.description === undefined ? undefined : escape(event.description)),
    ...optional('URL', event.url),
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...alarms.flatMap(({ minutesBefore, text }) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:-PT${minutesBefore}M`,
      `DESCRIPTION:${escape(text)}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

function calendar(head: readonly string[], events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Linli//Linli//ZH',
    ...head,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map(fold).join('\r\n') + '\r\n';
}

/**
 * A file for a person's own calendar, which takes its events in or, where they are cancelled, takes them out again
 * (RFC 5546: one method for the whole file, so all its events are cancelled or none is).
 * @returns the text of an `.ics` file
 */
export const toICalendarFile = (events: readonly CalendarEvent[]): string =>
  calendar(
    [
      'CALSCALE:GREGORIAN',
      `METHOD:${events.length > 0 && events.every(({ cancelled }) => cancelled) ? 'CANCEL' : 'PUBLISH'}`,
    ],
    events,
  );

/** A file of one booking. */
export const toICalendar = (booking: CalendarEvent): string => toICalendarFile([booking]);

/**
 * A calendar that is subscribed to: no method, since nobody is invited, and every event says its own status.
 * @returns the text of an `.ics` answer
 */
export const toICalendarFeed = (
  { name, refreshMinutes }: CalendarFeed,
  events: readonly CalendarEvent[],
): string =>
  calendar(
    [
      'CALSCALE:GREGORIAN',
      `NAME:${escape(name)}`,
      `X-WR-CALNAME:${escape(name)}`,
      `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshMinutes}M`,
      `X-PUBLISHED-TTL:PT${refreshMinutes}M`,
    ],
    events,
  );
