import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/item/item.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { estimateText } from '../shell/ticket/ticket-words.ts';
import type { QueueChoice } from './content.ts';
import { QueueScreen } from './queue-screen.ts';

/** What it is about: the queues, each with how many wait and how long it may take. */
@customElement('linli-choose-screen')
export class ChooseScreen extends QueueScreen {
  static override styles = [
    viewStyles,
    css`
      .queues {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) choices: readonly QueueChoice[] = [];

  protected override render(): TemplateResult {
    const { terminal } = this;
    const synced = terminal.runtime?.store.mark.syncedAtMs;
    return html`
      <h1 tabindex="-1">${this.t('queue.which')}</h1>
      ${
        terminal.sync.state !== 'online' && synced !== undefined
          ? html`<p class="muted">${this.t('queue.as-of', { time: terminal.clock.time(synced) })}</p>`
          : nothing
      }
      <div class="queues">${this.choices.map((choice) => this.#choice(choice))}</div>
      ${
        this.choices.some(({ queue }) => queue.demo)
          ? html`<p class="muted">${this.t('queue.demo')}</p>`
          : nothing
      }
      <div class="ways">
        <linli-button
          size="large"
          icon="qr-code"
          label=${this.t('queue.check-in')}
          @click=${() => this.go({ view: 'arrival', purpose: 'check-in' })}
        ></linli-button>
      </div>
    `;
  }

  #choice({ queue, waiting, estimate }: QueueChoice): TemplateResult {
    const { words } = this.terminal;
    const line = waiting === 0 ? this.t('queue.waiting-none') : this.t('queue.waiting', { n: waiting });
    // Where nobody waits there is nothing to reckon.
    const detail = waiting === 0 ? line : `${line} · ${estimateText(estimate, words)}`;
    return html`<linli-item
      icon="ticket"
      chevron
      heading=${this.of(queue.name)}
      detail=${detail}
      meta=${this.of(queue.hint)}
      @click=${() => this.step({ kind: 'queue', queue })}
    ></linli-item>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-choose-screen': ChooseScreen;
  }
}
