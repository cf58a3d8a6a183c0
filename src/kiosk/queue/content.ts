import { type Estimate, estimateWait } from '../../model/pace.ts';
import { inOrder, queueOfService } from '../../model/queue.ts';
import type { Queue } from '../../model/schema/queue.ts';
import type { Runtime } from '../shell/runtime.ts';

/** A queue to choose, with what can be said of it now. */
export interface QueueChoice {
  readonly queue: Queue;
  readonly waiting: number;
  readonly estimate: Estimate;
}

export interface QueueContent {
  readonly queues: readonly Queue[];
  /** Those that give numbers without an appointment, in the order of their letters. */
  readonly choices: readonly QueueChoice[];
}

/** Reads the queues, and how many wait for each. */
export async function readQueues(runtime: Pick<Runtime, 'store' | 'ticketLine'>): Promise<QueueContent> {
  const { store } = runtime;
  const queues = [...(await store.all('queue'))].sort((one, other) => (one.letter < other.letter ? -1 : 1));
  const choices = await Promise.all(
    queues
      .filter(({ walkIns }) => walkIns)
      .map(async (queue) => {
        const waiting = inOrder(await runtime.ticketLine(queue.id)).length;
        return { queue, waiting, estimate: estimateWait(waiting, await store.get('pace', queue.id)) };
      }),
  );
  return { queues, choices };
}

/** The queue that was settled before: by its id, or as the one that serves a service. */
export async function settledQueue(
  { store }: Pick<Runtime, 'store'>,
  queues: readonly Queue[],
  { queue, service }: { readonly queue?: string | undefined; readonly service?: string | undefined },
): Promise<Queue | undefined> {
  if (queue !== undefined) return queues.find(({ id }) => id === queue);
  if (service === undefined) return undefined;
  return queueOfService(queues, service, (await store.get('service', service))?.place);
}
