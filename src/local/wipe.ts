import type { CommandKind } from '../model/schema/command.ts';

/**
 * Notices that the browser cleared the database while requests were waiting in it. The count is kept in localStorage,
 * which browsers do not clear together with IndexedDB when they run out of room. Beside it stands which database they
 * waited in: one that is still there has lost nothing.
 */
const DAY_MS = 86_400_000;

const waitingKey = (site: string): string => `linli.waiting.${site}`;
const lostKey = (site: string): string => `linli.lost.${site}`;

/** A terminal's database: its site, and the random name it got when it was made. */
export interface Life {
  readonly site: string;
  readonly life: string;
}

/**
 * Whether a command is something that a person asked for, and would miss. Keeping a place for a while and giving one back,
 * and what is handed to a phone for minutes, are the terminal's own affair.
 */
export const isRequest = (kind: CommandKind): boolean => !OWN_AFFAIRS.has(kind);

const OWN_AFFAIRS: ReadonlySet<CommandKind> = new Set([
  'hold',
  'release',
  'return-lease',
  'hand-off',
  'end-hand-off',
  'open-card',
  'call-for-help',
  'end-help',
]);

/** Notes that so many requests more, or fewer, wait in a database. */
export function noteWaiting(database: Life, more: number): void {
  try {
    const [noted, life] = (localStorage.getItem(waitingKey(database.site)) ?? '').split(' ');
    note(database, Math.max(0, (life === database.life ? Number(noted) : 0) + more));
  } catch {
    // No such storage: a wipe goes unnoticed here.
  }
}

function note({ site, life }: Life, count: number): void {
  localStorage.setItem(waitingKey(site), `${count} ${life}`);
}

/**
 * Compares the database with the one that was noted.
 * @param waiting how many requests wait in this one
 * @returns how many are gone without an outcome, for a day after it was found out
 */
export function countLost(database: Life, waiting: number, nowMs: number): number {
  try {
    const { site } = database;
    const [noted, life] = (localStorage.getItem(waitingKey(site)) ?? '0').split(' ');
    // Older versions noted the number alone.
    const gone = life === undefined ? Number(noted) - waiting : life === database.life ? 0 : Number(noted);
    note(database, waiting);
    if (gone > 0) localStorage.setItem(lostKey(site), `${gone} ${nowMs}`);
    const [count, atMs] = (localStorage.getItem(lostKey(site)) ?? '').split(' ').map(Number);
    return count && atMs && nowMs - atMs < DAY_MS ? count : 0;
  } catch {
    return 0;
  }
}
