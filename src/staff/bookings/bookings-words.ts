import { type BookingsDeskKey, bookingsDeskEn, bookingsDeskZh } from '../../access/messages/bookings-desk.ts';
import type { DeskBooking, DeskServices, DeskSlot } from '../../model/schema/staff-bookings.ts';
import { endOfDayMs } from '../../model/time.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export type BookingsWords = DeskWords<BookingsDeskKey>;

export const bookingsWords = ({ words, site }: StaffContext): BookingsWords =>
  deskWords({ zh: bookingsDeskZh, en: bookingsDeskEn }, words.language, site.timeZone);

/** The covered name, or that none was given. */
export const shownName = ({ t }: BookingsWords, { name }: Pick<DeskBooking, 'name'>): string =>
  name ?? t('nobody');

/** How a person is called in a sentence. */
export const inSentence = ({ t }: BookingsWords, { name }: Pick<DeskBooking, 'name'>): string =>
  name ?? t('said.somebody');

/** `09:00–10:00` */
export const spanOf = (
  { clock }: BookingsWords,
  { startsAt, endsAt }: Pick<DeskSlot, 'startsAt' | 'endsAt'>,
): string => `${clock.time(Date.parse(startsAt))}–${clock.time(Date.parse(endsAt))}`;

/** `11月23日 周一 09:00–10:00` */
export const whenOf = (words: BookingsWords, slot: Pick<DeskSlot, 'startsAt' | 'endsAt'>): string => {
  const ms = Date.parse(slot.startsAt);
  return `${words.clock.shortDay(ms)} ${words.clock.weekday(ms)} ${spanOf(words, slot)}`;
};

/** The name of a service; its id where it is not published any more. */
export const serviceName = (words: BookingsWords, { services }: DeskServices, id: string): string => {
  const known = services.find((one) => one.id === id);
  return known ? words.of(known.name) : id;
};

export const placeName = (words: BookingsWords, { places }: DeskServices, id: string): string => {
  const known = places.find((one) => one.id === id);
  return known ? words.of(known.name) : id;
};

const HALF_DAY_MS = 43_200_000;

/** A day of the site, `YYYY-MM-DD`, in words. */
export const dayInWords = ({ clock }: BookingsWords, day: string, timeZone: string): string =>
  clock.day(noonOf(day, timeZone));

/** About noon of a day of the site: certainly within it. Milliseconds since 1970. */
export const noonOf = (day: string, timeZone: string): number => endOfDayMs(day, timeZone) - HALF_DAY_MS;
