import type { NewsItem } from '../../src/model/schema/phone.ts';
import type { Query } from '../database/database.ts';

/** What of a booking's trail is news to its holder. */
const NEWS: readonly NewsItem['event'][] = [
  'reminder',
  'offered',
  'lapsed',
  'moved',
  'withdrawn',
  'changed',
  'cancelled',
  'no-show',
];
const MOST = 20;

/** @returns what happened to a booking, the newest first */
export async function newsOf(
  db: { readonly query: Query },
  site: string,
  booking: string,
): Promise<readonly NewsItem[]> {
  const rows = await db.query<{ at: Date; event: NewsItem['event']; hall: boolean; reason: string | null }>(
    `select at, event, by like 'staff%' as hall, detail->>'reason' as reason from trail
      where site = $1 and booking = $2 and event = any($3) order by number desc limit $4`,
    [site, booking, NEWS, MOST],
  );
  return rows.map(({ at, event, hall, reason }) => ({
    at: at.toISOString(),
    event,
    ...(hall ? { byHall: true as const } : {}),
    ...(hall && reason !== null ? { reason } : {}),
  }));
}
