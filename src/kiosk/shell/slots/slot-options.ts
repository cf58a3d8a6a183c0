import type { DayOption } from '../../../../components/days/days.ts';
import type { TimeOption } from '../../../../components/times/times.ts';
import type { Clockwork } from '../../../access/format.ts';
import type { Words } from '../../../access/say.ts';
import type { Slot } from '../../../model/schema/booking.ts';
import type { Service } from '../../../model/schema/service.ts';
import { type Availability, type OwnPlaces, availability, byDay } from './slot-list.ts';

/** What the words for a choice of times are made from. */
export interface SlotTalk {
  readonly words: Words;
  readonly clock: Clockwork;
  readonly timeZone: string;
  readonly service: Pick<Service, 'terms'>;
  /** The hub's time, milliseconds since 1970. */
  readonly nowMs: number;
  readonly own: OwnPlaces;
  /** False where only a place that is free now will do: then a full time cannot be chosen. */
  readonly mayWait: boolean;
}

const availabilityOf = (slot: Slot, talk: SlotTalk): Availability =>
  availability(
    slot,
    { ...talk.service.terms, waitingList: talk.mayWait && talk.service.terms.waitingList },
    talk.nowMs,
    talk.own,
  );

/** The days on which something can be chosen, with how many times are free. */
export function dayOptions(slots: readonly Slot[], talk: SlotTalk): readonly DayOption[] {
  const { words, clock, timeZone } = talk;
  return [...byDay(slots, timeZone)].flatMap(([id, ofDay]) => {
    const kinds = ofDay.map((slot) => availabilityOf(slot, talk).kind);
    const free = kinds.filter((kind) => kind === 'free').length;
    if (free === 0 && !kinds.includes('wait') && !kinds.includes('later')) return [];
    const start = Date.parse(ofDay[0]?.startsAt ?? '');
    return {
      id,
      label: clock.shortDay(start),
      sublabel: clock.weekday(start),
      count: free > 0 ? words.t('book.free-times', { n: free }) : words.t('book.day-full'),
      // Where places only come later there is something to read, and nothing to choose.
      disabled: free === 0 && !kinds.includes('wait'),
    };
  });
}

/** How a time is named. */
interface TimeWords {
  /** The time of day alone where it is left out. */
  readonly label?: (slot: Slot) => string;
  /** Where it is; nothing where that goes without saying. */
  readonly place?: (slot: Slot) => string;
}

/**
 * The times of a day with what is left of each; what is past is left out.
 */
export function timeOptions(
  slots: readonly Slot[],
  talk: SlotTalk,
  named: TimeWords = {},
): readonly TimeOption[] {
  const { label = (slot: Slot) => timeSpan(slot, talk.clock), place = () => '' } = named;
  return slots.flatMap((slot) => {
    const found = availabilityOf(slot, talk);
    if (found.kind === 'gone') return [];
    return {
      id: slot.id,
      label: label(slot),
      detail: [availabilityText(found, talk), place(slot)].filter((text) => text !== '').join(' · '),
      disabled: found.kind !== 'free' && found.kind !== 'wait',
    };
  });
}

/** `10:00–10:30` */
export const timeSpan = (slot: Pick<Slot, 'startsAt' | 'endsAt'>, clock: Clockwork): string =>
  `${clock.time(Date.parse(slot.startsAt))}–${clock.time(Date.parse(slot.endsAt))}`;

/** Day and time of a slot in one line. */
export const dayAndTime = (slot: Pick<Slot, 'startsAt' | 'endsAt'>, clock: Clockwork): string =>
  `${clock.day(Date.parse(slot.startsAt))} ${timeSpan(slot, clock)}`;

function availabilityText(found: Availability, { words, clock }: SlotTalk): string {
  switch (found.kind) {
    case 'free':
      return words.t('book.places-left', { n: found.places });
    case 'wait':
      return words.t('wait.possible');
    case 'later':
      return words.t('book.opens-later', {
        day: clock.shortDay(found.opensAtMs),
        time: clock.time(found.opensAtMs),
      });
    case 'full':
      return words.t('book.full');
    case 'withdrawn':
      return words.t('book.withdrawn');
    case 'gone':
      return '';
  }
}
