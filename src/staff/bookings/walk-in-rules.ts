import { neededOf, questionsOn } from '../../model/choices.ts';
import type { Choices } from '../../model/schema/booking.ts';
import type { Who } from '../../model/schema/command.ts';
import type { Question } from '../../model/schema/service.ts';
import type { DeskService } from '../../model/schema/staff-bookings.ts';
import type { Weekday } from '../../model/schema/text.ts';
import { WHO_FIELDS, type Wanted, type WhoFault, type WhoField, faultOf } from '../../model/who-rules.ts';

/** What was typed and chosen for somebody at the desk. */
export interface Filled {
  readonly who: Who;
  readonly choices: Choices;
}

export type FilledFault =
  | { readonly kind: 'choice'; readonly question: Question }
  | { readonly kind: 'who'; readonly field: WhoField; readonly fault: WhoFault };

/** How much a service asks of each, with what was chosen. */
export function wantedOf(service: DeskService | undefined, choices: Choices): Wanted {
  if (!service) return { name: 'no', phone: 'no', address: 'no' };
  const { asks, questions, terms } = service;
  const needed = neededOf({ asks, questions, perDay: terms.perDay }, choices);
  return {
    name: needed.has('name') ? 'required' : asks.name,
    phone: needed.has('phone') ? 'required' : asks.phone,
    address: needed.has('address') ? 'required' : 'no',
  };
}

/** The first thing that is missing, or cannot be, in the order of the form. The hub goes by the same rules. */
export function faultIn(
  service: DeskService | undefined,
  day: Weekday,
  { who, choices }: Filled,
): FilledFault | undefined {
  const open = questionsOn(service?.questions ?? [], day);
  const question = open.find(({ id }) => (choices[id] ?? '') === '');
  if (question) return { kind: 'choice', question };
  for (const field of WHO_FIELDS) {
    const fault = faultOf(field, who, wantedOf(service, choices));
    if (fault) return { kind: 'who', field, fault };
  }
  return undefined;
}
