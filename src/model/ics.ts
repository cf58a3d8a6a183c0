/** One booking as an iCalendar object (RFC 5545). */
export interface CalendarBooking {
  readonly uid: string;
  readonly sequence: number;
  /** All instants in milliseconds since 1970. */
  readonly stampMs: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  readonly cancelled?: boolean;
}

const utc = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replaceAll(/[-:]/gu, '')
    .replace(/\.\d{3}Z$/u, 'Z');

const escape = (text: string): string =>
  text.replaceAll(/[\\;,]/gu, (sign) => `\\${sign}`).replaceAll(/\r\n|\r|\n/gu, '\\n');

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

/** @returns the text of an `.ics` file */
export function toICalendar(booking: CalendarBooking): string {
  return (
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Linli//Linli//ZH',
      `METHOD:${booking.cancelled ? 'CANCEL' : 'PUBLISH'}`,
      'BEGIN:VEVENT',
      `UID:${booking.uid}`,
      `SEQUENCE:${booking.sequence}`,
      `DTSTAMP:${utc(booking.stampMs)}`,
      `DTSTART:${utc(booking.startsAtMs)}`,
      `DTEND:${utc(booking.endsAtMs)}`,
      `SUMMARY:${escape(booking.summary)}`,
      `LOCATION:${escape(booking.location)}`,
      `DESCRIPTION:${escape(booking.description)}`,
      `STATUS:${booking.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      'END:VEVENT',
      'END:VCALENDAR',
    ]
      .map(fold)
      .join('\r\n') + '\r\n'
  );
}
