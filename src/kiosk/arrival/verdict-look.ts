import type { Verdict } from '../../model/arrival.ts';

/** What a verdict looks like, and which way leads on first; the way to a person stands on every one but a plain welcome. */
export interface VerdictLook {
  readonly tone: 'positive' | 'info' | 'caution';
  readonly icon: string;
  /** `done`: the visit can end. `look`: the booking's own screen has what can be done. `again`: show it once more. */
  readonly first: 'done' | 'look' | 'again';
}

const AGAIN: VerdictLook = { tone: 'caution', icon: 'info', first: 'again' };
const LOOK: VerdictLook = { tone: 'caution', icon: 'clock', first: 'look' };

export const VERDICT_LOOKS: Readonly<Record<Verdict['kind'], VerdictLook>> = {
  welcome: { tone: 'positive', icon: 'circle-check', first: 'done' },
  'welcome-unlisted': { tone: 'info', icon: 'check', first: 'again' },
  'too-early': LOOK,
  'too-late': { ...AGAIN, icon: 'clock' },
  'already-used': { ...AGAIN, first: 'done' },
  'used-twice': { tone: 'caution', icon: 'users', first: 'done' },
  cancelled: AGAIN,
  refused: AGAIN,
  requested: { ...LOOK, tone: 'info' },
  waiting: { ...LOOK, tone: 'info', icon: 'hourglass' },
  offered: { ...LOOK, tone: 'positive' },
  lapsed: { ...AGAIN, icon: 'hourglass' },
  withdrawn: { ...LOOK, icon: 'calendar-x' },
  delivered: { tone: 'info', icon: 'house', first: 'done' },
  expired: AGAIN,
  foreign: AGAIN,
  'unknown-key': AGAIN,
  altered: AGAIN,
  'not-a-pass': AGAIN,
  'unknown-code': AGAIN,
};

/** The words of a verdict: a meal that was fetched is said as such. */
export const verdictKey = (
  kind: Verdict['kind'],
  isMeal: boolean,
): `verdict.${Verdict['kind'] | 'picked-up'}` =>
  kind === 'already-used' && isMeal ? 'verdict.picked-up' : `verdict.${kind}`;
