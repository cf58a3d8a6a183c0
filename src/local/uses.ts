import type { LeaseUse } from '../model/lease.ts';
import type { SlotId } from '../model/schema/booking.ts';
import type { Read, Write } from './driver.ts';

/**
 * What this terminal used and gave back of its leases. It is counted in the very write that keeps the command, so that a
 * power cut leaves both or neither, and in no case less than what somebody was told.
 */
export interface SlotUse extends LeaseUse {
  readonly slot: SlotId;
  /** The hub's database that set the places aside. */
  readonly epoch: string;
  /** When the slot ends: what is long past is forgotten. */
  readonly endsAt: string;
}

export const NO_USE: LeaseUse = { used: 0, returned: 0 };

const keyOf = ({ epoch, slot }: Pick<SlotUse, 'epoch' | 'slot'>): string => `${epoch}/${slot}`;

export const readUse = (epoch: string, slot: SlotId) =>
  ({ box: 'uses', key: keyOf({ epoch, slot }) }) as const satisfies Read;
export const writeUse = (use: SlotUse): Write => ({ box: 'uses', key: keyOf(use), value: use });
export const forgetUse = (use: SlotUse): Write => ({ box: 'uses', key: keyOf(use), remove: true });

/** What a waiting command takes of a lease. */
export interface Counted {
  readonly slot: SlotId;
  readonly used: number;
  readonly returned: number;
}

/**
 * The counts to go on with when the hub answers from another database than before.
 *
 * A restored copy has this terminal's leases in it, perhaps as they were some time ago: what was used since counts on,
 * or it would be used again. A database that never knew this terminal has no lease of it: there only those commands
 * count that still wait here, because they may yet be taken from a lease that it sets aside. Counts of the database before
 * are kept beside: it may come back. Where both are known they are added up: too much is safe, too little is not.
 *
 * @param all every count there is, of any database
 * @param waiting what the commands in the outbox take
 * @param stranger true where the new database did not know this terminal
 */
export function carryUses(
  all: readonly SlotUse[],
  waiting: readonly Counted[],
  change: { readonly from: string; readonly to: string; readonly stranger: boolean },
): readonly SlotUse[] {
  const ends = new Map(all.map(({ slot, endsAt }) => [slot, endsAt]));
  const totals = new Map<SlotId, SlotUse>();
  const add = ({ slot, used, returned }: Counted): void => {
    const now = totals.get(slot) ?? { slot, epoch: change.to, endsAt: ends.get(slot) ?? '', ...NO_USE };
    totals.set(slot, { ...now, used: now.used + used, returned: now.returned + returned });
  };
  for (const use of all) if (use.epoch === change.to) add(use);
  for (const one of change.stranger ? waiting : all.filter(({ epoch }) => epoch === change.from)) add(one);
  return [...totals.values()];
}
