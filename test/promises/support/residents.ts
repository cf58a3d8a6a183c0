import { randomBytes } from 'node:crypto';
import { newTicketId } from '../../../src/model/ids.ts';
import type { SlotId } from '../../../src/model/schema/booking.ts';
import { wallClock } from '../../../src/model/time.ts';
import { QUEUES } from '../../support/queue.ts';
import { type HallTerminal, newClaim } from './hall-terminal.ts';

/** @returns a whole number from 0, below `sides` */
export const dice = (sides: number): number => Math.floor(Math.random() * sides);
export const oneOf = <T>(list: readonly T[]): T => list[dice(list.length)] as T;

/** Something that somebody does at a terminal. `made` are the bookings that people have. */
type Resident = (
  terminal: HallTerminal,
  slots: readonly SlotId[],
  made: ReturnType<typeof newClaim>[],
) => Promise<void>;

const book: Resident = async (terminal, slots, made) => {
  const claim = newClaim(oneOf(slots));
  made.push(claim);
  await terminal.book({ ...claim, who: { name: '王女士' } });
};

/** Queues that give numbers to whoever comes. */
const WALK_INS = QUEUES.filter(({ walkIns }) => walkIns).map(({ id }) => id);

/** Of the terminal's own numbers, where it has some left. */
const takeNumber: Resident = (terminal) => terminal.takeTicket({ queue: oneOf(WALK_INS) });

/** As from a terminal that has no numbers of its own. */
const askForNumber: Resident = (terminal) => {
  const { day } = wallClock(Date.now(), 'Asia/Shanghai');
  return terminal.submit('take-ticket', {
    ticket: newTicketId((length) => new Uint8Array(randomBytes(length))),
    queue: oneOf(WALK_INS),
    day,
  });
};

/** What people do, and how often. */
export const residents: readonly Resident[] = [
  book,
  book,
  book,
  async (terminal, slots) => {
    const { booking, slot } = newClaim(oneOf(slots));
    await terminal.submit('hold', { booking, slot });
  },
  async (terminal, slots, made) => {
    const claim = newClaim(oneOf(slots));
    made.push(claim);
    await terminal.submit('wait', { ...claim, who: { name: '李先生' } });
  },
  async (terminal, slots, made) => {
    if (made.length > 0)
      await terminal.submit('change', { booking: oneOf(made).booking, slot: oneOf(slots) });
  },
  takeNumber,
  askForNumber,
  async (terminal, _slots, made) => {
    if (made.length > 0) await terminal.submit('cancel', { booking: oneOf(made).booking });
  },
];
