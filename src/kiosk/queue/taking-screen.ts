import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/wait/wait.ts';
import { QueueScreen } from './queue-screen.ts';

/** While the number is got; mostly too short to be seen. */
@customElement('linli-taking-screen')
export class TakingScreen extends QueueScreen {
  /** False once the wait is too long to stand for without a way out. */
  @property({ type: Boolean }) patient = false;

  protected override render(): TemplateResult {
    return html`
      <linli-wait label=${this.t('queue.taking')}></linli-wait>
      ${
        this.patient
          ? nothing
          : html`<div class="ways">
              <linli-button
                size="large"
                icon="hand-helping"
                label=${this.t('queue.to-counter')}
                @click=${() => this.go({ view: 'help' }, { replace: true })}
              ></linli-button>
            </div>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-taking-screen': TakingScreen;
  }
}
