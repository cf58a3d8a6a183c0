import { slotIdOf } from '../../../model/ids.ts';
import type { Slot } from '../../../model/schema/booking.ts';
import type { PlaceId } from '../../../model/schema/place.ts';
import type { ServiceId } from '../../../model/schema/service.ts';

/** Sunday evening in China; what tests take for now. */
export const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
/** What the wall clock in China is ahead of UTC by. */
const AHEAD_MS = 8 * 3_600_000;

/** Half an hour at the canteen with three places of eight left, for tests. */
export function sampleSlot(startMs: number, more: Partial<Slot> = {}): Slot {
  const service = more.service ?? ('meal' as ServiceId);
  const wall = new Date(startMs + AHEAD_MS).toISOString().slice(0, 16);
  return {
    id: slotIdOf(service, wall, more.place),
    code: 'A1',
    service,
    place: 'canteen' as PlaceId,
    startsAt: new Date(startMs).toISOString(),
    endsAt: new Date(startMs + 1_800_000).toISOString(),
    capacity: 8,
    remaining: 3,
    shares: false,
    status: 'open',
    waiting: 0,
    demo: false,
    ...more,
  };
}
