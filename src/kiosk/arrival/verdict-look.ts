import type { Verdict } from '../../model/arrival.ts';

/** What a verdict looks like, and which way leads on first; the way to a person stands on every one but a plain welcome. */
export interface VerdictLook {
  readonly tone: 'positive' | 'info' | 'caution';
  readonly icon: string;
  /**
   * `done`: the visit can end. `look`: the booking's own screen has what can be done. `again`: show it once more.
   * `leave`: check out. `adults`: who may pick the child up. `book`: the service, to book it anew. `help`: a person.
   */
  readonly first: 'done' | 'look' | 'again' | 'leave' | 'adults' | 'book' | 'help';
}

const AGAIN: VerdictLook = { tone: 'caution', icon: 'info', first: 'again' };
const ANEW: VerdictLook = { tone: 'caution', icon: 'info', first: 'book' };
const STAFF: VerdictLook = { tone: 'caution', icon: 'info', first: 'help' };
const LOOK: VerdictLook = { tone: 'caution', icon: 'clock', first: 'look' };

/** A number and a card have screens of their own. */
export type ShownVerdict = Exclude<Verdict, { readonly kind: 'ticket' | 'card' }>;

export const VERDICT_LOOKS: Readonly<Record<ShownVerdict['kind'], VerdictLook>> = {
  welcome: { tone: 'positive', icon: 'circle-check', first: 'done' },
  'welcome-unlisted': { tone: 'info', icon: 'check', first: 'again' },
  'too-early': LOOK,
  'too-late': { ...STAFF, icon: 'clock' },
  elsewhere: { tone: 'caution', icon: 'map-pin', first: 'done' },
  'already-used': { ...AGAIN, first: 'done' },
  'used-twice': { ...STAFF, icon: 'users' },
  cancelled: ANEW,
  refused: ANEW,
  requested: { ...LOOK, tone: 'info' },
  waiting: { ...LOOK, tone: 'info', icon: 'hourglass' },
  offered: { ...LOOK, tone: 'positive' },
  lapsed: { ...ANEW, icon: 'hourglass' },
  withdrawn: { ...LOOK, icon: 'calendar-x' },
  delivered: { tone: 'info', icon: 'house', first: 'done' },
  expired: ANEW,
  foreign: AGAIN,
  'unknown-key': STAFF,
  altered: AGAIN,
  'not-a-pass': AGAIN,
  'unknown-code': AGAIN,
  'may-leave': { tone: 'info', icon: 'log-out', first: 'leave' },
  left: { tone: 'positive', icon: 'circle-check', first: 'done' },
  'in-care': { tone: 'info', icon: 'baby', first: 'adults' },
  collected: { tone: 'info', icon: 'info', first: 'done' },
  'pick-up': { tone: 'positive', icon: 'circle-check', first: 'done' },
  'pick-up-not-in': { ...AGAIN, first: 'done' },
  'pick-up-done': { ...AGAIN, first: 'done' },
  'pick-up-not-today': { ...AGAIN, icon: 'calendar-x', first: 'done' },
  'pick-up-unknown': STAFF,
};

/**
 * The words of a verdict: a meal that was fetched is said as such, several children as several, and a welcome by a clock in
 * doubt as one that staff look at.
 */
export function verdictKey(verdict: ShownVerdict, isMeal: boolean) {
  if (verdict.kind === 'already-used' && isMeal) return 'verdict.picked-up';
  if (verdict.kind === 'welcome' && verdict.unsure) return 'verdict.welcome-unsure';
  return `verdict.${verdict.kind}` as const;
}
