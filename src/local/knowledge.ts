import type { BookingId, SlotId } from '../model/schema/booking.ts';
import type { CommandId, CommandKind } from '../model/schema/command.ts';
import type { OutboxEntry, Settled } from './entry.ts';

/**
 * What this terminal did with a booking: asked for and not answered yet (`requested`, `wait-requested`, `changing`,
 * `accepting`, `cancelling`, `checking-in`, `leaving`), or answered (`confirmed`, `waiting`, `refused`, `cancelled`,
 * `checked-in`, `left`). What it confirmed from its own lease is `confirmed` at once.
 */
export type OwnState =
  | 'requested'
  | 'wait-requested'
  | 'changing'
  | 'accepting'
  | 'cancelling'
  | 'checking-in'
  | 'leaving'
  | 'confirmed'
  | 'waiting'
  | 'refused'
  | 'cancelled'
  | 'checked-in'
  | 'left';

/** What the terminal itself knows of a booking beyond the synced list. */
export interface OwnKnowledge {
  readonly command: CommandId;
  readonly booking: BookingId;
  readonly state: OwnState;
  /** When it was done here, or answered; RFC 3339. */
  readonly at: string;
  /** Of `changing`: the time that was asked for. */
  readonly slot?: SlotId;
  readonly series?: BookingId;
  readonly codeDigest?: string;
  readonly error?: string;
  readonly pass?: string;
}

const ASKED: Readonly<Partial<Record<CommandKind, OwnState>>> = {
  book: 'requested',
  wait: 'wait-requested',
  change: 'changing',
  accept: 'accepting',
  cancel: 'cancelling',
  'check-in': 'checking-in',
  'check-out': 'leaving',
};

/** A cancellation and an arrival are for good; whether a change still stands, the list alone can say. */
const ANSWERED: Readonly<Partial<Record<CommandKind, OwnState>>> = {
  book: 'confirmed',
  wait: 'waiting',
  accept: 'confirmed',
  cancel: 'cancelled',
  'check-in': 'checked-in',
  'check-out': 'left',
};

function stateOf(settled: Settled): OwnState | undefined {
  if (settled.status === 'done') return ANSWERED[settled.kind];
  // Of the rest a no changes nothing: the booking is what it was.
  return settled.kind === 'book' || settled.kind === 'wait' ? 'refused' : undefined;
}

/**
 * @param waiting the commands of the outbox that are about the booking
 * @param settled the commands that have an answer
 * @param passOf opens the sealed pass; undefined where there is none
 * @returns what was answered, then what still waits, each in the order it was kept in
 */
export async function knowledgeOf(
  waiting: readonly OutboxEntry[],
  settled: readonly Settled[],
  passOf: (settled: Settled) => Promise<string | undefined>,
): Promise<readonly OwnKnowledge[]> {
  const known: OwnKnowledge[] = [];
  for (const each of settled) {
    const state = stateOf(each);
    if (!state || each.booking === undefined) continue;
    const pass = await passOf(each);
    known.push({ ...about(each, each.booking, state), ...(pass === undefined ? {} : { pass }) });
  }
  for (const each of waiting) {
    // What was confirmed here has its answer already, among those above.
    const state = each.leased ? undefined : ASKED[each.kind];
    if (state && each.booking !== undefined) known.push(about(each, each.booking, state));
  }
  return known;
}

const about = (each: OutboxEntry | Settled, booking: BookingId, state: OwnState): OwnKnowledge => ({
  command: each.id,
  booking,
  state,
  at: each.at,
  ...(each.slot ? { slot: each.slot } : {}),
  ...(each.series ? { series: each.series } : {}),
  ...(each.codeDigest ? { codeDigest: each.codeDigest } : {}),
  ...('error' in each && each.error ? { error: each.error } : {}),
});
