import type { HelpCall, HelpRule } from './schema/help.ts';

/** Who should hear of a call for help by now. */
export type HelpReach = 'staff' | 'everyone' | 'display';

/** A call that comes later than this is told to nobody: who called is long gone. */
export const HELP_WORTH_MS = 10 * 60_000;

/**
 * @param nowMs milliseconds since 1970, by the hub's clock
 * @returns how far a call has got that nobody answered; undefined once somebody did
 */
export function helpReach(
  { status, at }: Pick<HelpCall, 'status' | 'at'>,
  rule: HelpRule,
  nowMs: number,
): HelpReach | undefined {
  if (status !== 'open') return undefined;
  const seconds = (nowMs - Date.parse(at)) / 1_000;
  const due = rule.filter(({ afterSeconds }) => seconds >= afterSeconds).map(({ to }) => to);
  if (due.includes('display')) return 'display';
  return due.includes('everyone') ? 'everyone' : 'staff';
}
