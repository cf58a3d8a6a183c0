import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/countdown/countdown.ts';
import '../../../components/dialog/dialog.ts';
import type { Words } from '../../access/say.ts';
import { LeaveEvent } from './route.ts';

/** The visitor is still there. */
export class StayEvent extends Event {
  constructor() {
    super('linli-stay', { bubbles: true, composed: true });
  }
}

/** Asks whether somebody is still there before a visit ends by itself. */
@customElement('linli-idle-prompt')
export class IdlePrompt extends LitElement {
  @property({ attribute: false }) words!: Words;
  @property({ type: Number }) secondsLeft = 0;
  @property({ type: Number }) totalSeconds = 30;

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`
      <linli-dialog open heading=${t('idle.heading')} @linli-dialog-cancel=${this.#onStay}>
        <p>${t('idle.text')}</p>
        <linli-countdown
          .value=${this.secondsLeft}
          .total=${this.totalSeconds}
          label=${t('idle.seconds', { n: this.secondsLeft })}
        ></linli-countdown>
        <linli-button
          slot="actions"
          variant="primary"
          size="large"
          label=${t('idle.stay')}
          @click=${this.#onStay}
        >
        </linli-button>
        <linli-button slot="actions" size="large" label=${t('idle.end')} @click=${this.#onEnd}></linli-button>
      </linli-dialog>
    `;
  }

  readonly #onStay = (): void => {
    this.dispatchEvent(new StayEvent());
  };

  readonly #onEnd = (): void => {
    this.dispatchEvent(new LeaveEvent('end'));
  };
}
