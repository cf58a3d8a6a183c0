import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HallView, StaffTicket } from '../../model/schema/staff-hall.ts';
import { desk } from '../shell/desk-styles.ts';
import { ActEvent, PassOnEvent } from './act-event.ts';
import { type CounterWords, matterOf, originOf, waitedMinutes } from './counter-words.ts';
import { KEYS, type KeyAct } from './keys.ts';
import { actsFor } from './predict.ts';

/** A clerk asks for the next number. */
export class NextEvent extends Event {
  constructor() {
    super('linli-next', { bubbles: true, composed: true });
  }
}

/** Who is at this counter, what can be done, and who comes next. */
@customElement('linli-now-panel')
export class NowPanel extends LitElement {
  static override styles = [
    desk,
    css`
      .now {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
        min-block-size: 17rem;
      }
      .number {
        margin: 0;
        font-size: clamp(3rem, 8vw, 5.5rem);
        font-weight: var(--weight-strong);
        line-height: 1.1;
        font-variant-numeric: tabular-nums;
      }
      .about {
        margin: 0;
        color: var(--muted);
      }
      .spring {
        flex: 1;
      }
      .next {
        min-block-size: 3.5rem;
        font-size: var(--type-lead);
      }
    `,
  ];

  @property({ attribute: false }) words!: CounterWords;
  @property({ attribute: false }) hall!: HallView;
  @property({ attribute: false }) present: StaffTicket | undefined;
  @property({ attribute: false }) next: StaffTicket | undefined;
  @property({ type: Number }) nowMs = 0;
  @property({ type: Boolean }) calling = false;
  @property({ type: Boolean }) keys = true;

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`<section class="panel now" aria-label=${t('counter.now')}>
      <div aria-live="polite">${this.present ? this.#present(this.present) : this.#nobody()}</div>
      <div class="spring"></div>
      ${this.present ? this.#acts(this.present) : nothing}
      <button type="button" class="primary next" ?disabled=${this.calling} @click=${this.#onNext}>
        ${this.#nextLabel()} ${this.#key('next')}
      </button>
      <p class="hint">
        ${this.next ? t('counter.next-is', { number: this.next.number }) : t('counter.none-waiting')}
        ${this.next ? ` · ${this.#about(this.next)}` : nothing}
      </p>
    </section>`;
  }

  #nextLabel(): string {
    const { t } = this.words;
    if (this.calling) return t('counter.calling');
    return t(this.present ? 'counter.finish-next' : 'counter.next');
  }

  #nobody(): TemplateResult {
    return html`<p class="about">${this.words.t('counter.nobody')}</p>`;
  }

  #present(ticket: StaffTicket): TemplateResult {
    const { t, clock } = this.words;
    return html`
      <p class="number">${ticket.number}</p>
      <p><strong>${matterOf(ticket, this.hall, this.words)}</strong></p>
      <p class="about">${this.#about(ticket)}</p>
      <p>
        <span class="tag">${t(`counter.status.${ticket.status}`)}</span>
        ${ticket.calledAt ? t('counter.called-at', { time: clock.time(Date.parse(ticket.calledAt)) }) : nothing}
        ${ticket.recalls > 0 ? t('counter.recalls', { n: ticket.recalls + 1 }) : nothing}
      </p>
    `;
  }

  #about(ticket: StaffTicket): string {
    const waited = this.words.t('counter.waited', { n: waitedMinutes(ticket, this.nowMs) });
    return `${originOf(ticket, this.hall, this.words)} · ${waited}`;
  }

  #acts(ticket: StaffTicket): TemplateResult {
    return html`<div class="row">
      ${actsFor(ticket).map((does) =>
        does === 'call' || does === 'resume'
          ? nothing
          : html`<button type="button" @click=${() => this.#act(ticket, does)}>
              ${this.words.t(`counter.${does}`)} ${this.#key(does)}
            </button>`,
      )}
    </div>`;
  }

  #key(act: KeyAct): TemplateResult | typeof nothing {
    return this.keys ? html`<kbd aria-hidden="true">${KEYS[act]}</kbd>` : nothing;
  }

  #act(ticket: StaffTicket, does: ReturnType<typeof actsFor>[number]): void {
    this.dispatchEvent(does === 'pass-on' ? new PassOnEvent(ticket.id) : new ActEvent(ticket.id, { does }));
  }

  readonly #onNext = (): void => {
    this.dispatchEvent(new NextEvent());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-now-panel': NowPanel;
  }
  interface HTMLElementEventMap {
    'linli-next': NextEvent;
  }
}
