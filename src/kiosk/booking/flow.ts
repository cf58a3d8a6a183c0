import type { BookingCode, BookingId, Slot } from '../../model/schema/booking.ts';
import type { CommandId, Who } from '../../model/schema/command.ts';
import { wallClock } from '../../model/time.ts';

/** A command under way, with all that its screens need. */
export interface Sent {
  readonly command: CommandId;
  readonly booking: BookingId;
  readonly code: BookingCode;
  readonly slot: Slot;
}

/** Why a terminal takes no booking: its disk, its memory, or its hub that does not let it in. */
export type NotKept = 'storage-full' | 'memory-only' | 'not-let-in';

/** Where a person is in booking. */
export type BookingFlow =
  | { readonly step: 'day' }
  | { readonly step: 'time'; readonly day: string }
  | { readonly step: 'who'; readonly slot: Slot }
  | { readonly step: 'confirm'; readonly slot: Slot; readonly who: Who }
  /** On its way to the hub; `patient` until a wait would be too long to stand for. */
  | { readonly step: 'sent'; readonly sent: Sent; readonly patient: boolean }
  /** The terminal could not keep it. */
  | { readonly step: 'not-kept'; readonly slot: Slot; readonly reason: NotKept };

/** The days of the slots, in order, each with its slots. */
export function byDay(slots: readonly Slot[], timeZone: string): ReadonlyMap<string, readonly Slot[]> {
  const days = new Map<string, Slot[]>();
  for (const slot of [...slots].sort((a, b) => a.startsAt.localeCompare(b.startsAt))) {
    const { day } = wallClock(Date.parse(slot.startsAt), timeZone);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return days;
}

/** The free slots nearest to a wanted time, in order of time. */
export function nearest(slots: readonly Slot[], wantedMs: number, count: number): readonly Slot[] {
  const distance = (slot: Slot) => Math.abs(Date.parse(slot.startsAt) - wantedMs);
  return [...slots]
    .filter((slot) => slot.remaining > 0)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}
