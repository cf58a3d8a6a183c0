import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Settings } from '../database/settings.ts';

type Secret = Pick<Settings, 'calendarSecret'>;

/**
 * The key in the address of a place's calendar: who has the address may read it, and nobody can guess another's.
 * It stays the same for as long as this database lives.
 */
export const calendarKey = ({ calendarSecret }: Secret, site: string, place: string): string =>
  createHmac('sha256', calendarSecret).update(`${site}/${place}`).digest('base64url').slice(0, 32);

/** Compares in constant time. */
export function isCalendarKey(secret: Secret, site: string, place: string, key: string): boolean {
  const right = Buffer.from(calendarKey(secret, site, place));
  const given = Buffer.from(key);
  return given.length === right.length && timingSafeEqual(given, right);
}
