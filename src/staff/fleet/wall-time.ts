/** Wall times of a site as a field of type `datetime-local` has them: `YYYY-MM-DDTHH:MM`. */

const HOUR_MS = 3_600_000;

/** The wall time of a moment there. */
export function wallOf(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const of = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/**
 * The moment of a wall time there, milliseconds since 1970; NaN where the field is empty. Of an hour that comes twice when
 * clocks go back it is one of both.
 */
export function inZone(wall: string, timeZone: string): number {
  // Browsers make a time of nearly any text.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/u.test(wall)) return Number.NaN;
  const asUtc = Date.parse(`${wall}:00Z`);
  const offset = (ms: number): number =>
    Date.parse(`${wallOf(ms, timeZone)}:00Z`) - Math.floor(ms / 60_000) * 60_000;
  const guess = asUtc - offset(asUtc);
  return asUtc - offset(guess);
}

/** Two hours from now there: what a message is good for as a rule. */
export const laterToday = (nowMs: number, timeZone: string): string => wallOf(nowMs + 2 * HOUR_MS, timeZone);
