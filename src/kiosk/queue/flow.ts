import type { Queue } from '../../model/schema/queue.ts';
import type { NoTicket, TakenTicket } from '../shell/runtime.ts';

/** Why there is no number: the terminal's or the hub's reason, its disk, its standing, or the queue itself. */
export type NoneWhy = NoTicket | 'storage-full' | 'not-let-in' | 'by-appointment' | 'no-queue';

/** Where a person is in taking a number. `person` counts those of this visit: one number for each. */
export type QueueFlow =
  | { readonly step: 'choose' }
  /** Where the site puts some people first: whether one belongs to them. */
  | { readonly step: 'group'; readonly queue: Queue; readonly person: number }
  | {
      readonly step: 'taking';
      readonly queue: Queue;
      readonly person: number;
      readonly priority?: string;
      /** False once the wait is too long to stand for without a way out. */
      readonly patient: boolean;
    }
  | {
      readonly step: 'number';
      readonly queue: Queue;
      readonly taken: TakenTicket;
      /** How many were taken in this visit. */
      readonly persons: number;
      /** True where it was there before one was asked for. */
      readonly had: boolean;
    }
  | { readonly step: 'none'; readonly why: NoneWhy; readonly queue?: Queue; readonly person: number };

/** What happens to the flow: a touch, or the end of something that was waited for. */
export type QueueStep =
  /** @property had the number of this queue that the visit has, and that still counts */
  | {
      readonly kind: 'queue';
      readonly queue: Queue;
      readonly persons: number;
      readonly had?: TakenTicket;
    }
  | { readonly kind: 'group'; readonly priority?: string }
  | { readonly kind: 'taken'; readonly taken: TakenTicket }
  | { readonly kind: 'none'; readonly why: NoneWhy }
  | { readonly kind: 'lost-patience' }
  | { readonly kind: 'another' }
  | { readonly kind: 'again' }
  | { readonly kind: 'all-queues' };

/** Where the flow goes from here. What does not belong to the present screen (a second touch) changes nothing. */
export function nextStep(flow: QueueFlow, step: QueueStep): QueueFlow {
  switch (flow.step) {
    case 'choose':
      if (step.kind === 'none') return { step: 'none', why: step.why, person: 0 };
      return step.kind === 'queue' ? chosen(step) : flow;
    case 'group':
      if (step.kind === 'all-queues') return { step: 'choose' };
      return step.kind === 'group' ? take(flow, step.priority) : flow;
    case 'taking':
      return fromTaking(flow, step);
    case 'number':
      return step.kind === 'another' ? ask(flow.queue, flow.persons) : flow;
    case 'none':
      if (step.kind === 'all-queues') return { step: 'choose' };
      if (step.kind !== 'again') return flow;
      return flow.queue ? ask(flow.queue, flow.person) : { step: 'choose' };
  }
}

/**
 * The step the way back leads to.
 * @param fixed true where the queue was settled before this screen: then the way back leads out of it
 */
export function backStep(flow: QueueFlow, fixed: boolean): QueueStep | undefined {
  switch (flow.step) {
    case 'group':
    case 'none':
      return fixed ? undefined : { kind: 'all-queues' };
    case 'choose':
    case 'taking':
    case 'number':
      return undefined;
  }
}

function fromTaking(flow: Extract<QueueFlow, { step: 'taking' }>, step: QueueStep): QueueFlow {
  const { queue, person } = flow;
  if (step.kind === 'lost-patience') return { ...flow, patient: false };
  if (step.kind === 'none') return { step: 'none', why: step.why, queue, person };
  return step.kind === 'taken'
    ? { step: 'number', queue, taken: step.taken, persons: person + 1, had: false }
    : flow;
}

function chosen({ queue, persons, had }: Extract<QueueStep, { kind: 'queue' }>): QueueFlow {
  if (had) return { step: 'number', queue, taken: had, persons, had: true };
  return queue.walkIns
    ? ask(queue, persons)
    : { step: 'none', why: 'by-appointment', queue, person: persons };
}

/** Only where the site puts somebody first there is anything to ask. */
const ask = (queue: Queue, person: number): QueueFlow =>
  queue.rules.priorities.length > 0 ? { step: 'group', queue, person } : take({ queue, person });

const take = (
  { queue, person }: Pick<Extract<QueueFlow, { step: 'group' }>, 'queue' | 'person'>,
  priority?: string,
): QueueFlow => ({
  step: 'taking',
  queue,
  person,
  patient: true,
  ...(priority === undefined ? {} : { priority }),
});
