import type { Who } from './schema/command.ts';

/** What is known of a person, and how much of it is asked: the same rules wherever it is typed. */
export type WhoField = 'name' | 'phone' | 'address';
export const WHO_FIELDS: readonly WhoField[] = ['name', 'phone', 'address'];

/** How much is asked of each. */
export interface Wanted {
  readonly name: 'no' | 'optional' | 'required';
  readonly phone: 'no' | 'optional' | 'required';
  readonly address: 'no' | 'required';
}

export type WhoFault = 'missing' | 'phone-wrong' | 'id-number';

/** In characters. */
export const LONGEST: Readonly<Record<WhoField, number>> = { name: 24, phone: 14, address: 80 };
const SHORTEST_PHONE = 5;
/** As long as an id-card number (GB 11643): the hub takes no such thing in any field. */
const ID_NUMBER = /\d{17}[\dXx]|(?:^|\D)\d{15}(?!\d)/u;

/** What is typed into a field, as it may stand there. */
export const fitting = (field: WhoField, text: string): string =>
  (field === 'phone' ? text.replace(/\D/gu, '') : text).slice(0, LONGEST[field]);

/** The fields without blanks around, and without those that are empty. */
export function saidOf(typed: Who): Who {
  const entries = Object.entries(typed).map(([field, text = '']) => [field, text.trim()] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

/** @returns what is wrong with a field, or undefined where it will do */
export function faultOf(field: WhoField, typed: Who, wanted: Wanted): WhoFault | undefined {
  const text = saidOf(typed)[field] ?? '';
  if (wanted[field] === 'no') return undefined;
  if (text === '') return wanted[field] === 'required' ? 'missing' : undefined;
  if (field === 'phone') return text.length < SHORTEST_PHONE ? 'phone-wrong' : undefined;
  return ID_NUMBER.test(text.replace(/[\s-]/gu, '')) ? 'id-number' : undefined;
}
