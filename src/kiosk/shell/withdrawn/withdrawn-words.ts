import type { Clockwork } from '../../../access/format.ts';
import type { Words } from '../../../access/say.ts';
import { wallClock } from '../../../model/time.ts';
import type { WithdrawnSpan } from './withdrawn.ts';

const DAY_MS = 86_400_000;

/** The day in the words that are nearest: today, tomorrow, else its date. */
export function nearDay(ms: number, nowMs: number, timeZone: string, words: Words, clock: Clockwork): string {
  const dayOf = (each: number) => wallClock(each, timeZone).day;
  if (dayOf(ms) === dayOf(nowMs)) return words.t('day.today');
  if (dayOf(ms) === dayOf(nowMs + DAY_MS)) return words.t('day.tomorrow');
  return `${clock.shortDay(ms)} ${clock.weekday(ms)}`;
}

/** `今天 09:00–11:30` */
export function spanText(
  { startsAtMs, endsAtMs }: WithdrawnSpan,
  nowMs: number,
  timeZone: string,
  words: Words,
  clock: Clockwork,
): string {
  const day = nearDay(startsAtMs, nowMs, timeZone, words, clock);
  return `${day} ${clock.time(startsAtMs)}–${clock.time(endsAtMs)}`;
}
