import { isOneVisit, mayBook } from '../../model/booking.ts';
import { neededOf, optionsOn, questionsOn, weekdayOf } from '../../model/choices.ts';
import type { Choices, Slot } from '../../model/schema/booking.ts';
import type { PlaceId } from '../../model/schema/place.ts';
import type { Option, Question, Service } from '../../model/schema/service.ts';
import { wallClock } from '../../model/time.ts';
import { type OwnPlaces, availability } from '../shell/slots/slot-list.ts';

/** What is on offer at this moment: all that the steps of booking are worked out from. */
export interface Ground {
  readonly service: Service;
  /** The slots of the service. */
  readonly slots: readonly Slot[];
  /** Services that fit into the same visit, with their slots. */
  readonly companions: readonly { readonly service: Service; readonly slots: readonly Slot[] }[];
  readonly timeZone: string;
  /** The hub's time, milliseconds since 1970. */
  readonly nowMs: number;
  readonly own: OwnPlaces;
}

/** Where somebody wants to go: one hall, or whichever comes first. */
export type PlaceChoice = PlaceId | 'any';

/** A second matter for the same visit. */
export interface Companion {
  readonly service: Service;
  readonly slot: Slot;
}

/** One screen on which something is chosen: the same for all days, or the menu of one day. */
export interface ChoiceScreen {
  /** Under which the answer is kept: it outlives a change of the time where the question is the same every day. */
  readonly key: string;
  readonly question: Question;
  readonly options: readonly Option[];
  /** The slot whose menu it is; undefined where one answer holds for all. */
  readonly slot: Slot | undefined;
}

/** Answers by `ChoiceScreen.key`. */
export type Answers = Readonly<Record<string, string>>;

/** Times that can be taken or waited for, at the chosen place. */
export function openSlots(ground: Ground, place: PlaceChoice | undefined): readonly Slot[] {
  const { service, slots, nowMs, own } = ground;
  const kinds = new Set(['free', 'wait']);
  return atPlace(slots, place).filter((slot) =>
    kinds.has(availability(slot, service.terms, nowMs, own).kind),
  );
}

/** Times with a place that is free now. */
export const freeSlots = (ground: Ground, place?: PlaceChoice): readonly Slot[] =>
  atPlace(ground.slots, place).filter((slot) => isFree(slot, ground.service, ground));

export const atPlace = (slots: readonly Slot[], place: PlaceChoice | undefined): readonly Slot[] =>
  place === undefined || place === 'any' ? slots : slots.filter((slot) => slot.place === place);

const isFree = (slot: Slot, service: Service, { nowMs, own }: Ground): boolean =>
  availability(slot, service.terms, nowMs, own).kind === 'free';

/** The places that have times, each with its soonest free one, the soonest place first. */
export function placesOf(ground: Ground): readonly { readonly place: PlaceId; readonly soonest: Slot }[] {
  const soonest = new Map<PlaceId, Slot>();
  // Those with a free place come before those one has to wait for.
  const inOrder = [...openSlots(ground, 'any')].sort(
    (one, other) =>
      Number(isFree(other, ground.service, ground)) - Number(isFree(one, ground.service, ground)) ||
      one.startsAt.localeCompare(other.startsAt),
  );
  for (const slot of inOrder) if (!soonest.has(slot.place)) soonest.set(slot.place, slot);
  return [...soonest].map(([place, slot]) => ({ place, soonest: slot }));
}

/** The same time on the other days on offer, at the same place, in order. */
export function repeatsOf(ground: Ground, slot: Slot): readonly Slot[] {
  if (!ground.service.terms.repeats) return [];
  const timeOf = (each: Slot) => wallClock(Date.parse(each.startsAt), ground.timeZone).time;
  return freeSlots(ground, slot.place)
    .filter((each) => each.id !== slot.id && timeOf(each) === timeOf(slot))
    .sort((one, other) => one.startsAt.localeCompare(other.startsAt));
}

/** Second matters that end where the slot begins, or begin where it ends, at the same place. */
export function companionsOf(ground: Ground, slot: Slot): readonly Companion[] {
  return ground.companions.flatMap(({ service, slots }) =>
    slots
      // Only what anybody may have: the terminal's own places are for one slot at a time.
      .filter((other) => isOneVisit([slot, other]) && mayBook(other, service.terms, ground.nowMs).ok)
      .map((other) => ({ service, slot: other })),
  );
}

const dayOfWeek = (slot: Slot, timeZone: string) =>
  weekdayOf(wallClock(Date.parse(slot.startsAt), timeZone).weekday);

/** Whether a question has another menu on other days. */
const changesByDay = ({ options }: Question): boolean => options.some(({ days }) => days !== undefined);

/** What is to be chosen for these slots, a screen each. */
export function choiceScreens(ground: Ground, slots: readonly Slot[]): readonly ChoiceScreen[] {
  const { service, timeZone } = ground;
  return service.questions.flatMap((question): readonly ChoiceScreen[] => {
    if (!changesByDay(question))
      return [{ key: question.id, question, options: question.options, slot: undefined }];
    return slots.flatMap((slot) => {
      const options = optionsOn(question, dayOfWeek(slot, timeZone));
      return options.length === 0 ? [] : [{ key: `${question.id}@${slot.id}`, question, options, slot }];
    });
  });
}

/** The answers that belong to one slot, as a command carries them. */
export function choicesFor(ground: Ground, slot: Slot, answers: Answers): Choices {
  const asked = questionsOn(ground.service.questions, dayOfWeek(slot, ground.timeZone));
  return Object.fromEntries(
    asked.flatMap(({ id }) => {
      const option = answers[`${id}@${slot.id}`] ?? answers[id];
      return option === undefined ? [] : [[id, option]];
    }),
  );
}

/** How much is asked of each thing about a person. */
export interface Wanted {
  readonly name: 'no' | 'optional' | 'required';
  readonly phone: 'no' | 'optional' | 'required';
  readonly address: 'no' | 'required';
}

/** What is asked of the person, with what the chosen options ask besides. */
export function wantedOf(ground: Ground, slots: readonly Slot[], answers: Answers): Wanted {
  const { asks, questions, terms } = ground.service;
  const needed = new Set(
    slots.flatMap((slot) => [
      ...neededOf({ asks, questions, perDay: terms.perDay }, choicesFor(ground, slot, answers)),
    ]),
  );
  return {
    name: needed.has('name') ? 'required' : asks.name,
    phone: needed.has('phone') ? 'required' : asks.phone,
    address: needed.has('address') ? 'required' : 'no',
  };
}

export const asksNothing = ({ name, phone, address }: Wanted): boolean =>
  name === 'no' && phone === 'no' && address === 'no';
