import { type HelpReach, helpReach } from '../../model/help-call.ts';
import type { HelpCall, HelpCallId, HelpRule } from '../../model/schema/help.ts';

/** How loud a page has to be. `rings`: somebody called. `rings-loud`: a call that nobody answered reached everyone. */
export type Alarm = 'quiet' | 'rings' | 'rings-loud';

/** How far each open call had got when it was last looked at. */
export type Heard = ReadonlyMap<HelpCallId, HelpReach>;

const LEVEL: Readonly<Record<HelpReach, number>> = { staff: 1, everyone: 2, display: 3 };

/**
 * Whether the page rings now. Each call rings once when it opens and once at each step that it gets further.
 * @param nowMs by the hub's clock
 */
export function ring(
  heard: Heard,
  calls: readonly HelpCall[],
  rule: HelpRule,
  nowMs: number,
): { readonly alarm: Alarm; readonly heard: Heard } {
  const now = new Map<HelpCallId, HelpReach>();
  let alarm: Alarm = 'quiet';
  for (const call of calls) {
    const reach = helpReach(call, rule, nowMs);
    if (!reach) continue;
    now.set(call.id, reach);
    const before = heard.get(call.id);
    if (before && LEVEL[before] >= LEVEL[reach]) continue;
    if (reach !== 'staff') alarm = 'rings-loud';
    else if (alarm === 'quiet') alarm = 'rings';
  }
  return { alarm, heard: now };
}
