import { type CalendarEvent, toICalendarFile } from '../model/ics.ts';
import type { BookingView } from '../model/schema/phone.ts';
import { visitTimes } from '../model/booking.ts';
import type { PhoneWords } from './words.ts';

const ALARM_MINUTES = 60;

/** What a calendar file of a view would do: put the times in, take them out again, or nothing. */
export type CalendarUse = 'add' | 'remove' | 'none';

type Row = Pick<BookingView, 'booking' | 'slot'>;

// A time that the hall withdrew will not be, and may yet be again: it is neither put in nor taken out.
const stands = ({ booking, slot }: Row): boolean =>
  booking.status === 'confirmed' && slot.status !== 'withdrawn';
const isOff = ({ booking }: Row): boolean => booking.status === 'cancelled';
const rowsOf = (view: BookingView) => [
  { ...view, extra: view.also },
  ...view.series.map((one) => ({ ...one, extra: [] })),
];

/** @param nowMs the hub's clock, as far as the phone knows it */
export function calendarUse(view: BookingView, nowMs: number): CalendarUse {
  const ahead = rowsOf(view).filter(({ slot }) => Date.parse(slot.endsAt) > nowMs);
  if (ahead.some(stands)) return 'add';
  return ahead.some(isOff) ? 'remove' : 'none';
}

/**
 * The bookings of a pass for the phone's own calendar: those that stand, each with an alarm; or, where none stands any
 * more, the cancelled ones, so that the calendar takes them out. The pass itself is not in it: calendars are copied to
 * where nobody knows.
 */
export function calendarFile(view: BookingView, words: PhoneWords): string {
  const rows = rowsOf(view);
  const standing = rows.filter(stands);
  const chosen = standing.length > 0 ? standing : rows.filter(isOff);
  const hall = words.of(view.site.hall);
  const place = words.of(view.place.name);
  const address = view.place.address ? words.of(view.place.address) : '';
  const summary = words.of(view.service.name);
  return toICalendarFile(
    chosen.map((row): CalendarEvent => {
      const { booking, slot, extra, delivered } = row;
      const { startMs, endMs } = visitTimes([slot, ...extra]);
      return {
        uid: `${booking.id}@${view.site.id}.linli`,
        sequence: booking.sequence,
        stampMs: Date.parse(view.now),
        startsAtMs: startMs,
        endsAtMs: endMs,
        summary,
        location: delivered ? '' : [...new Set([hall, place, address])].filter(Boolean).join(' '),
        description: words.t(delivered ? 'state.delivered.next' : 'calendar.text'),
        cancelled: isOff(row),
        alarms: [{ minutesBefore: ALARM_MINUTES, text: words.t('calendar.alarm', { service: summary }) }],
      };
    }),
  );
}

/** Hands a file to the phone, which keeps it where the person wants. */
export function saveFile(text: string, type: 'text/calendar' | 'text/plain', name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
