import type { CardId } from '../../model/schema/card.ts';
import type { Terminal } from '../shell/terminal.ts';
import type { TicketWanted } from '../shell/runtime.ts';
import type { QueueFlow, QueueStep } from './flow.ts';

interface Known {
  readonly service: string | undefined;
  readonly card: CardId | undefined;
}

/**
 * Takes the number.
 * @param known what it is for, and the assist card of whom it is for, where that is known
 * @returns what it did to the flow
 */
export async function takeNumber(
  { runtime, sync }: Pick<Terminal, 'runtime' | 'sync'>,
  { queue, person, priority }: Extract<QueueFlow, { step: 'taking' }>,
  { service, card }: Known,
): Promise<QueueStep> {
  // A terminal that is not let in cannot deliver what it gives.
  if (!runtime || sync.state === 'revoked' || sync.state === 'waiting')
    return { kind: 'none', why: 'not-let-in' };
  const wanted: TicketWanted = {
    queue: queue.id,
    person,
    ...(service === undefined ? {} : { service }),
    ...(priority === undefined ? {} : { priority }),
    // The first number of a visit is the holder's own; another one is for somebody else.
    ...(card === undefined || person > 0 ? {} : { card }),
  };
  try {
    const result = await runtime.takeTicket(wanted, sync.state === 'online');
    return result.ok ? { kind: 'taken', taken: result.value } : { kind: 'none', why: result.error };
  } catch {
    return { kind: 'none', why: 'storage-full' };
  }
}
