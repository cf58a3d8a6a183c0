import type { FormAnswer, FormHandOff } from '../../model/hand-off.ts';
import type { Who } from '../../model/schema/command.ts';
import { WHO_FIELDS, faultOf, fitting, saidOf } from '../../model/who-rules.ts';
import type { Terminal } from '../shell/terminal.ts';
import { sayWho, typeWho } from './flow.ts';
import { type At, type BookingFlow, slotsOf } from './flow-state.ts';
import { type Ground, choiceScreens, wantedOf } from './ground.ts';

/** What is asked at this step and before it, for somebody who answers on a phone. */
export function formOf({ site }: Pick<Terminal, 'site'>, flow: At<'who'>, ground: Ground): FormHandOff {
  const slots = slotsOf(flow.chosen);
  const { answers, typed, helper } = flow.form;
  const screens = choiceScreens(ground, slots);
  return {
    kind: 'form',
    hall: site.hall,
    service: ground.service.name,
    startsAt: flow.chosen.claims[0].slot.startsAt,
    timeZone: site.timeZone,
    wanted: wantedOf(ground, slots, {}),
    questions: screens.map(({ key, question, options, slot }) => ({
      key,
      label: question.label,
      ...(slot ? { day: slot.startsAt } : {}),
      options: options.map(({ id, label, asks }) => ({ id, label, asks })),
      ...(answers[key] === undefined ? {} : { chosen: answers[key] }),
    })),
    typed,
    another: helper !== undefined,
  };
}

/**
 * Takes what a phone sent by the rules of what is typed here, and believes none of it: options that are not on offer and
 * fields that are not asked are dropped, texts are cut to their length.
 * @returns the next step where all was said; else this one, with what came in its fields
 */
export function takeForm(flow: At<'who'>, ground: Ground, { who, answers }: FormAnswer): BookingFlow {
  const slots = slotsOf(flow.chosen);
  const chosen = Object.fromEntries(
    choiceScreens(ground, slots).flatMap(({ key, options }) => {
      const option = options.find(({ id }) => id === answers[key]);
      return option ? [[key, option.id] as const] : [];
    }),
  );
  const form = { ...flow.form, answers: { ...flow.form.answers, ...chosen } };
  const wanted = wantedOf(ground, slots, form.answers);
  const said: Who = Object.fromEntries(
    WHO_FIELDS.flatMap((field) => {
      const text = who[field];
      return text === undefined || wanted[field] === 'no' ? [] : [[field, fitting(field, text)]];
    }),
  );
  const next = { ...flow, form };
  return WHO_FIELDS.some((field) => faultOf(field, said, wanted))
    ? typeWho(next, said)
    : sayWho(next, ground, saidOf(said));
}
