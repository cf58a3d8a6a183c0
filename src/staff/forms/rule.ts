import type { Weekday } from '../../model/schema/text.ts';

/** Recurrence rules (RFC 5545) as far as people choose them; `other` keeps what is something else. */
export type Rule =
  | { readonly every: 'day' }
  | { readonly every: 'weekday' }
  | { readonly every: 'week'; readonly days: readonly Weekday[] }
  /** `nth` 1 to 4 counts from the start of the month; -1 is the last. */
  | { readonly every: 'month'; readonly nth: number; readonly day: Weekday }
  | { readonly every: 'other'; readonly text: string };

export const WEEK: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
export const NTHS: readonly number[] = [1, 2, 3, 4, -1];

const WORKDAYS = WEEK.slice(0, 5).join(',');
const isDay = (text: string): text is Weekday => WEEK.some((day) => day === text);

export function readRule(text: string): Rule {
  if (text === 'FREQ=DAILY') return { every: 'day' };
  if (text === `FREQ=WEEKLY;BYDAY=${WORKDAYS}`) return { every: 'weekday' };
  const weekly = /^FREQ=WEEKLY;BYDAY=([A-Z,]+)$/u.exec(text)?.[1]?.split(',');
  if (weekly?.every(isDay)) return { every: 'week', days: weekly };
  const monthly = /^FREQ=MONTHLY;BYDAY=(-?\d)([A-Z]{2})$/u.exec(text);
  const [nth, day] = [Number(monthly?.[1]), monthly?.[2] ?? ''];
  if (NTHS.includes(nth) && isDay(day)) return { every: 'month', nth, day };
  return { every: 'other', text };
}

export function ruleText(rule: Rule): string {
  switch (rule.every) {
    case 'day':
      return 'FREQ=DAILY';
    case 'weekday':
      return `FREQ=WEEKLY;BYDAY=${WORKDAYS}`;
    case 'week':
      return `FREQ=WEEKLY;BYDAY=${WEEK.filter((day) => rule.days.includes(day)).join(',')}`;
    case 'month':
      return `FREQ=MONTHLY;BYDAY=${rule.nth}${rule.day}`;
    case 'other':
      return rule.text;
  }
}
