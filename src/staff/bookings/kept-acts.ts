import type { Command } from '../../model/schema/command.ts';
import { type Keep, tabKeep } from '../shell/act-line.ts';

/**
 * Where the acts of this desk wait through an outage. What somebody said of themselves, and words that a clerk wrote, stay in
 * the memory of the page; the tab's storage has the others, which are ids alone.
 */

/** By site and clerk: the element goes when the session ends, what was pressed does not. */
const memory = new Map<string, string>();

/** Whether a command holds nothing but ids and fixed words. */
export const isBare = ({ body }: Command): boolean =>
  !('who' in body) && !('desk' in body && body.desk?.reason !== undefined);

/** @param key site and clerk: nobody delivers in another's name */
export function actsKeep(key: string): Keep {
  const tab = tabKeep(`linli.staff.bookings.${key}`);
  return {
    read: () => memory.get(key) ?? tab.read(),
    write: (text) => {
      memory.set(key, text);
      tab.write(JSON.stringify((JSON.parse(text) as readonly Command[]).filter(isBare)));
    },
  };
}

/** Whether something would be lost with the page. */
export const wouldLose = (waiting: readonly Command[]): boolean =>
  waiting.some((command) => !isBare(command));
