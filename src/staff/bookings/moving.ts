import { movedAlong } from '../../model/moved-along.ts';
import type { SlotId } from '../../model/schema/booking.ts';
import type { CommandBody } from '../../model/schema/command.ts';
import type { DeskSlot } from '../../model/schema/staff-bookings.ts';
import type { ShownBooking } from './expected.ts';

/** The times of a visit: the first matter's, and those of the others. */
export type VisitTimes = Pick<CommandBody<'change'>, 'slot' | 'also'>;

/** A visit of one matter has no others, and says none. */
const timesOf = ([slot, ...also]: readonly [SlotId, ...SlotId[]]): VisitTimes => ({
  slot,
  ...(also.length > 0 ? { also } : {}),
});

/** The times that a booking has now. */
export const presentTimes = ({ slot, also = [] }: ShownBooking): VisitTimes => timesOf([slot, ...also]);

/** A booking as it is at other times. */
export const withTimes = ({ also: _also, ...booking }: ShownBooking, times: VisitTimes): ShownBooking => ({
  ...booking,
  slot: times.slot,
  ...(times.also === undefined ? {} : { also: [...times.also] }),
});

/** Whether one booking may be put into other times at all. */
export const isMovable = ({ status, pending }: ShownBooking): boolean => status === 'confirmed' && !pending;

/**
 * Where a booking goes when one of its matters is put into another time. The hub decides; this says what is worth trying.
 * @param from the time of that matter
 * @param slots every time there is to choose from, those that the booking has among them
 * @param nowMs by the hub's clock
 * @returns undefined where it cannot go there, or one of its other matters has no place then
 */
export function timesAfter(
  booking: ShownBooking,
  from: DeskSlot,
  to: DeskSlot,
  slots: readonly DeskSlot[],
  nowMs: number,
): VisitTimes | undefined {
  if (!isMovable(booking) || to.id === from.id || to.service !== from.service) return undefined;
  const [first, ...rest] = [booking.slot, ...(booking.also ?? [])];
  const own = new Set<string>([first, ...rest]);
  const hasRoom = ({ id, status, free, endsAt }: DeskSlot): boolean =>
    status === 'open' && (free > 0 || own.has(id)) && Date.parse(endsAt) > nowMs;
  const others = [first, ...rest].filter((id) => id !== from.id);
  const known = others.flatMap((id) => slots.find((slot) => slot.id === id) ?? []);
  const moved = known.length === others.length ? movedAlong(known, from, to, slots) : undefined;
  if (!moved || ![to, ...moved].every(hasRoom)) return undefined;
  const after = new Map<string, SlotId>([
    [from.id, to.id],
    ...known.map(({ id }, at) => [id, moved[at]?.id ?? id] as const),
  ]);
  const goes = (id: SlotId): SlotId => after.get(id) ?? id;
  return timesOf([goes(first), ...rest.map(goes)]);
}
