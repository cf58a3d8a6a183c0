import type { BookingId } from '../model/schema/booking.ts';
import type {
  BookingSearch,
  BookingsView,
  DeskServices,
  NamesView,
  OpenedBooking,
  TimesView,
} from '../model/schema/staff-bookings.ts';
import type { StaffAnswer } from './staff-client.ts';
import { StaffSiteClient } from './staff-site.ts';

/** Which days are shown, and of what. */
export interface CalendarWish {
  /** `YYYY-MM-DD`; today where it is left out. */
  readonly from?: string;
  readonly days: 1 | 7;
  readonly service?: string;
  readonly place?: string;
}

/** Bookings of one site, as the desk sees them. What is done to them goes as commands. */
export class BookingsClient extends StaffSiteClient {
  services(): StaffAnswer<DeskServices> {
    return this.call('GET', `${this.path}/bookings/services`);
  }

  calendar({ days, ...wish }: CalendarWish): StaffAnswer<BookingsView> {
    const query = new URLSearchParams({ ...wish, days: String(days) });
    return this.call('GET', `${this.path}/bookings/calendar?${query.toString()}`);
  }

  /** The next times of a service, full ones among them. @param from a day, `YYYY-MM-DD`; today where it is left out */
  times(service: string, from?: string): StaffAnswer<TimesView> {
    const query = new URLSearchParams({ service, ...(from === undefined ? {} : { from }) });
    return this.call('GET', `${this.path}/bookings/times?${query.toString()}`);
  }

  /** Whom to remind by phone. @param day tomorrow where it is left out */
  calls(day?: string): StaffAnswer<BookingsView> {
    return this.call('GET', `${this.path}/bookings/calls${day === undefined ? '' : `?day=${day}`}`);
  }

  /** @returns `pass.invalid`, `pass.expired` or `booking.unknown` where a pass leads nowhere */
  search(search: BookingSearch): StaffAnswer<BookingsView> {
    return this.call('POST', `${this.path}/bookings/search`, search);
  }

  /** All that its holder said; the hub notes who asked. */
  open(booking: BookingId): StaffAnswer<OpenedBooking> {
    return this.call('POST', `${this.path}/bookings/${booking}/open`);
  }

  /** The names of a printed list in full; the hub notes who asked. */
  names(day: string, service?: string): StaffAnswer<NamesView> {
    return this.call('POST', `${this.path}/bookings/names`, {
      day,
      ...(service === undefined ? {} : { service }),
    });
  }
}
