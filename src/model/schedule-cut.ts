import type { Schedule } from './schema/service.ts';

/** An opening of a day and what it is cut by: of a schedule, or of a calendar entry in its stead. */
export type Opening = Pick<Schedule, 'opensAt' | 'closesAt' | 'breaks' | 'slotMinutes'>;

/** @returns minutes since midnight of a wall-clock time `HH:MM` */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const pad = (number: number): string => String(number).padStart(2, '0');
const timeOf = (minute: number): string => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;

/** What the breaks leave of an opening: `[from, to)` in minutes since midnight, in order. */
function spansOf({ opensAt, closesAt, breaks }: Opening): [number, number][] {
  const pauses = breaks
    .map(({ from, to }): [number, number] => [minutesOf(from), minutesOf(to)])
    .sort(([one], [other]) => one - other);
  const spans: [number, number][] = [];
  let from = minutesOf(opensAt);
  for (const [begins, ends] of pauses) {
    if (begins > from) spans.push([from, Math.min(begins, minutesOf(closesAt))]);
    from = Math.max(from, ends);
  }
  return [...spans, [from, minutesOf(closesAt)]];
}

/** The spans between the breaks, as wall-clock times. */
export const openingsOf = (opening: Opening): Pick<Schedule, 'opensAt' | 'closesAt'>[] =>
  spansOf(opening)
    .filter(([from, to]) => from < to)
    .map(([from, to]) => ({ opensAt: timeOf(from), closesAt: timeOf(to) }));

/**
 * Cuts an opening into slots of equal length. After a break the cutting begins anew, at its end; what is left over
 * before a break or the closing is no slot.
 * @returns the wall-clock starts, `HH:MM`, in order
 */
export function startsOf(opening: Opening): string[] {
  const { slotMinutes } = opening;
  return spansOf(opening).flatMap(([from, to]) =>
    Array.from({ length: Math.max(0, Math.floor((to - from) / slotMinutes)) }, (_, index) =>
      timeOf(from + index * slotMinutes),
    ),
  );
}
