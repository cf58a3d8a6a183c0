import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/wait/wait.ts';
import { isOpen } from '../../model/ticket.ts';
import type { CardId } from '../../model/schema/card.ts';
import type { Queue } from '../../model/schema/queue.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { TICKET_TOPICS } from '../shell/ticket/ticket-facts.ts';
import { readQueues, settledQueue } from './content.ts';
import './choose-screen.ts';
import { type QueueFlow, type QueueStep, backStep, nextStep } from './flow.ts';
import './group-screen.ts';
import './none-screen.ts';
import './number-screen.ts';
import type { QueueScreen, QueueStepEvent } from './queue-screen.ts';
import { takeNumber } from './take.ts';
import './taking-screen.ts';

/** A wait over four seconds offers a way out. */
const PATIENCE_MS = 4_000;

/**
 * Taking a number: what it is about, whether one belongs to those who go first, then the number. The flow is in `flow.ts`,
 * each of its steps is a screen of its own; this view reads the local store and asks for the number.
 */
@customElement('linli-queue-view')
export class QueueView extends KioskView {
  static override styles = css`
    :host {
      display: block;
    }
    linli-wait {
      margin: var(--space-5);
    }
  `;

  @property({ attribute: false }) queue: string | undefined;
  @property({ attribute: false }) service: string | undefined;
  /** The assist card the number is for, after its second factor. */
  @property({ attribute: false }) card: CardId | undefined;
  @state() private flow: QueueFlow = { step: 'choose' };
  #begun = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  readonly #content = new Live(this, TICKET_TOPICS, async (runtime) => {
    const content = await readQueues(runtime);
    const { queue, service } = this;
    return { ...content, settled: await settledQueue(runtime, content.queues, { queue, service }) };
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#patience);
  }

  override stepBack(): boolean {
    const step = backStep(this.flow, this.#isFixed);
    if (step) this.#take(step);
    return step !== undefined;
  }

  override focusHeading(): void {
    const screen = this.renderRoot.querySelector<QueueScreen>('.screen');
    if (screen) void screen.updateComplete.then(() => screen.focusHeading());
    else super.focusHeading();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const content = this.#content.value;
    if (!content || this.#begun) return;
    this.#begun = true;
    if (content.settled) void this.#choose(content.settled);
    else if (this.#isFixed || content.choices.length === 0) this.#take({ kind: 'none', why: 'no-queue' });
  }

  protected override render(): TemplateResult {
    const content = this.#content.value;
    if (!content) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    return html`<div @linli-queue-step=${this.#onStep}>${this.#screen(this.flow)}</div>`;
  }

  #screen(flow: QueueFlow): TemplateResult {
    const { terminal } = this;
    switch (flow.step) {
      case 'choose':
        return html`<linli-choose-screen
          class="screen"
          .terminal=${terminal}
          .choices=${this.#content.value?.choices ?? []}
        ></linli-choose-screen>`;
      case 'group':
        return html`<linli-group-screen
          class="screen"
          .terminal=${terminal}
          .queue=${flow.queue}
        ></linli-group-screen>`;
      case 'taking':
        return html`<linli-taking-screen
          class="screen"
          .terminal=${terminal}
          ?patient=${flow.patient}
        ></linli-taking-screen>`;
      case 'number':
        return html`<linli-number-screen
          class="screen"
          .terminal=${terminal}
          .taken=${flow.taken}
          ?had=${flow.had}
        ></linli-number-screen>`;
      case 'none':
        return html`<linli-none-screen
          class="screen"
          .terminal=${terminal}
          .why=${flow.why}
          .service=${this.service}
        ></linli-none-screen>`;
    }
  }

  /** True where the queue was settled before this screen. */
  get #isFixed(): boolean {
    return this.queue !== undefined || this.service !== undefined;
  }

  readonly #onStep = ({ step }: QueueStepEvent): void => {
    if (step.kind === 'queue') void this.#choose(step.queue);
    else this.#take(step);
  };

  /** Whoever has a number of this queue already is shown that one. */
  async #choose(queue: Queue): Promise<void> {
    const { runtime } = this.terminal;
    const taken = runtime?.takenTickets(queue.id) ?? [];
    const had = taken[taken.length - 1];
    const now = had && (await runtime?.ownTicket(had.ticket.id));
    const counts = had && isOpen(now?.ticket ?? had.ticket);
    this.#take({ kind: 'queue', queue, persons: taken.length, ...(counts ? { had } : {}) });
  }

  #take(step: QueueStep): void {
    const before = this.flow;
    this.flow = nextStep(before, step);
    if (this.flow.step === before.step) return;
    clearTimeout(this.#patience);
    if (this.flow.step === 'taking') void this.#takeNumber(this.flow);
    void this.beginScreen();
  }

  async #takeNumber(flow: Extract<QueueFlow, { step: 'taking' }>): Promise<void> {
    this.#patience = setTimeout(() => this.#take({ kind: 'lost-patience' }), PATIENCE_MS);
    this.#take(await takeNumber(this.terminal, flow, { service: this.service, card: this.card }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-queue-view': QueueView;
  }
}
