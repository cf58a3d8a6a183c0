/**
 * Notices that the browser cleared the database while commands were waiting in it. The count is kept in localStorage,
 * which browsers do not clear together with IndexedDB when they run out of room.
 */
const DAY_MS = 86_400_000;

const waitingKey = (site: string): string => `linli.waiting.${site}`;
const lostKey = (site: string): string => `linli.lost.${site}`;

/** Notes how many commands wait. Called after one more is kept and before one leaves, so that a crash raises no false alarm. */
export function noteWaiting(site: string, count: number): void {
  try {
    localStorage.setItem(waitingKey(site), String(count));
  } catch {
    // No such storage: a wipe goes unnoticed here.
  }
}

/**
 * Compares what waits with what was noted.
 * @param waiting how many commands wait in the database
 * @returns how many are gone without an outcome, for a day after it was found out
 */
export function countLost(site: string, waiting: number, nowMs: number): number {
  try {
    const gone = Number(localStorage.getItem(waitingKey(site)) ?? 0) - waiting;
    noteWaiting(site, waiting);
    if (gone > 0) localStorage.setItem(lostKey(site), `${gone} ${nowMs}`);
    const [count, atMs] = (localStorage.getItem(lostKey(site)) ?? '').split(' ').map(Number);
    return count && atMs && nowMs - atMs < DAY_MS ? count : 0;
  } catch {
    return 0;
  }
}
