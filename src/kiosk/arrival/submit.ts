import { type Result, fail, ok } from '../../model/result.ts';
import type { CommandId } from '../../model/schema/command.ts';
import type { SyncState } from '../../sync/sync.ts';
import type { Runtime } from '../shell/runtime.ts';
import type { ArrivalFlow, NotKept } from './flow.ts';
import type { Judged } from './judge.ts';

type Keeping = Extract<ArrivalFlow, { step: 'keeping' }>;

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
  const { booking, by } = judged;
  if (booking === undefined) return fail('storage-full');
  const holder = { by, ...(lastDigits === undefined ? {} : { lastDigits }) };
  try {
    switch (action.kind) {
      case 'accept':
        return ok(await runtime.submit('accept', { booking }));
      case 'cancel':
        return ok(await runtime.submit('cancel', { booking, ...holder }));
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
 * Keeps a check-in; when this resolves it is on disk, and the person may be told.
 * @throws where it could not be kept
 */
export async function recordArrival(
  runtime: Pick<Runtime, 'submit'>,
  { verdict, booking, by }: Judged,
): Promise<void> {
  if (booking === undefined) return;
  if (verdict.kind === 'welcome') await runtime.submit('check-in', { booking, by, told: 'welcome' });
  if (verdict.kind === 'welcome-unlisted')
    await runtime.submit('check-in', { booking, by, told: 'ask-staff' });
}
