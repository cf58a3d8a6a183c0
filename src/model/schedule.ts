import { Temporal } from 'temporal-polyfill';
import { slotIdOf } from './ids.ts';
import { entryFor } from './schedule-calendar.ts';
import { type Opening, startsOf } from './schedule-cut.ts';
import { DAY_MS, daysOf, everyDay, isValidOn } from './schedule-days.ts';
import type { Slot } from './schema/booking.ts';
import type { CalendarEntry } from './schema/calendar.ts';
import type { PlaceId } from './schema/place.ts';
import type { Schedule, ServiceId } from './schema/service.ts';

/** A slot as its schedule makes it; how many places are left is for the hub to say. */
export interface PlannedSlot extends Pick<
  Slot,
  'id' | 'service' | 'place' | 'startsAt' | 'endsAt' | 'capacity' | 'demo' | 'lastMinute'
> {
  /** What each booking takes of shared resources while the slot lasts. */
  readonly needs: Schedule['needs'];
}

export interface ExpandOptions {
  readonly service: ServiceId;
  /** The service's own place; a schedule may name another. */
  readonly place?: PlaceId | undefined;
  /** The site's zone, an IANA name. */
  readonly timeZone: string;
  /** Slots that start at or after this instant, milliseconds since 1970 … */
  readonly fromMs: number;
  /** … and before this one. */
  readonly toMs: number;
  /** Days on which other hours hold. */
  readonly calendar?: readonly CalendarEntry[];
  /**
   * The schedules of the same service at the same place that stand before this one. A day that the calendar opens is
   * cut by the first schedule in force on it, and by no other.
   */
  readonly before?: readonly Schedule[];
}

/** Where the slots of a schedule are; undefined where neither it nor its service names a place. */
export const placeOfSchedule = (
  schedule: Pick<Schedule, 'place'>,
  own: PlaceId | undefined,
): PlaceId | undefined => (schedule.place as PlaceId | undefined) ?? own;

/**
 * One slot of a day, as instants. In the hour a zone repeats in autumn the first pass counts. A slot that the hour
 * missing in spring swallows or shortens is not made, so that every slot lasts exactly `slotMinutes`.
 */
function instantsOf(wallStart: string, schedule: Schedule, timeZone: string): [number, number] | undefined {
  const wall = Temporal.PlainDateTime.from(wallStart);
  const start = wall.toZonedDateTime(timeZone);
  if (!start.toPlainDateTime().equals(wall)) return undefined;
  const startMs = start.epochMilliseconds;
  const lengthMs = schedule.slotMinutes * 60_000;
  const wallEnd = wall.add({ minutes: schedule.slotMinutes }).toZonedDateTime(timeZone).epochMilliseconds;
  return wallEnd - startMs < lengthMs ? undefined : [startMs, startMs + lengthMs];
}

/** The days between two floating days on which a schedule makes slots, each with the opening that holds. */
function openDays(
  schedule: Schedule,
  place: PlaceId,
  { service, calendar = [], before = [] }: ExpandOptions,
  firstDayMs: number,
  lastDayMs: number,
): [string, Opening][] {
  const subject = { service, place };
  const ruled = daysOf(schedule, firstDayMs, lastDayMs);
  if (calendar.length === 0) return ruled.map((day) => [day, schedule]);
  const named = new Set(ruled);
  return everyDay(firstDayMs, lastDayMs).flatMap((day): [string, Opening][] => {
    const entry = entryFor(calendar, subject, day);
    if (!entry) return named.has(day) ? [[day, schedule]] : [];
    if (entry.kind === 'closed' || !isValidOn(schedule, day)) return [];
    if (before.some((earlier) => isValidOn(earlier, day))) return [];
    const { opensAt, closesAt } = entry;
    return [[day, { opensAt, closesAt, breaks: [], slotMinutes: schedule.slotMinutes }]];
  });
}

const instantText = (ms: number): string => new Date(ms).toISOString();

/**
 * The slots that a schedule makes in a range. A slot's id comes from its service, its wall-clock start and its place,
 * so that the same schedule makes the same ids on every run.
 * @param schedule one that `scheduleFault` finds nothing wrong with
 * @returns slots in order of time; none is shorter than `slotMinutes`, none touches a break. None where neither the
 *   schedule nor its service names a place.
 */
export function expandSchedule(schedule: Schedule, options: ExpandOptions): PlannedSlot[] {
  const { service, timeZone, fromMs, toMs } = options;
  const place = placeOfSchedule(schedule, options.place);
  if (toMs <= fromMs || place === undefined) return [];
  // No zone is more than a day away from UTC: one day more on each side leaves no wall-clock day out.
  const firstDayMs = Math.floor(fromMs / DAY_MS) * DAY_MS - DAY_MS;
  const lastDayMs = Math.floor(toMs / DAY_MS) * DAY_MS + DAY_MS;
  const { capacity, demo, needs, lastMinute } = schedule;
  const slots: PlannedSlot[] = [];
  for (const [day, opening] of openDays(schedule, place, options, firstDayMs, lastDayMs))
    for (const time of startsOf(opening)) {
      const wallStart = `${day}T${time}`;
      const instants = instantsOf(wallStart, schedule, timeZone);
      if (!instants || instants[0] < fromMs || instants[0] >= toMs) continue;
      slots.push({
        id: slotIdOf(service, wallStart, place === options.place ? undefined : place),
        service,
        place,
        startsAt: instantText(instants[0]),
        endsAt: instantText(instants[1]),
        capacity,
        demo,
        needs,
        ...(lastMinute
          ? {
              lastMinute: {
                places: lastMinute.places,
                opensAt: instantText(instants[0] - lastMinute.minutes * 60_000),
              },
            }
          : {}),
      });
    }
  return slots;
}
