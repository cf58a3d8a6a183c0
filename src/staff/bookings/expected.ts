import type { BookingStatus } from '../../model/schema/booking.ts';
import type { Command } from '../../model/schema/command.ts';
import type { BookingsView, DeskBooking, DeskSlot } from '../../model/schema/staff-bookings.ts';
import { withTimes } from './moving.ts';

/** A booking as it will be once the hub has answered; `pending` while it has not. */
export interface ShownBooking extends DeskBooking {
  readonly pending?: true;
}

/** What a page shows: what was read, with what was done here since. */
export interface ShownView extends Omit<BookingsView, 'bookings'> {
  readonly bookings: readonly ShownBooking[];
}

const NEXT: Readonly<Partial<Record<Command['kind'], BookingStatus>>> = {
  accept: 'confirmed',
  'check-in': 'checked-in',
  'check-out': 'checked-out',
  'no-show': 'no-show',
  cancel: 'cancelled',
};

/**
 * What was read of the hub, with the acts that it does not know of yet, so that a name lies where it was put at once.
 * The hub has the last word: what it refuses is back with the next reading.
 * @param settled carried out, but not in this reading
 * @param waiting not answered yet
 */
export function expected(
  view: BookingsView,
  settled: readonly Command[],
  waiting: readonly Command[],
): ShownView {
  const done = settled.reduce<ShownView>((shown, command) => after(shown, command, false), view);
  return waiting.reduce<ShownView>((shown, command) => after(shown, command, true), done);
}

function after(view: ShownView, command: Command, isPending: boolean): ShownView {
  if (!('booking' in command.body)) return view;
  const id = command.body.booking;
  const before = view.bookings.find((one) => one.id === id);
  if (!before) return view;
  const now = changed(before, command);
  if (now === before) return view;
  const bookings = view.bookings
    .map((one): ShownBooking => (one === before ? { ...now, ...(isPending ? { pending: true } : {}) } : one))
    .filter(({ status }) => status !== 'cancelled');
  return { ...view, bookings, slots: view.slots.map((slot) => counted(slot, before, now)) };
}

function changed(before: ShownBooking, command: Command): ShownBooking {
  const sequence = before.sequence + 1;
  if (command.kind === 'change') return { ...withTimes(before, command.body), sequence };
  if (command.kind === 'phoned') return { ...before, phoned: command.body.phoned };
  const status = NEXT[command.kind];
  return status === undefined ? before : { ...before, status, sequence };
}

/** One place more where it went, one less where it was. */
function counted(slot: DeskSlot, before: ShownBooking, now: ShownBooking): DeskSlot {
  const was = isAt(before, slot) && before.status !== 'waiting';
  const is = isAt(now, slot) && now.status !== 'waiting' && now.status !== 'cancelled';
  const by = Number(is) - Number(was);
  if (by === 0) return slot;
  return { ...slot, taken: slot.taken + by, free: Math.max(0, slot.free - by) };
}

const isAt = (booking: ShownBooking, { id }: DeskSlot): boolean =>
  booking.slot === id || (booking.also?.includes(id) ?? false);
