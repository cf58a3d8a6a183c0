import { FlowScreen } from '../shell/flow-screen.ts';
import type { Step } from './flow.ts';

/** A screen of arriving says what the person did; where that leads is the flow's to know. */
export class StepEvent extends Event {
  readonly step: Step;

  constructor(step: Step) {
    super('linli-step', { bubbles: true, composed: true });
    this.step = step;
  }
}

/** Something was scanned or typed. */
export class IdentifyEvent extends Event {
  readonly text: string;

  constructor(text: string) {
    super('linli-identify', { bubbles: true, composed: true });
    this.text = text;
  }
}

/** One screen of arriving. */
export abstract class ArrivalScreen extends FlowScreen {
  protected step(step: Step): void {
    this.dispatchEvent(new StepEvent(step));
  }
}

declare global {
  interface HTMLElementEventMap {
    'linli-step': StepEvent;
    'linli-identify': IdentifyEvent;
  }
}
