import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/icon/icon.ts';
import type { MessageKey, MessageValues } from '../../access/say.ts';
import { chosenOptions } from '../../model/choices.ts';
import { dayAndTime } from '../shell/slots/slot-options.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { Judged } from './judge.ts';
import { VERDICT_LOOKS, verdictKey } from './verdict-look.ts';

/** What holds for what was shown: what happened, what to do next, and the way to a person. */
@customElement('linli-verdict-screen')
export class VerdictScreen extends ArrivalScreen {
  static override styles = [
    viewStyles,
    css`
      .verdict {
        display: flex;
        flex-direction: column;
        align-items: center;
        text-align: center;
        gap: var(--space-3);
        padding: var(--space-6) var(--space-4);
        border-radius: 1.25rem;
        background: var(--caution-soft);
      }
      .verdict > linli-icon {
        font-size: min(5rem, calc(var(--unit) * 6));
        color: var(--caution);
      }
      .positive {
        background: var(--positive-soft);
      }
      .positive > linli-icon {
        color: var(--positive);
      }
      .info {
        background: var(--accent-soft);
      }
      .info > linli-icon {
        color: var(--accent);
      }
      /* Read by whoever hands it over, from behind a counter. */
      .chosen {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-2) var(--space-5);
        margin: 0;
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-2);
        background: var(--surface-raised);
        overflow-wrap: anywhere;
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0;
        font-size: var(--type-figure);
        font-weight: 600;
        line-height: 1.15;
      }
    `,
  ];

  @property({ attribute: false }) facts!: BookingFacts;
  @property({ attribute: false }) judged!: Judged;

  protected override render(): TemplateResult {
    const { verdict, error } = this.judged;
    const { tone, icon } = VERDICT_LOOKS[verdict.kind];
    const key = verdictKey(verdict.kind, this.#chosen.length > 0);
    const values = this.#values();
    return html`
      <section class="verdict ${tone}">
        <linli-icon name=${icon}></linli-icon>
        <h1 tabindex="-1">${this.t(key, values)}</h1>
        ${this.#what()} ${this.#counter()}
        <p class="lead">${this.t(`${key}.next`, values)}</p>
        ${error ? html`<p>${this.errorText(error)}</p>` : nothing} ${this.#notes()}
      </section>
      <div class="row">${this.#ways()}</div>
    `;
  }

  /** Service and time of what was shown. */
  #what() {
    const { slot, service } = this.facts;
    if (!slot) return nothing;
    return html`<p class="lead">${this.of(service?.name)} · ${dayAndTime(slot, this.terminal.clock)}</p>`;
  }

  /** What should be known besides: it has begun, it was moved, the hall's reason. */
  #notes() {
    const { verdict } = this.judged;
    const { slot } = this.facts;
    const late = verdict.kind === 'welcome' ? verdict.lateMinutes : undefined;
    const when = slot ? dayAndTime(slot, this.terminal.clock) : '';
    const notes = [
      late === undefined ? '' : this.t('arrival.late', { n: late }),
      'changed' in verdict ? this.t('arrival.moved', { when }) : '',
      verdict.kind === 'withdrawn' && slot?.reason
        ? this.t('manage.reason', { reason: this.of(slot.reason) })
        : '',
    ];
    return notes.filter((note) => note !== '').map((note) => html`<p>${note}</p>`);
  }

  /** What was chosen, large enough for the counter. */
  #counter() {
    if (this.#chosen.length === 0) return nothing;
    return html`<dl class="chosen">
      ${this.#chosen.map(
        ({ question, option }) =>
          html`<div>
            <dt>${this.of(question.label)}</dt>
            <dd>${this.of(option.label)}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #ways() {
    const { first } = VERDICT_LOOKS[this.judged.verdict.kind];
    const help = this.helpButton();
    switch (first) {
      case 'done':
        return html`${this.#way('check', 'book.done', () => this.leave('end'))}
        ${this.judged.verdict.kind === 'welcome' ? nothing : help}`;
      case 'look':
        return html`${this.#way('calendar-check', 'arrival.look', () => this.step({ kind: 'look' }))} ${help}`;
      case 'again':
        return html`${this.#way('rotate-ccw', 'arrival.again', () => this.step({ kind: 'again' }))} ${help}`;
    }
  }

  /** The way that leads on first. */
  #way(icon: string, label: MessageKey, onClick: () => void): TemplateResult {
    return html`<linli-button
      variant="primary"
      size="large"
      icon=${icon}
      label=${this.t(label)}
      @click=${onClick}
    ></linli-button>`;
  }

  get #chosen() {
    const { service, booking } = this.facts;
    return chosenOptions(service?.questions ?? [], booking?.choices);
  }

  #values(): MessageValues {
    const { verdict } = this.judged;
    const { place } = this.facts;
    const { clock } = this.terminal;
    const moment = (ms: number) => `${clock.shortDay(ms)} ${clock.time(ms)}`;
    const used = this.#chosen.length > 0 ? 'arrival.picked-at' : 'arrival.used-at';
    return {
      place: this.of(place?.name),
      until: verdict.kind === 'offered' ? moment(verdict.untilMs) : '',
      from: verdict.kind === 'too-early' ? moment(verdict.fromMs) : '',
      at: 'atMs' in verdict ? this.t(used, { time: clock.time(verdict.atMs) }) : '',
      site: verdict.kind === 'foreign' ? this.of(verdict.siteName) : '',
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-verdict-screen': VerdictScreen;
  }
}
