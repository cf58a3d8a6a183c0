import { type TemplateResult, html, nothing } from 'lit';
import '../../../components/icon/icon.ts';
import type { BookingStatus } from '../../model/schema/booking.ts';
import type { BookingsWords } from './bookings-words.ts';
import type { ShownBooking } from './expected.ts';

/** A shape for each state: it says the same without colour. */
const ICONS: Readonly<Record<BookingStatus, string>> = {
  held: 'hourglass',
  waiting: 'hourglass',
  offered: 'bell',
  confirmed: 'circle-check',
  refused: 'circle-x',
  cancelled: 'circle-x',
  'checked-in': 'badge-check',
  'checked-out': 'log-out',
  'no-show': 'circle-dashed',
  lapsed: 'circle-x',
};

export const statusIcon = (status: BookingStatus): TemplateResult =>
  html`<linli-icon name=${ICONS[status]}></linli-icon>`;

/** What should catch the eye besides the state. */
export const marksOf = ({ t }: BookingsWords, booking: ShownBooking): readonly string[] => [
  ...(booking.usedTwice ? [t('mark.used-twice')] : []),
  ...(booking.brought ? [t('mark.brought')] : []),
  ...(booking.helped ? [t('mark.helped')] : []),
  ...(booking.also ? [t('mark.also')] : []),
  ...(booking.series ? [t('mark.series')] : []),
];

/** The state in words with its shape. */
export const statusTag = (words: BookingsWords, booking: ShownBooking): TemplateResult =>
  html`<span class="state ${booking.status}"
    >${statusIcon(booking.status)} ${words.t(`status.${booking.status}`)}
    ${booking.pending ? html`<span class="hint">${words.t('pending')}</span>` : nothing}</span
  >`;
