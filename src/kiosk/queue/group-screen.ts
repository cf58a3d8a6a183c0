import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Queue } from '../../model/schema/queue.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { QueueScreen } from './queue-screen.ts';

/** Whether one belongs to those whom the site puts first. That one does not is the first and the easiest answer. */
@customElement('linli-group-screen')
export class GroupScreen extends QueueScreen {
  static override styles = [
    viewStyles,
    css`
      .groups {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) queue!: Queue;

  protected override render(): TemplateResult {
    return html`
      <h1 tabindex="-1">${this.t('queue.group')}</h1>
      <linli-button
        variant="primary"
        size="large"
        icon="ticket"
        label=${this.t('queue.group-none')}
        @click=${() => this.step({ kind: 'group' })}
      ></linli-button>
      <p>${this.t('queue.group-text')}</p>
      <div class="groups">
        ${this.queue.rules.priorities.map(
          ({ id, name }) =>
            html`<linli-button
              size="large"
              label=${this.of(name)}
              @click=${() => this.step({ kind: 'group', priority: id })}
            ></linli-button>`,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-group-screen': GroupScreen;
  }
}
