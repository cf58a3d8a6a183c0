import type { CommandBody } from './schema/command.ts';
import type { Asks, Option, Question } from './schema/service.ts';
import type { Weekday } from './schema/text.ts';

/** What a booking of a service asks, and whether it was all said. The terminal asks by these rules, the hub checks by them. */
export interface Asking {
  readonly asks: Asks;
  readonly questions: readonly Question[];
  /** A cap tells people apart by their number. */
  readonly perDay?: number | undefined;
}

export type Answers = Pick<CommandBody<'book'>, 'who' | 'choices'>;

const WEEKDAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** @param weekday 0 is Monday, as `wallClock` has it */
export const weekdayOf = (weekday: number): Weekday => WEEKDAYS[weekday] ?? 'MO';

/** What can be answered on a day: how a weekly menu shows each day its own dishes. */
export const optionsOn = (question: Question, day: Weekday): readonly Option[] =>
  question.options.filter(({ days }) => days === undefined || days.includes(day));

/** Questions that have something to choose on a day. */
export const questionsOn = (questions: readonly Question[], day: Weekday): readonly Question[] =>
  questions.filter((question) => optionsOn(question, day).length > 0);

/** The options that were chosen. */
export const chosenOptions = (
  questions: readonly Question[],
  choices: Answers['choices'],
): readonly { readonly question: Question; readonly option: Option }[] =>
  questions.flatMap((question) => {
    const option = question.options.find(({ id }) => id === choices?.[question.id]);
    return option ? [{ question, option }] : [];
  });

/** Whether what was chosen is brought to the person: an option that asks for an address. */
export const isDelivered = (questions: readonly Question[], choices: Answers['choices']): boolean =>
  chosenOptions(questions, choices).some(({ option }) => option.asks.includes('address'));

/** What must be known of the person, with what the chosen options ask besides. */
export function neededOf(
  asking: Asking,
  choices: Answers['choices'],
): ReadonlySet<'name' | 'phone' | 'address'> {
  const more = chosenOptions(asking.questions, choices).flatMap(({ option }) => option.asks);
  const needed = new Set<'name' | 'phone' | 'address'>(more);
  if (asking.asks.name === 'required') needed.add('name');
  if (asking.asks.phone === 'required' || asking.perDay !== undefined) needed.add('phone');
  return needed;
}

/**
 * The first thing that was not answered, or answered with what is not to be had.
 * @param day the weekday of the slot in the site's zone
 * @returns the path of the field in the command, or undefined where all is said
 */
export function unanswered(asking: Asking, answers: Answers, day: Weekday): string | undefined {
  const { choices = {}, who } = answers;
  const open = questionsOn(asking.questions, day);
  const wrong = Object.keys(choices).find((id) => !open.some((question) => question.id === id));
  if (wrong !== undefined) return `body.choices.${wrong}`;
  for (const question of open)
    if (!optionsOn(question, day).some(({ id }) => id === choices[question.id]))
      return `body.choices.${question.id}`;
  const missing = [...neededOf(asking, choices)].find((field) => who[field] === undefined);
  return missing === undefined ? undefined : `body.who.${missing}`;
}
