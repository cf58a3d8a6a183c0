import { type Result, fail, ok } from '../../model/result.ts';
import { queueOfService } from '../../model/queue.ts';
import type { AdultId, BookingId } from '../../model/schema/booking.ts';
import type { CommandId } from '../../model/schema/command.ts';
import type { SyncState } from '../../sync/sync.ts';
import type { Runtime } from '../shell/runtime.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { ArrivalFlow, Deed, NotKept } from './flow.ts';
import type { Judged, NumberGiven } from './judge.ts';

type Keeping = Extract<ArrivalFlow, { step: 'keeping' }>;

/** How the holder was told apart, as the hub has it: who opened their card has proved as much as a pass does. */
const byOf = ({ by }: Pick<Judged, 'by'>): 'pass' | 'code' => (by === 'code' ? 'code' : 'pass');

/**
 * Keeps what a person wants done with a booking, on its way to the hub.
 * @returns the command by which its outcome is known, or why this terminal keeps nothing
 */
export async function submitAction(
  runtime: Pick<Runtime, 'submit' | 'durable'>,
  sync: SyncState,
  { judged, action, lastDigits }: Keeping,
): Promise<Result<CommandId, NotKept>> {
  // A terminal that is not let in cannot deliver what it takes.
  if (sync.state === 'revoked' || sync.state === 'waiting') return fail('not-let-in');
  // What memory alone holds would be lost with the power: no promise is made on it.
  if (!runtime.durable && sync.state !== 'online') return fail('memory-only');
  const { booking } = judged;
  if (booking === undefined) return fail('storage-full');
  const holder = { by: byOf(judged), ...(lastDigits === undefined ? {} : { lastDigits }) };
  try {
    switch (action.kind) {
      case 'accept':
        return ok(await runtime.submit('accept', { booking }));
      case 'cancel':
        return ok(await runtime.submit('cancel', { booking, ...holder }));
      case 'name-adult': {
        const { adult, relation } = action;
        return ok(await runtime.submit('name-adult', { booking, adult, relation, ...holder }));
      }
      case 'drop-adult':
        return ok(await runtime.submit('drop-adult', { booking, adult: action.adult, ...holder }));
      case 'change':
        return ok(
          await runtime.submit('change', {
            booking,
            slot: action.to.id,
            ...(action.also.length === 0 ? {} : { also: action.also.map(({ id }) => id) }),
            ...holder,
          }),
        );
    }
  } catch {
    return fail('storage-full');
  }
}

/**
 * Nobody waits any more for the pass of an adult: without it in somebody's hand the adult is not named after all.
 * @param command that named them
 */
export async function takeBackAdult(
  runtime: Pick<Runtime, 'submit' | 'outbox'>,
  command: CommandId,
  judged: Judged,
  adult: AdultId,
  lastDigits: string | undefined,
): Promise<void> {
  if (judged.booking === undefined || (await runtime.outbox.withdraw(command))) return;
  const digits = lastDigits === undefined ? {} : { lastDigits };
  await runtime.submit('drop-adult', { booking: judged.booking, adult, by: byOf(judged), ...digits });
}

/**
 * Keeps that people came, went, or were picked up; when this resolves it is on disk, and they may be told.
 * @param deed what they do; left out: what the verdict itself leads to
 * @param nowMs by the hub's clock
 * @returns what holds now
 * @throws where it could not be kept
 */
export async function recordArrival(
  runtime: Pick<Runtime, 'submit'>,
  judged: Judged,
  nowMs: number,
  deed: Deed = { does: 'come', people: 1 },
): Promise<Judged> {
  const { verdict, booking } = judged;
  const by = byOf(judged);
  if (booking === undefined) return judged;
  switch (verdict.kind) {
    case 'welcome': {
      if (deed.does !== 'come') return judged;
      const coming = comingOf(judged, booking, deed.people);
      const told = verdict.unsure
        ? ({ told: 'ask-staff', unsure: true } as const)
        : ({ told: 'welcome' } as const);
      for (const each of coming) await runtime.submit('check-in', { booking: each, by, ...told });
      return { ...judged, came: coming.length };
    }
    case 'welcome-unlisted':
      await runtime.submit('check-in', { booking, by, told: 'ask-staff' });
      return judged;
    case 'pick-up':
      for (const child of judged.pickUp?.going ?? [])
        await runtime.submit('check-out', {
          booking: child,
          by: 'adult',
          adult: judged.pickUp?.adult as AdultId,
          told: 'goodbye',
        });
      return judged;
    case 'may-leave':
      if (deed.does !== 'leave') return judged;
      await runtime.submit('check-out', { booking, by, told: 'goodbye' });
      return { ...judged, verdict: { ...verdict, kind: 'left', leftMs: nowMs } };
    default:
      return judged;
  }
}

/** Who of a party comes in, the one whose pass it is first. */
function comingOf({ party }: Judged, booking: BookingId, people: number): readonly BookingId[] {
  const others = (party?.ahead ?? []).filter((each) => each !== booking);
  return [booking, ...others].slice(0, people);
}

/** The verdicts after which a number is shown: it is taken now, or was before. */
const TAKES: ReadonlySet<Judged['verdict']['kind']> = new Set(['welcome']);
const HAS: ReadonlySet<Judged['verdict']['kind']> = new Set(['already-used', 'may-leave']);

/**
 * The number that goes with a check-in: one for all who came together; who shows the same pass again has the same number.
 * @returns undefined where no queue serves them, or there is no number that is open still
 */
export async function numberFor(
  runtime: Pick<Runtime, 'store' | 'takeTicket' | 'ticketOfBooking'>,
  sync: SyncState,
  judged: Judged,
  { service, place }: Pick<BookingFacts, 'service' | 'place'>,
): Promise<NumberGiven | undefined> {
  const { verdict, booking, slot } = judged;
  if (booking === undefined || !service || !(TAKES.has(verdict.kind) || HAS.has(verdict.kind)))
    return undefined;
  const queue = queueOfService(await runtime.store.all('queue'), service.id, place?.id);
  if (!queue) return undefined;
  // A number of anybody who came with the same pass is the number of all.
  const together = (judged.row ?? [])
    .filter((each) => each.slot?.id === slot?.id)
    .map((each) => each.booking);
  let holder: BookingId | undefined;
  for (const each of new Set([booking, ...together]))
    if (holder === undefined && (await runtime.ticketOfBooking(each))) holder = each;
  if (holder === undefined && !TAKES.has(verdict.kind)) return undefined;
  // A terminal that is not let in cannot deliver what it gives.
  if (sync.state === 'revoked' || sync.state === 'waiting') return { none: true };
  const wanted = { queue: queue.id, service: service.id, booking: holder ?? booking };
  try {
    const given = await runtime.takeTicket(wanted, sync.state === 'online');
    return given.ok ? { taken: given.value } : { none: true };
  } catch {
    return { none: true };
  }
}
