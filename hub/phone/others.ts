import { mayAlter, mayBook } from '../../src/model/booking.ts';
import { optionsOn, questionsOn, weekdayOf } from '../../src/model/choices.ts';
import type { Booking, Slot } from '../../src/model/schema/booking.ts';
import type { Question, Service } from '../../src/model/schema/service.ts';
import { wallClock } from '../../src/model/time.ts';
import type { Query } from '../database/database.ts';
import { type SlotRow, toSlot } from '../database/rows.ts';

const MOST = 30;
/** Looked at for those 30: times near by may be full, or kept for people who come without planning. */
const MOST_READ = 300;

/** A booking whose other times are asked for. */
export interface Movable {
  readonly site: string;
  readonly timeZone: string;
  readonly booking: Booking;
  readonly slot: Slot;
  readonly service: Pick<Service, 'terms' | 'questions'>;
  /** Slots that the same person has already. */
  readonly taken: readonly string[];
  /** Others come along at the same time under the same pass. */
  readonly together: boolean;
}

/**
 * The times a booking can be moved to: the same service at the same place, with room, on days that offer what was
 * chosen; the nearest to its own time first. None where it cannot be moved, none for a visit of several matters, whose
 * times must fit together, and none for several people, who would be parted.
 */
export async function otherTimes(
  db: { readonly query: Query },
  { site, timeZone, booking, slot, service, taken, together }: Movable,
  nowMs: number,
): Promise<readonly Slot[]> {
  if (booking.status !== 'confirmed' || booking.also || together) return [];
  if (!mayAlter(slot, service.terms, nowMs).ok) return [];
  const rows = await db.query<SlotRow>(
    `select slot.* from slot
      where site = $1 and service = $2 and place = $3 and status = 'open' and starts_at > $4 and id <> all($5)
      order by abs(extract(epoch from starts_at - $6::timestamptz)), id limit ${MOST_READ}`,
    [site, slot.service, slot.place, new Date(nowMs), taken, slot.startsAt],
  );
  return rows
    .map(toSlot)
    .filter((other) => mayBook(other, service.terms, nowMs).ok)
    .filter((other) => offersChoice(service.questions, booking.choices, other, timeZone))
    .slice(0, MOST);
}

function offersChoice(
  questions: readonly Question[],
  choices: Booking['choices'],
  slot: Slot,
  timeZone: string,
): boolean {
  if (!choices) return true;
  const day = weekdayOf(wallClock(Date.parse(slot.startsAt), timeZone).weekday);
  return questionsOn(questions, day).every((question) =>
    optionsOn(question, day).some(({ id }) => id === choices[question.id]),
  );
}
