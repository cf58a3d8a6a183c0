import type { BookingId } from '../../model/schema/booking.ts';
import type { Helper, Who } from '../../model/schema/command.ts';
import { dayOf } from '../shell/slots/slot-list.ts';
import { after, before, enter, openStep } from './flow-plan.ts';
import {
  type BookingFlow,
  type Chosen,
  type Claim,
  type Keeping,
  type NotKept,
  type Sent,
  chosenIn,
  slotsOf,
} from './flow-state.ts';
import { type Companion, type Ground, type PlaceChoice, choiceScreens, placesOf } from './ground.ts';
import { forPeople } from './people.ts';

/** A new booking. */
export function start(ground: Ground): BookingFlow {
  const form = { answers: {}, typed: {}, who: undefined, helper: undefined };
  return { step: placesOf(ground).length > 1 ? 'place' : 'day', form, place: undefined };
}

export const choosePlace = ({ form }: BookingFlow, place: PlaceChoice): BookingFlow => ({
  step: 'day',
  form,
  place,
});

export const chooseDay = ({ form, place }: BookingFlow, day: string): BookingFlow => ({
  step: 'time',
  form,
  place,
  day,
});

/** A time was chosen. Who said everything before, for another time, goes straight to what is still open. */
export function chooseTime(
  { form, place }: BookingFlow,
  ground: Ground,
  time: Pick<Chosen, 'code' | 'line'> & Pick<Claim, 'booking' | 'slot'>,
): BookingFlow {
  const { booking, slot, code, line } = time;
  const keeping: Keeping = line ? { by: 'none', why: 'line' } : { by: 'asking' };
  const chosen: Chosen = { code, claims: [{ booking, slot, keeping }], also: undefined, line };
  return enter(openStep(ground, chosen, form), { form, place, chosen }, ground);
}

/** The further days on which the same time is wanted; their places are asked for while the person goes on choosing. */
export function chooseFurther(flow: BookingFlow, further: readonly Claim[]): BookingFlow {
  if (flow.step !== 'repeats') return flow;
  const [first] = flow.chosen.claims;
  const others = further.filter(({ slot }) => slot.id !== first.slot.id);
  return { ...flow, chosen: { ...flow.chosen, claims: [first, ...others] } };
}

/** Enough days were chosen, or none. */
export const endFurther = (flow: BookingFlow, ground: Ground): BookingFlow =>
  flow.step === 'repeats' ? after('repeats', flow, ground) : flow;

/** So many people come: each has a booking and a place of their own, under one pass. */
export function choosePeople(
  flow: BookingFlow,
  ground: Ground,
  people: number,
  newBooking: () => BookingId,
): BookingFlow {
  if (flow.step !== 'people') return flow;
  const claims = forPeople(flow.chosen.claims, people, newBooking);
  const form = { ...flow.form, people };
  return after('people', { ...flow, form, chosen: { ...flow.chosen, claims } }, ground);
}

/** A second matter for the same visit, or none. Its places are kept together with the first, by the hub. */
export function chooseAlso(flow: BookingFlow, ground: Ground, also: Companion | undefined): BookingFlow {
  if (flow.step !== 'also') return flow;
  const changed = also?.slot.id !== flow.chosen.also?.slot.id;
  const chosen = changed ? askAnew({ ...flow.chosen, also }) : flow.chosen;
  return after('also', { ...flow, chosen }, ground);
}

/** An option was chosen on the present screen of choices. */
export function answer(flow: BookingFlow, ground: Ground, key: string, option: string): BookingFlow {
  if (flow.step !== 'choices') return flow;
  const form = { ...flow.form, answers: { ...flow.form.answers, [key]: option } };
  const screens = choiceScreens(ground, slotsOf(flow.chosen));
  const index = screens.findIndex((screen) => screen.key === key) + 1;
  return index < screens.length ? { ...flow, form, index } : after('choices', { ...flow, form }, ground);
}

/** Somebody books for another, or for themselves again. */
export function forAnother(flow: BookingFlow, another: boolean): BookingFlow {
  if (flow.step !== 'who' && flow.step !== 'helper') return flow;
  const { place, chosen, form } = flow;
  return another
    ? { step: 'helper', place, chosen, form }
    : { step: 'who', place, chosen, form: { ...form, helper: undefined } };
}

/** Who helps, with whose consent. */
export const sayHelper = (flow: BookingFlow, helper: Helper): BookingFlow =>
  flow.step === 'helper' ? { ...flow, step: 'who', form: { ...flow.form, helper } } : flow;

/** Something was typed, and is kept whatever comes between. */
export const typeWho = (flow: BookingFlow, typed: Who): BookingFlow =>
  flow.step === 'who' ? { ...flow, form: { ...flow.form, typed } } : flow;

/** How the person is called, and what else was asked. */
export const sayWho = (flow: BookingFlow, ground: Ground, who: Who): BookingFlow =>
  flow.step === 'who' ? after('who', { ...flow, form: { ...flow.form, typed: who, who } }, ground) : flow;

/**
 * What became of keeping a place. A time that is gone is said at once; a further day, or the place of a further person, that
 * is gone stays in its row.
 */
export function heard(flow: BookingFlow, booking: BookingId, keeping: Keeping): BookingFlow {
  const chosen = chosenIn(flow);
  if (!chosen || !('chosen' in flow) || flow.step === 'sent') return flow;
  const [first, ...further] = chosen.claims;
  const told = (claim: Claim): Claim => (claim.booking === booking ? { ...claim, keeping } : claim);
  if (first.booking === booking && keeping.by === 'refused') {
    const { form, place } = flow;
    if (chosen.also) {
      const gone = chosen.also.slot.id;
      return { step: 'also', form, place, chosen: askAnew({ ...chosen, also: undefined }), gone };
    }
    return { step: 'full', form, place, slot: first.slot, error: keeping.error };
  }
  return { ...flow, chosen: { ...chosen, claims: [told(first), ...further.map(told)] } };
}

/** The commands left for the hub. */
export const send = (flow: BookingFlow, sent: readonly Sent[]): BookingFlow =>
  flow.step === 'confirm' ? { ...flow, step: 'sent', sent, patient: true } : flow;

/** The hub has not answered while the person stands there. */
export const losePatience = (flow: BookingFlow): BookingFlow =>
  flow.step === 'sent' ? { ...flow, patient: false } : flow;

export const notKept = ({ form, place }: BookingFlow, reason: NotKept): BookingFlow => ({
  step: 'not-kept',
  form,
  place,
  reason,
});

/** Back to the days, with all that was said. */
export const otherTime = ({ form, place }: BookingFlow): BookingFlow => ({ step: 'day', form, place });

/** @returns the step before this one; undefined where the way back leads out of booking */
export function stepBack(flow: BookingFlow, ground: Ground): BookingFlow | undefined {
  const { form, place } = flow;
  switch (flow.step) {
    case 'place':
    case 'sent':
    case 'not-kept':
      return undefined;
    case 'day':
      return place === undefined ? undefined : { step: 'place', form, place };
    case 'time':
      return { step: 'day', form, place };
    case 'full':
      return { step: 'time', form, place, day: dayOf(flow.slot, ground.timeZone) };
    case 'helper':
      return { ...flow, step: 'who' };
    case 'choices':
      if (flow.index > 0) return { ...flow, index: flow.index - 1 };
      return before('choices', flow, ground);
    case 'repeats':
    case 'people':
    case 'also':
    case 'who':
    case 'confirm':
      return before(flow.step, flow, ground);
  }
}

/** The place is asked for again: what is to be kept has changed. */
function askAnew(chosen: Chosen): Chosen {
  const [first, ...further] = chosen.claims;
  return { ...chosen, claims: [{ ...first, keeping: { by: 'asking' } }, ...further] };
}
