import type { PhoneKey } from '../access/messages/phone.ts';
import { isAhead, mayAlter } from '../model/booking.ts';
import type { BookingView } from '../model/schema/phone.ts';
import type { IconName } from './parts/icons.ts';

/** How a state looks: a colour, and a shape that says the same without it. */
export type Tone = 'positive' | 'info' | 'caution' | 'over';

/** What the page says first. */
export interface Overview {
  readonly state: State;
  readonly tone: Tone;
  readonly icon: IconName;
  readonly heading: PhoneKey;
  readonly next: PhoneKey;
}

export type State =
  | 'confirmed'
  | 'delivered'
  | 'over'
  | 'waiting'
  | 'offered'
  | 'offered-late'
  | 'lapsed'
  | 'refused'
  | 'withdrawn'
  | 'cancelled'
  | 'checked-in'
  | 'checked-out'
  | 'picked-up'
  | 'no-show';

const LOOKS: Readonly<Record<State, Omit<Overview, 'state'>>> = {
  confirmed: {
    tone: 'positive',
    icon: 'circle-check',
    heading: 'state.confirmed',
    next: 'state.confirmed.next',
  },
  delivered: { tone: 'positive', icon: 'house', heading: 'state.confirmed', next: 'state.delivered.next' },
  over: { tone: 'over', icon: 'history', heading: 'state.over', next: 'state.over.next' },
  waiting: { tone: 'info', icon: 'hourglass', heading: 'state.waiting', next: 'state.waiting.next' },
  offered: { tone: 'caution', icon: 'bell', heading: 'state.offered', next: 'state.offered.next' },
  'offered-late': { tone: 'info', icon: 'hourglass', heading: 'state.offered', next: 'state.offered-late' },
  lapsed: { tone: 'over', icon: 'circle-x', heading: 'state.lapsed', next: 'state.lapsed.next' },
  refused: { tone: 'over', icon: 'circle-x', heading: 'state.refused', next: 'state.refused.next' },
  withdrawn: {
    tone: 'caution',
    icon: 'calendar-x',
    heading: 'state.withdrawn',
    next: 'state.withdrawn.next',
  },
  cancelled: { tone: 'over', icon: 'circle-x', heading: 'state.cancelled', next: 'state.cancelled.next' },
  'checked-in': {
    tone: 'positive',
    icon: 'badge-check',
    heading: 'state.checked-in',
    next: 'state.checked-in.next',
  },
  'checked-out': {
    tone: 'positive',
    icon: 'badge-check',
    heading: 'state.checked-out',
    next: 'state.checked-out.next',
  },
  'picked-up': {
    tone: 'positive',
    icon: 'badge-check',
    heading: 'state.picked-up',
    next: 'state.checked-out.next',
  },
  'no-show': { tone: 'over', icon: 'circle-dashed', heading: 'state.no-show', next: 'state.no-show.next' },
};

type Row = Pick<BookingView, 'booking' | 'slot' | 'delivered'>;

/**
 * @param attendance of the service: how it is said that somebody left
 * @param nowMs the hub's clock, as far as the phone knows it
 */
export function stateOf(
  { booking, slot, delivered }: Row,
  nowMs: number,
  attendance: BookingView['service']['terms']['attendance'] = 'in',
): State {
  if (slot.status === 'withdrawn' && isAhead(booking.status)) return 'withdrawn';
  switch (booking.status) {
    case 'confirmed':
      if (nowMs >= Date.parse(slot.endsAt)) return 'over';
      return delivered ? 'delivered' : 'confirmed';
    case 'offered':
      return booking.until !== undefined && nowMs >= Date.parse(booking.until) ? 'offered-late' : 'offered';
    // A place kept while a form is filled in has no pass; should one turn up, it waits for its answer.
    case 'held':
      return 'waiting';
    case 'checked-out':
      return attendance === 'pick-up' ? 'picked-up' : 'checked-out';
    case 'waiting':
    case 'lapsed':
    case 'refused':
    case 'cancelled':
    case 'checked-in':
    case 'no-show':
      return booking.status;
  }
}

export function overviewOf(
  row: Row,
  nowMs: number,
  attendance?: BookingView['service']['terms']['attendance'],
): Overview {
  const state = stateOf(row, nowMs, attendance);
  return { state, ...LOOKS[state] };
}

/** What the holder can do now; `hint` says why something is not among it. */
export interface Actions {
  readonly accept: boolean;
  readonly change: boolean;
  readonly cancel: boolean;
  readonly hint?: PhoneKey;
}

/** The terminal and the hub go by the same rule; the hub has the last word. */
export function actionsOf(view: BookingView, nowMs: number): Actions {
  const { booking, slot, service, also, others } = view;
  const none = { accept: false, change: false, cancel: false };
  if (!isAhead(booking.status)) return none;
  switch (booking.status) {
    case 'waiting':
      return { ...none, cancel: true };
    case 'offered':
      return { ...none, accept: stateOf(view, nowMs) === 'offered', cancel: true };
    case 'confirmed': {
      if (stateOf(view, nowMs) === 'over') return none;
      if (!mayAlter(slot, service.terms, nowMs).ok) return { ...none, hint: 'act.too-late' };
      if (also.length > 0) return { ...none, cancel: true, hint: 'act.together' };
      if (peopleOf(view).length > 1) return { ...none, cancel: true, hint: 'act.people-hint' };
      if (others.length === 0) return { ...none, cancel: true, hint: 'act.no-others' };
      return { accept: false, change: true, cancel: true };
    }
  }
}

/** The bookings of everybody who comes at this very time under this pass, the one on the page first. */
export const peopleOf = ({ booking, slot, series }: BookingView): readonly BookingView['booking'][] => [
  booking,
  ...series
    .filter((one) => one.slot.id === slot.id && isGoing(one.booking.status) === isGoing(booking.status))
    .map((one) => one.booking),
];

/** Neither given up nor refused. */
const isGoing = (status: BookingView['booking']['status']): boolean =>
  status !== 'cancelled' && status !== 'refused' && status !== 'lapsed';

/** Whether one more of the row can be cancelled by its holder. */
export const mayCancelOne = (
  { booking, slot }: Pick<Row, 'booking' | 'slot'>,
  terms: BookingView['service']['terms'],
  nowMs: number,
): boolean =>
  booking.status === 'waiting' ||
  booking.status === 'offered' ||
  (booking.status === 'confirmed' && nowMs < Date.parse(slot.endsAt) && mayAlter(slot, terms, nowMs).ok);

/** Whether the pass is still worth showing at the hall. */
export const isShown = (view: BookingView, nowMs: number): boolean =>
  [view, ...view.series].some(
    ({ booking, slot }) => isAhead(booking.status) && nowMs < Date.parse(slot.endsAt),
  );

/** What the pass is for: to check in where one comes, to look after the booking where nobody need come. */
export const passNotes = ({ delivered, series, slot }: BookingView): readonly PhoneKey[] => [
  delivered ? 'pass.how-delivered' : 'pass.how',
  ...(series.some((one) => one.slot.id !== slot.id) ? (['pass.row'] as const) : []),
];
