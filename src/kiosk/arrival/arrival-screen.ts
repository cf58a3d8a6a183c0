import { html, type TemplateResult } from 'lit';
import '../../../components/button/button.ts';
import { KioskView } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';
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

/** One screen of arriving: it is given what there is to show, and reads nothing itself. */
export abstract class ArrivalScreen extends KioskView {
  static override styles = [viewStyles];

  protected step(step: Step): void {
    this.dispatchEvent(new StepEvent(step));
  }

  /** The way to a person, at the end of a row of buttons. */
  protected helpButton(): TemplateResult {
    return html`<linli-button
      size="large"
      icon="hand-helping"
      label=${this.t('bar.help')}
      @click=${() => this.go({ view: 'help' })}
    ></linli-button>`;
  }
}

declare global {
  interface HTMLElementEventMap {
    'linli-step': StepEvent;
    'linli-identify': IdentifyEvent;
  }
}
