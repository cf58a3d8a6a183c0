import { lastOf } from '../../model/last.ts';
import { dayOf } from '../shell/slots/slot-list.ts';
import {
  type After,
  type BookingFlow,
  type Chosen,
  type Form,
  type LaterStep,
  type StepName,
  chosenIn,
  slotsOf,
} from './flow-state.ts';
import {
  type Answers,
  type Ground,
  asksNothing,
  choiceScreens,
  companionsOf,
  repeatsOf,
  wantedOf,
} from './ground.ts';
import { furtherDays, mostPeople, peopleIn } from './people.ts';

const ORDER: readonly LaterStep[] = ['repeats', 'people', 'also', 'choices', 'who', 'confirm'];

/** The steps after the time, for what was chosen. */
function laterSteps(ground: Ground, chosen: Chosen, answers: Answers): readonly LaterStep[] {
  const [first] = chosen.claims;
  const further = furtherDays(chosen);
  const slots = slotsOf(chosen);
  const steps: [LaterStep, boolean][] = [
    ['repeats', !chosen.line && (further.length > 0 || repeatsOf(ground, first.slot).length > 0)],
    ['people', !chosen.line && mostPeople(ground) > 1],
    [
      'also',
      !chosen.line &&
        chosen.claims.length === 1 &&
        (chosen.also !== undefined || companionsOf(ground, first.slot).length > 0),
    ],
    ['choices', choiceScreens(ground, slots).length > 0],
    ['who', !asksNothing(wantedOf(ground, slots, answers))],
    ['confirm', true],
  ];
  return steps.filter(([, needed]) => needed).map(([step]) => step);
}

/** What can be foreseen before a time is chosen. */
function likelySteps({ service }: Ground): readonly LaterStep[] {
  const steps: [LaterStep, boolean][] = [
    ['repeats', service.terms.repeats],
    ['people', service.terms.people > 1],
    ['choices', service.questions.length > 0],
    ['who', service.asks.name !== 'no' || service.asks.phone !== 'no' || service.terms.perDay !== undefined],
    ['confirm', true],
  ];
  return steps.filter(([, needed]) => needed).map(([step]) => step);
}

/** The steps of this booking that a person is told of, in order. */
export function stepsOf(flow: BookingFlow, ground: Ground): readonly StepName[] {
  const chosen = chosenIn(flow);
  const found = chosen ? laterSteps(ground, chosen, flow.form.answers) : likelySteps(ground);
  // What was on offer when the step was entered may have gone meanwhile.
  const later = ORDER.filter((step) => found.includes(step) || step === flow.step);
  const asksPlace = flow.place !== undefined || flow.step === 'place';
  return [...(asksPlace ? (['place'] as const) : []), 'day', 'time', ...later];
}

/** Where to go once a time is chosen: who said everything before, for another time, goes to what is still open. */
export function openStep(ground: Ground, chosen: Chosen, form: Form): LaterStep {
  const steps = laterSteps(ground, chosen, form.answers);
  const open = steps.find(
    (step) =>
      form.who === undefined ||
      step === 'confirm' ||
      (step === 'people' && peopleIn(chosen) !== (form.people ?? 1)) ||
      (step === 'choices' && firstOpenScreen(ground, chosen, form.answers) >= 0) ||
      (step === 'who' && lacks(ground, chosen, form)),
  );
  return open ?? 'confirm';
}

/** The step that comes after one. */
export function after(step: LaterStep, flow: After, ground: Ground): BookingFlow {
  const steps = laterSteps(ground, flow.chosen, flow.form.answers);
  const next = steps.find((each) => ORDER.indexOf(each) > ORDER.indexOf(step));
  return enter(next ?? 'confirm', flow, ground);
}

/** The step that comes before one; before the first of them it is the choice of the time. */
export function before(step: LaterStep, flow: After, ground: Ground): BookingFlow {
  const steps = laterSteps(ground, flow.chosen, flow.form.answers);
  const previous = lastOf(steps.filter((each) => ORDER.indexOf(each) < ORDER.indexOf(step)));
  const { form, place, chosen } = flow;
  if (previous === undefined)
    return { step: 'time', form, place, day: dayOf(chosen.claims[0].slot, ground.timeZone) };
  const entered = enter(previous, flow, ground);
  const last = choiceScreens(ground, slotsOf(chosen)).length - 1;
  return entered.step === 'choices' ? { ...entered, index: last } : entered;
}

/** Begins a step. */
export function enter(step: LaterStep, { form, place, chosen }: After, ground: Ground): BookingFlow {
  const base = { form, place, chosen };
  switch (step) {
    case 'also':
      return { ...base, step, gone: undefined };
    case 'choices':
      return { ...base, step, index: Math.max(0, firstOpenScreen(ground, chosen, form.answers)) };
    case 'repeats':
    case 'people':
    case 'who':
    case 'confirm':
      return { ...base, step };
  }
}

/** @returns -1 where everything is answered */
const firstOpenScreen = (ground: Ground, chosen: Chosen, answers: Answers): number =>
  choiceScreens(ground, slotsOf(chosen)).findIndex(
    ({ key, options }) => !options.some(({ id }) => id === answers[key]),
  );

/** Whether something is asked of the person that was not said. */
function lacks(ground: Ground, chosen: Chosen, { who, answers }: Form): boolean {
  const wanted = wantedOf(ground, slotsOf(chosen), answers);
  return (['name', 'phone', 'address'] as const).some(
    (field) => wanted[field] === 'required' && who?.[field] === undefined,
  );
}
