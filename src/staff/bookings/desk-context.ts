import type { BookingsClient } from '../../api/staff-bookings.ts';
import type { Command, CommandBody, CommandId, CommandKind, Outcome } from '../../model/schema/command.ts';
import type { BookingSearch, DeskServices, DeskSlot } from '../../model/schema/staff-bookings.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type BookingsWords, whenOf } from './bookings-words.ts';
import type { ShownBooking } from './expected.ts';
import { type VisitTimes, presentTimes, withTimes } from './moving.ts';

/** What staff do to bookings. */
export type DeskAct = Extract<
  CommandKind,
  'book' | 'wait' | 'accept' | 'change' | 'cancel' | 'check-in' | 'check-out' | 'no-show' | 'phoned'
>;

/** Whom an act is about, as the message line calls them. */
export interface Subject {
  readonly name?: string;
  /** The time as it is after the act. */
  readonly when?: string;
  /** Leads back, where something does. */
  readonly undo?: { readonly to: VisitTimes; readonly when: string; readonly booking: ShownBooking };
  readonly isUndo?: boolean;
}

/** What the pages of the desk work with; replaced whenever something of it changes. */
export interface DeskContext {
  readonly staff: StaffContext;
  readonly words: BookingsWords;
  readonly client: BookingsClient;
  readonly services: DeskServices;
  /** The hub's clock, as far as this page knows it: a desk's own may be wrong. Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Pressed, and not answered yet. */
  readonly waiting: readonly Command[];
  /** Answered since the last reading. */
  readonly settled: readonly Command[];
  /** True while acts wait for the network. */
  readonly failing: boolean;
  /** Counts the answers of the hub: a page reads anew when it moves. */
  readonly answers: number;
  /** Sends an act, through an outage if need be. */
  readonly act: <K extends DeskAct>(kind: K, body: CommandBody<K>, subject?: Subject) => CommandId;
  /** The hub's answer to one act, however long it takes. */
  readonly answerTo: (id: CommandId) => Promise<Outcome>;
  /** A page has read everything that was answered so far. */
  readonly settle: () => void;
  /** Shows one booking with all that can be done. */
  readonly open: (booking: ShownBooking, slot: DeskSlot) => void;
  /** What a scanner brought, until the page that finds has taken it. */
  readonly scanned: BookingSearch | undefined;
  readonly taken: () => void;
  /** The time that somebody is to be booked into, from the calendar. */
  readonly wished: DeskSlot | undefined;
  readonly bookAt: (slot: DeskSlot | undefined) => void;
}

/**
 * Moves a booking with all its matters, and keeps the way back.
 * @param slots the times it goes to and comes from are among them
 */
export function move(
  context: DeskContext,
  booking: ShownBooking,
  to: VisitTimes,
  slots: readonly DeskSlot[],
): void {
  const [was, is] = [booking.slot, to.slot].map((id) => slots.find((slot) => slot.id === id));
  const says = (slot: DeskSlot | undefined): string => (slot ? whenOf(context.words, slot) : '');
  context.act(
    'change',
    { booking: booking.id, ...to, desk: { sequence: booking.sequence } },
    {
      ...(booking.name === undefined ? {} : { name: booking.name }),
      when: says(is),
      undo: {
        to: presentTimes(booking),
        when: says(was),
        booking: { ...withTimes(booking, to), sequence: booking.sequence + 1 },
      },
    },
  );
}
