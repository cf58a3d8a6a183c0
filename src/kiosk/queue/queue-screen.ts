import { html, type TemplateResult } from 'lit';
import '../../../components/button/button.ts';
import { KioskView } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';
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

/** One screen of taking a number: it is given what there is to show. */
export abstract class QueueScreen extends KioskView {
  static override styles = [viewStyles];

  protected step(step: QueueStepEvent['step']): void {
    this.dispatchEvent(new QueueStepEvent(step));
  }

  /** The way to a person. */
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
    'linli-queue-step': QueueStepEvent;
  }
}
