import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Queue } from '../../model/schema/queue.ts';
import type { HallView, StaffTicket } from '../../model/schema/staff-hall.ts';
import { desk } from '../shell/desk-styles.ts';
import { ActEvent } from './act-event.ts';
import type { CounterWords } from './counter-words.ts';

/** Where a number goes: a queue of any hall of the site, and, if the clerk wants, one counter of it. */
@customElement('linli-pass-on-dialog')
export class PassOnDialog extends LitElement {
  static override styles = [
    desk,
    css`
      dialog {
        inline-size: min(38rem, calc(100vw - 2rem));
        max-block-size: calc(100vh - 2rem);
        overflow: auto;
        padding: var(--space-3);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-2);
        background: var(--surface-raised);
        color: var(--text);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      .queue {
        display: flex;
        flex-direction: column;
        gap: var(--space-1);
        padding-block: var(--space-2);
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) words!: CounterWords;
  @property({ attribute: false }) hall!: HallView;
  /** The number in question; undefined closes. */
  @property({ attribute: false }) ticket: StaffTicket | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  /** While it asks, keys are its own. Its own word for it: the event that says it closed comes a moment later. */
  get isOpen(): boolean {
    return this.dialog.open;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('ticket')) return;
    if (this.ticket && !this.dialog.open) this.dialog.showModal();
    if (!this.ticket && this.dialog.open) this.dialog.close();
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`<dialog aria-labelledby="heading" @close=${this.#onClose}>
      <h2 id="heading">${t('counter.pass-on.heading', { number: this.ticket?.number ?? '' })}</h2>
      <p class="hint">${t('counter.pass-on.text')}</p>
      ${this.hall.queues.map((queue) => this.#queue(queue))}
      <div class="queue">
        <div class="row"><button type="button" @click=${this.#onCancel}>${t('counter.cancel')}</button></div>
      </div>
    </dialog>`;
  }

  #queue(queue: Queue): TemplateResult {
    const { t, of } = this.words;
    const place = this.hall.places.find(({ id }) => id === queue.place);
    const counters = this.hall.counters.filter(({ queues }) => queues.includes(queue.id));
    return html`<div class="queue" role="group" aria-labelledby="queue-${queue.id}">
      <strong id="queue-${queue.id}">
        ${t('counter.pass-on.queue', { letter: queue.letter, name: of(queue.name) })}
        ${place ? html`<span class="hint">${of(place.name)}</span>` : nothing}
      </strong>
      <div class="row">
        <button type="button" class="primary" @click=${() => this.#choose(queue)}>
          ${t('counter.pass-on.any')}
        </button>
        ${counters.map(
          (counter) =>
            html`<button type="button" @click=${() => this.#choose(queue, counter.id)}>
              ${t('counter.pass-on.counter', { n: counter.number })}
            </button>`,
        )}
      </div>
    </div>`;
  }

  #choose(queue: Queue, counter?: HallView['counters'][number]['id']): void {
    if (!this.ticket) return;
    this.dispatchEvent(
      new ActEvent(this.ticket.id, {
        does: 'pass-on',
        queue: queue.id,
        ...(counter === undefined ? {} : { counter }),
      }),
    );
    this.dialog.close();
  }

  readonly #onCancel = (): void => {
    this.dialog.close();
  };

  readonly #onClose = (): void => {
    this.dispatchEvent(new Event('linli-closed'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-pass-on-dialog': PassOnDialog;
  }
}
