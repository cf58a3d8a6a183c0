import { FlowScreen } from '../shell/flow-screen.ts';
import type { QueueStep } from './flow.ts';

/** A screen of taking a number says what the person did; where that leads is the flow's to know. */
export class QueueStepEvent extends Event {
  readonly step:
    QueueStep | { readonly kind: 'queue'; readonly queue: Extract<QueueStep, { kind: 'queue' }>['queue'] };

  constructor(step: QueueStepEvent['step']) {
    super('linli-queue-step', { bubbles: true, composed: true });
    this.step = step;
  }
}

/** One screen of taking a number. */
export abstract class QueueScreen extends FlowScreen {
  protected step(step: QueueStepEvent['step']): void {
    this.dispatchEvent(new QueueStepEvent(step));
  }
}

declare global {
  interface HTMLElementEventMap {
    'linli-queue-step': QueueStepEvent;
  }
}
