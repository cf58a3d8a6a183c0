import type { Terminal } from '../shell/terminal.ts';
import type { TicketWanted } from '../shell/runtime.ts';
import type { QueueFlow, QueueStep } from './flow.ts';

/**
 * Takes the number.
 * @param service what it is for, where that is known
 * @returns what it did to the flow
 */
export async function takeNumber(
  { runtime, sync }: Pick<Terminal, 'runtime' | 'sync'>,
  { queue, person, priority }: Extract<QueueFlow, { step: 'taking' }>,
  service: string | undefined,
): Promise<QueueStep> {
  // A terminal that is not let in cannot deliver what it gives.
  if (!runtime || sync.state === 'revoked' || sync.state === 'waiting')
    return { kind: 'none', why: 'not-let-in' };
  const wanted: TicketWanted = {
    queue: queue.id,
    person,
    ...(service === undefined ? {} : { service }),
    ...(priority === undefined ? {} : { priority }),
  };
  try {
    const result = await runtime.takeTicket(wanted, sync.state === 'online');
    return result.ok ? { kind: 'taken', taken: result.value } : { kind: 'none', why: result.error };
  } catch {
    return { kind: 'none', why: 'storage-full' };
  }
}
