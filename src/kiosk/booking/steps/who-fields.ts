import type { MessageKey } from '../../../access/say.ts';
import type { Who } from '../../../model/schema/command.ts';
import type { Wanted } from '../ground.ts';

export type WhoField = 'name' | 'phone' | 'address';

export const LONGEST: Readonly<Record<WhoField, number>> = { name: 24, phone: 14, address: 80 };
const SHORTEST_PHONE = 5;
/** As long as an id-card number: the hub takes no such thing in any field. */
const ID_NUMBER = /\d{17}[\dXx]|(?<!\d)\d{15}(?!\d)/u;

/** What is typed into a field, as it may stand there. */
export const fitting = (field: WhoField, text: string): string =>
  (field === 'phone' ? text.replaceAll(/\D/gu, '') : text).slice(0, LONGEST[field]);

/** The fields without blanks around, and without those that are empty. */
export function saidOf(typed: Who): Who {
  const entries = Object.entries(typed).map(([field, text = '']) => [field, text.trim()] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

/** @returns the words for what is wrong with a field, or undefined where it will do */
export function complaint(field: WhoField, typed: Who, wanted: Wanted): MessageKey | undefined {
  const text = saidOf(typed)[field] ?? '';
  if (wanted[field] === 'no') return undefined;
  if (text === '' && wanted[field] === 'required')
    return field === 'phone' ? 'who.phone-wrong' : `who.${field}-missing`;
  if (field === 'phone') return text !== '' && text.length < SHORTEST_PHONE ? 'who.phone-wrong' : undefined;
  return ID_NUMBER.test(text.replaceAll(/[\s-]/gu, '')) ? 'who.no-id-number' : undefined;
}
