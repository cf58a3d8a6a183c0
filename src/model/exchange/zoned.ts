import { wallClock } from '../time.ts';

/** The instant at which the wall clock of a zone shows a day and a time, RFC 3339 in UTC. */
export function instantOf(day: string, time: string, timeZone: string): string {
  const wallMs = Date.parse(`${day}T${time}:00Z`);
  const offsetMs = (epochMs: number): number => {
    const wall = wallClock(epochMs, timeZone);
    return Date.parse(`${wall.day}T${wall.time}:00Z`) - epochMs;
  };
  // Twice: the offset at the first guess may be that of the other side of a change of clocks.
  const guessMs = wallMs - offsetMs(wallMs);
  return new Date(wallMs - offsetMs(guessMs)).toISOString().replace('.000Z', 'Z');
}

/** @returns `YYYY-MM-DD HH:MM` on the wall clock of a zone, where that says the instant exactly */
export function wallTextOf(instant: string, timeZone: string): string | undefined {
  const epochMs = Date.parse(instant);
  if (!Number.isFinite(epochMs)) return undefined;
  const { day, time } = wallClock(epochMs, timeZone);
  return instantOf(day, time, timeZone) === instant ? `${day} ${time}` : undefined;
}
