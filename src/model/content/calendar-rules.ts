import { says } from '../fault-words.ts';
import { placeOfSchedule } from '../schedule.ts';
import { concerns } from '../schedule-calendar.ts';
import { minutesOf } from '../schedule-cut.ts';
import { PIECE_MINUTES } from '../schedule-fault.ts';
import type { CalendarEntry } from '../schema/calendar.ts';
import type { PlaceId } from '../schema/place.ts';
import type { Collected } from './collect.ts';
import { type Fault, faultAt } from './files.ts';

/** Whether an entry opens a day for a schedule that shares resources. */
const opensShared = (all: Collected, entry: CalendarEntry): boolean =>
  all.valid.services.some(({ value: { service, place, schedules = [] } }) =>
    schedules.some((schedule) => {
      const at = placeOfSchedule(schedule, place as PlaceId | undefined);
      return schedule.needs.length > 0 && at !== undefined && concerns(entry, { service, place: at });
    }),
  );

/** What the form of `calendar.json` alone cannot say. */
export function calendarFaults(all: Collected): Fault[] {
  const { calendar } = all;
  if (!calendar) return [];
  return calendar.value.entries.flatMap((entry, index) => {
    const faults: Fault[] = [];
    const fault = (field: string, ...words: Parameters<typeof says>) =>
      faults.push(faultAt(calendar, ['entries', index, field], says(...words)));
    if (entry.to !== undefined && entry.to < entry.from)
      fault(
        'to',
        'ends before it begins',
        'set to to from or later, or leave it out for a single day',
        '结束早于开始',
        '最后一天不能早于第一天；只有一天时不用填',
      );
    if (entry.kind === 'closed') return faults;
    const { opensAt, closesAt } = entry;
    if (closesAt <= opensAt)
      fault(
        'closesAt',
        'closes before it opens',
        'write the closing time after the opening time',
        '关门早于开门',
        '关门时间要晚于开门时间',
      );
    const off = (['opensAt', 'closesAt'] as const).find(
      (field) => minutesOf(entry[field]) % PIECE_MINUTES !== 0,
    );
    if (off && opensShared(all, entry))
      fault(
        off,
        `${entry[off]} is between two pieces of a shared resource`,
        `use a multiple of ${PIECE_MINUTES} minutes`,
        `${entry[off]} 不是整 ${PIECE_MINUTES} 分钟，共用的资源没法计算`,
        `请用 ${PIECE_MINUTES} 分钟的倍数`,
      );
    return faults;
  });
}
