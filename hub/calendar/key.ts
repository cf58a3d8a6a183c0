import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Settings } from '../database/settings.ts';

type Secret = Pick<Settings, 'calendarSecret'>;

/**
 * The key in the address of a place's calendar: who has the address may read it, and nobody can guess another's.
 * It stays the same for as long as this database lives.
 * @returns undefined where the hub's key is missing, which opens what addresses are made from
 */
export const calendarKey = ({ calendarSecret }: Secret, site: string, place: string): string | undefined =>
  calendarSecret === undefined
    ? undefined
    : createHmac('sha256', calendarSecret).update(`${site}/${place}`).digest('base64url').slice(0, 32);

/** Compares in constant time. */
export function isCalendarKey(secret: Secret, site: string, place: string, key: string): boolean {
  const wanted = calendarKey(secret, site, place);
  if (wanted === undefined) return false;
  const right = Buffer.from(wanted);
  const given = Buffer.from(key);
  return given.length === right.length && timingSafeEqual(given, right);
}
